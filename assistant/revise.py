"""What an outlet has taken back: texts it replaced by a later version, and figures that a note calls wrong. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.figures import figures
from assistant.telling import is_note
from assistant.widen import widen
from index.article import Article, Hit
from index.copies import age
from index.outlet import outlet
from index.split import split_once

__all__ = ["Retired", "current", "retired", "superseded", "takes_back"]

SAID = re.compile(r"\b(?:said|wrote|gave|put|stated|named|reported|had|listed|called)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A number that a note of correction, `article.text[start:end]`, calls wrong.

    `texts`: the ids of the wire texts that the outlet of the note has printed.
    """

    value: float
    unit: str
    article: Article
    start: int
    end: int
    texts: frozenset[str]


def superseded(articles: Mapping[str, Article], firsts: Mapping[str, str]) -> frozenset[str]:
    """Ids of the articles that a later version by the same outlet has replaced, among these.

    Args:
        articles: by id.
        firsts: article id -> id of the earliest article with the same wire text.
    """
    groups: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles.values():
        if article.id in firsts and outlet(article):
            groups[firsts[article.id], outlet(article)].append(article)
    return frozenset(one.id for group in groups.values() for one in sorted(group, key=age)[:-1])


def current(hits: Sequence[Hit], articles: Mapping[str, Article], firsts: Mapping[str, str]) -> list[Hit]:
    """The hits without those in superseded articles."""
    old = superseded(articles, firsts)
    return [hit for hit in hits if hit.passage.article_id not in old]


def retired(articles: Mapping[str, Article], firsts: Mapping[str, str]) -> tuple[Retired, ...]:
    """The numbers that notes of correction in these articles call wrong.

    In "An earlier version said the rise was 8.5 percent. It is 8.2 percent." that is 8.5 percent.
    """
    found = []
    for article in articles.values():
        if not is_note(article.text):
            continue
        spans = split_once(article.text)
        for n, (a, b) in enumerate(spans):
            note = article.text[a:b]
            if not is_note(note) or not SAID.search(note):
                continue
            right = {one.value for one in figures(article.text[slice(*spans[n + 1])])} if n + 1 < len(spans) else set()
            wrong = [
                one
                for one in figures(note)
                if one.value not in right and not any(d.start <= a + one.start < d.end for d in article.dates)
            ]
            start, end = widen(article, a, b)[0]
            mine = (one.id for one in articles.values() if outlet(one) == outlet(article))
            texts = frozenset(firsts[id_] for id_ in mine if id_ in firsts)
            found += [
                Retired(value=one.value, unit=one.unit, article=article, start=start, end=end, texts=texts)
                for one in wrong
            ]
    return tuple(found)


def takes_back(
    wrong: Sequence[Retired], firsts: Mapping[str, str], article: Article, start: int, end: int
) -> Retired | None:
    """The note that calls a number of `article.text[start:end]` wrong, or None.

    A note speaks of what its outlet printed before it, and of the wire text that was printed there.
    """
    text = article.text
    if not wrong or is_note(text[start:end]):
        return None
    told = {(one.value, one.unit) for one in figures(text[start:end])}
    return next((one for one in wrong if (one.value, one.unit) in told and _speaks_of(one, firsts, article)), None)


def _speaks_of(one: Retired, firsts: Mapping[str, str], article: Article) -> bool:
    told = outlet(one.article) == outlet(article) or firsts.get(article.id) in one.texts
    return told and age(article) <= age(one.article)
