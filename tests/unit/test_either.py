"""A question whether the one or the other is two questions, each whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.either import offered, sides


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Was he fined or jailed?", "Was he fined?", "Was he jailed?"),
        ("Is the mill shut, or merely short of wood?", "Is the mill shut?", "Is the mill short of wood?"),
        (
            "Did the court uphold the fine or overturn it?",
            "Did the court uphold the fine?",
            "Did the court overturn it?",
        ),
        ("Was it by a guest or by the cook?", "Was it by a guest?", "Was it by the cook?"),
        ("Did Ida Lund resign, or was she sacked?", "Did Ida Lund resign?", "was she sacked?"),
    ],
)
def test_each_side_is_asked_by_itself(question: str, one: str, other: str) -> None:
    assert sides(question) == (one, other)


@pytest.mark.parametrize(
    "question",
    [
        "Did it rain or not?",
        "Did he speak before or after the vote?",
        "Was it the first, second or third round?",
        "Were 18 or 20 people hurt?",
        "Did the army or the police open fire?",  # what is said of both stands behind the second
        "Were French or Dutch ships seized?",
        "Has it lasted one decade or several?",
        "Who won, Lund or Holm?",
        "Is it told by one report or by several?",
    ],
)
def test_what_offers_no_two_things_stays_one_question(question: str) -> None:
    assert sides(question) is None


@given(st.lists(st.sampled_from("was did it the mill or , shut merely by a cook ? she".split()), max_size=12))
def test_no_side_is_empty(words: list[str]) -> None:
    for side in sides(" ".join(words)) or ():
        assert any(letter.isalnum() for letter in side)


@pytest.mark.parametrize(
    ("text", "holds"),
    [("on February 27, it", True), ("18 people", True), ("on February 17", False), ("27.5 percent", False)],
)
def test_a_number_that_is_offered_must_stand_there(text: str, holds: bool) -> None:
    pattern = offered("Which is right, 18 or 27 February?")
    assert pattern is not None
    assert (re.search(pattern, text) is not None) is holds
