from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.check import QuestionError, check_question
from assistant.divide import divide
from assistant.rewrite import Turn, rewrite


def asked(question: str) -> list[str]:
    return [part.standalone for part in divide(rewrite(question, history=[], as_of=date(2026, 1, 5)))]


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "Who led the talks in Porto, and who in Lima?",
            ["Who led the talks in Porto?", "Who led the talks in Lima?"],
        ),
        (
            "How did the jurors split in May and how in July?",
            ["How did the jurors split in May?", "How did the jurors split in July?"],
        ),
        (
            "What post did Osei hold at the time of the first summit, and what post in June?",
            ["What post did Osei hold at the time of the first summit?", "What post did Osei hold in June?"],
        ),
        (
            "In which halls were the spring round and the autumn round held?",
            ["In which halls were the spring round held?", "In which halls were the autumn round held?"],
        ),
        (
            "Who died in the mine, in 2021 and in 2026?",
            ["Who died in the mine, in 2021?", "Who died in the mine, in 2026?"],
        ),
        (
            "By how much did the bank cut its rate in May and July?",
            ["By how much did the bank cut its rate in May?", "By how much did the bank cut its rate in July?"],
        ),
        (
            "Did the port close in the first storm and in the second?",
            ["Did the port close in the first storm?", "Did the port close in the second storm?"],
        ),
        (
            "Where do Lima, Quito and Bogota stand on the pact?",
            [
                "Where do Lima stand on the pact?",
                "Where do Quito stand on the pact?",
                "Where do Bogota stand on the pact?",
            ],
        ),
        (
            "How many doses did the first lots hold, and how many the third?",
            ["How many doses did the first lots hold?", "How many doses did the first lots hold (the third)?"],
        ),
        (
            "How did the price of salt develop from January to May 2025?",
            [
                "What was the price of salt in January 2025?",
                "How did the price of salt develop from January to May 2025?",
                "What was the price of salt in May 2025?",
            ],
        ),
        (
            "How did prices change between Monday and Friday?",
            [
                "What were prices on Monday?",
                "How did prices change between Monday and Friday?",
                "What were prices on Friday?",
            ],
        ),
        (
            "On which days were the call to Lima and the first Porto round?",
            ["On which days were the call to Lima?", "On which days were the first Porto round?"],
        ),
        (
            "By what majorities did the Lima dockers accept the deal and the Porto bakers vote to strike?",
            [
                "By what majorities did the Lima dockers accept the deal?",
                "By what majorities did the Porto bakers vote to strike?",
            ],
        ),
        (
            "Which spokesman of the court and which clerk of the council were named?",
            ["Which spokesman of the court were named?", "which clerk of the council were named?"],
        ),
    ],
)
def test_two_things_asked_at_once_are_asked_one_by_one(question: str, each: list[str]) -> None:
    assert asked(question) == each


def test_a_part_that_goes_on_borrows_from_the_first() -> None:
    first, second = asked("Where did the museum want to put the boat, and when will it be shown?")
    assert first == "Where did the museum want to put the boat?"
    assert "boat" in second


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("What did Osei announce in May, and what did Tarn later confirm?", "What did Tarn later confirm?"),
        ("Who built the Tarn Bridge, and which minister opened it?", "Which minister opened it? (Tarn, Bridge)"),
        ("Who runs Tarn Bank, and which of its clerks stepped down?", "Which of its clerks stepped down? (Tarn, Bank)"),
        ("How much was Osei said to steal, and what sum was proved?", "What sum was proved? (Osei)"),
        ("In which town did Osei win, and on what date?", "And on what date? (town, Osei, win)"),
    ],
)
def test_a_second_question_borrows_no_more_than_it_needs(question: str, second: str) -> None:
    _, part = divide(rewrite(question, history=[], as_of=date(2026, 1, 5)))
    assert part.full == second


@pytest.mark.parametrize(
    "question",
    [
        "Who led the talks between Porto and Lima?",
        "On what day and in what year did the rocket rise?",
        "What might the talks make possible, and what not?",
        "Did the two sides agree on pay and hours?",
        "Who spoke to the press and left?",
        "Did they change the age or what?",
        "What did the mayor and the council say?",
        "My uncle goes on about the mill and how it eats the wood, so how much does it burn?",
    ],
)
def test_one_thing_asked_stays_one_question(question: str) -> None:
    assert asked(question) == [question]


def test_each_part_has_the_period_of_its_own() -> None:
    whole = rewrite("How many runners came in in 2024, and how many in 2025?", history=[], as_of=date(2026, 1, 5))
    assert [part.period.first.year for part in divide(whole) if part.period] == [2024, 2025]


@given(
    st.lists(
        st.sampled_from("who and how many in the May July round, first second Lima or ? what 2024".split()),
        min_size=1,
        max_size=14,
    )
)
def test_every_part_is_a_question_that_can_be_asked(words: list[str]) -> None:
    try:
        question = check_question(" ".join(words), most=500)
    except QuestionError:
        return
    for part in divide(rewrite(question, history=[], as_of=date(2026, 1, 5))):
        assert any(letter.isalnum() for letter in part.core)


def test_the_parts_of_a_follow_up_keep_what_it_borrows() -> None:
    before = Turn(role="user", content="Where were the stolen Larkfield miniatures found?")
    whole = rewrite("When did it end and who led it?", history=[before], as_of=None)
    assert all("Larkfield" in part.standalone for part in divide(whole))
