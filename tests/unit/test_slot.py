"""Which number answers, what it measures, and when two numbers may be one count."""

from __future__ import annotations

import pytest

from assistant.figures import figures
from assistant.slot import alike, family, slot
from tests.unit.newsdesk import an_article, ask


@pytest.mark.parametrize(
    ("words", "value", "measures"),
    [
        ("a £14.2million deal", 14_200_000, "money"),
        ("a 12km tunnel", 12, "length"),
        ("1,200tonnes of grain", 1200, "weight"),
        ("5,100 kilometres away", 5100, "length"),
        ("40 tons of steel", 40, "weight"),
    ],
)
def test_a_unit_is_known_however_it_is_written(words: str, value: float, measures: str) -> None:
    (found,) = figures(words)
    assert (found.value, family(found)) == (value, measures)


def test_a_letter_after_a_number_is_no_unit() -> None:
    assert [one.value for one in figures("Flight 12kb left from gate 9.")][-1] == 9


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("How long is the road in kilometres?", "After 3 years the road is 12 kilometres long.", 12),
        ("How thick is the report, in pages?", "The report of 2 May has 312 pages and weighs 4 kilograms.", 312),
        ("What was the price of the club?", "The club has 9,400 seats and was sold for £14million.", 14_000_000),
        ("How many people lost their homes?", "The flood of 40 days drove 3,600 people out of 900 houses.", 3600),
    ],
)
def test_the_number_that_is_asked_for(question: str, text: str, value: float) -> None:
    one = an_article("post", text)
    found = slot(ask(question), one, one.body_start, len(one.text))
    assert found is not None
    assert found.value == value


def test_only_what_was_read_as_an_answer_may_count_by_another_word() -> None:
    one = an_article("post", "A supper turned sour when 112 guests were struck down.")
    asked = ask("How many villagers fell ill?")
    assert slot(asked, one, one.body_start, len(one.text)) is None
    found = slot(asked, one, one.body_start, len(one.text), read=True)
    assert found is not None
    assert found.value == 112


@pytest.mark.parametrize(
    ("one", "other", "expected", "read"),
    [
        ("87 people", "112 guests", False, True),
        ("87 people", "5 guests", False, False),  # more than fivefold
        ("14 antique watches", "16 watches", True, True),
        ("87 people", "112 metres", False, False),
    ],
)
def test_two_counts_are_alike(one: str, other: str, expected: bool, read: bool) -> None:
    (mine,), (rival,) = figures(one), figures(other)
    assert alike(mine, rival) is expected
    assert alike(mine, rival, read=True) is read
