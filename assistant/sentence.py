"""Hits -> the sentences to be read with the question, each once, and what a reader knows when coming to one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.align import sentence_before
from assistant.marks import DATELINE
from assistant.order import speaks_to_machines
from assistant.telling import WHOLE
from index.article import Article, Hit, Passage
from index.select import Sentence, around
from index.split import split

__all__ = ["as_read", "sentences_of", "text_of"]


def sentences_of(hits: Sequence[Hit], articles: Mapping[str, Article], firsts: Mapping[str, str]) -> list[Hit]:
    """Each sentence of the passages once, headlines and crossheads left out, with the score of its passage."""
    seen: dict[tuple[str, int], Hit] = {}
    printed: set[tuple[str, str]] = set()
    for hit in hits:
        article = articles[hit.passage.article_id]
        for start, end in split(hit.passage.text):
            a, b = hit.passage.start + start, hit.passage.start + end
            whole = a >= article.body_start and _is_sentence(article.text[a:b])
            if not whole or (article.id, a) in seen or speaks_to_machines(article.text, a, b):
                continue
            one = text_of(hit, firsts), DATELINE.sub("", article.text[a:b])
            if article.id not in firsts or one not in printed:
                seen[article.id, a] = Hit(passage=Passage.cut(article, a, b), score=hit.score)
            printed.add(one)
    return list(seen.values())


def as_read(hit: Hit, articles: Mapping[str, Article]) -> Sentence:
    """The sentence without a dateline before it, and what surrounds it."""
    passage = hit.passage
    article = articles[passage.article_id]
    first, last = sentence_before(article.text, passage.start)
    before = article.text[first:last] if first >= article.body_start else ""
    text = DATELINE.sub("", passage.text)  # with "PORTO LUME (MPA) - " before it half a log-odd is lost
    return Sentence(text=text, around=around(article.published.day, article.title, before))


def text_of(hit: Hit, firsts: Mapping[str, str]) -> str:
    """The article a hit is of; of a text that is printed several times, the earliest."""
    return firsts.get(hit.passage.article_id, hit.passage.article_id)


def _is_sentence(text: str) -> bool:
    """Whether it is closed, with a word in small letters."""
    return text[-1] in WHOLE and re.search(r"\b[a-z]{2,}", text) is not None
