from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from index.article import Published
from index.date import infer_published
from index.mention import find_dates
from index.period import resolve_period

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31))
WORDS = """
may|march|Sept.|Sun|yesterday|last week|next month|the|on|in|will meet|met|said|2023|1,984|10|10-12|3/4/2025
2025-02-30|31|the 27th|two days later|a month earlier|the same day|Q1 2024|over the weekend|1990s|early|mid-|between
and|to|until|since|ago|,|.|(|’s|people|U.S.|Christmas Eve|this|last
next|winter|of|32|0|June 2019|In August he left.|9999-12-31|0001-01-01|\t
"""
pieces = st.sampled_from([*MONTHS, *WEEKDAYS, "\n", *WORDS.replace("\n", "|").split("|")])
news = st.lists(pieces, max_size=30).map(" ".join) | st.text(max_size=80)
published = days.map(lambda day: Published(day=day, basis="stated", words="x")) | st.just(
    Published(day=None, basis="unknown")
)


def ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


STYLES: list[Callable[[date], str]] = [
    lambda d: d.isoformat(),
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)}, {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02} {MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1][:3].upper()}{'.' * (d.month != 5)} {d.day}, {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()][:3]} {d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]} {d.day}\u00a0{MONTHS[d.month - 1]}\u00a0{d.year}",
]


@given(news, published)
def test_mentions_lie_in_the_text_in_order_and_begin_before_they_end(text: str, when: Published) -> None:
    end = 0
    for mention in find_dates(text, published=when):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert mention.first <= mention.last
        end = mention.end


@given(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=6), st.sampled_from(["said", "will meet", ""]), days)
def test_a_week_later_every_weekday_is_a_week_later(names: list[str], verb: str, day: date) -> None:
    text = " ".join(f"They {verb} on {name}." for name in names)
    week = timedelta(days=7)
    here = find_dates(text, published=Published(day=day, basis="stated", words="x"))
    there = find_dates(text, published=Published(day=day + week, basis="stated", words="x"))
    assert len(here) == len(names)
    assert [(m.start, m.first + week) for m in here] == [(m.start, m.first) for m in there]
    assert [WEEKDAYS[m.first.weekday()] for m in here] == names
    assert all(abs(m.first - day) < week for m in here)


@given(days, st.sampled_from(STYLES), published)
def test_a_date_written_in_any_style_is_found_again(day: date, style: Callable[[date], str], when: Published) -> None:
    words = style(day)
    text = f"The treaty was signed on {words} in the capital."
    (mention,) = find_dates(text, published=when)
    assert (mention.first, mention.last) == (day, day)
    assert text[mention.start : mention.end] == words
    stated = infer_published("", stated=words, date_line=None)
    assert (stated.day, stated.basis) == (day, "stated")


@given(days, st.integers(-300, 60))
def test_a_day_without_its_year_is_near_its_publication(day: date, after: int) -> None:
    when = day - timedelta(days=after)
    verb = "will be signed" if after > 0 else "was signed"
    text = f"The treaty {verb} on {MONTHS[day.month - 1]} {day.day}."
    (mention,) = find_dates(text, published=Published(day=when, basis="stated", words="x"))
    assert (mention.first, mention.doubt) == (day, None)


@given(st.text(alphabet="bcgklpqvxz ,.\n'’"))
def test_a_text_without_dates_has_none(text: str) -> None:
    assert find_dates(text, published=Published(day=date(2025, 4, 15), basis="stated", words="x")) == ()


@given(news)
def test_an_inferred_day_has_words_that_stand_in_the_text(text: str) -> None:
    found = infer_published(text, stated=None, date_line=None)
    assert found.basis in ("inferred", "unknown")
    assert found.words is None or all(part in text for part in found.words.split(" … "))


@given(news, days)
def test_a_period_has_words_of_the_question_and_an_order(question: str, as_of: date) -> None:
    found = resolve_period(question, as_of=as_of)
    assert found is None or (found.words in question and found.first <= found.last)
