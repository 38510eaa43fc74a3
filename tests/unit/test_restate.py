"""A question that leans on the turn before it is read in full; what no rule can tell stays as it was put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.divide import divide
from assistant.restate import named, supply
from assistant.rewrite import Turn, rewrite

TIMES = [
    "June",
    "5 June",
    "June 5",
    "June 2024",
    "5 June 2024",
    "2024",
    "the first",
    "the third week of June",
    "Monday",
]
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
        ("And the Russian one?", "Did the US team beat the French team?", None),
        ("And in June?", "Who won the cup?", None),
        ("When did it end?", BANK, None),
        ("And before June?", BANK, None),
        ("And in June?", "How many had died since May?", None),
        ("And in 2024?", "How much higher was the turnout than in 2016?", None),
        ("And last year?", "Who won the first prize this year?", None),
        ("And the second attack?", "How long did the attack last?", None),
        ("And the Israelis?", "Who killed the Iranian general?", None),
        ("But not in June?", "Who was arrested in April?", None),
        ("And on 5 June?", "What happened in Arno on 3 April?", None),
        ("And in June 2024?", "What did the bank do in April?", None),
        ("And the 300 in June?", "Who ran the 200 metres in April?", None),
        ("And Tuesday?", "Who met on Monday, June 2?", None),
        ("And against Germany?", "How many goals did France score?", None),
        ("And in France?", "When did Moscow close its embassy?", None),
        ("And the German?", "Who leads France?", None),
        ("And the first?", "Which blast was the second?", "Which blast was the first?"),
        ("And in June?", "How old was Theresa May in 2017?", None),
        ("And in July?", "What may the bank do?", None),
        ("And the third?", "Who took the second-hand car on Monday?", None),
        ("And in 2024?", "Who led in the 2023-24 season?", None),
        ("And on Monday?", "What did the Sunday Times say?", None),
        ("And how many in June?", BANK, None),
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
        ("I heard that Bo Lund won the cup.", "Who lost it?", None),
        ("I read that Bo Lund denied it.", "Who did it?", None),
        ("I read that Ida Moor said Bo Lund led it.", "Who really did?", None),
        ("They say the man Bo Lund hired robbed the bank.", "Who did?", None),
        ("I heard that Bo Lund was murdered.", "Who did it?", None),
        ("I heard that Bo Lund led it. It was in May.", "Who did?", None),
        ("I heard that Bo Lund was not elected mayor.", "Who was it?", None),
        ("I read Monday was hot.", "Who was it?", None),
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
        ("Whom did he call?", "Who led?", "The US team was led by Bo Lund.", "Whom did Bo Lund call?"),
        ("How old is he?", "Who leads Arno?", "Arno is led by Bo Lund.", "How old is Bo Lund?"),
        ("Who makes it?", "Which drug was recalled in May?", "Zelotan.", None),
        ("How old is he?", "Who won?", "The Arno Marathon was won by Bo Lund.", None),
        ("How old is he?", "Who won?", "According to Reuters, Bo Lund won.", "How old is Bo Lund?"),
        (
            "When was she dismissed?",
            "Who was it?",
            "Bo Dahl said Ida Lund was the coach.",
            "When was Ida Lund dismissed?",
        ),
        ("When was he arrested?", "Who shot Ida Moor?", "The articles do not tell.", None),
        ("How old is he?", "Which farmer shot Bo Lund?", "Per Dahl did.", "How old is Per Dahl?"),
        ("When was she arrested?", "How did Bo Lund die?", "His wife Ida Moor shot him.", None),
        ("When was he arrested?", "Who shot the mayor?", "Nobody knows.", None),
        ("When was he born?", "Who shot the mayor?", "Prosecutors charged Bo Lund.", "When was Bo Lund born?"),
        ("Who elected her president?", "Who leads Arno?", "Ida Lund does.", None),
        ("How old is he?", "In which town did Bo Lund live?", "In Moss.", "How old is Bo Lund?"),
        ("Why did she leave?", "What did Bo Lund tell Ida Moor?", "Nothing.", None),
        ("How old was the driver when he died?", "Who won the race?", "Bo Lund won.", None),
        ("Who made her resign?", "Who coached Arno?", "Ida Lund was the coach.", "Who made Ida Lund resign?"),
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


def test_thanks_do_not_come_between() -> None:
    asked = rewrite("Great, thanks! And in June?", history=[Turn(role="user", content=BANK)], as_of=None)
    assert asked.full == "What did the Bank of Arno do with its rate in June 2025?"


@pytest.mark.parametrize("told", ["Lund died.", "Bo Lund."])
def test_a_short_sentence_before_the_question_is_its_subject(told: str) -> None:
    history = [Turn(role="user", content="Who led the talks?"), Turn(role="assistant", content="Ida Moor led them.")]
    assert "Moor" not in rewrite(f"{told} When was he born?", history=history, as_of=None).full


def test_an_older_answer_names_nobody() -> None:
    history = [Turn(role="user", content="Who coached Arno?"), Turn(role="assistant", content="Ida Lund did.")]
    asked = rewrite(
        "When was she dismissed?",
        history=[*history, Turn(role="user", content="Who led the talks in Moss?")],
        as_of=None,
    )
    assert "Ida" not in asked.full


def test_a_question_in_two_parts_keeps_the_name() -> None:
    history = [Turn(role="user", content="Who coached Arno in May?"), Turn(role="assistant", content="Ida Lund did.")]
    asked = rewrite("When was she dismissed and who replaced her?", history=history, as_of=None)
    assert [part.full for part in divide(asked)] == ["When was Ida Lund dismissed?", "And who replaced Ida Lund?"]


def test_a_conversation_of_any_length_is_read() -> None:
    assert rewrite("And it?", history=[Turn(role="user", content="And it?")] * 5_000, as_of=None).full


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_words_are_taken(question: str, asked: str, reply: str) -> None:
    for full in (supply(question, told="", asked=asked), supply(question, told=asked, asked="")):
        assert full is None or full
    full = named(question, asked=asked, reply=reply)
    assert full is None or full != question


@given(
    st.sampled_from(["And {}?", "And in {}?", "And on {}?", "What about {}?"]),
    st.sampled_from(TIMES),
    st.sampled_from(TIMES),
)
def test_no_number_of_a_short_question_is_lost(form: str, new: str, old: str) -> None:
    full = supply(form.format(new), told="", asked=f"What did the bank do in {old}?")
    assert full is None or all(one in full for one in new.split())
