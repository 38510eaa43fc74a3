"""What four systems find of the same texts with the same model: ours, BM25, dense, and LlamaIndex's own start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from evals.ask import RetrievedJson
from index.article import Article, Passage
from index.embed import Embedder, Vectors
from index.fuse import content_words
from index.search import Index, Weights
from index.sync import sync
from index.vectors import rank_exactly
from tests.bench.pools import Asked, Pool

__all__ = ["SYSTEMS", "Remembering", "finders", "opened", "scored"]

SYSTEMS = ("LlamaIndex starter", "BM25", "dense", "Dateline")
DEEP = 40  # what a baseline ranks, of which articles from after the day of the question are then left out
Find = Callable[[Asked], list[RetrievedJson]]


class Remembering:
    """An embedder that embeds nothing twice, as the systems ask for the same questions."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.embed_query = cache(embedder.embed_query)
        self._one: Callable[[str], Vectors] = cache(lambda text: embedder.embed_passages([text])[0])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._one(text) for text in texts])


def opened(pool: Pool, home: Path, embedder: Embedder) -> tuple[Index, dict[str, Article]]:
    """An index of the pool, as `dateline index` makes it, and its articles."""
    for _ in sync([str(pool.place)], home=home, embedder=embedder, size=900, overlap=300, max_bytes=5_000_000):
        pass
    index = Index(home, embedder, weights=Weights())
    return index, {article.id: article for article in index.catalog.articles()}


def finders(index: Index, articles: Mapping[str, Article], embedder: Embedder) -> Iterator[tuple[str, Find]]:
    """The four systems of `SYSTEMS`, over one index."""
    catalog = index.catalog
    stored = list(catalog.stored())
    ids, vectors = [one.id for one in stored], np.stack([one.vector for one in stored])
    passages = catalog.passages(ids)

    def ranked(found: Sequence[tuple[str, float]], asked: Asked) -> list[RetrievedJson]:
        return [_json(passages[id_]) for id_, _ in found if _in_time(articles[passages[id_].article_id], asked)]

    def by_words(asked: Asked) -> list[RetrievedJson]:
        return ranked(catalog.rank_passages(content_words(asked.question), k=DEEP, heading=1.0), asked)

    def by_meaning(asked: Asked) -> list[RetrievedJson]:
        return ranked(rank_exactly(embedder.embed_query(asked.question), ids, vectors, k=DEEP), asked)

    def ours(asked: Asked) -> list[RetrievedJson]:
        queries = dict.fromkeys([*asked.queries, index.respell(asked.queries[-1])])
        return [_json(hit.passage) for hit in index.search(list(queries), k=20, before=asked.before)]

    return zip(SYSTEMS, (_starter(articles, embedder), by_words, by_meaning, ours), strict=True)


def _starter(articles: Mapping[str, Article], embedder: Embedder) -> Find:
    """SentenceSplitter, VectorStoreIndex on Chroma, top k; cut to pieces as long as our passages."""
    import chromadb
    from chromadb.config import Settings
    from llama_index.core import Document as Text
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    class Model(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            made: list[float] = embedder.embed_passages([text])[0].tolist()
            return made

        def _get_query_embedding(self, query: str) -> list[float]:
            made: list[float] = embedder.embed_query(query).tolist()
            return made

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    texts = [Text(text=one.text, id_=one.id, metadata=_known(one)) for one in articles.values()]
    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    store = ChromaVectorStore.from_collection(client.create_collection(f"starter-{uuid4().hex}"))
    index = VectorStoreIndex.from_documents(
        texts,
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=Model(),
        transformations=[SentenceSplitter(chunk_size=250, chunk_overlap=75)],
    )
    retriever = index.as_retriever(similarity_top_k=DEEP)

    def find(asked: Asked) -> list[RetrievedJson]:
        nodes = [(one.node, articles[str(one.node.ref_doc_id)]) for one in retriever.retrieve(asked.question)]
        return [_node(node, article) for node, article in nodes if _in_time(article, asked)]

    return find


def _known(article: Article) -> dict[str, str]:
    told = {"title": article.title, "publisher": article.publisher, "day": article.published.day}
    return {key: str(value) for key, value in told.items() if value}


def _node(node: Any, article: Article) -> RetrievedJson:
    text = node.get_content(metadata_mode="none")
    start = article.text.find(text)
    return RetrievedJson(article_id=article.id, start=start, end=start + len(text), text=text)


def _json(passage: Passage) -> RetrievedJson:
    return RetrievedJson(article_id=passage.article_id, start=passage.start, end=passage.end, text=passage.text)


def _in_time(article: Article, asked: Asked) -> bool:
    day = article.published.day
    return asked.before is None or day is None or day <= asked.before


def scored(find: Find, questions: Sequence[Asked]) -> dict[str, Vectors]:
    """For each question: reciprocal rank within 10, all needs within 5 and within 10, share of needs within 5."""
    rows = []
    for asked in questions:
        met = np.array(
            [[need(one) for need in asked.needs] for one in find(asked)[:10]] or [[False] * len(asked.needs)]
        )
        first = met.any(axis=1)
        within = met[:5].any(axis=0)
        rows.append([first.any() / (1 + first.argmax()), within.all(), met.any(axis=0).all(), within.mean()])
    table = np.array(rows, dtype=np.float32)
    return dict(zip(("mrr", "all@5", "all@10", "recall@5"), table.T, strict=True))
