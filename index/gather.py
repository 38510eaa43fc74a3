"""What a query finds in the index: by words, by meaning, and lifted where it names a publisher or a day."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.article import Published
from index.catalog import Catalog
from index.date import find_dates
from index.dense import Dense
from index.embed import Embedder
from index.fuse import content_words
from index.part import part_question
from index.rank import DEPTH, Aspects, Weights, blend

__all__ = ["Candidates", "Fact", "article_of"]

Ranked = list[tuple[str, float]]
# Postings that one query may score: 0.7 us each, so 7 ms at most in an index of any size. The rarest words are kept
# and two of them always; what is left out stands in so many passages that it tells few of them apart.
POSTINGS = 10_000
FEWEST = 2
# An event of a day is in that day's news or the next day's.
NEWS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is known of an article without reading it."""

    publisher: str | None
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Looks queries up in one revision of an index. `allowed` None: every live article may be found."""

    catalog: Catalog
    dense: Dense
    embedder: Embedder
    weights: Weights
    allowed: frozenset[str] | None

    def find(self, query: str) -> Aspects:
        """The candidates of a query as a whole, and of each of its parts."""
        parts = part_question(query)
        newest = self.catalog.newest_day()
        lexical = [self._by_words(one, share=1 if one == query else len(parts)) for one in (query, *parts)]
        near = [self._by_meaning(one) for one in (query, *parts)]
        facts = self._facts(article_of(id_) for ranked in (*lexical, *near) for id_, _ in ranked)
        whole, *rest = (
            self._lifted(text, blend(words, cosines, dense=self.weights.dense), facts, newest)
            for text, words, cosines in zip((query, *parts), lexical, near, strict=True)
        )
        return Aspects(whole=whole, parts=rest)

    def _by_words(self, query: str, *, share: int) -> Ranked:
        words = self._affordable(content_words(query), POSTINGS // share)
        return self._filled(lambda k: self.catalog.rank_passages(words, k=k, heading=self.weights.heading))

    def _by_meaning(self, query: str) -> Ranked:
        vector = self.embedder.embed_query(query)
        return self._filled(lambda k: self.dense.rank(vector, k=k))

    def _filled(self, rank: Callable[[int], Ranked]) -> Ranked:
        """The best `DEPTH` that are allowed, however many others rank above them."""
        depth = DEPTH
        while True:
            found = rank(depth)
            kept = found if self.allowed is None else [one for one in found if article_of(one[0]) in self.allowed]
            if len(kept) >= DEPTH or len(found) < depth:
                return kept[:DEPTH]
            depth *= 8

    def _affordable(self, words: Sequence[str], postings: int) -> list[str]:
        held = len(self.dense.ids) + (self.dense.generation.count if self.dense.generation else 0)
        if len(words) * held <= postings:
            return list(words)
        counts = {word: self.catalog.passages_with(word) for word in words}
        kept: list[str] = []
        for word in sorted(counts, key=lambda one: counts[one]):
            postings -= counts[word]
            if postings < 0 and len(kept) >= FEWEST:
                break
            kept.append(word)
        return kept

    def _lifted(
        self, query: str, scores: Mapping[str, float], facts: Mapping[str, Fact], newest: date | None
    ) -> dict[str, float]:
        """The scores, higher for what the query names: the publisher, or a day of which the article is the news."""
        spans = days_named(query, newest)
        lifted = {}
        for id_, score in scores.items():
            fact = facts.get(article_of(id_))
            if fact is None:  # deleted since the vectors were read
                continue
            named = fact.publisher is not None and names(query, fact.publisher)
            dated = fact.day is not None and any(first <= fact.day <= last + NEWS for first, last in spans)
            lifted[id_] = score + self.weights.publisher * named + self.weights.day * dated
        return lifted

    def _facts(self, article_ids: Iterable[str]) -> dict[str, Fact]:
        rows = self.catalog.run(
            "SELECT id, publisher, published FROM articles WHERE live AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(article_ids))),),
        )
        return {
            row["id"]: Fact(
                publisher=row["publisher"], day=date.fromisoformat(row["published"]) if row["published"] else None
            )
            for row in rows
        }


def article_of(passage_id: str) -> str:
    """The article's id in a passage's id "<article>@<version>:<start>-<end>"."""
    return passage_id.rpartition("@")[0]


def days_named(query: str, newest: date | None) -> list[tuple[date, date]]:
    """The days a query names, seen from the newest article's."""
    if newest is None:
        return []
    return [(one.first, one.last) for one in find_dates(query, published=Published(day=newest, basis="stated"))]


def names(query: str, publisher: str) -> bool:
    """Whether a query names a publisher: its name as whole words, without what follows a bar ("CNBC | World News").

    >>> names("What did the Veldorf Courier report?", "Veldorf Courier"), names("What age is she?", "The Age")
    (True, False)
    """
    name = re.split(r"\s[|–—-]\s", publisher)[0].strip()
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", query, re.IGNORECASE) is not None
