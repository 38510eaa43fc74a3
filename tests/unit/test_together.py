"""Two who never met, as far as anything tells, are not said to have met."""

from __future__ import annotations

import pytest

from assistant.premise import contradicting
from assistant.together import brought_together
from tests.unit.newsdesk import an_article, ask, pool_of

SUMMIT = an_article(
    "echo",
    "The envoy Bo Ek met the minister Ida Lund in Porto on Monday. He had come from Lima. President Ana Ruiz spoke of "
    "peace on Sunday.",
)


@pytest.mark.parametrize(
    ("question", "pair"),
    [
        ("When did Ida Lund meet Bo Ek?", ("Ida Lund", "Bo Ek")),
        ("When did Mayor Lund talk to Mr Ek?", ("Lund", "Ek")),
        ("What was said at the meeting between Ida Lund and Bo Ek?", ("Ida Lund", "Bo Ek")),
        ("What did Moscow and Washington agree on?", None),
        ("How old are Ida Lund and Bo Ek?", None),
        ("Where did Bo Ek meet Lund's envoy?", None),
        ("When did Ida Lund meet the press in Porto?", None),
    ],
)
def test_who_is_brought_together(question: str, pair: tuple[str, str] | None) -> None:
    assert brought_together(question) == pair


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("Where did Ida Lund meet Bo Ek?", False),
        ("Where did Lund and Ek talk?", False),
        ("Where did Bo Ek meet Ana Ruiz?", True),
        ("What did Ida Lund and Ana Ruiz agree on in Porto?", True),
    ],
)
def test_two_whom_nothing_brings_together(question: str, refused: bool) -> None:
    asked = ask(question)
    pool = pool_of(asked, SUMMIT)
    assert (contradicting(asked, pool[:1], pool) is not None) == refused


def test_the_two_are_both_whom_the_article_names() -> None:
    talks = an_article("herald", "Ana Ruiz came to Porto on Monday. Bo Ek flew in later. The two talked for an hour.")
    asked = ask("Where did Bo Ek meet Ana Ruiz?")
    pool = pool_of(asked, talks)
    assert contradicting(asked, pool[:1], pool) is None
