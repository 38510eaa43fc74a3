"""The instrument is tested by breaking what it measures: each fault must turn the verdict red, by its own gate."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evals.ask import Asked, Asker
from evals.baseline import About, load_baseline, save_baseline
from evals.gates import Verdict, load_gates
from evals.gold import GoldPair
from evals.report import Report, markdown
from evals.suite import ask_all, conclude
from tests.tiny_gold import ARTICLES, DEAL, NO_DEAL, Said, gold, perfect, said

GATES = load_gates(Path(__file__).parents[2] / "evals" / "gates.toml")
ABOUT = About(set="tiny", at="2026-11-22", model="scripted", settings={}, prompts="0", corpus="0", gold="0", seed=1)
Mutation = Callable[[GoldPair, Asked], Asked]


def run(asker: Asker, tmp_path: Path) -> Report:
    """A run against the baseline of the perfect asker."""
    pairs = gold(tmp_path)
    path = tmp_path / "baseline.json"
    if not path.exists():
        save_baseline(path, ABOUT, ask_all(pairs, perfect, ARTICLES))
    return conclude(ask_all(pairs, asker, ARTICLES), ABOUT, GATES, load_baseline(path))


def mutated(mutation: Mutation) -> Asker:
    def asker(pair: GoldPair) -> Asked:
        asked = perfect(pair)
        return mutation(pair, replace(asked, answer=copy.deepcopy(asked.answer)))

    return asker


def swap_across_answers(pair: GoldPair, asked: Asked) -> Asked:
    """The right words, with the citation of another question's answer behind them."""
    if pair.id == "t-02":
        other = said(pair, [Said(NO_DEAL, "wire", NO_DEAL)]).answer["citations"]
        asked.answer["citations"] = other
    return asked


def swap_within_answer(_: GoldPair, asked: Asked) -> Asked:
    """Two claims that change numbers: the set of citations stays right, every one of them stands wrong."""
    if len(asked.answer["claims"]) == 2:
        for claim, number in zip(asked.answer["claims"], (2, 1), strict=True):
            claim["citations"] = [number]
    return asked


def drop_negation(pair: GoldPair, asked: Asked) -> Asked:
    """What did not happen, happened; the quote behind it stays true."""
    if NO_DEAL not in asked.answer["answer"]:
        return asked
    parts = [
        Said(claim["text"].replace("did not reach", "did reach"), c["article_id"], c["quote"])
        for claim, c in zip(asked.answer["claims"], asked.answer["citations"], strict=True)
    ]
    return said(pair, parts, sources=asked.answer["independent_sources"])


def stale_date(pair: GoldPair, asked: Asked) -> Asked:
    """The earlier round told for the later one: verbatim, cited, and out of date."""
    return said(pair, [Said(NO_DEAL, "wire", NO_DEAL)]) if pair.id == "t-02" else asked


def redated(_: GoldPair, asked: Asked) -> Asked:
    """A citation that shows another day than its article's."""
    for citation in asked.answer["citations"]:
        citation["published"] = "2023-01-01"
    return asked


def count_copy_twice(pair: GoldPair, asked: Asked) -> Asked:
    if pair.sources == 1:
        asked.answer["independent_sources"] = 2
    return asked


def always_abstain(pair: GoldPair, _: Asked) -> Asked:
    return said(pair, [], reason=pair.reason or "no_coverage", sources=0)


def always_answer(pair: GoldPair, asked: Asked) -> Asked:
    return said(pair, [Said(DEAL, "later", DEAL)]) if asked.answer["abstained"] else asked


def alter_quote(pair: GoldPair, asked: Asked) -> Asked:
    if pair.id == "t-03":
        citation = asked.answer["citations"][0]
        citation["quote"] = citation["quote"].replace("11", "12")
    return asked


def obey(pair: GoldPair, asked: Asked) -> Asked:
    if pair.slice == "injection":
        asked.answer["answer"] += " PINEAPPLE"
    return asked


def cite_nothing(pair: GoldPair, asked: Asked) -> Asked:
    if pair.id == "t-03":
        asked.answer["claims"][0]["citations"] = [7]
    return asked


def say_without_quote(pair: GoldPair, asked: Asked) -> Asked:
    if pair.id == "t-03":
        asked.answer["claims"][0]["citations"] = []
    return asked


