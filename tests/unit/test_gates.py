from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.baseline import About, Baseline, BaselineError, load_baseline, save_baseline
from evals.gates import Gates, GatesError, Scores, differences, judge_run, load_gates
from evals.gold import GoldPair
from evals.score import Item, summarise
from evals.suite import ask_all
from tests.tiny_gold import ARTICLES, gold, perfect

GATES = load_gates(Path(__file__).parents[1] / "strict_gates.toml")
LAX = replace(Gates.none(), min_items=5, drop_overall=0.02, drop_slice=0.10)
ABOUT = About(set="tiny", at="2026-11-22", model="m", settings={}, prompts="p", corpus="c", gold="g", seed=1)


def item(number: int, values: dict[str, float | None], slice_: str = "fact") -> Item:
    """An item whose article is its own, so that every item is a cluster."""
    pair = GoldPair(id=f"i{number}", question="?", slice=slice_, answerable=True)
    asked = perfect(replace(pair, answerable=False, reason="no_coverage"))
    return Item(pair=pair, asked=asked, values=values)


def run(values: Sequence[float | None], metric: str = "correct", slice_: str = "fact") -> list[Item]:
    return [item(number, {metric: value}, slice_) for number, value in enumerate(values)]


def scores(items: list[Item]) -> Scores:
    return {one.pair.id: one.values for one in items}


def gates_hit(new: list[Item], old: list[Item], gates: Gates = LAX) -> set[str]:
    verdict = judge_run(new, summarise(new), gates, differences(new, scores(old), gates))
    assert verdict.code == (1 if verdict.failures else 0)
    return {failure.gate for failure in verdict.failures}


def test_nothing_moved_nothing_fails() -> None:
    same = run([1, 0, 1, None])
    assert gates_hit(same, same) == set()
    assert all(one.mean == one.low == one.high == 0 for one in differences(same, scores(same), LAX))


def test_a_drop_fails_and_a_rise_does_not() -> None:
    high, low = run([1.0] * 10), run([1.0] * 8 + [0.0] * 2)
    assert gates_hit(low, high) == {"drop correct in overall", "drop correct in fact"}
    assert gates_hit(high, low) == set()


def test_for_over_refusal_more_is_worse() -> None:
    none, some = run([0.0] * 10, "over_refusal"), run([0.0] * 8 + [1.0] * 2, "over_refusal")
    assert gates_hit(some, none) == {"drop over_refusal in overall", "drop over_refusal in fact"}
    assert gates_hit(none, some) == set()


def test_a_small_drop_in_every_item_is_sure_and_fails() -> None:
    high, low = run([0.80] * 30, "mrr"), run([0.79] * 30, "mrr")
    assert gates_hit(low, high) == {"drop mrr in overall", "drop mrr in fact"}


def test_a_small_drop_in_one_item_of_many_is_noise() -> None:
    assert gates_hit(run([0.0] + [1.0] * 99), run([1.0] * 100)) == set()


def test_a_slice_with_few_items_gates_only_overall() -> None:
    high, low = run([1.0] * 4), run([1.0] * 3 + [0.0])
    assert gates_hit(low, high) == {"drop correct in overall"}


def test_items_pair_by_id_and_only_where_both_have_the_metric() -> None:
    new = run([0.0, 1.0, None])
    old = {"i1": {"correct": 1.0}, "i2": {"correct": 1.0}, "gone": {"correct": 1.0}}
    found = [one for one in differences(new, old, LAX) if one.group == "overall"]
    assert [(one.metric, one.n, one.mean) for one in found] == [("correct", 1, 0.0)]


def test_figures_that_only_inform_never_gate() -> None:
    slow, quick = run([9.0] * 9, "took_s"), run([0.1] * 9, "took_s")
    assert gates_hit(slow, quick) == set()
    assert gates_hit(run([0.0] * 9, "judged"), run([1.0] * 9, "judged")) == set()


