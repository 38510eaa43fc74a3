"""One verdict: invariants, floors, and the paired difference from the baseline."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evals.gold import SLICES
from evals.intervals import clustered
from evals.score import METRICS, OVERALL, Item, Summary

__all__ = [
    "Difference",
    "Failure",
    "Gates",
    "GatesError",
    "Scores",
    "Verdict",
    "differences",
    "judge_run",
    "load_gates",
]

# The scores of an earlier run: pair id -> metric -> value.
Scores = Mapping[str, Mapping[str, float | None]]
EACH_SLICE = "each_slice"


class GatesError(ValueError):
    """The gates file is wrong; the message names the file and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What a run must reach. `floors` is group -> metric -> bound; bounds and drops are shares in [0, 1]."""

    floors: Mapping[str, Mapping[str, float]]
    drop_overall: float
    drop_slice: float
    min_items: int
    resamples: int
    seed: int
    confidence: float

    @classmethod
    def none(cls) -> Gates:
        """No floors, and no drop that is too large."""
        return cls(floors={}, drop_overall=1, drop_slice=1, min_items=1, resamples=1000, seed=0, confidence=0.95)

    def floor(self, group: str, metric: str) -> float | None:
        """The bound on a metric of a group; a slice's own comes before the one for each slice."""
        own = self.floors.get(group, {}).get(metric)
        return own if own is not None or group == OVERALL else self.floors.get(EACH_SLICE, {}).get(metric)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a metric of a group moved from the baseline: mean of new - old over `n` items, with its interval.

    `worse` is how far it moved the bad way (negative when it got better), `sure` whether the whole interval did.
    """

    group: str
    metric: str
    mean: float
    low: float
    high: float
    n: int
    worse: float
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A gate that failed: its name ("drop correct in time") and the numbers that failed it."""

    gate: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """0 passed, 1 quality regressed, 2 the run itself broke; `failures` is empty exactly when the code is 0."""

    code: Literal[0, 1, 2]
    failures: Sequence[Failure] = ()
    notes: Sequence[str] = ()

    @property
    def word(self) -> str:
        """The verdict for a reader."""
        return ("passed", "quality regressed", "the run broke")[self.code]


def load_gates(path: Path) -> Gates:
    """Read a gates file.

    Raises:
        GatesError: it is missing or not TOML, or names an unknown key, group or metric, or a bound outside [0, 1].
    """
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise GatesError(f"{path}: cannot be read: {error}") from error
    groups = {OVERALL, EACH_SLICE, *SLICES}
    for group, bounds in read.get("floors", {}).items():
        if group not in groups:
            raise GatesError(f"{path}: [floors.{group}] is no slice; known are {', '.join(sorted(groups))}")
        for metric, bound in bounds.items():
            if metric not in METRICS or METRICS[metric].better is None:
                raise GatesError(f"{path}: [floors.{group}] {metric} is no metric that gates")
            if not isinstance(bound, int | float) or not 0 <= bound <= 1:
                raise GatesError(f"{path}: [floors.{group}] {metric} = {bound} is not a share between 0 and 1")
    try:
        return Gates(
            floors=read["floors"],
            drop_overall=float(read["drop"]["overall"]),
            drop_slice=float(read["drop"]["slice"]),
            min_items=int(read["min_items"]),
            **{key: read["interval"][key] for key in ("resamples", "seed", "confidence")},
        )
    except KeyError as error:
        raise GatesError(f"{path}: {error} is missing") from error


def differences(items: Sequence[Item], before: Scores, gates: Gates) -> list[Difference]:
    """Paired differences from an earlier run, overall and by slice, for every metric that gates.

    Only items scored in both runs count. An item that has a metric in one run only (an abstention has no
    citation precision) says nothing about that metric; it shows in the metrics that both runs have.
    """
    found = []
    for group in (OVERALL, *dict.fromkeys(item.pair.slice for item in items)):
        members = [item for item in items if group in (OVERALL, item.pair.slice) and item.pair.id in before]
        for metric in (name for name, one in METRICS.items() if one.better):
            pairs = [
                (new - old, item.pair.cluster)
                for item in members
                if (new := item.values.get(metric)) is not None
                and (old := before[item.pair.id].get(metric)) is not None
            ]
            if pairs:
                found.append(_difference(group, metric, pairs, gates))
    return found


