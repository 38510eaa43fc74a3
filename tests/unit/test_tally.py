"""Two numbers for one thing are a disagreement; two things have a number each."""

from __future__ import annotations

import pytest

from assistant.disagree import disagreements
from assistant.telling import tellings
from tests.unit.newsdesk import an_article, ask, even, told_by
from tests.unit.test_disagree import kinds


@pytest.mark.parametrize(
    ("question", "mine", "other", "surely", "shown"),
    [
        (
            "How many jars of honey were sold in all?",
            "About 7 million jars of honey were sold in all, the court heard.",
            "The honey king sold a staggering 9 million jars in all to his victims.",
            -1.0,
            ["another count"],
        ),
        (
            "How many cattle were culled on the Brenn farms?",
            "So far 311 cattle have been culled on the four Brenn farms.",
            "The ministry counts 347 animals culled on four Brenn farms.",
            -1.0,
            ["another count"],
        ),
        (
            "How strong was the earthquake in Arno?",
            "The earthquake in Arno had a magnitude of 6.1.",
            "The earthquake in Arno was of magnitude 5.8, the university said.",
            1.0,
            ["another count"],
        ),
        (
            "How many people died in the fire in Arno?",
            "Nine people died in the fire in Arno.",
            "Five people are still missing after the fire in Arno.",
            2.0,
            [],  # the missing are not counted among the dead
        ),
        (
            "How long is the manager of Larkin barred from the board?",
            "The manager of Larkin is barred from the board for 12 years.",
            "The manager of Larkin began a stretch of five years.",
            0.5,
            [],  # too far apart to be two tellings of one time
        ),
        (
            "How many doses did Arno buy, and how many did Brenn sell?",
            "Arno bought 48,000 doses of the vaccine.",
            "Brenn sold 31,000 doses of the vaccine.",
            2.0,
            [],  # two things are asked
        ),
    ],
)
def test_counts_of_one_thing_and_of_two(question: str, mine: str, other: str, surely: float, shown: list[str]) -> None:
    assert kinds(question, (mine, "2025-05-12"), (other, "2025-05-13"), surely=surely) == shown


def test_years_far_apart_are_those_of_two_events() -> None:
    question, mine = (
        "What year was the Larkin orchestra founded?",
        ("The Larkin orchestra was founded in 1921.", "2025-05-12"),
    )
    for year, shown in (("1924", ["contradiction"]), ("1998", [])):
        other = (f"The Larkin orchestra was founded in {year}, and moved to Arno.", "2025-05-13")
        assert kinds(question, mine, other, surely=4.0) == shown


def test_a_name_may_begin_otherwise_in_another_transcription() -> None:
    mine = ("The skipper of the Gull, Jelena Brask, survived.", "2025-05-12")
    other = ("The skipper of the Gull, named as Yelena Brask, is in hospital.", "2025-05-13")
    assert kinds("What is the name of the skipper of the Gull?", mine, other) == ["another spelling"]


def test_what_speaks_for_either_side_is_shown() -> None:
    one = an_article("post", "Both sides closed the embassies of the other.", day="2025-05-12")
    two = an_article("echo", "The missions have gone on with too few people.", day="2025-05-12")
    asked = ask("Were the embassies closed, or short of staff?")
    told = [told_by(asked, one, one.text[one.body_start :])]
    read = dict.fromkeys((each.text[each.body_start :] for each in (one, two)), 2.0)
    pool = list(tellings(asked, {"post": one, "echo": two}, ["post", "echo"], rarity=even, surely=read))
    found = disagreements(asked, told, pool, {}, tuple(read))
    assert [each.kind for each in found] == ["contradiction"]
    assert disagreements(asked, told, pool, {}, tuple(read)[:1] * 2) == ()
