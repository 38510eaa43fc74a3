"""Hits -> the few passages worth reading, by what answers: the question's names, words, kind and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.match import Rarity, match
from assistant.rewrite import Asked
from index.article import Article, Hit
from index.distinct import spread

__all__ = ["Judge", "rerank"]


class Judge(Protocol):
    """What `rerank` needs of a cross-encoder."""

    def judge(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question, 0 to 1."""


def rerank(
    asked: Asked,
    hits: Sequence[Hit],
    articles: Mapping[str, Article],
    *,
    keep: int,
    rarity: Rarity,
    judge: Judge | None = None,
    per_publisher: int | None = None,
) -> list[Hit]:
    """The `keep` best hits, best first; the search's score, or the judge's, decides between passages that fit alike.

    Args:
        asked: the question.
        hits: as found, best first.
        articles: by id, at least those of the hits.
        keep: at most so many.
        rarity: weight of a stem, above 0.
        judge: reads question and passage together; its judgement stands in place of the search's score.
        per_publisher: at most so many of one publisher, as long as others have any; None: no limit.
    """
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    scores = [hit.score / best for hit in hits]
    if judge is not None and hits:
        scores = judge.judge(asked.standalone, [hit.passage.text for hit in hits])

    def worth(hit: Hit, score: float) -> float:
        passage = hit.passage
        found = match(asked, articles[passage.article_id], passage.start, passage.end, rarity=rarity)
        fits = 0.1 * found.kind + (0.2 if found.period else 0.0 if found.period is None else -0.2)
        return score + found.coverage + fits - 0.5 * len(found.missing)

    worths = [worth(hit, score) for hit, score in zip(hits, scores, strict=True)]
    order = sorted(range(len(hits)), key=lambda n: worths[n], reverse=True)
    ranked = [hits[n] for n in order]
    if per_publisher is not None:
        publishers = [articles[hit.passage.article_id].publisher for hit in ranked]
        ranked = spread(ranked, publishers, most=per_publisher)
    return ranked[:keep]
