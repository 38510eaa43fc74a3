"""Hits that would say a thing twice become one: copies of one text, and neighbours that read on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from index.article import Hit, Passage
from index.words import words

__all__ = ["distinct", "join", "spread"]

T = TypeVar("T")
RUN = 5  # words in a row; fewer are a phrase that anyone may use
SAME = 0.8  # share of a passage's runs that an earlier one must hold: with one more sentence it keeps its place


def distinct(hits: Sequence[Hit], firsts: Mapping[str, str]) -> list[Hit]:
    """The hits without those that repeat a hit before them from another copy of the same text.

    Args:
        hits: best first.
        firsts: article id -> id of the earliest article with the same text; articles without copies are left out.
    """
    kept: list[Hit] = []
    told: dict[str, list[tuple[str, frozenset[tuple[str, ...]]]]] = {}
    for hit in hits:
        article_id = hit.passage.article_id
        if article_id in firsts:
            runs = _runs(hit.passage.text)
            before = told.setdefault(firsts[article_id], [])
            if any(other != article_id and len(runs & known) >= SAME * len(runs) for other, known in before):
                continue
            before.append((article_id, runs))
        kept.append(hit)
    return kept


def join(hits: Sequence[Hit]) -> list[Hit]:
    """The hits with overlapping neighbours of one article joined, two at most, at the place and score of the better.

    A joined passage is still a span of its article: `text == article.text[start:end]`. Three would be read as a page.
    """
    kept: list[Hit] = []
    alone: list[bool] = []
    for hit in hits:
        for place, other in enumerate(kept):
            both = _union(other.passage, hit.passage)
            if both is not None and (alone[place] or both == other.passage):
                alone[place] = both == other.passage and alone[place]
                kept[place] = replace(other, passage=both)
                break
        else:
            kept.append(hit)
            alone.append(True)
    return kept


def spread(ranked: Sequence[T], publishers: Sequence[str | None], *, most: int) -> list[T]:
    """What was ranked, best first, but of one publisher no more than `most` before all the others.

    So no publisher fills the first places while another tells of it too, and nothing is lost where only one does.

    Args:
        ranked: passages in any form, best first.
        publishers: of each its publisher, in any case; one that is not known is nobody's second.
        most: of one publisher, at least 1.

    >>> spread(["a", "b", "c"], ["Post", "POST", None], most=1)
    ['a', 'c', 'b']
    """
    counted: Counter[str] = Counter()
    first: list[T] = []
    behind: list[T] = []
    for one, publisher in zip(ranked, publishers, strict=True):
        name = (publisher or "").casefold()
        counted[name] += 1
        (behind if name and counted[name] > most else first).append(one)
    return first + behind


def _union(one: Passage, other: Passage) -> Passage | None:
    """The span of both where they overlap, else None."""
    if (one.article_id, one.version) != (other.article_id, other.version):
        return None
    first, last = sorted((one, other), key=lambda passage: (passage.start, -passage.end))
    if last.start >= first.end:
        return None
    return replace(first, end=max(first.end, last.end), text=first.text + last.text[first.end - last.start :])


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    keys = [word.key for word in words(text)]
    return frozenset(tuple(keys[i : i + RUN]) for i in range(max(1, len(keys) - RUN + 1)))
