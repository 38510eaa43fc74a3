from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from evals.evidence import overlaps
from evals.intervals import clustered, percentile, wilson
from evals.match import holds, normalise, places, same_words

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))
shares = st.floats(0, 1, allow_nan=False)
short = st.text(alphabet="ab .“’-1,", max_size=30)


@given(right=st.integers(0, 400), more=st.integers(0, 400))
def test_wilson_holds_the_rate_and_stays_a_share(right: int, more: int) -> None:
    if right + more:
        low, high = wilson(right, right + more)
        assert 0 <= low <= right / (right + more) <= high <= 1


@given(right=st.integers(0, 50), more=st.integers(1, 50))
def test_ten_times_the_items_never_widen_wilson(right: int, more: int) -> None:
    few, many = wilson(right, right + more), wilson(10 * right, 10 * (right + more))
    assert many[1] - many[0] <= few[1] - few[0]


@given(values=st.lists(st.tuples(shares, st.integers(0, 5)), min_size=1, max_size=40), seed=st.integers(0, 99))
def test_the_bootstrap_stays_within_its_values_and_repeats(values: list[tuple[float, int]], seed: int) -> None:
    numbers, clusters = [v for v, _ in values], [c for _, c in values]
    low, high = clustered(numbers, clusters, seed=seed, resamples=200)
    assert min(numbers) - 1e-9 <= low <= high <= max(numbers) + 1e-9
    assert (low, high) == clustered(numbers, clusters, seed=seed, resamples=200)


@given(values=st.lists(shares, min_size=1), seed=st.integers(0, 99))
def test_one_cluster_has_no_width(values: list[float], seed: int) -> None:
    low, high = clustered(values, ["a"] * len(values), seed=seed, resamples=50)
    assert math.isclose(low, high, abs_tol=1e-12)


@given(values=st.lists(shares, min_size=1), share=shares)
def test_percentiles_lie_among_the_values(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found is not None
    assert min(values) - 1e-9 <= found <= max(values) + 1e-9
    assert percentile(values, 0) == min(values)
    assert percentile(values, 1) == max(values)


@given(one=spans, other=spans)
def test_overlap_is_symmetric_and_needs_a_shared_character(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert overlaps(one, other) == overlaps(other, one)
    if overlaps(one, other):
        assert max(one[0], other[0]) < min(one[1], other[1])
    assert overlaps(one, one) == (one[0] < one[1])


@given(before=short, quote=short.filter(bool), after=short)
def test_a_quote_put_into_a_text_is_found_there_among_all_its_places(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    found = places(text, quote)
    assert (len(before), len(before) + len(quote)) in found
    assert all(text[start:end] == quote for start, end in found)


@given(text=st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(wording=st.text(alphabet="abc 12,’", min_size=1).filter(lambda w: w.strip(" ,’") == w), other=short)
def test_a_wording_is_found_between_blanks_and_not_inside_a_word(wording: str, other: str) -> None:
    assert holds(f"x {wording} {other}", wording)
    assert not holds(f"z{wording}z", wording)


@given(words=st.lists(st.sampled_from(["talks", "ended", "in", "osk", "10"]), min_size=5, max_size=9))
def test_a_text_repeats_itself_whatever_its_marks(words: list[str]) -> None:
    assert same_words(f"Yes, “{', '.join(words)}”!", " ".join(words).upper())