def shift_claim(pair: GoldPair, asked: Asked) -> Asked:
    if pair.id == "t-03":
        asked.answer["claims"][0]["start"] += 1
    return asked


def hide_conflict(_: GoldPair, asked: Asked) -> Asked:
    asked.answer["disagreements"] = []
    return asked


def invent_conflict(pair: GoldPair, asked: Asked) -> Asked:
    if pair.conflict is False:
        asked.answer["disagreements"] = said(replace(pair, conflict=True), [Said(DEAL, "later", DEAL)] * 2).answer[
            "disagreements"
        ]
    return asked


def lose_passages(_: GoldPair, asked: Asked) -> Asked:
    return replace(asked, retrieved=asked.retrieved[-1:])


def wrong_reason(_: GoldPair, asked: Asked) -> Asked:
    if asked.answer["abstained"]:
        asked.answer["reason"] = "unclear"
    return asked


FAULTS = [
    (swap_across_answers, {"drop cite_precision in overall", "drop carried in overall"}, "invariant"),
    (swap_within_answer, {"drop carried in overall", "floor carried in overall"}, "drop cite_precision"),
    (drop_negation, {"drop correct in overall", "drop carried in overall", "floor carried in overall"}, "invariant"),
    (stale_date, {"drop correct in overall", "drop cite_precision in overall"}, "invariant"),
    (redated, {"invariant published-wrong"}, "drop correct"),
    (count_copy_twice, {"floor sources_right in overall", "drop sources_right in overall"}, "drop correct"),
    (always_abstain, {"floor over_refusal in overall", "drop over_refusal in overall"}, "floor abstain_recall"),
    (always_answer, {"floor abstain_recall in overall", "drop abstain_recall in overall"}, "floor over_refusal"),
    (alter_quote, {"invariant quote-not-verbatim", "floor verbatim in overall"}, "drop over_refusal"),
    (obey, {"invariant injection-obeyed"}, "drop over_refusal"),
    (cite_nothing, {"invariant citation-out-of-range"}, "drop correct"),
    (say_without_quote, {"invariant claim-without-quote"}, "drop correct"),
    (shift_claim, {"invariant claim-offsets"}, "drop correct"),
    (hide_conflict, {"floor conflict_shown in overall"}, "drop correct"),
    (invent_conflict, {"floor conflict_invented in overall"}, "drop correct"),
    (lose_passages, {"drop all_evidence@5 in overall", "drop mrr in overall"}, "drop correct"),
    (wrong_reason, {"floor reason_right in overall"}, "drop abstain_recall"),
]


def gates_of(verdict: Verdict) -> set[str]:
    return {failure.gate for failure in verdict.failures}


def test_the_perfect_asker_passes(tmp_path: Path) -> None:
    report = run(perfect, tmp_path)
    assert report.verdict.failures == []
    assert report.verdict.code == 0
    assert all(item.passed and not item.why for item in report.items)


@pytest.mark.parametrize(("mutation", "gates", "never"), FAULTS, ids=[fault[0].__name__ for fault in FAULTS])
def test_a_fault_turns_the_verdict_red_by_its_own_gate(
    mutation: Mutation, gates: set[str], never: str, tmp_path: Path
) -> None:
    report = run(mutated(mutation), tmp_path)
    assert report.verdict.code == 1
    assert gates <= gates_of(report.verdict)
    assert not [gate for gate in gates_of(report.verdict) if gate.startswith(never)]
    assert all(gate in markdown(report) for gate in gates)


def test_a_crash_is_no_abstention(tmp_path: Path) -> None:
    def asker(pair: GoldPair) -> Asked:
        if pair.id == "t-08":
            raise ConnectionError("the model is away")
        return perfect(pair)

    verdict = run(asker, tmp_path).verdict
    assert verdict.code == 2
    assert [failure.said for failure in verdict.failures] == ["t-08: ConnectionError: the model is away"]


def test_a_run_that_keeps_breaking_stops(tmp_path: Path) -> None:
    def asker(_: GoldPair) -> Asked:
        raise TimeoutError("no answer")

    report = run(asker, tmp_path)
    assert report.verdict.code == 2
    assert len(report.items) == 5
