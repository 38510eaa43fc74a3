"""What a question asks for, and what it borrows from the turns before it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.rewrite import Asked, Turn, asks_what_happened, rewrite

DAY = date(2025, 4, 15)


def read(question: str, *before: str) -> Asked:
    """The question after user turns, each answered by "Yes."."""
    history = [
        turn for words in before for turn in (Turn(role="user", content=words), Turn(role="assistant", content="Yes."))
    ]
    return rewrite(question, history=history, as_of=DAY)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who led the delegation?", "who"),
        ("Whose house was it?", "who"),
        ("Which company built the dam?", "who"),
        ("When did the talks begin?", "when"),
        ("What day was the deal signed?", "when"),
        ("Where will they meet?", "where"),
        ("Which city hosted the summit?", "where"),
        ("How many people died?", "count"),
        ("What was the death toll?", "count"),
        ("Why did the bridge fall?", "why"),
        ("What caused the fire?", "why"),
        ("What did the mayor say about the flood?", "said"),
        ("How did the minister describe the plan?", "said"),
        ("Did the mayor resign?", "whether"),
        ("Is it true that the mayor resigned?", "whether"),
        ("What is the plan?", "what"),
        ("What happened when the bridge fell?", "what"),
        ("I know how it began. I want to know when it closed.", "when"),
        ("Tell me what happened and when it happened.", "when"),
        ("Did anyone say why the mayor resigned?", "whether"),
        ("What became of the clerks who were dismissed?", "what"),
        ("Could you please tell me who led the delegation?", "who"),
        ("I was wondering in which year the dam broke.", "when"),
        ("Do you know whether the mayor resigned?", "whether"),
        ("Tell me about the plan", "what"),
    ],
)
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert read(question).kind == kind


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is Marco Rubio?", ("Marco Rubio",)),
        ("What did Rubio and the U.S. State Department say?", ("Rubio", "U.S. State Department")),
        ("Did the Ministry of Foreign Affairs of Ruritania answer?", ("Ministry of Foreign Affairs of Ruritania",)),
        ("When did talks begin in Ávila?", ("Ávila",)),
        ("who led the delegation", ()),
    ],
)
def test_names_are_the_capitalised_words_that_name(question: str, names: tuple[str, ...]) -> None:
    assert read(question).names == names


def test_words_of_a_hard_period_are_no_subject() -> None:
    asked = read("Who led the talks in April 2025?")
    assert asked.period is not None
    assert (asked.period.first, asked.period.last) == (date(2025, 4, 1), date(2025, 4, 30))
    assert "april" not in asked.terms
    assert asked.names == ()


def test_relative_periods_count_from_the_day_that_is_given() -> None:
    asked = rewrite("Who resigned yesterday?", history=[], as_of=date(2024, 3, 1))
    assert asked.period is not None
    assert asked.period.first == asked.period.last == date(2024, 2, 29)
    assert rewrite("Who resigned yesterday?", history=[], as_of=None).period is None


def test_a_question_of_its_own_is_left_alone() -> None:
    asked = read("Who is Marco Rubio?", "Where did the dam in Kerala break?")
    assert asked.standalone == asked.question == "Who is Marco Rubio?"
    assert asked.queries == ("Who is Marco Rubio?",)


@pytest.mark.parametrize(
    "question", ["And when was that announced?", "Who saw it?", "Where?", "Why did he resign last year?"]
)
def test_a_question_that_points_back_takes_the_subject_along(question: str) -> None:
    asked = read(question, "Did the mayor of Kerala visit the dam?")
    assert asked.question == question
    assert asked.queries[0] == question
    assert asked.standalone.startswith(question)
    assert "Kerala" in asked.standalone
    assert "dam" in asked.standalone
    assert "kerala" in asked.terms


def test_the_subject_comes_through_several_turns() -> None:
    assert "Kerala" in read("And why?", "Where did the dam in Kerala break?", "And when was that?").standalone


def test_the_kind_is_that_of_the_question_not_of_the_turn_before() -> None:
    assert read("And when?", "Who broke the dam in Kerala?").kind == "when"


def test_without_a_users_turn_there_is_nothing_to_borrow() -> None:
    history = [Turn(role="assistant", content="Ask me about Kerala.")]
    assert rewrite("And when?", history=history, as_of=DAY).standalone == "And when?"
    assert rewrite("And when?", history=[], as_of=DAY).standalone == "And when?"


def test_no_term_twice() -> None:
    terms = read("Talks, talk, talking: who talked about the talks?").terms
    assert len(terms) == len(set(terms)) == 1


@pytest.mark.parametrize(
    "question",
    ["A" * 2000, "A " * 1000, "A.B." * 500, "A-" * 1000, "what did " * 220, "Of " * 660, "\u0130" * 2000, "7 " * 1000],
)
def test_a_hostile_question_is_read_in_no_time(question: str) -> None:
    assert read(question, question).question == question


def test_misspellings_are_mended_and_the_users_own_words_are_still_asked() -> None:
    asked = rewrite("Who led the delagation?", history=[], as_of=DAY, respelled="Who led the delegation?")
    assert asked.queries == ("Who led the delagation?", "Who led the delegation?")
    assert asked.question == "Who led the delagation?"
    assert asked.terms == read("Who led the delegation?").terms


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What happened in Norrick?", True),
        ("what's happening with the ferry strike", True),
        ("What exactly happened at the port on Monday?", True),
        ("What went on at the council?", True),
        ("What do we know about the flood?", True),
        ("What do the articles report about the ferry?", True),
        ("Tell me about the dam.", True),
        ("Summarise the dispute over the tram line.", True),
        ("What is the latest on the strike?", True),
        ("Who led the delegation?", False),
        ("What does the ministry say about the talks?", False),
        ("What did the mayor say about the flood?", False),
        ("When did it happen?", False),
        ("How many people were hurt?", False),
        ("What caused the fire?", False),
    ],
)
def test_what_happened_is_told_from_a_question_for_one_fact(question: str, asks: bool) -> None:
    assert asks_what_happened(read(question)) is asks


def test_what_somebody_was_told_stays_in_the_question() -> None:
    question = "Until when were the clerks told by the dean to keep out?"
    assert read(question).core == question
    assert "told" not in read("Is the call of 3 May told by more than one outlet?").core
