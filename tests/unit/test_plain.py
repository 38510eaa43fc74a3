"""The plainest words for a question: a last name where the text has no more, and never another name for it."""

from __future__ import annotations

import pytest

from assistant.plain import briefly


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
        ("Did Ida Lund beat Ida Lundgren?", "Lund won.", "Did Lund beat Ida Lundgren?"),
    ],
)
def test_a_person_is_called_as_the_text_does(question: str, text: str, expected: str | None) -> None:
    assert briefly(question, text) == (expected or question)
