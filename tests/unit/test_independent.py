# ruff: noqa: E501  the texts read best with a paragraph a line
from __future__ import annotations

from dataclasses import replace

import pytest

from index.article import Article, Published
from index.independent import independent
from index.words import same_words
from tests.wires import EDITED, OWN, WIRE, article, lines

SAME = [
    ("“Ukraine is not on the agenda,” she said.", "'Ukraine is not on the agenda', the spokesperson added on Tuesday."),
    ("The union rejected the offer on Friday, a spokesman said.", "The union rejected the offer on Friday."),
    ("According to the mayor, nobody was missing by the evening.", "Nobody was missing by the evening"),
    (
        "They organise travel to the theatre in 5 per cent of cases",
        "They organize travel to the theater in 5% of cases",
    ),
    ("Some 2,140 of its members voted against the proposal", "2140 of its members had voted against the proposal"),
    (lines(WIRE, 1), lines(WIRE, 0, 1)),
]
NOT_SAME = [
    ("Three people died in the crash on Monday.", "Five people died in the crash on Monday."),
    ("The minister has resigned over the affair.", "The minister has not resigned over the affair."),
    (lines(WIRE, 0), lines(OWN, 1)),
    (
        "At least five people were killed and 12 injured when a bus overturned near Orsay on Monday",
        "Five passengers died and 12 were hurt after a coach left the road outside Orsay, police said on Monday",
    ),
    ("The talks in Ansel were good.", lines(WIRE, 3)),
]


@pytest.mark.parametrize("pair", SAME)
def test_the_same_words(pair: tuple[str, str]) -> None:
    assert same_words(*pair) >= 0.8
    assert same_words(*pair) == same_words(*reversed(pair))


@pytest.mark.parametrize("pair", NOT_SAME)
def test_other_words(pair: tuple[str, str]) -> None:
    assert same_words(*pair) < 0.6


def test_copies_stand_behind_a_quote_once() -> None:
    wire, reprint, own = article("a", WIRE), article("b", EDITED), article("c", OWN)
    firsts = {"a": "a", "b": "a"}
    quotes = [(wire, lines(WIRE, 3)), (reprint, lines(WIRE, 5)), (own, lines(OWN, 1))]
    assert independent(quotes, firsts) == 2
    assert independent(quotes, {}) == 3
    assert independent([], firsts) == 0


def test_a_sentence_printed_twice_is_one_report_even_in_articles_that_are_not_copies() -> None:
    assert independent([(article("a", WIRE), lines(WIRE, 2)), (article("c", OWN), lines(OWN, 3))], {}) == 1


REWORDED = "Dock workers at the largest container port turned down an offer of 4.5 percent on Friday in a new vote."
TOLD = "Workers at the largest container port on Friday rejected in a new vote an offer of 4.5 percent, the paper said."


@pytest.mark.parametrize(
    ("credit", "text", "reports"),
    [
        (None, "", 2),
        ("With inputs from Northwire", "", 1),
        (None, "The union voted no, Northwire reported.", 1),
        (None, "He told the Northwire that talks go on.", 1),
        (None, "The northwire fence was cut.", 2),
        ("Original Source: northwire.example", "", 1),
        ("Original Source: southwire.example", "", 2),
        ("Reporting by the staff", "", 2),
    ],
)
def test_a_report_that_credits_the_other_is_not_independent_of_it(credit: str | None, text: str, reports: int) -> None:
    assert 0.6 <= same_words(REWORDED, TOLD) < 0.8
    source = replace(article("a", REWORDED, publisher="Northwire"), credit="Original reporting by Ines Vale")
    other = Article(id="b", version="1", title="", text=f"{TOLD} {text}", publisher="Ansel Courier", credit=credit,
                    published=Published(day=None, basis="unknown"))  # fmt: skip
    assert independent([(source, REWORDED), (other, TOLD)], {}) == reports


def test_a_wire_named_in_the_dateline_is_credited() -> None:
    wire = article("a", "PORT ANSEL, Corvany (Northwire) - " + REWORDED, publisher="Harbour Radio")
    other = article("b", f"{TOLD} The union told Northwire it would go on.", publisher="Ansel Courier")
    assert independent([(wire, REWORDED), (other, TOLD)], {}) == 1


def test_two_that_credit_one_agency_are_one_report() -> None:
    signed = ("With inputs from Press Trust of India", "Reporting by PTI")
    two = [Article(id=c, version="1", title="", text=t, publisher=c, credit=c,
                   published=Published(day=None, basis="unknown")) for c, t in zip(signed, (REWORDED, TOLD), strict=True)]  # fmt: skip
    assert independent([(two[0], REWORDED), (two[1], TOLD)], {}) == 1
