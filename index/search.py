"""The index, opened to be asked: the passages worth reading for a question, best first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Article, Hit
from index.catalog import Catalog
from index.dense import Dense, DenseRanker
from index.distinct import distinct, join, spread
from index.embed import Embedder
from index.gather import Candidates, article_of
from index.publish import CATALOG, EMBEDDED, VECTORS, open_store
from index.rank import Weights, choose
from index.respell import respell
from index.retriever import open_retriever

if TYPE_CHECKING:
    from llama_index.core.retrievers import BaseRetriever

__all__ = ["CATALOG", "VECTORS", "Dense", "Index", "Weights"]


class Index:
    """Articles ready to be asked about. Thread-safe; sees what other processes commit, at the next question."""

    def __init__(self, home: Path, embedder: Embedder, *, weights: Weights, vectors: str = EMBEDDED) -> None:
        """Open the index in `home`; `vectors` says where its vector store is, see `open_store`.

        Raises:
            NoIndexError: nothing was indexed there yet.
            IndexMismatchError: it was made with another embedding model, or keeps its vectors elsewhere.
            CatalogError: the catalogue is damaged.
            VectorError: its vector store is missing or damaged.
        """
        self.catalog = Catalog(home / CATALOG)
        self._embedder = embedder
        self._weights = weights
        self._beside = ThreadPoolExecutor(thread_name_prefix="meaning")
        self._dense = DenseRanker(self.catalog, open_store(vectors, home), embedding=embedder.name)
        self.dense()

    def dense(self) -> Dense:
        """The vectors as of the last commit; renewed when another process has changed the catalogue."""
        return self._dense.current()

    def search(
        self,
        queries: Sequence[str],
        *,
        k: int,
        after: date | None = None,
        before: date | None = None,
        publishers: Collection[str] = (),
        per_publisher: int | None = None,
    ) -> list[Hit]:
        """The passages most worth reading for any of the queries.

        Args:
            queries: the user's own words first, then rewritings; at least one with a word in it.
            k: at most so many hits.
            after: only articles published on or after this day; those of unknown day are then left out.
            before: only articles published on or before this day.
            publishers: only articles of these, named in full, in any case; "" is a publisher not known. Empty: all.
            per_publisher: at most so many hits of one publisher, as long as others have any; None: no limit.

        Returns:
            Live passages, best first, with their scores (comparable within this list only). Of passages that tell
            the same in copies of one text, only the best; neighbours that overlap are joined into one.
        """
        dense = self.dense()
        with self.catalog.reading():  # one state from first to last: an article replaced meanwhile would be in neither
            allowed = self._allowed(after, before, publishers)
            candidates = Candidates(
                catalog=self.catalog, dense=dense, embedder=self._embedder, weights=self._weights, allowed=allowed,
                beside=self._beside,
            )  # fmt: skip
            asked = candidates.find(queries)
            # Twice as many as asked for, because copies and neighbours will fall together.
            most = 2 * k if per_publisher is None else sum(len(one.whole) for one in asked)
            chosen = choose(asked, k=most, parts=self._weights.parts, told=self._weights.told)
            if per_publisher is not None:
                told_by = self.catalog.publishers({article_of(id_) for id_, _ in chosen})
                chosen = spread(chosen, [told_by.get(article_of(id_)) for id_, _ in chosen], most=per_publisher)
            chosen = chosen[: 2 * k]
            passages = self.catalog.passages(id_ for id_, _ in chosen)
            hits = [Hit(passage=passages[id_], score=score) for id_, score in chosen if id_ in passages]
            firsts = self.catalog.copies({hit.passage.article_id for hit in hits})
        return join(distinct(hits, firsts))[:k]

    def respell(self, question: str) -> str:
        """The question with its misspelled words as the articles spell them; names and English words stay."""
        return respell(question, self.catalog)

    def _allowed(self, after: date | None, before: date | None, publishers: Collection[str]) -> frozenset[str] | None:
        """The articles that may be found; None: every live one."""
        sets = [self.catalog.published_within(after, before)] if after or before else []
        sets += [self.catalog.published_by(publishers)] if publishers else []
        return frozenset.intersection(*map(frozenset, sets)) if sets else None

    def as_retriever(
        self, *, k: int = 8, after: date | None = None, before: date | None = None, publishers: Collection[str] = ()
    ) -> BaseRetriever:
        """This index as a LlamaIndex retriever: nodes with their span, headline, publisher, day and address."""
        return open_retriever(self, k=k, after=after, before=before, publishers=publishers)

    def article(self, article_id: str, version: str | None = None) -> Article | None:
        """One article by id: the live version, or the named one even when it is no longer live."""
        return self.catalog.article(article_id, version)

    def close(self) -> None:
        """Let go of the files and the threads."""
        self._beside.shutdown()
        self._dense.close()
        self.catalog.close()
