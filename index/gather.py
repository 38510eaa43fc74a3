"""What a query finds in the index: by words, by meaning, and lifted where it names a publisher or a day."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from index.article import Published
from index.catalog import Catalog
from index.dense import Dense
from index.embed import Embedder
from index.fuse import blend, content_words
from index.mention import find_dates
from index.part import part_question
from index.rank import DEPTH, Aspects, Weights

__all__ = ["Candidates", "Fact", "names_publisher"]

Ranked = list[tuple[str, float]]
# How many places of words one query may score, 0.7 us each, so 7 ms in an index of any size. The rarest words are
# kept, and two of them always; a word left out stands in so many passages that it tells few apart.
PLACES = 10_000
FEWEST = 2
NEWS = timedelta(days=1)  # what happens on a day is in that day's news or the next day's


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a ranking has to know of an article."""

    publisher: str | None
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Looks up the queries of one search. `allowed`: the articles that may be found; None: every live one."""

    catalog: Catalog
    dense: Dense
    embedder: Embedder
    weights: Weights
    allowed: frozenset[str] | None
    counts: dict[str, int] = field(default_factory=dict)  # word -> passages that hold it, as far as looked up

    def find(self, query: str) -> Aspects:
        """The best passages for the whole of a query and for each of its parts, with their scores."""
        parts = part_question(query)
        texts = [query, *parts]
        budgets = [PLACES, *(PLACES // len(parts) for _ in parts)]
        lexical = [self._by_words(text, budget) for text, budget in zip(texts, budgets, strict=True)]
        near = [self._by_meaning(text) for text in texts]
        facts = self._facts({_article(id_) for ranked in (*lexical, *near) for id_, _ in ranked})
        newest = self.catalog.newest_day()
        whole, *rest = (
            self._lift(text, blend(words, cosines, dense=self.weights.dense), facts, newest)
            for text, words, cosines in zip(texts, lexical, near, strict=True)
        )
        return Aspects(whole=whole, parts=rest)

    def _by_words(self, query: str, places: int) -> Ranked:
        words = self._rarest(content_words(query), places)
        return self._deep_enough(lambda k: self.catalog.rank_passages(words, k=k, heading=self.weights.heading))

    def _by_meaning(self, query: str) -> Ranked:
        vector = self.embedder.embed_query(query)
        return self._deep_enough(lambda k: self.dense.rank(vector, k=k))

    def _deep_enough(self, rank: Callable[[int], Ranked]) -> Ranked:
        """The best `DEPTH` of the allowed articles, however many others rank above them."""
        depth = DEPTH
        while True:
            found = rank(depth)
            kept = found if self.allowed is None else [one for one in found if _article(one[0]) in self.allowed]
            if len(kept) >= DEPTH or len(found) < depth:
                return kept[:DEPTH]
            depth *= 8

    def _rarest(self, words: Sequence[str], places: int) -> list[str]:
        """The words that may be looked up, rarest first."""
        held = len(self.dense.ids) + (self.dense.generation.count if self.dense.generation else 0)
        if len(words) * held <= places:
            return list(words)
        for word in words:
            if word not in self.counts:
                self.counts[word] = self.catalog.passages_with(word)
        kept: list[str] = []
        for word in sorted(words, key=lambda one: self.counts[one]):
            places -= self.counts[word]
            if places < 0 and len(kept) >= FEWEST:
                break
            kept.append(word)
        return kept

    def _lift(
        self, query: str, scores: Mapping[str, float], facts: Mapping[str, Fact], newest: date | None
    ) -> dict[str, float]:
        """The scores, higher where the query names the publisher, or a day whose news the article is."""
        spans = _days_named(query, newest)
        publishers = {fact.publisher for fact in facts.values() if fact.publisher is not None}
        named = {one for one in publishers if names_publisher(query, one)}
        lifted = {}
        for id_, score in scores.items():
            fact = facts.get(_article(id_))
            if fact is None:  # deleted since the vectors were read
                continue
            dated = fact.day is not None and any(first <= fact.day <= last + NEWS for first, last in spans)
            lifted[id_] = score + self.weights.publisher * (fact.publisher in named) + self.weights.day * dated
        return lifted

    def _facts(self, article_ids: Iterable[str]) -> dict[str, Fact]:
        rows = self.catalog.run(
            "SELECT id, publisher, published FROM articles WHERE live AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(article_ids)),),
        )
        days = {row["id"]: (row["publisher"], row["published"]) for row in rows}
        return {
            id_: Fact(publisher=publisher, day=date.fromisoformat(day) if day else None)
            for id_, (publisher, day) in days.items()
        }


def names_publisher(query: str, publisher: str) -> bool:
    """Whether a query names a publisher: whole words, any case, without what follows a bar ("CNBC | World News").

    >>> names_publisher("What did the veldorf courier report?", "Veldorf Courier")
    True
    >>> names_publisher("At what age did she resign?", "The Age")
    False
    """
    name = re.split(r"\s[|–—-]\s", publisher)[0].strip()
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", query, re.IGNORECASE) is not None


def _article(passage_id: str) -> str:
    """The article's id in a passage's, which is "<article>@<version>:<start>-<end>"."""
    return passage_id.rpartition("@")[0]


def _days_named(query: str, newest: date | None) -> list[tuple[date, date]]:
    """The days a query names, read on the day of the newest article."""
    if newest is None:
        return []
    return [(one.first, one.last) for one in find_dates(query, published=Published(day=newest, basis="stated"))]
