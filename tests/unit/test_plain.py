"""The plainest words for a question: a last name where the text has no more, and never another name for it."""

from __future__ import annotations

import pytest

from assistant.plain import briefly, plainly


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How old is Ida Lund?", "Lund, 47, won by one vote.", "How old is Lund?"),
        ("How old is Ida Lund?", "Mayor Lund, 47, won by one vote.", "How old is Lund?"),
        ("How old is Ida Lund?", "Ida Lund, 47, won by one vote.", None),
        ("How old is Ida Lund?", "Bo Lund, 47, won by one vote.", None),
        ("How old is Ida Lund?", "Lund University is 350 years old.", None),
        ("How old is Ida Lund?", "The mayor, 47, won by one vote.", None),
        ("Who leads South Korea?", "The leader of Korea spoke.", None),
        ("How many people live in New York?", "York has 200,000 people.", None),
        ("What did the Bank of Arno do?", "Arno raised taxes.", None),
        ("Whom did Ida Lund and Bo Lund meet?", "Lund met the press.", None),
        ("Who led the first round?", "The talks were led by Lund.", "Who led the first talks?"),
        ("Who led the first round?", "The first round of talks was led by Lund.", None),
        ("Did Ida Lund beat Ida Lundgren?", "Lund won.", "Did Lund beat Ida Lundgren?"),
    ],
)
def test_a_person_is_called_as_the_text_does(question: str, text: str, expected: str | None) -> None:
    assert briefly(question, text) == (expected or question)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("What post does Ida Lund hold?", "Who is Ida Lund?"),
        ("What role does Ida Lund have in the club?", "Who is Ida Lund in the club?"),
        ("Who speaks for the club?", "Who is the spokesperson of the club?"),
        ("In which building did it begin?", "At what place did it begin?"),
        ("By how many votes did Ida Lund beat Bo Ek in May?", "By how many votes did Ida Lund win in May?"),
        ("By what margin had the Reds beaten North Lume?", "By what margin had the Reds won?"),
        ("How large is Ms Lund's lead over Bo Ek in the run-off?", "By how much does Ms Lund lead in the run-off?"),
        ("What is Lund's lead singer called?", "What is Lund's lead singer called?"),
        ("By how much did they beat the odds?", "By how much did they beat the odds?"),
        ("Who runs the Lume Hotel?", "Who is the head of the Lume Hotel?"),
        ("Who is running for mayor?", "Who is running for mayor?"),
        ("What post did they create?", "What post did they create?"),
    ],
)
def test_a_question_is_read_in_the_plainest_words(question: str, plain: str) -> None:
    assert plainly(question) == plain
