"""Traces as a collector receives them: a span a request, a span a step below it, and no words of anybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from assistant.chain import Assistant
from tests.integration.bots import QUESTION, paced, web
from tests.integration.collector import Collector, attributes

SERVER = 2  # SPAN_KIND_SERVER
STEPS = {"rewrite", "search", "rerank", "draft", "weigh"}


def ask_at_every_door(client: httpx.Client) -> None:
    body: dict[str, Any] = {"question": QUESTION}
    client.post("/ask", json=body)
    client.post("/ask", json=body, headers={"accept": "text/event-stream"})
    chat = openai.OpenAI(base_url=f"{client.base_url}/v1", api_key="x", max_retries=0).chat.completions
    chat.create(model="dateline", messages=[{"role": "user", "content": QUESTION}])
    list(chat.create(model="dateline", messages=[{"role": "user", "content": QUESTION}], stream=True))
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": body}}
    client.post("/mcp", json=call, headers={"accept": "application/json, text/event-stream"})


def test_a_span_a_request_and_below_it_a_span_a_step(assistant: Assistant, tmp_path: Path) -> None:
    with Collector() as collector:
        with web(paced(assistant, tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=collector.endpoint)) as client:
            ask_at_every_door(client)
            client.get("/articles", headers={"x-request-id": "mine"})
        spans = collector.spans
    requests = [span for span in spans if span.kind == SERVER]
    assert [span.name for span in requests] == [
        *["POST /ask"] * 2, *["POST /v1/chat/completions"] * 2, "POST /mcp", "GET /articles",
    ]  # fmt: skip
    for span in requests:
        told = attributes(span)
        assert set(told) == {"http.route", "http.response.status_code", "dateline.request_id"}
        assert told["http.response.status_code"] == 200
        below = [one for one in spans if one.parent_span_id == span.span_id]
        assert {one.trace_id for one in below} <= {span.trace_id}
        assert all(
            span.start_time_unix_nano <= one.start_time_unix_nano <= one.end_time_unix_nano <= span.end_time_unix_nano
            for one in below
        )
        steps = {one.name for one in below}
        assert steps >= STEPS if span.name != "GET /articles" else not steps
    assert attributes(requests[-1])["dateline.request_id"] == "mine"
    assert b"delegation" not in collector.wire
    assert b"dateline" in collector.wire


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", None])
def test_without_a_collector_everything_else_works(assistant: Assistant, tmp_path: Path, endpoint: str | None) -> None:
    with web(paced(assistant, tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=endpoint)) as client:
        assert client.get("/articles").status_code == 200
