"""What a query finds in the index: by words, by meaning, and lifted where it names a publisher or a day."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, timedelta

from index.article import Published
from index.catalog import Catalog
from index.dense import Dense
from index.embed import Embedder, Vectors
from index.fuse import blend, content_words
from index.headline import lift_by_headline, read_headlines
from index.mention import find_dates
from index.part import part_question
from index.rank import DEPTH, Aspects, Weights

__all__ = ["Candidates", "Fact", "article_of", "names_publisher"]

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
    beside: Executor
    counts: dict[str, int] = field(default_factory=dict)  # word -> passages that hold it, as far as looked up

    def find(self, queries: Sequence[str]) -> list[Aspects]:
        """For each query the best passages for the whole of it and for each of its parts, with their scores."""
        # Not those stored since the vectors were read: Chroma fails when it is asked for one that it does not hold.
        held, allowed = self.dense.newest, self.allowed
        among = None if allowed is None else frozenset(self.catalog.live_passages(allowed, upto=held))
        asked = [[query, *part_question(query)] for query in queries]
        # The model and SQLite take most of a search and both let go of Python's lock, so they run at once.
        wholes = [self.beside.submit(self._near_query, texts[0], among) for texts in asked]
        rests = [self.beside.submit(self._near_parts, texts[1:], among) for texts in asked]
        lexical = [self._by_words(texts) for texts in asked]
        nearest = self._by_headline([whole.result() for whole in wholes])
        cosines = [[whole, *rest.result()] for whole, rest in zip(nearest, rests, strict=True)]
        facts = self._facts({article_of(id_) for all_ in (*lexical, *cosines) for ranked in all_ for id_, _ in ranked})
        newest = self.catalog.newest_day()
        found = []
        for texts, words, meanings in zip(asked, lexical, cosines, strict=True):
            whole, *parts = (
                self._lift(text, blend(*rankings, dense=self.weights.dense), facts, newest)
                for text, *rankings in zip(texts, words, meanings, strict=True)
            )
            found.append(Aspects(whole=whole, parts=parts))
        return found

    def _by_words(self, texts: Sequence[str]) -> list[Ranked]:
        """For each text, a query or a part of one, the best `DEPTH` passages by its words."""
        found = []
        for n, text in enumerate(texts):
            words = self._rarest(content_words(text), PLACES // (len(texts) - 1) if n else PLACES)
            every = self.allowed is not None
            ranked = self.catalog.rank_passages(words, k=None if every else DEPTH, heading=self.weights.heading)
            found.append([one for one in ranked if self.allowed is None or article_of(one[0]) in self.allowed][:DEPTH])
        return found

    def _near_query(self, query: str, among: Collection[str] | None) -> tuple[Vectors, Ranked]:
        """The query's vector, and the best `DEPTH` of the passages by cosine."""
        vector = self.embedder.embed_query(query)
        return vector, self.dense.rank(vector[None], k=DEPTH, among=among)[0]

    def _by_headline(self, found: Sequence[tuple[Vectors, Ranked]]) -> list[Ranked]:
        """Each query's passages by cosine, lifted by their headlines; a part asks for less than any headline tells."""
        headlines = read_headlines(self.catalog, (article_of(id_) for _, ranked in found for id_, _ in ranked))
        lifted = []
        for vector, ranked in found:
            told = {id_: headlines[of] for id_, _ in ranked if (of := article_of(id_)) in headlines}
            near = {id_: float(headline @ vector) for id_, headline in told.items()}
            lifted.append(lift_by_headline(ranked, near, share=self.weights.headline))
        return lifted

    def _near_parts(self, parts: Sequence[str], among: Collection[str] | None) -> list[Ranked]:
        """For each part the best `DEPTH` of the passages by cosine."""
        # A part is embedded as it stands. The instruction that goes before a query would be half of it, and finds no
        # more: on the parts of 1,112 questions all evidence within 10 is .725 without it and .723 with it.
        return self.dense.rank(self.embedder.embed_passages(parts), k=DEPTH, among=among) if parts else []

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
            fact = facts.get(article_of(id_))
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


def article_of(passage_id: str) -> str:
    """The article's id in a passage's, which is "<article>@<version>:<start>-<end>"."""
    return passage_id.rpartition("@")[0]


def _days_named(query: str, newest: date | None) -> list[tuple[date, date]]:
    """The days a query names, read on the day of the newest article."""
    if newest is None:
        return []
    return [(one.first, one.last) for one in find_dates(query, published=Published(day=newest, basis="stated"))]
