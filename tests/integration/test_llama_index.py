"""Dateline inside a plain LlamaIndex program."""

from __future__ import annotations

import asyncio
from pathlib import Path

from llama_index.core import QueryBundle
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, TextNode

from assistant.chain import Assistant
from assistant.query_engine import as_query_engine
from index.article import Article
from index.embed import Embedder
from index.search import Index, Weights

QUESTION = "Who led the US delegation in April?"


def span_of(found: NodeWithScore, article: Article) -> str:
    assert isinstance(found.node, TextNode)
    return article.text[found.node.start_char_idx : found.node.end_char_idx]


def test_a_plain_program_reads_nodes_with_their_place_in_the_article(seeds_home: Path, embedder: Embedder) -> None:
    index = Index(seeds_home, embedder, weights=Weights())
    retriever = index.as_retriever(k=5)
    nodes = retriever.retrieve(QUESTION)
    for found in nodes:
        article = index.article(found.node.ref_doc_id or "")
        assert article is not None
        assert span_of(found, article) == found.text
        assert found.node.metadata["title"] == article.title
        assert None not in found.node.metadata.values()
    assert isinstance(retriever, BaseRetriever)
    assert any("Coulter" in found.text for found in nodes)
    index.close()


def test_nodes_are_the_hits_in_their_order(assistant: Assistant) -> None:
    hits = assistant.index.search([QUESTION], k=4)
    nodes = assistant.index.as_retriever(k=4).retrieve(QueryBundle(QUESTION))
    assert [(found.node.node_id, found.score) for found in nodes] == [(hit.passage.id, hit.score) for hit in hits]
    again = asyncio.run(assistant.index.as_retriever(k=4).aretrieve(QUESTION))
    assert [found.node.node_id for found in again] == [found.node.node_id for found in nodes]


def test_any_llama_index_synthesizer_reads_the_nodes(assistant: Assistant) -> None:
    plain = RetrieverQueryEngine(
        retriever=assistant.index.as_retriever(k=3),
        response_synthesizer=get_response_synthesizer(response_mode=ResponseMode.COMPACT, llm=MockLLM()),
    )
    assert len(plain.query(QUESTION).source_nodes) == 3


def test_the_assistant_is_a_query_engine(assistant: Assistant) -> None:
    engine = as_query_engine(assistant)
    assert isinstance(engine, BaseQueryEngine)
    response = engine.query(QUESTION)
    told = response.metadata
    assert told is not None
    assert str(response) == told["answer"]
    assert [found.text for found in response.source_nodes] == [cited["quote"] for cited in told["citations"]]
    for found in response.source_nodes:
        article = assistant.index.article(found.node.ref_doc_id or "")
        assert article is not None
        assert span_of(found, article) == found.text
    assert str(asyncio.run(engine.aquery(QUESTION))) == str(response)


def test_an_abstention_is_a_response_without_sources(assistant: Assistant) -> None:
    response = as_query_engine(assistant).query("Who won the cricket match in Karachi?")
    assert response.metadata is not None
    assert response.metadata["abstained"]
    assert response.source_nodes == []
    assert str(response)
