"""A question for somebody's father is not answered with their mother."""

from __future__ import annotations

import re

import pytest

from assistant.holds import must_hold


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("What does her father do?", "Her mother Judith is a bus mechanic.", False),
        ("What does her father do?", "Her dad drives a bus.", True),
        ("What is the name of Bo Lund's coach?", "Bo Lund beat Per Holm.", False),
        ("Who was Lund's predecessor as mayor?", "Lund, the new mayor, spoke.", False),
        ("Whom did Lund replace as mayor?", "Lund took over from Per Holm.", True),
        ("Who replaced Lund?", "The club appointed Per Holm on Friday.", True),
        ("Who replaced Lund?", "Lund spoke to Per Holm.", False),
        ("Which party does Ida Lund belong to?", "Ida Lund won with 38 percent.", False),
        ("Which party does Ida Lund belong to?", "Ida Lund of the Greens won.", True),
        ("How many members does the guild have altogether?", "About 6,500 of its members took part.", False),
        ("How many members does the guild have?", "On Thursday 63 percent of its members voted.", False),
        ("How many members does the guild have in all?", "The guild counts 9,200 members.", True),
        ("How many members does the guild have in all?", "The guild counts twelve members.", True),
        ("How many people does Larkin employ?", "Larkin has 2 million users.", False),
        ("How many people does Larkin employ?", "The 230 workers at Larkin are on strike.", True),
        ("Is Larkin a good investment?", "Larkin will build a mill.", False),
        ("How much ransom did the museum pay?", "The watches were insured for 2 million.", False),
    ],
)
def test_an_answer_says_what_it_must(question: str, sentence: str, holds: bool) -> None:
    pattern = must_hold(question)
    assert pattern is not None
    assert (re.search(pattern, sentence, re.IGNORECASE) is not None) is holds


@pytest.mark.parametrize("question", ["Who won?", "When did the fathers of the club meet?", "What was replaced?"])
def test_most_questions_need_no_such_word(question: str) -> None:
    assert must_hold(question) is None
