"""Hits -> the few passages worth reading, by what answers: the question's names, words, kind and period. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.match import Rarity, match
from assistant.rewrite import Asked
from index.article import Article, Hit

__all__ = ["rerank"]


def rerank(
    asked: Asked, hits: Sequence[Hit], articles: Mapping[str, Article], *, keep: int, rarity: Rarity
) -> list[Hit]:
    """The `keep` best hits, best first; the fused search score decides between passages that fit alike.

    Args:
        asked: the question.
        hits: as found, best first.
        articles: by id, at least those of the hits.
        keep: at most so many.
        rarity: weight of a stem, above 0.
    """
    best = max((hit.score for hit in hits), default=0.0) or 1.0

    def worth(hit: Hit) -> float:
        passage = hit.passage
        found = match(asked, articles[passage.article_id], passage.start, passage.end, rarity=rarity)
        fits = 0.1 * found.kind + (0.2 if found.period else 0.0 if found.period is None else -0.2)
        return hit.score / best + found.coverage + fits - 0.5 * len(found.missing)

    return sorted(hits, key=worth, reverse=True)[:keep]
