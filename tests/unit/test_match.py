"""How a sentence meets a question: its words, the kind of thing asked for, the period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.match import Match, match
from assistant.rewrite import rewrite
from index.article import Article, Published
from index.mention import find_dates
from tests.unit.newsdesk import an_article, ask, even

DAY = date(2024, 5, 20)
HEADLINE = "Ferry crew strike enters second week"
BODY = (
    "The strike of ferry crews in Ardal began on May 6, the union said.\n"
    "Anna Weber, who leads the union, asked for 300 euros more a month. "
    "She said the offer was an insult.\n"
    "The owners met the union in Bergholm. They want a mediator because the port is closed.\n"
    "In March, dockers walked out for 12 days. At 90 metres the new ferry is the longest."
)


def article(*, published: date | None = DAY) -> Article:
    text = f"{HEADLINE}\n{BODY}"
    stated = Published(day=published, basis="stated" if published else "unknown")
    made = Article(id="a", version="1", title=HEADLINE, text=text, published=stated, body_start=len(HEADLINE) + 1)
    return replace(made, dates=find_dates(text, published=stated))


def meet(question: str, sentence: str) -> Match:
    told = article()
    start = told.text.index(sentence)
    end = start + len(sentence)
    asked = rewrite(question, history=[], as_of=DAY)
    return match(asked, told, start, end, rarity=lambda word: 3.0 if word.lower() not in told.text.lower() else 1.0)


WEBER = "Anna Weber, who leads the union, asked for 300 euros more a month."
INSULT = "She said the offer was an insult."
BEGAN = "The strike of ferry crews in Ardal began on May 6, the union said."
MARCH = "In March, dockers walked out for 12 days."
OWNERS = "The owners met the union in Bergholm."


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("Who heads the union?", WEBER, True),
        ("Who is Anna Weber?", OWNERS, False),
        ("Who said that the offer was an insult?", INSULT, True),
        ("Who repairs the ferries?", INSULT, False),
        ("When did the strike begin?", BEGAN, True),
        ("When did the strike begin?", OWNERS, False),
        ("How many euros does the union want?", WEBER, True),
        ("How many euros does the union want?", BEGAN, False),
        ("How many unions asked for more?", WEBER, False),
        ("How long did the dockers walk out?", MARCH, True),
        ("How long is the new ferry?", "At 90 metres the new ferry is the longest.", True),
        ("How long is the dockers' strike?", MARCH, True),
        ("How old is Anna Weber?", WEBER, False),
        ("Where did the owners meet the union?", OWNERS, True),
        ("Why do the owners want a mediator?", "They want a mediator because the port is closed.", True),
    ],
)
def test_a_sentence_holds_the_kind_of_thing_asked_for(question: str, sentence: str, holds: bool) -> None:
    assert meet(question, sentence).kind is holds


def test_the_answering_sentence_covers_more_than_the_others() -> None:
    covered = {one: meet("Who is in charge of the union?", one).coverage for one in (WEBER, BEGAN, OWNERS, MARCH)}
    assert max(covered, key=lambda one: covered[one]) == WEBER


def test_a_misspelt_word_is_read_as_the_one_the_article_has() -> None:
    assert meet("when did the strkie begin", BEGAN).whole == 1.0


def test_a_word_that_no_sentence_carries_leaves_a_gap() -> None:
    assert meet("Who interpreted for the union?", WEBER).gap > meet("Who leads the union?", WEBER).gap


def test_what_happened_on_a_day_is_told_by_what_names_the_day() -> None:
    assert meet("What happened on May 6?", BEGAN).own == 1.0
    assert meet("What happened on May 6?", WEBER).own == 0.0


def test_a_contrary_tells_whether() -> None:
    assert meet("Is the port open?", "They want a mediator because the port is closed.").own == 1.0


def test_what_is_counted_must_be_there() -> None:
    assert meet("How many helicopters were used?", WEBER).noun == "nowhere"
    assert meet("How many dockers were there?", MARCH).noun == "own"


def test_the_period_is_that_of_the_sentence_before_that_of_the_article() -> None:
    assert meet("Who walked out in March?", MARCH).period is True
    assert meet("Who walked out in May?", MARCH).period is False
    assert meet("Who asked for more in May?", WEBER).period is True
    assert meet("Who asked for more in May 2019?", WEBER).period is False
    assert meet("Who asked for more?", WEBER).period is None


def test_who_is_named_in_the_sentence_before_is_meant_by_he_and_she() -> None:
    assert meet("What did Anna Weber say about the offer?", INSULT).own == 1.0
    assert meet("What did Per Holm say about the offer?", INSULT).own < 1.0


def test_another_place_is_told() -> None:
    assert meet("Who met in Ardal?", OWNERS).elsewhere
    assert not meet("Who met in Bergholm?", OWNERS).elsewhere


def test_a_name_of_no_sentence_is_missing() -> None:
    assert meet("What did Olaf Quist say?", INSULT).missing == ("Olaf Quist",)
    assert meet("What did Weber say?", INSULT).missing == ()


def test_what_somebody_said_must_be_about_what_is_asked() -> None:
    offer = "She said the offer was an insult."
    assert meet("What did Anna Weber say about the offer?", offer).kind
    assert not meet("What did Anna Weber say about the weather?", offer).kind


def test_the_name_of_a_person_is_no_place_and_no_body() -> None:
    met = "The owners met the union in Bergholm."
    assert not meet("What is the name of the owner who met the union?", met).kind
    assert meet("What is the name of the woman who leads the union?", "Anna Weber, who leads the union").kind


def test_a_day_that_is_only_compared_with_is_not_told_of() -> None:
    rose, left = "The Arn rose to six metres, its highest since 1974.", "The mayor said 240 people had been evacuated."
    flood = an_article("post", f"{rose} {left}", day="2025-01-12")

    def told_of(question: str, words: str) -> bool | None:
        start = flood.text.index(words)
        return match(ask(question), flood, start, start + len(words), rarity=even).period

    for words in (rose, left):
        assert told_of("How many people were evacuated when the Arn rose in 1974?", words) is False
        assert told_of("How many people were evacuated when the Arn rose in January?", words) is True


def test_what_came_of_something_is_not_told_before() -> None:
    plan = "The results are expected on June 12, Anna Weber said, who will lead the team."
    preview = an_article("post", plan, day="2025-06-02")

    def told_of(question: str) -> bool | None:
        return match(ask(question), preview, preview.body_start, len(preview.text), rarity=even).period

    assert told_of("What did the tests of June 12 show?") is False
    assert told_of("Did the tests actually end on June 12?") is False
    assert told_of("Who leads the team on June 12?") is True
    assert told_of("When are the results expected, on June 12?") is True


@pytest.mark.parametrize(
    ("question", "told", "day", "expected"),
    [
        ("What did the talks in April bring?", "The talks ended in April without a deal.", "2025-05-21", True),
        ("What did the tests of April 20 show?", "The tests of April 20 failed.", "2025-04-21", True),
        ("What did the tests of April 20 show?", "The tests will be on April 20.", "2025-04-11", False),
        ("What did the tests on Thursday show?", "The tests on Thursday failed.", "2025-05-02", True),
        ("What have the hosts decided about the 2026 show?", "The 2026 show will be in Arno.", "2025-06-02", True),
        ("Was the strike of June 12 really called off?", "The strike of June 12 is off.", "2025-06-11", True),
    ],
)
def test_a_day_without_a_year_is_that_of_the_article_where_an_outcome_is_asked_for(
    question: str, told: str, day: str, expected: bool
) -> None:
    one = an_article("post", told, day=day)
    asked = rewrite(question, history=[], as_of=date(2026, 7, 1))
    assert match(asked, one, one.body_start, len(one.text), rarity=even).period is expected


@pytest.mark.parametrize(
    ("question", "told", "day", "expected"),
    [
        ("How many had left by July 14?", "By Monday morning 1,400 people had left.", "2025-07-14", True),
        ("Did anyone die in the January flood?", "A first flood, in January, took no lives.", "2025-09-29", True),
        ("Did anyone die in the August flood?", "A first flood, in August 2024, took no lives.", "2025-09-01", False),
        ("After walking out in April, when did they return?", "They returned on June 12.", "2025-06-12", None),
        ("After the verdict in February, who left in March?", "Bo Lund left on March 7.", "2025-03-08", True),
        ("Who left after the April 10 talks?", "Bo Lund left after the talks on April 10.", "2025-04-12", True),
        ("Who left after April 10?", "Bo Lund left on April 10.", "2025-04-12", False),
    ],
)
def test_the_period_of_a_question_is_read_as_it_is_meant(
    question: str, told: str, day: str, expected: bool | None
) -> None:
    one = an_article("post", told, day=day)
    asked = rewrite(question, history=[], as_of=date(2026, 6, 19))
    assert match(asked, one, one.body_start, len(one.text), rarity=even).period is expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Bo Lund has been in jail since June 3.", True),
        ("Bo Lund has been under arrest since June 3.", True),
        ("More than 40 people have been held since June 3.", True),
        ("The protest has blocked the road since June 3.", True),
        ("The count was higher than at any time since June 3.", False),
        ("It was the lowest count since the one of June 3.", False),
    ],
)
def test_only_a_comparison_does_not_tell_of_its_day(told: str, expected: bool) -> None:
    one = an_article("post", told, day="2025-07-21")
    asked = rewrite("Who was held in June?", history=[], as_of=date(2025, 8, 1))
    assert match(asked, one, one.body_start, len(one.text), rarity=even).period is expected


def test_the_last_one_of_its_kind_is_of_its_own_year() -> None:
    asked = ask("How long did the strike in Ardal last in autumn 2025?")
    for body, inside in (
        ("Their last strike, in 2004, lasted nine days.", False),
        ("The mill, built in 1931, was shut.", True),
    ):
        told = an_article("post", body, day="2025-10-09")
        assert match(asked, told, told.body_start, len(told.text), rarity=even).period is inside
