"""Questions a second and what the door costs, against what one would write without Dateline; memory over a day's work.

Every server answers on loopback from this process, one after another; the clients are a process of their own.
"""

from __future__ import annotations

import os
import resource
import shutil
import socket
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.schema import TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from assistant.answer import render
from assistant.chain import Assistant
from index.embed import Embedder
from index.vectors import open_folder
from tests.bench.figures import say
from tests.bench.instant import instant
from tests.bench.load import QUESTIONS, pressed
from tests.integration.bots import paced, serving
from tests.integration.test_serve import started

TIMES = int(os.environ.get("PRESS_TIMES", "200"))
REQUESTS = int(os.environ.get("MEMORY_REQUESTS", "10000"))
CLIENTS = 4


@contextmanager
def bare(answer: Callable[[str], Any]) -> Iterator[str]:
    """A FastAPI app that does nothing but call a function: what one would write in five lines."""
    import uvicorn
    from fastapi import FastAPI

    app = FastAPI()

    def ask(body: dict[str, str]) -> Any:
        return answer(body["question"])

    app.post("/ask")(ask)
    place = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{place.getsockname()[1]}"
    running.should_exit = True
    thread.join(10)


def plain_llama_index(assistant: Assistant, embedder: Embedder, folder: Path) -> BaseQueryEngine:
    """LlamaIndex's own query engine over the same passages and vectors in Chroma; a mock stands for its model."""

    class Embedding(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(x) for x in embedder.embed_query(query)]

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_query_embedding(text)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    stored = {one.id: one.vector.tolist() for one in assistant.index.catalog.stored()}
    passages = assistant.index.catalog.passages(stored)
    nodes = [TextNode(id_=id_, text=one.text, embedding=stored[id_]) for id_, one in passages.items()]
    store = ChromaVectorStore.from_collection(open_folder(str(folder)).create_collection("plain"))
    context = StorageContext.from_defaults(vector_store=store)
    index = VectorStoreIndex(nodes, storage_context=context, embed_model=Embedding())
    return index.as_query_engine(llm=MockLLM(max_tokens=200), similarity_top_k=assistant.settings.keep)


def press(what: str, url: str) -> float:
    """Requests a second by several clients, after the median of one client alone; both are told.

    The processor time of a request is told too: it hardly depends on what else the machine does.
    """
    _, alone = pressed(url, clients=1, times=max(20, TIMES // 4))
    began = time.process_time()
    a_second, asked = pressed(url, clients=CLIENTS, times=TIMES)
    cpu_ms = (time.process_time() - began) / (TIMES + len(QUESTIONS)) * 1000
    assert {status for status, _, _ in asked} == {200}
    median_ms = statistics.median(took for _, took, _ in alone) * 1000
    say("throughput", server=repr(what), a_second=a_second, median_ms_alone=median_ms, cpu_ms=cpu_ms)
    return a_second


def test_throughput_against_what_one_would_write_without(
    assistant: Assistant, embedder: Embedder, tmp_path: Path
) -> None:
    """On the same index, in one run: with real answers, then with one made before, so that only the door counts."""
    own = paced(assistant, tmp_path)
    engine = plain_llama_index(assistant, embedder, tmp_path / "plain")
    with bare(lambda question: render(own.ask(question))) as url:
        plain = press("bare FastAPI around Dateline's assistant", f"{url}/ask")
    with serving(own) as url:
        ours = press("Dateline POST /ask", f"{url}/ask")
        press("Dateline POST /v1/chat/completions", f"{url}/v1/chat/completions")
    with bare(lambda question: {"answer": str(engine.query(question))}) as url:
        press("bare FastAPI around LlamaIndex's query engine, no model", f"{url}/ask")
    known = instant(own)
    with bare(lambda question: render(known.ask(question))) as url:
        press("bare FastAPI, an answer made before", f"{url}/ask")
    with serving(known) as url:
        press("Dateline, an answer made before", f"{url}/ask")
    assert ours > 0.8 * plain


def test_memory_stays_flat(seeds_home: Path, tmp_path: Path) -> None:
    """A real `dateline serve`, asked in all its ways, a refused request among ten."""
    shutil.copytree(seeds_home, tmp_path / "home")
    with (
        started(tmp_path / "home", DATELINE_LOG_LEVEL="error") as (process, url),
        httpx.Client(base_url=url, trust_env=False, timeout=60) as client,
    ):
        requests = asked(client)
        marks = []
        for count in (REQUESTS // 10, *[REQUESTS // 5] * 5):
            deque(islice(requests, count), maxlen=0)
            marks.append(resident(process.pid))
            say("memory", requests=str(count), mb=marks[-1])
    assert marks[-1] - marks[0] < 20
    assert marks[-1] - marks[2] < 10


def asked(client: httpx.Client) -> Iterator[int]:
    """Requests without end: half of them questions in the four ways, no two the same."""
    (article, *_) = client.get("/articles").json()
    n = 0
    while True:
        n += 1
        question = f"{QUESTIONS[n % len(QUESTIONS)]} ({n})"
        chat = {"model": "dateline", "messages": [{"role": "user", "content": question}]}
        yield from (
            client.post("/ask", json={"question": question}).status_code,
            client.get(f"/articles/{article['id']}").status_code,
            client.post("/ask", json={"question": question}, headers={"accept": "text/event-stream"}).status_code,
            client.get("/articles").status_code,
            client.post("/v1/chat/completions", json=chat).status_code,
            client.get("/v1/models").status_code,
            client.post("/v1/chat/completions", json={**chat, "stream": True}).status_code,
            client.post("/ask", json={"question": 1}).status_code,
            client.post("/ask", json={"question": question}, headers={"idempotency-key": f"{n}"}).status_code,
            client.get("/metrics").status_code,
        )


def resident(process: int) -> float:
    """Megabytes that a process holds."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
