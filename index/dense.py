"""The vectors as of the last commit, whichever process made it: a generation, and exactly what was stored since."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from index.catalog import Catalog
from index.database import IndexMismatchError
from index.embed import Vectors
from index.vectors import Generation, Receipt, Store, VectorError, rank_exactly

__all__ = ["Dense", "DenseRanker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense:
    """The vectors of one revision of one index: a finished generation, and what was stored since, ranked exactly.

    `newest` is the highest number of a passage in it; `index` tells the index from one made anew in its place.
    """

    index: str
    revision: int
    name: str
    generation: Generation | None
    ids: list[str]
    vectors: Vectors
    newest: int

    def rank(self, queries: Vectors, *, k: int, among: Collection[str] | None = None) -> list[list[tuple[str, float]]]:
        """For each vector the `k` nearest of both parts, best first; ids of passages deleted since may be among them.

        Args:
            queries: unit vectors, shape (n, dimension).
            k: at most so many.
            among: only these passages; None: all.
        """
        ids, vectors = self.ids, self.vectors
        if among is not None:
            kept = [n for n, id_ in enumerate(ids) if id_ in among]
            among = frozenset(among).difference(ids)  # Chroma fails when it is asked for an id that it does not hold
            ids, vectors = [ids[n] for n in kept], vectors[kept]
        recent = [rank_exactly(query, ids, vectors, k=k) for query in queries]
        older = self.generation.rank(queries, k=k, among=among) if self.generation else [[]] * len(queries)
        best = (sorted(new + old, key=lambda pair: (-pair[1], pair[0])) for new, old in zip(recent, older, strict=True))
        return [found[:k] for found in best]


class DenseRanker:
    """Gives the vectors to every thread, and renews them when the catalogue has changed."""

    def __init__(self, catalog: Catalog, store: Store, *, embedding: str) -> None:
        """Nothing is read yet; `embedding` is the name of what embeds the questions."""
        self._catalog = catalog
        self._store = store
        self._embedding = embedding
        self._lock = threading.Lock()
        self._known: Dense | None = None

    def current(self) -> Dense:
        """The vectors as of the last commit.

        Raises:
            NoIndexError: the index was taken away.
            IndexMismatchError: it has vectors of another model, or keeps them elsewhere.
            CatalogError: the catalogue is damaged.
            VectorError: the vector store is missing or damaged.
        """
        with self._lock:
            if self._known is None or self._known.revision != self._catalog.revision():
                self._known = self._load(self._known)
            return self._known

    def close(self) -> None:
        """Let go of the generation; a thread that is still asking it keeps it as long."""
        with self._lock:
            self._known = None

    def _load(self, known: Dense | None, *, again: bool = True) -> Dense:
        with self._catalog.reading():
            meta = self._catalog.meta()
            name, upto = meta.get("generation", ""), int(meta.get("generation_upto", "0"))
            if known is not None and (known.index, known.name) != (meta["id"], name):
                known = None
            ids, vectors, newest = self._recent(known, upto)
        self._check(meta)
        generation = known.generation if known else None
        if name and generation is None:
            try:
                generation = self._store.open(name, Receipt.from_json(meta["generation_receipt"]))
            except VectorError:
                # A writer may have published the next generation and removed this one since the catalogue was read.
                if again and self._catalog.meta().get("generation") != name:
                    return self._load(None, again=False)
                raise
        return Dense(
            index=meta["id"], revision=int(meta["revision"]), name=name, generation=generation,
            ids=ids, vectors=vectors, newest=newest,
        )  # fmt: skip

    def _recent(self, known: Dense | None, upto: int) -> tuple[list[str], Vectors, int]:
        """What was stored after the generation: only what is new is read, as long as nothing of it is gone."""
        fresh = list(self._catalog.stored(after=known.newest if known else upto))
        if known and len(known.ids) + len(fresh) != self._catalog.count_after(upto):
            return self._recent(None, upto)
        parts = [known.vectors] if known and known.ids else []
        parts += [np.stack([one.vector for one in fresh])] if fresh else []
        ids = (known.ids if known else []) + [one.id for one in fresh]
        newest = fresh[-1].n if fresh else known.newest if known else upto
        return ids, np.concatenate(parts) if parts else np.zeros((0, 0), np.float32), newest

    def _check(self, meta: dict[str, str]) -> None:
        if meta["embedding"] != self._embedding:
            raise IndexMismatchError(
                f"the index holds vectors from {meta['embedding']!r} but settings ask for {self._embedding!r}; "
                f"rebuild it with `dateline index --rebuild`, or set DATELINE_EMBEDDING={meta['embedding']}"
            )
        kept = meta.get("generation_place", self._store.place)
        if kept != self._store.place:
            raise IndexMismatchError(
                f"the index keeps its vectors in {kept} but settings ask for {self._store.place}; "
                f"move them with `dateline index --repair`, or set DATELINE_VECTORS={kept}"
            )
