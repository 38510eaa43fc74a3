"""A question that assumes what the articles deny is refused with the nearest truth; a fair question never is."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.premise import contradicting
from assistant.reason import why_not
from tests.unit.newsdesk import an_article, ask, pool_of

BOARD = an_article(
    "ledger", "The board of Calder Dairy on Tuesday rejected the offer by Brightwater. It had been drafted in May."
)
TALKS = an_article(
    "echo", "Envoys of both states met in Saudi Arabia on May 6 for the second round of the embassy talks."
)


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("Why did the board of Calder Dairy accept the offer by Brightwater?", True),
        ("Why did the board of Calder Dairy reject the offer by Brightwater?", False),
        ("When did the board of Calder Dairy turn down the offer by Brightwater?", False),
        ("Did the board of Calder Dairy accept the offer by Brightwater?", False),
        ("What did Calder Dairy say about accepting the offer by Brightwater?", False),
        ("In the United States, when did the board of Calder Dairy accept the offer by Brightwater?", True),
        ("Why did the board of Calder Dairy not accept the offer by Brightwater?", False),
    ],
)
def test_a_contrary_outcome_contradicts(question: str, refused: bool) -> None:
    asked = ask(question)
    pool = pool_of(asked, BOARD)
    assert (contradicting(asked, pool[:1], pool) is not None) == refused


def test_game_three_is_the_third_game() -> None:
    chess = an_article("echo", "Bo Lund won game three on Wednesday. Game five was drawn.")
    asked = ask("Who won the third game?")
    pool = pool_of(asked, chess)
    assert contradicting(asked, pool[:1], pool) is None


def test_states_of_several_words_are_places_too() -> None:
    north = an_article("echo", "Envoys of both states met in North Korea on May 6 for the embassy talks.")
    asked = ask("Why did the envoys of both states meet in the United States for the embassy talks?")
    pool = pool_of(asked, north)
    assert contradicting(asked, pool[:1], pool) is not None
    asked = ask("Why did the envoys of both states meet in Pyongyang for the embassy talks?")
    assert contradicting(asked, pool_of(asked, north)[:1], pool_of(asked, north)) is None


def test_who_should_do_it_takes_nothing_for_granted() -> None:
    column = an_article("courier", "Minister Gerda Polfrey ought to resign, and she will not.")
    asked = ask("Which minister should resign over the port strike?")
    pool = pool_of(asked, column)
    assert contradicting(asked, pool, pool) is None


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("Why did the envoys of both states meet in Moscow for the embassy talks?", True),
        ("Why did the envoys of both states meet in Saudi Arabia for the embassy talks?", False),
        ("Who chaired the third round of the embassy talks?", True),
        ("Who chaired the second round of the embassy talks?", False),
    ],
)
def test_another_state_and_a_round_that_never_was_contradict(question: str, refused: bool) -> None:
    asked = ask(question)
    pool = pool_of(asked, TALKS)
    assert (contradicting(asked, pool[:1], pool) is not None) == refused


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("Why did Omar Desta tell his voters to back Kent?", True),
        ("Why did Omar Desta tell his voters to back Hall?", False),
    ],
)
def test_whom_it_was_done_to_is_no_other(question: str, refused: bool) -> None:
    asked = ask(question)
    pool = pool_of(asked, an_article("echo", "Omar Desta called on his voters on Monday to back Mr Hall."))
    assert (contradicting(asked, pool[:1], pool) is not None) == refused


def test_a_rise_is_not_denied_by_what_is_called_off() -> None:
    asked = ask("What rise did the players of Arno demand?")
    opera = an_article("echo", "The Arno opera called off its night after talks with the players of Arno.")
    assert contradicting(asked, pool_of(asked, opera), pool_of(asked, opera)) is None


def test_what_fell_is_not_what_rose() -> None:
    pizza = an_article(
        "echo", "Arno Pizza raised its delivery prices in May after the company had told that profits dropped."
    )
    up = an_article(
        "herald", "Arno Pizza upped its delivery prices in May after the company had reported that profits dropped."
    )
    asked = ask("Why did Arno Pizza raise its delivery prices in May?")
    for told in (pizza, up):
        assert contradicting(asked, pool_of(asked, told), pool_of(asked, told)) is None


def test_what_was_accepted_later_is_another_offer() -> None:
    later = an_article("echo", "The board of Calder Dairy on Friday accepted the offer of 16.50 by Brightwater.")
    first = an_article("ledger", "The board of Calder Dairy on Tuesday rejected the offer of 14.20 by Brightwater.")
    asked = ask("Why did the board of Calder Dairy accept the offer of 14.20 by Brightwater?")
    pool = pool_of(asked, first, later)
    assert contradicting(asked, pool[:1], pool) is not None
    both = an_article(
        "echo", "The board of Calder Dairy accepted the offer of 16.50 by Brightwater, after it refused 14.20."
    )
    pool = pool_of(asked, first, both)
    assert contradicting(asked, pool[:1], pool) is not None


def test_one_that_is_only_called_by_its_number_is_told_of() -> None:
    wreck = an_article("herald", "The tenth, the retired keeper Jory Pell, died in hospital in Arno on May 29.")
    asked = ask("When did the tenth victim die in hospital in Arno?")
    pool = pool_of(asked, wreck)
    assert contradicting(asked, pool, pool) is None


def test_what_did_not_happen_contradicts_but_nobody_is_an_answer() -> None:
    singer = an_article("herald", "The singer Cassia Brand will not perform at the festival of Arno.")
    asked = ask("What did Cassia Brand perform at the festival of Arno?")
    pool = pool_of(asked, singer)
    assert contradicting(asked, pool, pool) is pool[0]
    crash = an_article("herald", "No one was hurt in the crash at Arno.")
    for question, refused in (
        ("Who was hurt in the crash at Arno?", False),
        ("How badly were they hurt in the crash?", True),
    ):
        asked = ask(question)
        pool = pool_of(asked, crash)
        assert (contradicting(asked, pool, pool) is not None) == refused


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("updates?", "unclear"),
        ("How old is the chairman of Calder Dairy?", "no_coverage"),
        ("What did the board of Calder Dairy decide on the offer by Brightwater in March 2019?", "outside_period"),
        ("Why did the board of Calder Dairy burn the offer by Brightwater?", "premise"),
    ],
)
def test_the_reason_of_an_abstention(question: str, reason: str) -> None:
    asked = ask(question)
    assert why_not(asked, pool_of(asked, BOARD), [date(2025, 5, 12)]) == reason


@pytest.mark.parametrize(("ordinal", "refused"), [("third", True), ("second", False)])
def test_a_third_that_nothing_tells_of_is_refused(ordinal: str, refused: bool) -> None:
    told = an_article("wire", "The teachers accepted an improved pay offer in a ballot on Wednesday.")
    question = f"How many teachers accepted the {ordinal} pay offer?"
    pool = pool_of(ask(question), told)
    assert (contradicting(ask(question), pool, pool) is not None) is refused


def test_a_third_that_is_told_of_is_not_refused() -> None:
    told = an_article("wire", "The teachers accepted a third offer in a ballot on Wednesday.")
    question = "How many teachers accepted the third pay offer?"
    pool = pool_of(ask(question), told)
    assert contradicting(ask(question), pool, pool) is None


def test_a_question_that_denies_is_not_contradicted_by_who_denies() -> None:
    asked = ask("Who warned that nothing would be achieved before the two banks trust each other?")
    pool = pool_of(
        asked, an_article("post", "Osei said nothing could be achieved before the two banks trust each other.")
    )
    assert contradicting(asked, pool[:1], pool) is None


def test_who_falls_victim_does_not_fall() -> None:
    asked = ask("How many operations fell victim to the strike of the nurses of Arno?")
    deal = an_article("echo", "The nurses of Arno accepted a pay rise of 9 percent after the strike on operations.")
    assert contradicting(asked, pool_of(asked, deal), pool_of(asked, deal)) is None
