"""How much is needed for a sentence to be an answer: by what is asked, and by how many words ask it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.judge import answers, sureness
from assistant.match import Match
from tests.unit.newsdesk import ask

FOUND = Match(
    coverage=0.6, deed=None, whole=0.8, own=0.4, gap=0.2, missing=(), kind=True, noun=None, period=None,
    dated=False, elsewhere=False, strangers=0,
)  # fmt: skip


def sure(question: str, found: Match = FOUND) -> float:
    return sureness(ask(question), found, 1.0, 0.0)


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("Where was the boat found?", "Why was the boat found?"),
        ("Who found the fishing boat drifting off the northern coast?", "Who found the boat?"),
        ("Who found the ferry?", "Who found the Selkie Maid of Sorrel Lines?"),
    ],
)
def test_more_is_needed_where_less_is_asked_in_plain_words(surer: str, less: str) -> None:
    assert sure(surer) > sure(less)


def test_capitals_alone_make_no_names() -> None:
    assert sure("WHO FOUND THE BOAT?") == sure("who found the boat?")


def test_a_mark_of_the_kind_asked_for_counts_and_a_stranger_counts_against() -> None:
    question = "Who found the boat?"
    assert sure(question) > sure(question, replace(FOUND, kind=False))
    assert sure(question) > sure(question, replace(FOUND, strangers=1))


def test_what_tells_of_another_period_is_no_answer_however_sure() -> None:
    asked = ask("Who found the boat?")
    assert answers(asked, FOUND, 1.0, 9.0)
    assert not answers(asked, replace(FOUND, period=False), 1.0, 9.0)
