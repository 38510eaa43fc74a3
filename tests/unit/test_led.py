"""One person is put at the head of two sides by two reports of one meeting; of two rounds that is no disagreement."""

from __future__ import annotations

import pytest

from assistant.disagree import disagreements
from assistant.telling import claim_of
from tests.unit.newsdesk import an_article, ask, pool_of, quote_of, weighed

BEFORE = "The Norwegian delegation will be led by Ola Brandt, while the Swedish delegation will be headed by Ida Lund."


@pytest.mark.parametrize(
    ("text", "day", "apart"),
    [
        ("The Norwegian delegation was led by the envoy, Ola Brandt, and Ida Lund.", "2025-05-14", True),
        ("Ida Lund headed the Norwegian delegation.", "2025-05-14", True),
        ("The Swedish team was led by Ida Lund.", "2025-05-14", False),
        (
            "The Norwegian delegation was led by Ola Brandt; and the Swedish delegation by Ida Lund.",
            "2025-05-14",
            False,
        ),
        ("The Norwegian delegation was led by the envoy, Ola Brandt, and Ida Lund.", "2025-07-14", False),
    ],
)
def test_who_led_which_side(text: str, day: str, apart: bool) -> None:
    asked = ask("Who led the Swedish delegation?")
    pool = pool_of(asked, an_article("herald", BEFORE), an_article("echo", text, day=day))
    told = [one for one in pool if one.article.id == "herald"]
    assert bool(disagreements(asked, told, pool, {})) == apart


def test_a_hostile_sentence_is_passed_over() -> None:
    asked = ask("Who led the Swedish delegation?")
    pool = pool_of(
        asked, an_article("herald", BEFORE), an_article("echo", "Swedish " * 50_000 + "delegation.", day="2025-05-14")
    )
    assert disagreements(asked, pool[:1], pool, {}) == ()


def test_neither_version_is_quoted_for_the_other() -> None:
    after = "The Norwegian delegation was led by the envoy, Ola Brandt, and Ida Lund."
    one, two = an_article("herald", BEFORE), an_article("echo", after, day="2025-05-14")
    answer = weighed("Who led the Norwegian delegation?", [claim_of(quote_of(two, after))], one, two)
    assert [[quote.article.id for quote in claim.quotes] for claim in answer.claims] == [["echo"], ["herald"]]
