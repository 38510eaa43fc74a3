"""A question that leans on the turn before it is read in full; what no rule can tell stays as it was put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.restate import named, supply
from assistant.rewrite import Turn, rewrite

BANK = "What did the Bank of Arno do with its rate in April 2025?"


@pytest.mark.parametrize(
    ("question", "asked", "full"),
    [
        ("And in June?", BANK, "What did the Bank of Arno do with its rate in June 2025?"),
        ("What about May?", BANK, "What did the Bank of Arno do with its rate in May 2025?"),
        ("And the second time?", "How many voted in the first round?", "How many voted in the second round?"),
        ("And the French one?", "Who led the German team in May?", "Who led the French team in May?"),
        ("And in 2024?", "Who won the cup in 2023?", "Who won the cup in 2024?"),
        ("And the mayor?", "Who led the German team in May?", None),
        ("And in June?", "Who led the talks in April and May?", None),
        ("And the Russian one?", "Who led the US team against the French?", None),
        ("And in June?", "Who won the cup?", None),
        ("When did it end?", BANK, None),
    ],
)
def test_a_short_question_swaps_what_it_names_for_its_like(question: str, asked: str, full: str | None) -> None:
    assert supply(question, told="", asked=asked) == full


@pytest.mark.parametrize(
    ("told", "question", "full"),
    [
        ("I read that Bo Lund led the inquiry in May.", "Who really led it?", "Who led the inquiry in May?"),
        ("A friend claims Ida Moor was fined twice.", "Who was it?", "Who was fined twice?"),
        ("I read that Bo Lund led the inquiry in May.", "When did it end?", None),
        ("The weather was fine in Arno.", "Who did?", None),
    ],
)
def test_a_belief_put_to_the_test_asks_who_it_was(told: str, question: str, full: str | None) -> None:
    assert supply(question, told=told, asked="") == full


@pytest.mark.parametrize(
    ("question", "asked", "reply", "full"),
    [
        ("When was she dismissed?", "Who coached Arno?", "Ida Lund was the coach.", "When was Ida Lund dismissed?"),
        ("What was his post before?", "What post does Brandt hold?", "He is envoy.", "What was Brandt’s post before?"),
        ("Who replaced her as chair?", "What did Ida Lund do?", "She left.", "Who replaced Ida Lund as chair?"),
        (
            "Who makes it?",
            "Which drug was recalled in May?",
            "Zelotan.",
            "Who makes the drug that was recalled in May?",
        ),
        ("Whom did he call?", "Who led?", "The US team was led by Bo Lund.", "Whom did Bo Lund call?"),
        ("Who makes them?", "Which drug was recalled in May?", "Zelotan.", None),
        ("When did Ann leave her flat?", "Who coached Arno?", "Ida Lund was the coach.", None),
        ("How old is he?", "Who won?", "the favourite", None),
    ],
)
def test_a_pronoun_gives_way_to_the_name(question: str, asked: str, reply: str, full: str | None) -> None:
    assert named(question, asked=asked, reply=reply) == full


def test_a_chain_of_short_questions_reaches_back_to_the_whole_one() -> None:
    history = [Turn(role="user", content=BANK), Turn(role="user", content="And in May?")]
    asked = rewrite("And in June?", history=history, as_of=None)
    assert asked.full == asked.core == "What did the Bank of Arno do with its rate in June 2025?"


def test_a_conversation_of_any_length_is_read() -> None:
    assert rewrite("And it?", history=[Turn(role="user", content="And it?")] * 5_000, as_of=None).full


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_words_are_taken(question: str, asked: str, reply: str) -> None:
    for full in (supply(question, told="", asked=asked), supply(question, told=asked, asked="")):
        assert full is None or full
    full = named(question, asked=asked, reply=reply)
    assert full is None or full != question
