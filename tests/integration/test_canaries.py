"""A thousand questions, and articles, keys and headers, each with a word of its own: none is ever seen outside."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.chain import Assistant
from assistant.keys import Keyring
from assistant.model import open_model
from assistant.settings import Settings
from index.select import Selector
from tests.integration.bots import paced, web, with_model
from tests.integration.collector import Collector
from tests.integration.counting import CountingEmbedder, answerable, fill, make, open_index
from tests.integration.endpoint import Endpoint, Wire

QUESTIONS = 1_000
CANARY = re.compile(r"xanthippe\w*quagmire", re.IGNORECASE)
EVENTS = {"accept": "text/event-stream"}
MCP = {"accept": "application/json, text/event-stream"}


def canary(n: object) -> str:
    return f"Xanthippe{n}Quagmire"


def breaks_sometimes(question: str) -> None:
    if "7" in question:
        raise RuntimeError(f"about {question}")


def echoes(wire: Wire) -> None:
    """A model's server that repeats in its error what it was asked."""
    wire.reply({"error": {"message": str(wire.asked), "type": str(wire.asked)}}, status=400)


@pytest.fixture
def small(tmp_path: Path, selector: Selector) -> Iterator[Assistant]:
    """An assistant over three short articles with canaries, and a model that fails: the whole line, but quick."""
    news = {name: answerable(canary(name)) for name in ("Ada", "Bor", "Cyr")}
    make(tmp_path / "home", CountingEmbedder(), fill(tmp_path / "news", **news))
    index = open_index(tmp_path / "home")
    with Endpoint(echoes) as endpoint:
        model = open_model(name="echo", base_url=endpoint.base_url, api_key=None)
        settings = Settings(home=tmp_path / "home")
        yield Assistant(index=index, embedder=CountingEmbedder(), selector=selector, model=model, settings=settings)
    index.close()


def asking(n: int) -> tuple[str, Any, dict[str, str]]:
    """One of the ways to ask the n-th question: path, body, headers."""
    question = f"How many were hurt when the bridge in {canary(('Ada', 'Bor', 'Cyr', n)[n % 4])} {canary(n)} fell?"
    chat = {"model": "dateline", "messages": [{"role": "user", "content": question}]}
    call = {"jsonrpc": "2.0", "id": n, "method": "tools/call"}
    ways: list[tuple[str, Any, dict[str, str]]] = [
        ("/ask", {"question": question}, {}),
        ("/ask", {"question": question}, EVENTS),
        ("/ask", {"question": "Why?", "history": [{"role": "user", "content": question}]}, {}),
        ("/v1/chat/completions", chat, {"idempotency-key": canary(n)}),
        ("/v1/chat/completions", {**chat, "stream": True}, EVENTS),
        ("/v1/responses", {"model": "dateline", "input": question}, {}),
        ("/mcp", {**call, "params": {"name": "ask", "arguments": {"question": question}}}, MCP),
        ("/mcp", {**call, "params": {"name": "search", "arguments": {"query": question}}}, MCP),
    ]
    return ways[n % len(ways)]


def nonsense(word: str) -> Iterator[tuple[str, str, Any, dict[str, str]]]:
    """What is refused, with the word wherever a client puts something: method, path, body, headers.

    Not as the name of a parameter below /v1: OpenAI's clients are told that, when it is a plain name.
    """
    headers = {"x-request-id": f"{word} {word}", "user-agent": word, "referer": word, "cookie": f"{word}={word}"}
    chat = {"model": "dateline", "messages": [{"role": "user", "content": "Why?"}]}
    for path, body in (
        ("/ask", {"question": 1, word: word}), ("/ask", {"question": word * 500}), ("/ask", word),
        ("/ask", {"question": "Why?", "as_of": word}), ("/ask", {"question": "Why?", "history": [{"role": word}]}),
        (f"/{word}", {}), (f"/articles/{word}", {}), (f"/v1/{word}", {}),
        ("/v1/chat/completions", {**chat, "model": word}), ("/v1/chat/completions", {**chat, "dateline": {word: word}}),
        ("/v1/chat/completions", {**chat, "temperature": word}), ("/v1/chat/completions", {**chat, "stop": word}),
        ("/v1/chat/completions", {"model": "dateline", "messages": [{"role": word, "content": word}]}),
        ("/v1/responses", {"model": word, "input": word}), ("/v1/responses", {"model": "dateline", "input": [word]}),
        ("/articles", {"text": word, "id": f"{word}/"}), ("/articles", {"text": word, "url": word}),
    ):  # fmt: skip
        yield "POST", path, body, headers
    for path in (f"/articles/{word}", f"/articles?limit={word}", f"/jobs/{word}", f"/v1/models/{word}", f"/{word}"):
        yield "GET", path, None, headers
        yield word, path, None, headers


def test_no_word_of_anybody_is_logged_counted_traced_or_told_in_an_error(
    small: Assistant, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    key = {"authorization": f"Bearer {Keyring(tmp_path / 'home').add(canary('key'), ['ask', 'operate'])[1]}"}
    limits = {"rate_per_minute": 100_000, "key_at_once": 8}
    errors: list[str] = []

    def send(client: httpx.Client, method: str, path: str, body: Any, headers: dict[str, str]) -> int:
        reply = client.request(method, path, json=body, headers={**key, **headers})
        if reply.status_code >= 400:
            errors.append(f"{reply.headers} {reply.text}")
        return reply.status_code

    with Collector() as collector:
        own = paced(
            small, tmp_path / "home", breaks_sometimes, OTEL_EXPORTER_OTLP_ENDPOINT=collector.endpoint, **limits
        )
        with web(with_model(own, small.model), keyed=True) as client, ThreadPoolExecutor(8) as pool:
            told = list(pool.map(lambda n: send(client, "POST", *asking(n)), range(QUESTIONS)))
            story = {"title": canary("story"), "text": answerable(canary("story")), "publisher": canary("paper")}
            assert send(client, "POST", "/articles", story, {}) == 202
            for row in itertools.chain.from_iterable(nonsense(canary(n)) for n in range(3)):
                assert send(client, *row) >= 400, row
            for sent in (f"Bearer {canary(1)}", f"Bearer dl-00000000-{canary(1)}", f"Basic {canary(2)}"):
                assert send(client, "POST", "/ask", {"question": canary(3)}, {"authorization": sent}) == 401
            metrics = client.get("/metrics", headers=key).text
    assert {*told} == {200, 500}  # a question with a 7 breaks, where its error is not an event
    # The test's own client logs the addresses it asks for.
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))]
    formatted = "".join(f"{one.getMessage()}{one.exc_info}{one.__dict__.get('exc_text')}" for one in ours)
    assert sum("request method=POST" in one.getMessage() for one in ours) >= QUESTIONS
    assert len(collector.spans) > QUESTIONS
    for path in ("/v1/chat/completions", "/mcp", "/articles/{article_id}", "other"):
        assert f'path="{path}"' in metrics
    seen = {
        "logs": formatted, "output": "".join(capfd.readouterr()), "metrics": metrics, "errors": "".join(errors),
        "traces": collector.wire.decode("latin-1"),
    }  # fmt: skip
    assert {place: CANARY.findall(text)[:3] for place, text in seen.items() if CANARY.search(text)} == {}
