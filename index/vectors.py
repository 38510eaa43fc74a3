"""Passage vectors, ranked by cosine. The door to Chroma, through LlamaIndex's vector store interface.

Chroma rewrites its index files in place, so a process killed while it writes can leave a store that opens and
lacks vectors (measured: 8 of 30 aimed kills); and two processes on one folder lose vectors silently. A store here is
therefore a generation: built beside the others, read back, and then never written again. The catalogue names the
generation that counts, with the sha256 of its files; passages stored since are ranked exactly.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.catalog import Stored
from index.embed import Vectors

if TYPE_CHECKING:
    from llama_index.vector_stores.chroma import ChromaVectorStore

__all__ = [
    "Generation", "Receipt", "Store", "VectorError",
    "connect", "fill", "open_collection", "open_folder", "rank_exactly",
]  # fmt: skip

BATCH = 1000  # nodes per insertion: below Chroma's own limit of 5,461
# Vectors between two writings of Chroma's graph. It is written whole each time, so seldom is fast; what is not yet in
# it takes memory (1,029 MB to build 100,000 at once, 469 MB so) and is read again at every opening.
FLUSH = 10_000
# How many vectors Chroma's graph looks at for a query, by the size of the store. The nearest ten of 10,000 are exact
# with 200; of 100,000 .973 of them with 200, .979 to .992 with 800 at 5 ms a query, .991 with 1,600 at 8 ms, and .995
# with 2,400 at 10 ms.
LOOKS, LOOKS_IN_MANY, MANY = 200, 2_000, 10_000


class VectorError(Exception):
    """The vector store cannot be read or does not hold what it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a finished generation holds: how many vectors, and the sha256 of each of its files, where it has any."""

    count: int
    files: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """As the catalogue keeps it."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """The receipt that was kept."""
        return cls(**json.loads(text))


class Store(Protocol):
    """Where generations are kept: in a folder of this machine , or on a Chroma server."""

    @property
    def place(self) -> str:
        """What the setting says: "embedded" or the server's address."""

    def build(self, name: str, stored: Iterable[Stored], *, total: int) -> Receipt:
        """Make a new generation of `total` vectors, whole or not at all; VectorError when it does not hold them."""

    def open(self, name: str, receipt: Receipt) -> Generation:
        """A finished generation, to be asked; VectorError when it is missing or not as the receipt says."""

    def check(self, name: str, receipt: Receipt) -> None:
        """Raises VectorError when a generation is missing or not as the receipt says; quicker than opening it."""

    def keep_only(self, name: str, *, before: str) -> None:
        """Remove the other generations of this index that no reader can need; `before` counted until just now."""


class Generation:
    """One finished, unchanging Chroma collection of passage vectors."""

    def __init__(self, store: ChromaVectorStore, count: int, *, close: Callable[[], None]) -> None:
        """An open one; `close` lets go of what it stands on, at the latest when nobody holds it any more."""
        self._store = store
        self.count = count
        self.close = weakref.finalize(self, close)

    def rank(self, queries: Vectors, *, k: int, among: Collection[str] | None = None) -> list[list[tuple[str, float]]]:
        """For each of some unit vectors, shape (n, dimension), the `k` nearest passages: ids and cosines, best first.

        Args:
            queries: asked at once, which costs half of asking them one by one.
            k: at most so many.
            among: only these passages; None: all.

        Raises:
            VectorError: the store does not answer.
        """
        if not self.count or (among is not None and not among):
            return [[] for _ in queries]
        # Asked below LlamaIndex's `query`, which also reads the text of every hit and makes a node of it: 5.7 ms
        # against 2.1 for 100 hits of which only the ids and distances count.
        try:
            found = self._store.client.query(
                query_embeddings=queries.tolist(), n_results=min(k, self.count), include=["distances"],
                ids=None if among is None else list(among),
            )  # fmt: skip
        except Exception as error:
            raise VectorError("the vector store does not answer; run `dateline doctor`") from error
        # Chroma's cosine distance is 1 - cosine.
        return [
            [(id_, 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        ]


def rank_exactly(query: Vectors, ids: list[str], vectors: Vectors, *, k: int) -> list[tuple[str, float]]:
    """The `k` nearest by brute force over vectors of shape (len(ids), dimension); the reference for `rank`."""
    if not ids:
        return []
    cosines = vectors @ query
    best = np.argsort(-cosines, kind="stable")[:k]
    return [(ids[i], float(cosines[i])) for i in best]


def open_folder(folder: str) -> Any:  # noqa: ANN401 -- chromadb's client type is private
    """A client for Chroma inside this process; it may write into the folder, even when it is only asked."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))


def connect(host: str, port: int, *, tls: bool) -> Any:  # noqa: ANN401
    """A client for a Chroma server (`chroma run`)."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.HttpClient(host=host, port=port, ssl=tls, settings=Settings(anonymized_telemetry=False))


def fill(client: Any, name: str, stored: Iterable[Stored], *, total: int) -> None:  # noqa: ANN401
    """Make a collection of these vectors, all of them in Chroma's graph on disk when it is done."""
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    parts = max(1, -(-total // FLUSH))
    graph = {
        "space": "cosine",
        "ef_search": LOOKS if total <= MANY else LOOKS_IN_MANY,
        "sync_threshold": max(2, total // parts),
    }
    collection = client.create_collection(name, embedding_function=None, configuration={"hnsw": graph})
    store = ChromaVectorStore.from_collection(collection)
    rest = iter(stored)
    for part in range(parts):
        size = total // parts + (part < total % parts)
        for batch in _batches(islice(rest, size)):
            store.add([TextNode(id_=one.id, text="", embedding=one.vector.tolist()) for one in batch])


def open_collection(client: Any, name: str) -> tuple[ChromaVectorStore, int]:  # noqa: ANN401
    """A collection through LlamaIndex's interface, and how many vectors it holds."""
    from llama_index.vector_stores.chroma import ChromaVectorStore

    collection = client.get_collection(name, embedding_function=None)
    return ChromaVectorStore.from_collection(collection), int(collection.count())


def _batches(stored: Iterable[Stored]) -> Iterator[list[Stored]]:
    rest = iter(stored)
    while batch := list(islice(rest, BATCH)):
        yield batch
