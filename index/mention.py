"""Every date in an article's text: where it stands, which days it means, and whether it can be right. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from index.article import DateMention, Published
from index.fixed import number_of
from index.reckon import reckon
from index.span import Span, View
from index.spell import MONTHS, WEEKDAYS, Wording, find_wordings
from index.split import split
from index.tense import Tense, read_tense

__all__ = ["Tensed", "find_dates", "tensed_wordings"]

Tensed = tuple[Wording, Tense]  # words that spell a date, and the tense of their clause

# A day's grace: publication days and time zones differ by one day without anything being wrong.
_GRACE: Final = timedelta(days=1)
# How far into the text the report's own event is told, and words of a report that opens with another year's day.
_OPENING: Final = 600
_ANNIVERSARY: Final = re.compile(
    r"\b(?:anniversar\w+|commemorat\w+|memorial|remember\w*|mark(?:s|ed|ing)|years? (?:ago|after|since|later|earlier)|"
    r"last year|birthday|born|decades?|centur\w+)\b",
    re.IGNORECASE,
)
_WEEK: Final = timedelta(days=7)
_LONG_AGO: Final = timedelta(days=300)
_DAYS: Final = ("iso", "slashed", "month_day", "day_month")
_OPENS_SENTENCE: Final = re.compile(r"[.!?][”\"]?\s+(?:(?:On|In|By|From|Then in|Then on)\s+)?$")


def find_dates(text: str, *, published: Published, tensed: Sequence[Tensed] | None = None) -> tuple[DateMention, ...]:
    """Every date the text names and the days it means, in order, never overlapping; English only.

    "Thursday" is told from the publication day and the tense of its sentence; without a publication day only
    dates that name their year, and dates told from those ("two days later"), are given. What cannot be placed
    is left out. A date that contradicts itself, or its article, is given as it stands with a doubt, not repaired.

    Args:
        text: an article's text; cost is linear in its length.
        published: when the article was published.
        tensed: the text's `tensed_wordings`, where they were read before.
    """
    found: list[DateMention] = []
    placed: dict[str, Span] = {}
    previous: Span | None = None
    story: _Story | None = None
    for wording, tense in tensed_wordings(text) if tensed is None else tensed:
        view = View(day=published.day, direction=tense.direction, sure=tense.sure, previous=previous)
        if story is not None and _goes_on(text, story, wording):
            view = View(day=story.last, direction="future")
        span = reckon(wording, view)
        name = wording.parts.get("weekday", "")
        if wording.form == "weekday" and len(wording.parts) == 1:
            # "Thursday's talks" are the talks that were set for Thursday before.
            span = placed.get(name, span) if text[wording.end : wording.end + 2] in ("'s", "’s") else span
            if span is not None:
                placed[name] = span
        if span is None:
            continue
        doubt = _doubt(wording, span, tense, published.day)
        if doubt is None and _opens_report(text, wording.start):
            doubt = _wrong_year(wording, span, published.day)
        found.append(DateMention(start=wording.start, end=wording.end, first=span[0], last=span[1], doubt=doubt))
        previous = span
        story = _story(wording, span, published.day)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """A paragraph that tells of another year: where its latest date ends, and the last day told."""

    end: int
    last: date


def _story(wording: Wording, span: Span, published: date | None) -> _Story | None:
    """The story that a date opens or carries on, when it lies too far back to be this year's news."""
    told = wording.form in ("month", *_DAYS) and (published is None or span[1] < published - _LONG_AGO)
    return _Story(end=wording.end, last=span[1]) if told else None


def _goes_on(text: str, story: _Story, wording: Wording) -> bool:
    """Whether a date without a year opens a later sentence of the story: "In June 2019 ... In August he left."."""
    between = text[story.end : wording.start]
    return (
        wording.form in ("month", "month_day", "day_month")
        and "year" not in wording.parts
        and "\n" not in between
        and _OPENS_SENTENCE.search(between) is not None
    )


def tensed_wordings(text: str) -> list[Tensed]:
    """Every wording of a date in the text with the tense of its clause, in order."""
    tensed: list[Tensed] = []
    sentences = iter(split(text))
    start, end = next(sentences, (0, 0))
    before: tuple[int, Tense] | None = None
    for wording in find_wordings(text):
        while wording.start >= end:
            start, end = next(sentences)
            before = None
        tense = read_tense(text[start:end], wording.start - start, wording.end - start, before=before)
        tensed.append((wording, tense))
        before = wording.end - start, tense
    return tensed


def _doubt(wording: Wording, span: Span, tense: Tense, published: date | None) -> str | None:
    """Why a date that names a day cannot be right, in a person's words."""
    parts, (first, last) = wording.parts, span
    if wording.form not in _DAYS:
        return None
    if first != last:
        return f"{MONTHS[first.month - 1].title()} {first.year} has only {last.day} days"
    if "weekday" in parts:
        said, real = number_of(parts["weekday"], WEEKDAYS), first.weekday()
        if said != real:
            return f"{_say(first)} is a {WEEKDAYS[real].title()}, not a {WEEKDAYS[said].title()}"
    if published is None or "year" not in parts or not tense.sure:
        return None
    if tense.direction == "future" and last < published - _GRACE and not tense.verb.lower().startswith("would"):
        return f"told as still to come, but {_say(last)} was before the article was published on {_say(published)}"
    if tense.direction == "past" and first > published + _GRACE:
        return f"told as over, but {_say(first)} was after the article was published on {_say(published)}"
    return None


def _opens_report(text: str, start: int) -> bool:
    """Whether a date opens one of the first paragraphs, and those do not look back at another year's event."""
    opens = start < _OPENING and text[text.rfind("\n", 0, start) + 1 : start].strip().lower() in ("", "on")
    return opens and _ANNIVERSARY.search(text[: 2 * _OPENING]) is None


def _wrong_year(wording: Wording, span: Span, published: date | None) -> str | None:
    """A report that opens with this week's day in another year: the year is a slip, or the day is not its news."""
    if published is None or "year" not in wording.parts or wording.form not in ("month_day", "day_month", "iso"):
        return None
    first, last = span
    away = abs(first.year - published.year)
    this_year = reckon(replace(wording, parts=wording.parts | {"year": str(published.year)}), View(day=published))
    if first != last or away == 0 or this_year is None or abs(this_year[0] - published) > _WEEK:
        return None
    return f"told as news, but {_say(first)} is not in the year of publication ({_say(published)})"


def _say(day: date) -> str:
    return f"{MONTHS[day.month - 1].title()} {day.day}, {day.year}"
