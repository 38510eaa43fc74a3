"""Which questions ask for more than one thing."""

from __future__ import annotations

import pytest

from assistant.several import asks_reports, asks_several


@pytest.mark.parametrize(
    "question",
    [
        "Which coaches did the club dismiss?",
        "What were the conditions of the merger?",
        "What did the court decide first, and what in the end?",
        "How many were hurt in May, and how many in September?",
        "How did the toll develop?",
        "What became of the plan?",
        "How many times was the launch put off?",
        "Who died there in 2019 and in 2024?",
        "Name the ships that sank.",
    ],
)
def test_asks_for_several(question: str) -> None:
    assert asks_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which coach did the club dismiss?",
        "What is the status of the talks?",
        "What was the loss?",
        "What makes the bridge unsafe?",
        "Which club's striker was sold?",
        "Who spoke first?",
        "What does his business sell?",
    ],
)
def test_asks_for_one(question: str) -> None:
    assert not asks_several(question)


def test_what_the_reports_tell_is_asked_of_each() -> None:
    assert asks_reports("Do the outlets differ on the toll?")
    assert asks_reports("What did he say in the various reports?")
    assert not asks_reports("What do the reports say about the toll?")
