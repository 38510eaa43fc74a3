"""What holds for any rankings."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import content_words, fuse_rankings

RANKINGS = st.lists(st.lists(st.sampled_from(string.ascii_lowercase), unique=True, max_size=12), max_size=5)


@given(RANKINGS, st.integers(0, 100))
def test_every_id_once_best_first_and_within_bounds(rankings: list[list[str]], k: int) -> None:
    fused = fuse_rankings(rankings, k=k)
    ids = [id_ for id_, _ in fused]
    assert sorted(ids) == sorted({id_ for ranking in rankings for id_ in ranking})
    assert fused == sorted(fused, key=lambda pair: (-pair[1], pair[0]))
    assert all(0 < score <= len(rankings) / (k + 1) + 1e-12 for _, score in fused)


@given(RANKINGS, st.integers(0, 100), st.randoms())
def test_the_order_of_the_rankings_does_not_matter(rankings: list[list[str]], k: int, random: object) -> None:
    shuffled = list(rankings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before, after = dict(fuse_rankings(rankings, k=k)), dict(fuse_rankings(shuffled, k=k))
    assert before == pytest.approx(after)


@given(st.lists(st.sampled_from(string.ascii_lowercase), unique=True, max_size=12), st.integers(1, 4))
def test_rankings_that_agree_keep_their_order(ranking: list[str], times: int) -> None:
    assert [id_ for id_, _ in fuse_rankings([ranking] * times)] == ranking


@given(RANKINGS.filter(bool), st.data())
def test_moving_up_in_a_ranking_never_lowers_the_place(rankings: list[list[str]], data: st.DataObject) -> None:
    ranking = data.draw(st.sampled_from([r for r in rankings if r] or [["a"]]))
    id_ = data.draw(st.sampled_from(ranking))
    raised = [[id_, *(other for other in one if other != id_)] if one is ranking else one for one in rankings]
    before = [one for one, _ in fuse_rankings([*rankings, ranking])]
    after = [one for one, _ in fuse_rankings([*raised, [id_, *(o for o in ranking if o != id_)]])]
    assert after.index(id_) <= before.index(id_)


@given(st.text(max_size=200))
def test_content_words_stand_in_the_question_once_each(question: str) -> None:
    words = content_words(question)
    assert len(set(words)) == len(words)
    assert all(word in question for word in words)
    assert bool(words) == any(c.isalnum() for c in question)
