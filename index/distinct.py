"""Hits that would say a thing twice become one: copies of one text, and neighbours that read on. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.article import Hit, Passage
from index.words import words

__all__ = ["distinct", "join"]

RUN = 5  # words in a row; fewer are a phrase that anyone may use
SAME = 0.8  # share of a passage's runs that an earlier one must hold: with one more sentence it keeps its place
LONGEST = 1.75  # of two joined neighbours, against the longer one: two that share a third, and never three


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
    """The hits with overlapping neighbours of one article joined, at the place and score of the better one.

    A joined passage is still a span of its article: `text == article.text[start:end]`.
    """
    kept: list[Hit] = []
    for hit in hits:
        for place, other in enumerate(kept):
            if (both := _union(other.passage, hit.passage)) is not None:
                kept[place] = replace(other, passage=both)
                break
        else:
            kept.append(hit)
    return kept


def _union(one: Passage, other: Passage) -> Passage | None:
    if (one.article_id, one.version) != (other.article_id, other.version):
        return None
    first, last = sorted((one, other), key=lambda passage: (passage.start, passage.end))
    end = max(first.end, last.end)
    if last.start > first.end or end - first.start > LONGEST * max(len(one.text), len(other.text)):
        return None
    return replace(first, end=end, text=first.text + last.text[first.end - last.start :])


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    keys = [word.key for word in words(text)]
    return frozenset(tuple(keys[i : i + RUN]) for i in range(max(1, len(keys) - RUN + 1)))
