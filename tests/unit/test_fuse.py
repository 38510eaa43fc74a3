"""Two rankings as one by hand, and the words of a question that are looked up."""

from __future__ import annotations

import pytest

from index.fuse import blend, content_words


def test_each_ranking_counts_by_its_share() -> None:
    mixed = blend([("a", 8.0), ("b", 6.0)], [("c", 0.9), ("a", 0.7), ("d", 0.5)], dense=0.6)
    assert mixed == pytest.approx({"a": 0.4 + 0.6 * 0.5, "b": 0.4 * 0.75, "c": 0.6, "d": 0.0})


def test_a_score_that_stands_out_keeps_standing_out() -> None:
    mixed = blend([("a", 10.0), ("b", 1.0)], [("b", 0.61), ("a", 0.60), ("c", 0.5)], dense=0.5)
    assert mixed["a"] > mixed["b"], "ranks alone would tie them"


def test_one_ranking_alone_keeps_its_order() -> None:
    assert list(blend([("a", 3.0), ("b", 2.0)], [], dense=0.5)) == ["a", "b"]
    assert blend([], [("a", 0.9)], dense=0.5) == {"a": 0.5}
    assert blend([], [], dense=0.5) == {}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who led the US delegation in April?", ["led", "US", "delegation", "April"]),
        ("Tell us about it", ["Tell", "us", "about", "it"]),
        ("What did the U.S. say about Lavrov’s plan?", ["U.S", "Lavrov’s", "plan"]),
        ("Who met whom in Istanbul, Istanbul?", ["met", "Istanbul"]),
        ("!?", []),
        ("Переговоры в Стамбуле", ["Переговоры", "в", "Стамбуле"]),
    ],
)
def test_content_words_name_the_subject(question: str, words: list[str]) -> None:
    assert content_words(question) == words
