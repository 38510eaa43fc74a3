"""The assistant as a LlamaIndex query engine, for programs that are written with LlamaIndex."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Protocol

from assistant.answer import Answer, CitationJson, render

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.response.schema import Response
    from llama_index.core.prompts.mixin import PromptMixinType
    from llama_index.core.schema import QueryBundle

__all__ = ["Asking", "as_query_engine"]


class Asking(Protocol):
    """What a query engine needs of the assistant."""

    def ask(self, question: str, *, as_of: date | None = None) -> Answer:
        """As `Assistant.ask`."""


def as_query_engine(assistant: Asking, *, as_of: date | None = None) -> BaseQueryEngine:
    """A query engine whose response is the assistant's answer, abstentions included.

    `str(response)` is the text with its [n] markers; `response.source_nodes[n - 1]` is the n-th quote with its span in
    the article; `response.metadata` is the answer object of every other door (`render`). Async queries run in a thread.

    Args:
        assistant: an open one.
        as_of: the day on which every question is asked; None: that of the newest article.
    """
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.response.schema import Response
    from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

    class Engine(BaseQueryEngine):
        """Asks the assistant; keeps nothing between questions."""

        def _query(self, query_bundle: QueryBundle) -> Response:
            answer = render(assistant.ask(query_bundle.query_str, as_of=as_of))
            nodes = [NodeWithScore(node=_node(one)) for one in answer["citations"]]
            return Response(response=answer["answer"], source_nodes=nodes, metadata=dict(answer))

        async def _aquery(self, query_bundle: QueryBundle) -> Response:
            return await asyncio.to_thread(self._query, query_bundle)

        def _get_prompt_modules(self) -> PromptMixinType:
            return {}

    def _node(cited: CitationJson) -> TextNode:
        known = {key: cited[key] for key in ("title", "publisher", "published", "url")}
        return TextNode(
            id_=f"{cited['article_id']}@{cited['version']}:{cited['start']}-{cited['end']}",
            text=cited["quote"],
            start_char_idx=cited["start"],
            end_char_idx=cited["end"],
            metadata={key: value for key, value in known.items() if value},
            relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=cited["article_id"])},
        )

    return Engine(callback_manager=None)