def _difference(group: str, metric: str, pairs: Sequence[tuple[float, str]], gates: Gates) -> Difference:
    moved = [by for by, _ in pairs]
    low, high = (
        clustered(moved, [c for _, c in pairs], seed=gates.seed, resamples=gates.resamples, confidence=gates.confidence)
        if any(moved)
        else (0.0, 0.0)
    )
    mean = sum(moved) / len(moved)
    sign = -1 if METRICS[metric].better == "high" else 1
    sure = high < 0 if sign < 0 else low > 0
    return Difference(
        group=group, metric=metric, mean=mean, low=low, high=high, n=len(moved), worse=sign * mean, sure=sure
    )


def judge_run(
    items: Sequence[Item], summary: Summary, gates: Gates, moved: Sequence[Difference] | None, *, whole: bool = True
) -> Verdict:
    """The verdict of a run.

    Args:
        items: every question that was to be asked.
        summary: of the same items.
        gates: what they must reach.
        moved: differences from the baseline; None where there is no baseline.
        whole: whether all slices were asked; "overall" floors do not bind a part of the set.
    """
    broke = [Failure(gate="run", said=f"{item.pair.id}: {item.error}") for item in items if item.error is not None]
    if broke or not items:
        return Verdict(code=2, failures=broke or [Failure(gate="run", said="no question was asked")])
    failures = [*_broken(items), *_floors(summary, gates, whole=whole), *_drops(moved or (), gates)]
    notes = [] if moved is not None else ["no baseline to compare with; write one with `--update-baseline`"]
    return Verdict(code=1 if failures else 0, failures=failures, notes=notes)


def _broken(items: Sequence[Item]) -> Iterator[Failure]:
    """One failure for each invariant that was broken, with the items that broke it."""
    by_name: dict[str, list[str]] = {}
    for item in items:
        for name, seen in item.breaches:
            by_name.setdefault(name, []).append(f"{item.pair.id}: {seen}")
    for name, all_seen in by_name.items():
        yield Failure(gate=f"invariant {name}", said=f"{len(all_seen)} times: {'; '.join(all_seen[:3])}")


def _floors(summary: Summary, gates: Gates, *, whole: bool) -> Iterator[Failure]:
    """Bounds that a group's figure is on the wrong side of; a group that lacks the figure fails no bound."""
    for group, rates in summary.items():
        if (group == OVERALL and not whole) or group.startswith("length "):
            continue
        for metric, rate in rates.items():
            bound = gates.floor(group, metric)
            if bound is None or rate.value is None or (group != OVERALL and rate.n < gates.min_items):
                continue
            low_is_good = METRICS[metric].better == "low"
            if rate.value > bound if low_is_good else rate.value < bound:
                limit = "at most" if low_is_good else "at least"
                yield Failure(
                    gate=f"floor {metric} in {group}", said=f"{rate.value:.3f} (n={rate.n}), {limit} {bound:.3f}"
                )


def _drops(moved: Sequence[Difference], gates: Gates) -> Iterator[Failure]:
    """Metrics that got worse by too much, or surely."""
    for one in moved:
        if one.group != OVERALL and one.n < gates.min_items:
            continue
        limit = gates.drop_overall if one.group == OVERALL else gates.drop_slice
        if one.worse > limit or (one.sure and one.worse > 0):
            interval = f"[{one.low:+.3f}, {one.high:+.3f}]"
            yield Failure(
                gate=f"drop {one.metric} in {one.group}",
                said=f"{one.mean:+.3f} {interval} (n={one.n}), at most {limit:.3f} worse",
            )
