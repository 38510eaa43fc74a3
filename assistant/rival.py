"""Which sentences tell another number than the one that answers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.match import Match
from assistant.rewrite import Asked
from assistant.slot import MEASURED, alike, family, slot
from index.article import Article, Hit, Passage

__all__ = ["rivals"]


def rivals(
    asked: Asked, told: Passage, sentences: Iterable[tuple[Hit, Match]], articles: Mapping[str, Article]
) -> Iterator[tuple[Hit, Match]]:
    """The sentences of which a number may answer too, and is not the number of the one that does, in order.

    Args:
        asked: the question; only one that asks for a number, or may be answered with a measure, has rivals.
        told: the sentence that answers.
        sentences: with how their words meet the question.
        articles: by id, those of all sentences.
    """
    mine = slot(asked, articles[told.article_id], told.start, told.end)
    if mine is None or not (asked.kind == "count" or (asked.kind == "what" and family(mine) in MEASURED)):
        return
    for hit, found in sentences:
        one = hit.passage
        rival = slot(asked, articles[one.article_id], one.start, one.end)
        met = not found.missing and found.period is not False
        if met and rival and rival.value != mine.value and alike(mine, rival):
            yield hit, found
