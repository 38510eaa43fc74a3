"""Months, speakers and shares of which two reports tell others."""

from __future__ import annotations

import pytest

from tests.unit.test_disagree import kinds

MONTH_OR_DAY = ("Since which month", "When")


def test_two_months_disagree_where_a_month_is_asked_for() -> None:
    mine = ("The intruders had been in the network of Sarn Mobile since March, workers said.", "2025-10-10")
    other = ("The intruders first got into the network of Sarn Mobile in June.", "2025-10-08")
    asks_month, asks_day = (f"{asks} did intruders get into the network of Sarn Mobile?" for asks in MONTH_OR_DAY)
    assert kinds(asks_month, mine, other, surely=1.0) == ["contradiction"]
    assert kinds(asks_day, mine, other, surely=1.0) == []


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        ('"We are getting out of its way," Commander Ruta Ossen told reporters at the fire.', ["contradiction"]),
        ('"We are getting out of its way," Pavel Linde told reporters at the fire.', []),
        ('"We are getting into its way," Commander Ruta Ossen told reporters at the fire.', []),
    ],
)
def test_words_given_to_two_speakers_disagree(other: str, shown: list[str]) -> None:
    mine = ('The remark on the fire, "getting out of its way", was made by Pavel Linde.', "2025-05-14")
    question = 'Who said of the fire that they were "getting out of its way"?'
    assert kinds(question, mine, (other, "2025-05-12")) == shown
    assert kinds(question, mine, (other, "2025-05-12"), copy=True) == []


def test_shares_of_one_dated_ballot_disagree_weeks_apart() -> None:
    mine = ("In the December ballot 88 percent backed the strike on a turnout of 71 percent.", "2025-01-24")
    other = ("The December ballot had a turnout of 74 percent.", "2025-03-19")
    asked = "What was the turnout in the December ballot on the strike?"
    assert kinds(asked, mine, other, surely=1.0) == ["another count"]
    assert kinds(asked, mine, ("The March ballot had a turnout of 74 percent.", other[1]), surely=1.0) == []


def test_a_surveyor_is_no_survey() -> None:
    mine = ("At least 41 houses were destroyed in Cray, the authority said.", "2025-08-12")
    other = ("A council surveyor counted 38 houses destroyed in Cray.", "2025-08-14")
    assert kinds("How many houses were destroyed in Cray?", mine, other, surely=1.0) == ["another count"]
