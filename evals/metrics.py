"""The scores of one answer: pure functions of a gold pair and what was asked, None where not computable."""

from __future__ import annotations

from assistant.answer import AnswerJson
from evals.ask import Asked
from evals.evidence import cites, needs, reads
from evals.gold import GoldPair
from evals.match import holds
from index.split import split

__all__ = [
    "abstain_precision",
    "abstain_recall",
    "all_evidence_at",
    "conflict_invented",
    "conflict_shown",
    "correct",
    "length_class",
    "missing",
    "over_refusal",
    "reason_right",
    "recall_at",
    "reciprocal_rank",
    "shown_text",
    "sources_right",
    "trips",
]

# A short answer has at most two sentences, a long one more than five: one breath, a paragraph, more than that.
SHORT, MEDIUM = 2, 5


def recall_at(pair: GoldPair, asked: Asked, k: int) -> float | None:
    """The share of the pair's needs met by the first k passages; None for pairs without an answer.

    Source: Manning, Raghavan & Schütze, Introduction to Information Retrieval, 2008, section 8.4.
    """
    wanted = needs(pair) if pair.answerable else []
    if not wanted:
        return None
    met = sum(any(reads(p, one) for p in asked.retrieved[:k] for one in choice) for choice in wanted)
    return met / len(wanted)


def all_evidence_at(pair: GoldPair, asked: Asked, k: int) -> float | None:
    """1 when the first k passages meet every need, else 0; None for pairs without an answer.

    Source: the paragraph recall of HotpotQA's full-wiki setting, Yang et al., EMNLP 2018; a multi-hop answer
    with one hop missing is no answer.
    """
    share = recall_at(pair, asked, k)
    return None if share is None else float(share == 1)


def reciprocal_rank(pair: GoldPair, asked: Asked) -> float | None:
    """1 / rank of the first passage that meets any need, 0 when none does; None for pairs without an answer.

    Source: Voorhees, The TREC-8 Question Answering Track Report, 1999; its mean over questions is MRR.
    """
    wanted = [one for choice in needs(pair) for one in choice] if pair.answerable else []
    if not wanted:
        return None
    ranks = (rank for rank, p in enumerate(asked.retrieved, start=1) if any(reads(p, one) for one in wanted))
    return next((1 / rank for rank in ranks), 0.0)


def shown_text(answer: AnswerJson) -> str:
    """All that a reader sees as answer: its text, and each side of the disagreements shown beside it."""
    sides = [side["text"] for shown in answer["disagreements"] for side in shown["versions"]]
    return "\n".join([answer["answer"], *sides])


def missing(pair: GoldPair, asked: Asked) -> list[tuple[str, ...]]:
    """The groups of accepted wordings of which the answer holds none."""
    text = shown_text(asked.answer)
    return [group for group in pair.answers if not any(holds(text, wording) for wording in group)]


def trips(pair: GoldPair, asked: Asked) -> list[str]:
    """The `must_not` wordings the answer says.

    Sides of a shown disagreement do not count: a wrong figure may be shown as the one that is disputed. Of an
    abstention only the claims count, because its opening words may repeat the question's.
    """
    answer = asked.answer
    text = "\n".join(c["text"] for c in answer["claims"]) if answer["abstained"] else answer["answer"]
    return [wording for wording in pair.must_not if holds(text, wording)]


def correct(pair: GoldPair, asked: Asked) -> float:
    """1 for a right answer or a right abstention, else 0.

    Right is: every group held and nothing of `must_not`, normalised; an abstention exactly where there is no answer.
    Source: inclusion of the gold words, which Adlakha et al., TACL 2024, found to follow human verdicts on long
    answers where exact match does not; made strict by counter-wordings as in RAMDocs, Wang et al., 2025.
    """
    if asked.answer["abstained"] == pair.answerable or trips(pair, asked):
        return 0.0
    return float(not missing(pair, asked))


def length_class(asked: Asked) -> str | None:
    """One of "short" (at most two sentences), "medium" (at most five), "long"; None for an abstention.

    Source: the idea of length-controlled scoring, Dubois et al., COLM 2024: correct by saying everything is no merit.
    """
    if asked.answer["abstained"]:
        return None
    count = len(split(asked.answer["answer"]))
    return "short" if count <= SHORT else "medium" if count <= MEDIUM else "long"


def abstain_precision(pair: GoldPair, asked: Asked) -> float | None:
    """For an abstention: 1 when there was no answer; None for an answer. Source: Rajpurkar et al., ACL 2018."""
    return float(not pair.answerable) if asked.answer["abstained"] else None


def abstain_recall(pair: GoldPair, asked: Asked) -> float | None:
    """Where there is no answer: 1 when abstained; else None. Source: Rajpurkar et al., ACL 2018 (NoAns)."""
    return None if pair.answerable else float(asked.answer["abstained"])


def over_refusal(pair: GoldPair, asked: Asked) -> float | None:
    """Where there is an answer: 1 when abstained, which is worse; else None.

    Source: XSTest, Röttger et al., NAACL 2024.
    """
    return float(asked.answer["abstained"]) if pair.answerable else None


def reason_right(pair: GoldPair, asked: Asked) -> float | None:
    """For a right abstention: 1 when its reason is the gold reason; else None."""
    if pair.answerable or not asked.answer["abstained"]:
        return None
    return float(asked.answer["reason"] == pair.reason)


def conflict_shown(pair: GoldPair, asked: Asked) -> float | None:
    """Where gold wants a disagreement shown: 1 when one is, with two sides of gold; else None.

    The sides are gold's when two of them quote evidence, or when together they hold every group of wordings.
    Source: RAMDocs, Wang et al., 2025: all valid answers of an ambiguous question have to be given.
    """
    if pair.conflict is not True:
        return None
    quoted = {c["n"]: c for c in asked.answer["citations"]}
    for shown in asked.answer["disagreements"]:
        sides = shown["versions"]
        cited = [quoted[side["citation"]] for side in sides if side["citation"] in quoted]
        held = "\n".join([side["text"] for side in sides] + [c["quote"] for c in cited])
        right = sum(any(cites(c, one) for one in pair.evidence) for c in cited)
        groups = all(any(holds(held, wording) for wording in group) for group in pair.answers)
        if len(sides) > 1 and (right > 1 or (groups and len(pair.answers) > 1)):
            return 1.0
    return 0.0


def conflict_invented(pair: GoldPair, asked: Asked) -> float | None:
    """Where gold says the sources agree: 1 when a disagreement is shown all the same, which is worse; else None."""
    return float(bool(asked.answer["disagreements"])) if pair.conflict is False else None


def sources_right(pair: GoldPair, asked: Asked) -> float | None:
    """For an answer whose independent reports gold counts: 1 when the count is the same; else None."""
    if pair.sources is None or asked.answer["abstained"]:
        return None
    return float(asked.answer["independent_sources"] == pair.sources)
