"""Which sentences tell another number, or another year, than the one that answers. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from assistant.focus import focus
from assistant.match import Match
from assistant.misdate import years
from assistant.rewrite import Asked
from assistant.slot import MEASURED, alike, family, slot
from index.article import Article, Hit, Passage

__all__ = ["rivals"]


def rivals(
    asked: Asked, told: Passage, sentences: Iterable[tuple[Hit, Match]], articles: Mapping[str, Article]
) -> Iterator[tuple[Hit, Match]]:
    """The sentences of which a number may answer too, and is not the number of the one that does.

    Those of other articles come first, in order: two outlets disagree more often than one with itself.

    Args:
        asked: the question; only one that asks for a number or a year, or may be answered with a measure, has rivals.
        told: the sentence that answers.
        sentences: with how their words meet the question.
        articles: by id, those of all sentences.
    """
    differs = _other_year(told, articles) if focus(asked).unit == "year" else _other_number(asked, told, articles)
    if differs is None:
        return
    for hit, found in sorted(sentences, key=lambda one: one[0].passage.article_id == told.article_id):
        if found.fits and differs(hit.passage):
            yield hit, found


def _other_number(asked: Asked, told: Passage, articles: Mapping[str, Article]) -> Callable[[Passage], bool] | None:
    mine = slot(asked, articles[told.article_id], told.start, told.end, read=True)
    if mine is None or not (asked.kind == "count" or (asked.kind == "what" and family(mine) in MEASURED)):
        return None

    def differs(one: Passage) -> bool:
        rival = slot(asked, articles[one.article_id], one.start, one.end, read=True)
        return rival is not None and rival.value != mine.value and alike(mine, rival, read=True)

    return differs


def _other_year(told: Passage, articles: Mapping[str, Article]) -> Callable[[Passage], bool] | None:
    mine = years(articles[told.article_id], told.start, told.end)

    def differs(one: Passage) -> bool:
        return not mine.issuperset(years(articles[one.article_id], one.start, one.end))

    return differs if len(mine) == 1 else None
