"""The index as a LlamaIndex retriever, for programs that are written with LlamaIndex."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from index.article import Article, Hit

if TYPE_CHECKING:
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle

__all__ = ["Searched", "open_retriever"]


class Searched(Protocol):
    """What a retriever needs of an index."""

    def search(
        self,
        queries: Sequence[str],
        *,
        k: int,
        after: date | None = None,
        before: date | None = None,
        publishers: Collection[str] = (),
    ) -> list[Hit]:
        """As `Index.search`."""

    def article(self, article_id: str, version: str | None = None) -> Article | None:
        """As `Index.article`."""


def open_retriever(
    index: Searched, *, k: int, after: date | None, before: date | None, publishers: Collection[str]
) -> BaseRetriever:
    """A retriever that finds what `index.search` finds, with the same scores in the same order.

    A node's id is the passage's. `start_char_idx` and `end_char_idx` are its half-open span in the article's text.
    """
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

    class Retriever(BaseRetriever):
        """Asks the index; nothing is kept of what was asked."""

        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            hits = index.search([query_bundle.query_str], k=k, after=after, before=before, publishers=publishers)
            return [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]

    def _node(hit: Hit) -> TextNode:
        passage = hit.passage
        article = index.article(passage.article_id, passage.version)
        return TextNode(
            id_=passage.id,
            text=passage.text,
            start_char_idx=passage.start,
            end_char_idx=passage.end,
            metadata=_told_of(article) if article else {},
            relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.article_id)},
        )

    return Retriever()


def _told_of(article: Article) -> dict[str, str]:
    """What a reader is told of an article beside its text; what is not known is left out."""
    day = article.published.day
    known = {
        "title": article.title,
        "publisher": article.publisher,
        "published": day.isoformat() if day else None,
        "url": article.url,
    }
    return {key: value for key, value in known.items() if value}
