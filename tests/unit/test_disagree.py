"""A disagreement is shown where two articles cannot both be right, never where they only word things differently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.disagree import disagreements
from tests.unit.newsdesk import an_article, ask, pool_of, told_by

QUESTION = "How many people were aboard the Gull when the ferry sank?"
SUNK = "The ferry Gull sank off Arno on Sunday with 64 people aboard."


def kinds(
    question: str, mine: tuple[str, str], other: tuple[str, str], *, copy: bool = False, surely: float | None = None
) -> list[str]:
    """What is shown; `surely`: with these log-odds the other sentence was read as an answer, and mine beyond doubt."""
    asked = ask(question)
    one, two = an_article("post", mine[0], day=mine[1]), an_article("echo", other[0], day=other[1])
    firsts = {"post": "post", "echo": "post"} if copy else {}
    read = {} if surely is None else {mine[0]: 4.0, other[0]: surely}
    told = [replace(told_by(asked, one, one.text[one.body_start :]), surely=read.get(mine[0], 0.0))]
    pool = [replace(each, surely=read.get(each.text, 0.0)) for each in pool_of(asked, one, two)]
    return [found.kind for found in disagreements(asked, told, pool, firsts)]


@pytest.mark.parametrize(
    ("other", "day", "kind"),
    [
        (
            "The ferry Gull sank off Arno on Sunday with 61 people aboard, the police said.",
            "2025-05-12",
            "another count",
        ),
        ("61 people were aboard the ferry Gull when it sank, not 64 as first announced.", "2025-05-14", "later update"),
    ],
)
def test_another_number_of_the_same_thing_is_shown(other: str, day: str, kind: str) -> None:
    assert kinds(QUESTION, (SUNK, "2025-05-12"), (other, day)) == [kind]


@pytest.mark.parametrize(
    ("other", "day"),
    [
        ("The ferry Gull sank off Arno on Sunday; sixty-four people were aboard.", "2025-05-12"),  # other words
        ("The ferry Gull sank with about 65 people aboard.", "2025-05-12"),  # rounded
        ("The ferry Gull sank with 64 people aboard; 12 of them were children.", "2025-05-12"),  # a part
        ("The ferry Gull sank after 40 minutes with people aboard.", "2025-05-12"),  # another measure
        ("The ferry Gull sank with 20 people aboard.", "2026-09-01"),  # another time
        ("The harbour of Brack handles 61 people a day.", "2025-05-12"),  # another thing
    ],
)
def test_what_need_not_contradict_is_not_shown(other: str, day: str) -> None:
    assert kinds(QUESTION, (SUNK, "2025-05-12"), (other, day)) == []


def test_copies_of_one_text_do_not_disagree() -> None:
    other = "The ferry Gull sank off Arno on Sunday with 61 people aboard."
    assert kinds(QUESTION, (SUNK, "2025-05-12"), (other, "2025-05-12"), copy=True) == []


FOUND = "Larkin noticed the theft of its files on 14 October and shut down the server, the company said."
OUT = "Larkin learned on 17 October that files had been taken, the regulator wrote."


@pytest.mark.parametrize(
    ("other", "surely", "shown"),
    [
        (OUT, 4.0, ["contradiction"]),
        (OUT, 1.0, []),  # perhaps an answer to something else
        (OUT, None, []),  # not read
        (OUT.replace("17 October", "17 December"), 4.0, []),  # another event
        (OUT.replace("on 17 October", "on Friday"), 4.0, []),  # perhaps the day of the report
        (OUT.replace("on 17 October", "on 14 October"), 4.0, []),
    ],
)
def test_two_days_for_what_happened_once_contradict(other: str, surely: float | None, shown: list[str]) -> None:
    mine, day = (FOUND, "2025-10-23"), "2025-10-24"
    assert kinds("When did Larkin notice the theft of its files?", mine, (other, day), surely=surely) == shown
    assert kinds("When did Larkin notice the theft of its files?", mine, (other, day), copy=True, surely=surely) == []


def test_a_sentence_read_as_an_answer_may_have_other_words() -> None:
    mine = ("They sat together at the mill for eleven hours.", "2025-03-04")
    other = ("Talks at the mill broke down after nine hours, and the union called a strike.", "2025-03-04")
    question = "How long did the two sides sit together at the mill?"
    assert kinds(question, mine, other, surely=1.0) == ["another count"]
    assert kinds(question, mine, other) == []


def test_a_toll_read_as_an_answer_is_a_later_update() -> None:
    mine = ("A fire in the Arno hills had burned 2,600 hectares by Monday morning.", "2025-07-14")
    other = ("The fire is out in the Arno hills; the brigade says 4,200 hectares.", "2025-07-20")
    question = "How big was the area burned by the fire in the Arno hills?"
    assert kinds(question, mine, other, surely=2.0) == ["later update"]
    assert kinds(question, mine, other, surely=-3.0) == []


def test_one_total_divided_otherwise_is_another_count() -> None:
    mine = "Six members of the council backed the cut and three were against it."
    other = "The council carried the cut by seven votes to two."
    assert kinds("How was the council divided over the cut?", (mine, "2025-06-12"), (other, "2025-06-12")) == [
        "another count"
    ]


def test_a_date_that_cannot_be_right_is_shown_beside_one_that_can() -> None:
    mine = "On June 22, 2023, the rocket lifted off from Arno."
    other = "The rocket lifted off from Arno on June 22."
    found = kinds("When did the rocket lift off from Arno?", (mine, "2025-06-23"), (other, "2025-06-22"))
    assert found == ["impossible date"]


def test_another_spelling_is_shown_to_who_asks_for_the_name() -> None:
    mine = ("The skipper of the Gull, Joren Thale, survived.", "2025-05-12")
    other = ("The skipper of the Gull, named as Joran Thayle, is in hospital.", "2025-05-13")
    assert kinds("What is the name of the skipper of the Gull?", mine, other) == ["another spelling"]
    assert kinds("What is the name of the skipper of the Gull?", mine, (mine[0], other[1])) == []
    of_captain = ("The captain, named by the police as Joran Thayle, is in hospital.", "2025-05-13")
    assert kinds("What is the name of the skipper of the Gull?", mine, of_captain) == ["another spelling"]
    nobody = ("Joran Thayle, a baker of Brack, won a prize.", "2025-05-13")
    assert kinds("What is the name of the skipper of the Gull?", mine, nobody) == []


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("“Our high-level envoys at the talks in Arno will speak about the work of the port,” Lee said.", True),
        ("The Arno talks follow a high-level meeting of the envoys in Brack on May 2.", False),
        ("The envoys at the Arno talks keep the level of the work high.", False),
    ],
)
def test_compounds_are_held_against_each_other_whole_and_of_one_time(other: str, *, found: bool) -> None:
    mine = ("The Arno talks on Monday were led by working-level envoys.", "2025-05-12")
    shown = kinds("Were the envoys at the Arno talks working-level or high-level?", mine, (other, "2025-05-12"))
    assert bool(shown) is found


THEFT = "Thieves took seven portrait miniatures from the Larkin museum, the police said."


@pytest.mark.parametrize(
    ("other", "day", "found"),
    [
        ("Two men were held over the theft of nine portrait miniatures from the Larkin museum.", "2025-05-29", True),
        ("Two men were held over the theft of nine portrait miniatures from the Larkin museum.", "2025-09-29", False),
        ("The Larkin museum showed nine drawings.", "2025-05-29", False),
    ],
)
def test_weeks_later_a_count_of_just_the_same_may_disagree(other: str, day: str, *, found: bool) -> None:
    question = "How many portrait miniatures were stolen from the Larkin museum?"
    assert bool(kinds(question, (THEFT, "2025-05-12"), (other, day))) is found


def test_all_of_them_is_the_whole_and_a_clock_is_no_duration() -> None:
    whole = ("All 187 passengers were taken off the Gull, the coastguard said.", "2025-05-12")
    other = ("There were 194 passengers aboard the Gull, the Echo has learned.", "2025-05-13")
    assert kinds("How many passengers were aboard the Gull?", whole, other) == ["another count"]
    mine = ("The talks in Arno ended at five minutes to midnight.", "2025-05-12")
    other = ("The talks in Arno went on for 6 minutes.", "2025-05-12")
    assert kinds("How long did the talks in Arno last?", mine, other) == []


def test_a_number_beyond_reckoning_is_none() -> None:
    endless = "9" * 400
    mine, other = (SUNK, "2025-05-12"), (f"The council backed it with {endless} votes against 3 others.", "2025-05-12")
    assert kinds(f"What did the Gull carry when {endless} sank off Arno?", mine, other, surely=4.0) == []


@pytest.mark.parametrize(
    ("other", "day", "kind"),
    [
        ("The ferry Gull left Arno at 6.21 on Sunday, by the harbour clock.", "2025-05-12", ["contradiction"]),
        ("The ferry Gull left Arno at 6.12 in the morning.", "2025-05-12", []),
        ("The ferry Gull left Arno at 6 a.m. on Sunday.", "2025-05-12", []),  # written otherwise, so perhaps rounded
        ("The ferry Gull left Arno at 6.21 on Sunday.", "2025-05-19", []),  # of another day
    ],
)
def test_hours_of_one_day_disagree(other: str, day: str, kind: list[str]) -> None:
    mine = ("The ferry Gull left Arno at 6.12 on Sunday with 64 people.", "2025-05-12")
    assert kinds("At what time did the ferry Gull leave Arno?", mine, (other, day), surely=1.0) == kind


@pytest.mark.parametrize(
    ("other", "surely", "shown"),
    [
        ("The pact of 1956 on the Sarn gave each land half.", 1.0, ["contradiction"]),
        ("The pact of 1958 on the Sarn gave each land half.", 1.0, []),
        ("The pact of 1956 on the Sarn gave each land half.", -1.0, ["contradiction"]),  # a slip away
        ("The pact of 1953 on the Sarn gave each land half.", -1.0, []),
        ("The pact of 1956 on the Sarn gave each land half.", -1.5, []),
        ("The pact of 1956 on the Sarn gave each land half and ended in 2009.", 1.0, []),  # which was asked for?
        ("The pact on the Sarn gave each land half.", 1.0, []),
    ],
)
def test_two_years_for_one_thing_contradict(other: str, surely: float, shown: list[str]) -> None:
    mine = ("A pact of 1958 split the Sarn evenly.", "2025-03-12")
    assert kinds("From what year was the pact on the Sarn?", mine, (other, "2025-05-20"), surely=surely) == shown


@pytest.mark.parametrize(
    ("question", "other", "surely", "shown"),
    [
        ("Was trade between Arno and Brack cut for decades?", "over the past decade", 1.0, ["contradiction"]),
        ("How long was trade between Arno and Brack cut?", "over the past decade", 1.0, ["contradiction"]),
        ("How long was trade between Arno and Brack cut?", "over the past three decades", 1.0, []),
        ("How long was trade between Arno and Brack cut?", "over the past year", 1.0, []),
        ("How long was trade between Arno and Brack cut?", "over the past decade", -1.0, []),
        ("How long was trade between Arno and Brack cut?", "for more than a decade", 1.0, []),
        ("How long was trade between Arno and Brack cut?", "in the decade to 2020", 1.0, []),
        ("How long was trade between Arno and Brack cut?", "for 5 decades", 1.0, []),
        ("Was trade between Arno and Brack ever cut?", "over the past decade", 1.0, []),
    ],
)
def test_one_decade_is_not_several(question: str, other: str, surely: float, shown: list[str]) -> None:
    mine = ("Trade between Arno and Brack had been cut for several decades.", "2025-04-11")
    told = (f"Arno and Brack have cut most of their trade {other}.", "2025-04-08")
    assert kinds(question, mine, told, surely=surely) == shown


def test_a_count_that_still_grew_does_not_hide_that_the_newest_are_at_odds() -> None:
    asked = ask("How big was the area burned by the Arno fire?")
    first = an_article("wire", "The Arno fire had burned 2,600 hectares by Monday.", day="2025-05-12")
    newest = an_article(
        "post",
        "The Arno fire burned on. The Fire Service says 4,200 hectares. The space agency says 5,100.",
        day="2025-05-18",
    )
    told = [
        told_by(asked, first, "The Arno fire had burned 2,600 hectares by Monday."),
        replace(told_by(asked, newest, "The Fire Service says 4,200 hectares."), surely=3.0),
    ]
    (found,) = disagreements(asked, told, pool_of(asked, first, newest), {})
    assert "The space agency says 5,100." in [one.text for one in found.versions]


@pytest.mark.parametrize(("count", "expected"), [(642, ["another count"]), (410, [])])
def test_a_count_that_is_nearly_the_same_months_later_is_a_slip(count: int, expected: list[str]) -> None:
    mine = ("The trial of Velor had 624 patients.", "2025-02-01")
    other = (f"The makers of Velor had a trial with {count} patients.", "2025-06-01")
    assert kinds("How many people were in the trial of Velor?", mine, other, surely=0.8) == expected
