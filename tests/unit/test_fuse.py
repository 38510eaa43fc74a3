"""Rankings merged by hand, and the words of a question that are looked up."""

from __future__ import annotations

import pytest

from index.fuse import content_words, fuse_rankings


def test_the_formula_of_the_paper() -> None:
    fused = fuse_rankings([["a", "b"], ["b", "c"]], k=60)
    assert [id_ for id_, _ in fused] == ["b", "a", "c"]
    assert [score for _, score in fused] == pytest.approx([1 / 62 + 1 / 61, 1 / 61, 1 / 62])


def test_weights_say_what_a_ranking_is_worth() -> None:
    assert fuse_rankings([["a"], ["b"]], weights=[1.0, 3.0], k=0) == [("b", 3.0), ("a", 1.0)]
    assert fuse_rankings([["a"], ["b"]], weights=[1.0, 0.0], k=0)[-1] == ("b", 0.0)


def test_ties_stand_in_id_order() -> None:
    assert [one for one, _ in fuse_rankings([["b"], ["a"], ["c"]])] == ["a", "b", "c"]


def test_nothing_to_merge_is_nothing() -> None:
    assert fuse_rankings([]) == []
    assert fuse_rankings([[], []]) == []


def test_an_id_twice_a_negative_k_and_missing_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        fuse_rankings([["a", "a"]])
    with pytest.raises(ValueError, match="-1"):
        fuse_rankings([["a"]], k=-1)
    with pytest.raises(ValueError, match="shorter"):
        fuse_rankings([["a"], ["b"]], weights=[1.0])


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
