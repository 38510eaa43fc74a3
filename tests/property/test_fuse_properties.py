"""What holds for any rankings, any question and any choice of passages."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from index.fuse import blend, content_words
from index.part import MOST, part_question
from index.rank import Aspects, choose

IDS = st.sampled_from(string.ascii_lowercase)
SHARES = st.floats(0, 1, allow_nan=False)
RANKED = st.dictionaries(IDS, st.floats(0.01, 50, allow_nan=False), max_size=12).map(
    lambda scores: sorted(scores.items(), key=lambda one: -one[1])
)
ASPECTS = st.builds(
    Aspects,
    whole=st.dictionaries(IDS, SHARES, max_size=12),
    parts=st.lists(st.dictionaries(IDS, SHARES, max_size=12), max_size=4),
)


@given(RANKED, RANKED, SHARES)
def test_a_blend_holds_every_id_once_and_within_bounds(
    words: list[tuple[str, float]], near: list[tuple[str, float]], dense: float
) -> None:
    mixed = blend(words, near, dense=dense)
    assert set(mixed) == {id_ for id_, _ in [*words, *near]}
    assert all(0 <= score <= 1 + 1e-9 for score in mixed.values())


@given(RANKED)
def test_rankings_that_agree_keep_their_order(ranking: list[tuple[str, float]]) -> None:
    mixed = blend(ranking, ranking, dense=0.5)
    assert sorted(mixed, key=lambda id_: -mixed[id_])[:1] == [id_ for id_, _ in ranking][:1]
    scores = [mixed[id_] for id_, _ in ranking]
    assert scores == sorted(scores, reverse=True)


@given(st.lists(ASPECTS, max_size=3), st.integers(1, 40), st.floats(0, 2), SHARES)
def test_chosen_are_k_different_ones_and_more_begin_with_the_fewer(
    asked: list[Aspects], k: int, parts: float, told: float
) -> None:
    chosen = choose(asked, k=k, parts=parts, told=told)
    ids = [id_ for id_, _ in chosen]
    known = {id_ for one in asked for scores in (one.whole, *one.parts) for id_ in scores}
    assert len(ids) == len(set(ids)) == min(k, len(known))
    assert set(ids) <= known
    assert [one for one, _ in choose(asked, k=max(1, k // 2), parts=parts, told=told)] == ids[: max(1, k // 2)]
    assert [score for _, score in chosen] == sorted((score for _, score in chosen), reverse=True)


@given(
    st.text(max_size=300) | st.lists(st.sampled_from("alpha beta, and while; the gamma? delta".split())).map(" ".join)
)
def test_parts_stand_in_the_question_in_order_and_are_few(question: str) -> None:
    parts = part_question(question)
    assert len(parts) <= MOST
    assert len(parts) != 1
    at = 0
    for part in parts:
        at = question.index(part, at) + len(part)


@given(st.text(max_size=200))
def test_content_words_stand_in_the_question_once_each(question: str) -> None:
    words = content_words(question)
    assert len(set(words)) == len(words)
    assert all(word in question for word in words)
    assert bool(words) == any(c.isalnum() for c in question)
