"""Where each word of a question is carried: by the sentence, by what stands near it, or only by its article. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.lexicon import Term, carried, read_terms
from assistant.name import names
from index.article import Article
from index.split import split, split_below, split_between, split_once

__all__ = [
    "Place",
    "Scene",
    "align",
    "distance",
    "other_place",
    "paragraph_of",
    "scene",
    "sentence_before",
    "sentences",
    "spelled",
    "spread",
]

Place = Literal["own", "near", "topic", "article", "nowhere"]
# Opens with a word for who or what was named in the sentence before.
POINTS_BACK = re.compile(r"[“\"‘']?(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er|[Tt]heir)\b")
MONTHS = "January February March April May June July August September October November December".split()
# "in Istanbul", but no month; the name may have three words.
TELLER = re.compile(r"\baccording to [^,;]+", re.IGNORECASE)  # "the observatory in Kestrin" says where its people are
AT = re.compile(rf"\bin (?:the |[a-z]+ )?((?!(?:{'|'.join(MONTHS)})\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}})")
LEAST = 4  # letters of a word that may be a misspelling; of shorter ones each letter counts
LONG = 8  # letters from which two may be wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is said in a sentence, near it (paragraph, sentence before), in headline and lead, in its article."""

    own: frozenset[str]
    near: frozenset[str]
    topic: frozenset[str]
    article: frozenset[str]


def scene(article: Article, start: int, end: int) -> Scene:
    """The words of the sentence `article.text[start:end]` and of its surroundings."""
    text = article.text
    before = sentence_before(text, start)
    around = split_between(text, *paragraph_of(text, start, end))
    topic, everything = _all_along(text, article.title, article.body_start)
    own = carried(text[start:end])
    near = (carried(text[a:b]) for a, b in (before, *around))
    if POINTS_BACK.match(text, start):
        own |= carried(" ".join(names(text[before[0] : before[1]])))
    return Scene(
        own=own,
        near=own.union(*near),
        topic=topic,
        article=everything,
    )


@lru_cache(maxsize=1024)
def _all_along(text: str, title: str, body_start: int) -> tuple[frozenset[str], frozenset[str]]:
    """What headline and lead carry, and what the whole article does: the same for each of its sentences."""
    lead = next((text[a:b] for a, b in split_below(text, body_start)), "")
    return carried(title) | carried(lead), carried(title).union(*map(carried, sentences(text)))


def align(terms: Iterable[Term], seen: Scene, *, unknown: frozenset[str]) -> list[Place]:
    """Where each term is carried, the nearest place that carries it; `unknown` words may be misspelled names."""
    return [_place(term, seen, loose=term.word in unknown or term.word[:1].isupper()) for term in terms]


@lru_cache(maxsize=8192)
def spread(term: Term, text: str) -> float:
    """The share of the sentences of a text that carry a term, in (0, 1]; half a sentence where none does."""
    told = sentences(text)
    keys = set(term.keys)
    return max(0.5, sum(not keys.isdisjoint(carried(one)) for one in told)) / max(1, len(told))


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, headline and crossheads among them."""
    return tuple(text[a:b] for a, b in split_once(text))


def _place(term: Term, seen: Scene, *, loose: bool) -> Place:
    wanted: Sequence[str] = term.keys
    if loose and not term.keys[0].startswith("#") and term.keys[0] not in seen.article:
        wanted = (*term.keys, *spelled(term.keys[0], seen.article))
    places: tuple[tuple[Place, frozenset[str]], ...] = (
        ("own", seen.own),
        ("near", seen.near),
        ("topic", seen.topic),
        ("article", seen.article),
    )
    return next((place for place, keys in places if not keys.isdisjoint(wanted)), "nowhere")


@lru_cache(maxsize=8192)
def other_place(question: str, sentence: str) -> bool:
    """Whether a sentence tells of another place than the question: "in Riyadh" does not answer what was in Istanbul."""
    asked = [read_terms(found[1]) for found in AT.finditer(question)]
    wanted = {key for terms in asked for term in terms for key in term.keys}
    if not wanted or not wanted.isdisjoint(carried(sentence)):
        return False
    return AT.search(TELLER.sub("", sentence)) is not None


@lru_cache(maxsize=4096)
def spelled(one: str, among: frozenset[str]) -> tuple[str, ...]:
    """The stems that this one may be a misspelling of: one letter off, two in long words; the first letter holds."""
    if len(one) < LEAST or not one.isalpha():
        return ()
    most = 2 if len(one) >= LONG else 1
    return tuple(
        other
        for other in among
        if other[0] == one[0]
        and abs(len(other) - len(one)) <= most
        and len(other) >= LEAST
        and distance(one, other) <= most
    )


def distance(a: str, b: str) -> int:
    """How many letters must be added, dropped, changed or swapped with the next to turn one word into the other.

    Optimal string alignment (Damerau 1964, without overlapping swaps).

    >>> distance("delegaton", "delegation"), distance("wen", "when"), distance("form", "from")
    (1, 1, 1)
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row = row, [i] + [0] * len(b)
        for j, y in enumerate(b, 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], before[j - 2] + 1)
        before = last
    return row[-1]


def paragraph_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the lines that `text[start:end]` stands in, without the break after them."""
    closes = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, closes if closes >= 0 else len(text)


@lru_cache(maxsize=16384)
def sentence_before(text: str, start: int) -> tuple[int, int]:
    """The span of the sentence that ends before `start`, also across a line break; empty at the beginning."""
    spans = split_once(text)
    n = bisect_left(spans, (start, start))
    if n and n < len(spans) and spans[n][0] == start:
        return spans[n - 1]
    end = len(text[:start].rstrip())
    line = text.rfind("\n", 0, end) + 1
    told = split(text[line:end])
    return (line + told[-1][0], line + told[-1][1]) if told else (0, 0)