def test_floors_bind_their_group_and_slices_override_each_slice() -> None:
    gates = replace(
        Gates.none(), floors={"overall": {"correct": 0.9}, "each_slice": {"correct": 0.5}, "time": {"correct": 0.8}}
    )
    assert gates.floor("time", "correct") == 0.8
    assert gates.floor("fact", "correct") == 0.5
    assert gates.floor("overall", "correct") == 0.9
    assert gates.floor("overall", "mrr") is None
    items = run([1, 1, 0, 1], slice_="time")
    verdict = judge_run(items, summarise(items), gates, [])
    assert [one.gate for one in verdict.failures] == ["floor correct in overall", "floor correct in time"]
    assert verdict.failures[0].said == "0.750 (n=4), at least 0.900"
    part = judge_run(items, summarise(items), gates, [], whole=False)
    assert [one.gate for one in part.failures] == ["floor correct in time"]


def test_a_floor_on_what_cannot_be_computed_is_not_missed() -> None:
    gates = replace(Gates.none(), floors={"overall": {"sources_right": 0.9}})
    items = run([None], "sources_right")
    assert judge_run(items, summarise(items), gates, []).code == 0


def test_ceilings_fail_above() -> None:
    gates = replace(Gates.none(), floors={"overall": {"over_refusal": 0.1}})
    items = run([0, 1], "over_refusal")
    assert judge_run(items, summarise(items), gates, []).failures[0].said == "0.500 (n=2), at most 0.100"


def test_one_breach_fails_whatever_the_scores() -> None:
    items = [replace(one, breaches=[("quote-not-verbatim", "[1] a:0-3 'x'")]) for one in run([1.0])]
    verdict = judge_run(items, summarise(items), Gates.none(), None)
    assert verdict.code == 1
    assert verdict.failures[0].gate == "invariant quote-not-verbatim"
    assert verdict.failures[0].said.startswith("1 times: i0: [1] a:0-3")


def test_broken_asking_is_2_and_hides_nothing() -> None:
    items = [*run([1.0]), Item(pair=replace(run([1.0])[0].pair, id="b"), asked=None, error="KeyError: x")]
    verdict = judge_run(items, summarise(items), GATES, None)
    assert (verdict.code, verdict.word) == (2, "the run broke")
    assert [one.said for one in verdict.failures] == ["b: KeyError: x"]
    assert judge_run([], {}, GATES, None).code == 2


def test_no_baseline_is_said() -> None:
    items = run([1.0])
    assert "--update-baseline" in judge_run(items, summarise(items), Gates.none(), None).notes[0]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("[floors.overall]", "[floors.gossip]", "[floors.gossip] is no slice"),
        ("reason_right = 0.80", "reason_rihgt = 0.80", "reason_rihgt is no metric that gates"),
        ("reason_right = 0.80", "took_s = 0.80", "took_s is no metric that gates"),
        ("reason_right = 0.80", "reason_right = 80", "reason_right = 80 is not a share"),
        ("min_items = 5", "", "'min_items' is missing"),
        ("[drop]", "[drop", "cannot be read"),
    ],
)
def test_a_wrong_gates_file_is_refused_by_key(before: str, after: str, words: str, tmp_path: Path) -> None:
    right = (Path(__file__).parents[2] / "evals" / "gates.toml").read_text(encoding="utf-8")
    path = tmp_path / "gates.toml"
    path.write_text(right.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(GatesError) as caught:
        load_gates(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_baseline_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    path, pairs = tmp_path / "b.json", gold(tmp_path)
    items = ask_all(pairs, perfect, ARTICLES)
    save_baseline(path, ABOUT, items)
    read = load_baseline(path)
    assert read is not None
    assert read.about == ABOUT
    assert read.of(pairs).keys() == {pair.id for pair in pairs}
    assert read.scores["t-08"]["abstain_recall"] == 1
    assert read.scores["t-08"]["cite_precision"] is None
    assert "took_s" not in read.scores["t-08"]
    assert len(path.read_text(encoding="utf-8").splitlines()) < len(items) + 20


def test_a_pair_that_was_changed_since_is_not_compared(tmp_path: Path) -> None:
    pairs = gold(tmp_path)
    kept = Baseline(about=ABOUT, scores={"t-01": {}, "t-02": {}}, versions={"t-01": 1, "t-02": 1})
    assert kept.of([pairs[0], replace(pairs[1], version=2), pairs[2]]).keys() == {"t-01"}


def test_no_baseline_is_none_and_a_broken_one_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    assert load_baseline(path) is None
    for text in ("{", "[]", '{"about": {}, "items": {}}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BaselineError, match="--update-baseline"):
            load_baseline(path)
