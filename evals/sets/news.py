"""MultiHop-RAG: questions whose evidence lies in several news articles."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from pathlib import Path

from evals.ask import Asked
from evals.gold import Evidence, GoldPair
from evals.score import Rule
from evals.sets.rows import Case, Document, OutsideSet, drawn, plain_id, read_rows
from evals.sets.rules import average_precision, hits_at

__all__ = ["multihoprag"]


def multihoprag(folder: Path, *, sample: int | None, seed: int) -> OutsideSet:
    """MultiHop-RAG (Tang & Yang, COLM 2024): the gold sentences of each article, under its headline, are one article.

    Published rule: Hits@4, Hits@10 and MAP@10 over the evidence. Its answer rule credits any shared word, so ours
    is used: the whole gold answer. Hits@10 is easy here, as the pool holds gold sentences only; read all_evidence@10.
    """
    sentences: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(folder / "passages.jsonl"):
        sentences[row["article_id"]].append(row["text"])
    documents = [
        Document(
            id=plain_id(row["article_id"]),
            title=row["title"],
            text="\n\n".join(sentences[row["article_id"]]),
            publisher=row.get("source"),
            published=(row.get("published_at") or "")[:10] or None,
            url=row.get("url"),
        )
        for row in read_rows(folder / "articles.jsonl")
        if sentences[row["article_id"]]
    ]
    pairs = [
        GoldPair(
            id=row["id"],
            question=row["question"],
            slice=row["question_type"].replace("_", "-"),
            answerable=row["answerable"],
            answers=((row["answer"].rstrip("."),),) if row["answerable"] else (),
            reason=None if row["answerable"] else "no_coverage",
            evidence=tuple(
                Evidence(article_id=plain_id(one["article_id"]), quote=one["fact"], spans=()) for one in row["evidence"]
            ),
            each_needed=True,
        )
        for row in drawn(read_rows(folder / "queries.dev.jsonl"), sample=sample, seed=seed)
    ]
    rules: dict[str, Rule] = {"hits@4": partial(_hits, k=4), "hits@10": partial(_hits, k=10), "map@10": _map}
    return OutsideSet(cases=[Case(documents=documents, pairs=pairs)], rules=rules)


def _hits(pair: GoldPair, asked: Asked, k: int) -> float | None:
    return hits_at(pair, asked, k)


def _map(pair: GoldPair, asked: Asked) -> float | None:
    return average_precision(pair, asked, 10)
