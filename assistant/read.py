"""What a question is answered from, and how long each step of answering it took."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from time import perf_counter

from assistant.match import Rarity
from assistant.rewrite import Asked
from index.article import Article, Hit
from index.catalog import Catalog

__all__ = ["Reading", "rarity_of", "timed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question understood, and the passages that will be read for it, best first.

    `took_ms` goes on being filled, and so do, once the embedded reader has read, `surely`: of each sentence, by its
    words, the log-odds that it answers; `untold`: the parts of the question that nothing answers; and `sides`: of a
    question whether the one or the other, what speaks for either.
    """

    asked: Asked
    hits: tuple[Hit, ...]
    articles: Mapping[str, Article]
    firsts: Mapping[str, str]
    rarity: Rarity
    took_ms: dict[str, float]
    surely: dict[str, float] = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)


def rarity_of(catalog: Catalog) -> Rarity:
    """Inverse document frequency over the live passages: log(1 + N / (n + 1)), above 0. Counted once a question."""
    _, total = catalog.count()

    @cache
    def rarity(stem: str) -> float:
        return math.log(1 + total / (1 + catalog.passages_with(stem)))

    return rarity


@contextmanager
def timed(took_ms: dict[str, float], step: str) -> Iterator[None]:
    """Note how many milliseconds the block took."""
    start = perf_counter()
    try:
        yield
    finally:
        took_ms[step] = (perf_counter() - start) * 1000
