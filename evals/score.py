"""Score every answer by every metric, say why, and sum up by slice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from evals import cited, metrics
from evals.ask import Asked
from evals.gold import GoldPair
from evals.intervals import clustered, percentile, wilson
from evals.invariants import Breach, breaches
from index.article import Article

__all__ = ["METRICS", "OVERALL", "Item", "Metric", "Rate", "Rule", "Summary", "measure", "score", "summarise"]

# A set's own published rule, scored beside ours in a column of its own.
Rule = Callable[[GoldPair, Asked], float | None]
OVERALL = "overall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A column of the report; `better` says which way is good, None where a figure informs and never gates."""

    title: str
    better: Literal["high", "low"] | None = "high"


METRICS = {
    "correct": Metric(title="Correct"),
    "recall@5": Metric(title="Recall@5"),
    "recall@10": Metric(title="Recall@10"),
    "all_evidence@5": Metric(title="All evidence@5"),
    "all_evidence@10": Metric(title="All evidence@10"),
    "mrr": Metric(title="MRR"),
    "cite_precision": Metric(title="Citation precision"),
    "cite_recall": Metric(title="Citation recall"),
    "verbatim": Metric(title="Verbatim"),
    "carried": Metric(title="Carried by its quote"),
    "abstain_precision": Metric(title="Abstention precision"),
    "abstain_recall": Metric(title="Abstention recall"),
    "abstain_f1": Metric(title="Abstention F1"),
    "over_refusal": Metric(title="Over-refusal", better="low"),
    "reason_right": Metric(title="Reason right"),
    "conflict_shown": Metric(title="Conflict shown"),
    "conflict_invented": Metric(title="Conflict invented", better="low"),
    "sources_right": Metric(title="Sources counted right"),
    "judged": Metric(title="Judged correct", better=None),
    "took_s": Metric(title="Seconds, mean", better=None),
    "took_p50": Metric(title="Seconds, p50", better=None),
    "took_p95": Metric(title="Seconds, p95", better=None),
    "tokens": Metric(title="Tokens, mean", better=None),
    "cost_usd": Metric(title="Cost in USD, mean", better=None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question, what came back and how it scored. `asked` is None and `error` set where asking itself broke."""

    pair: GoldPair
    asked: Asked | None
    values: Mapping[str, float | None] = field(default_factory=dict)
    breaches: Sequence[Breach] = ()
    why: Sequence[str] = ()
    error: str | None = None

    @property
    def passed(self) -> bool:
        """Whether the answer is right and breaks no invariant."""
        return self.values.get("correct") == 1 and not self.breaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A figure of a group: its value and 95 % interval, None where not computable, over `n` items that have it."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0


Summary = Mapping[str, Mapping[str, Rate]]


def measure(pair: GoldPair, asked: Asked, articles: Mapping[str, Article]) -> dict[str, float | None]:
    """Every metric an item by itself has, by its name in `METRICS`; None where not computable."""
    return {
        "correct": metrics.correct(pair, asked),
        "recall@5": metrics.recall_at(pair, asked, 5),
        "recall@10": metrics.recall_at(pair, asked, 10),
        "all_evidence@5": metrics.all_evidence_at(pair, asked, 5),
        "all_evidence@10": metrics.all_evidence_at(pair, asked, 10),
        "mrr": metrics.reciprocal_rank(pair, asked),
        "cite_precision": cited.cite_precision(pair, asked),
        "cite_recall": cited.cite_recall(pair, asked),
        "verbatim": cited.verbatim(asked, articles),
        "carried": cited.carried(asked),
        "abstain_precision": metrics.abstain_precision(pair, asked),
        "abstain_recall": metrics.abstain_recall(pair, asked),
        "over_refusal": metrics.over_refusal(pair, asked),
        "reason_right": metrics.reason_right(pair, asked),
        "conflict_shown": metrics.conflict_shown(pair, asked),
        "conflict_invented": metrics.conflict_invented(pair, asked),
        "sources_right": metrics.sources_right(pair, asked),
        "took_s": asked.took_s,
        "tokens": asked.tokens,
        "cost_usd": asked.cost_usd,
    }


def score(
    pair: GoldPair, asked: Asked, articles: Mapping[str, Article], rules: Mapping[str, Rule] | None = None
) -> Item:
    """Measure one answer, by the set's own rules too, and say in words what is wrong with it."""
    values = measure(pair, asked, articles) | {name: rule(pair, asked) for name, rule in (rules or {}).items()}
    broken = breaches(pair, asked, articles)
    why = [f"{name}: {seen}" for name, seen in broken] + _explain(pair, asked, values)
    return Item(pair=pair, asked=asked, values=values, breaches=broken, why=why)


def _explain(pair: GoldPair, asked: Asked, values: Mapping[str, float | None]) -> list[str]:
    """Why an answer is not all right, one short sentence each; empty for one that is."""
    answer = asked.answer
    if answer["abstained"] and pair.answerable:
        return [f"abstained ({answer['reason']}) though the articles tell"]
    if not answer["abstained"] and not pair.answerable:
        return [f"answered though gold abstains ({pair.reason})"]
    said = [f"does not say {' or '.join(map(repr, group))}" for group in metrics.missing(pair, asked)]
    said += [f"says {wording!r}" for wording in metrics.trips(pair, asked)]
    flaws = {
        "reason_right": f"reason is {answer['reason']}, gold says {pair.reason}",
        "cite_precision": "cites words that are not gold evidence",
        "cite_recall": "leaves gold evidence uncited",
        "carried": "a claim is not carried by its quote",
        "conflict_shown": "the disagreement is not shown",
        "sources_right": f"counts {answer['independent_sources']} independent sources, gold {pair.sources}",
    }
    said += [text for name, text in flaws.items() if (value := values.get(name)) is not None and value < 1]
    return said + (["shows a disagreement where there is none"] if values.get("conflict_invented") else [])


def summarise(items: Sequence[Item], *, seed: int = 0) -> dict[str, dict[str, Rate]]:
    """Every metric for all items ("overall"), by slice in order of appearance, and by length class ("length short").

    Items whose asking broke count in no figure. Intervals are Wilson's where every value is 0 or 1, and
    bootstrapped over articles where not.
    """
    groups: dict[str, list[Item]] = {OVERALL: []}
    for item in items:
        if item.asked is None:
            continue
        length = metrics.length_class(item.asked)
        for name in (OVERALL, item.pair.slice, *([f"length {length}"] if length else [])):
            groups.setdefault(name, []).append(item)
    # Length classes stand last, so that slices stay together.
    order = sorted(groups, key=lambda name: name.startswith("length "))
    return {name: _group(groups[name], seed) for name in order}


def _group(items: Sequence[Item], seed: int) -> dict[str, Rate]:
    names = list(dict.fromkeys(name for item in items for name in item.values))
    rates = {name: _rate([(v, item.pair.cluster) for item in items if (v := item.values[name]) is not None], seed)
             for name in names}  # fmt: skip
    precision, recall = (rates.get(name, Rate(value=None)).value for name in ("abstain_precision", "abstain_recall"))
    rates["abstain_f1"] = Rate(value=_f1(precision, recall), n=len(items))
    took = [item.asked.took_s for item in items if item.asked is not None]
    rates["took_p50"] = Rate(value=percentile(took, 0.5), n=len(took))
    rates["took_p95"] = Rate(value=percentile(took, 0.95), n=len(took))
    return rates


def _rate(values: Sequence[tuple[float, str]], seed: int) -> Rate:
    if not values:
        return Rate(value=None)
    numbers = [value for value, _ in values]
    if set(numbers) <= {0.0, 1.0}:
        low, high = wilson(sum(numbers), len(numbers))
    else:
        low, high = clustered(numbers, [cluster for _, cluster in values], seed=seed)
    return Rate(value=sum(numbers) / len(numbers), low=low, high=high, n=len(numbers))


def _f1(precision: float | None, recall: float | None) -> float | None:
    """Harmonic mean; 0 when nothing rightly abstained, None when there was nothing to abstain on."""
    if recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0
