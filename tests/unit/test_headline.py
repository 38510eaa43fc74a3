"""A headline lifts the passages below it, never more than to itself, and never lowers one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.headline import lift_by_headline

COSINES = st.floats(-1, 1)
RANKINGS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), COSINES)


@given(passages=RANKINGS, headlines=RANKINGS, share=st.floats(0, 1))
def test_lifted_lies_between_the_passage_and_its_headline(
    passages: dict[str, float], headlines: dict[str, float], share: float
) -> None:
    lifted = lift_by_headline(list(passages.items()), headlines, share=share)
    assert {id_ for id_, _ in lifted} == set(passages)
    assert [cosine for _, cosine in lifted] == sorted((cosine for _, cosine in lifted), reverse=True)
    for id_, cosine in lifted:
        highest = max(passages[id_], headlines.get(id_, passages[id_]))
        assert passages[id_] <= cosine <= highest + 1e-9


def test_without_a_share_or_a_headline_nothing_moves() -> None:
    near = [("a", 0.7), ("b", 0.6)]
    assert lift_by_headline(near, {"b": 0.9}, share=0.0) == near
    assert lift_by_headline(near, {}, share=1.0) == near
