"""Answers as events: their order, their end, and what happens when somebody leaves or something breaks."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from assistant.chain import Assistant
from assistant.model import open_model
from tests.integration.bots import QUESTION, paced, serving, web, with_model
from tests.integration.endpoint import Endpoint, Wire
from tests.integration.leaving import seconds_until_closed

EVENTS = {"accept": "text/event-stream"}


def events_of(reply: httpx.Response) -> list[tuple[str, Any]]:
    """The named events of an answer; comments are dropped."""
    assert reply.headers["content-type"].startswith("text/event-stream")
    found = []
    for block in reply.text.split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith(":")]
        if lines:
            name, data = lines
            found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_events_come_in_order_and_the_answer_is_the_one_of_ask(server: str) -> None:
    with httpx.Client(base_url=server, trust_env=False, timeout=60) as client:
        told = events_of(client.post("/ask", json={"question": QUESTION}, headers=EVENTS))
        whole = client.post("/ask", json={"question": QUESTION}).json()
    names = [name for name, _ in told]
    assert names[0] == "search_results"
    assert names[-2:] == ["answer", "done"]
    assert set(names[1:-2]) == {"citation", "claim"}
    answer = told[-2][1]
    assert {**answer, "took_ms": {}} == {**whole, "took_ms": {}}
    numbered: set[int] = set()
    for name, data in told[1:-2]:
        if name == "citation":
            numbered.add(data["n"])
        else:
            assert {*data["citations"]} <= numbered  # a claim never comes before its citations
    assert all(result["title"] and result["start"] < result["end"] for result in told[0][1]["search_results"])


def test_an_abstention_ends_in_an_answer_too(server: str) -> None:
    asked = {"question": "How many medals did Ruritania win at the 1896 Olympics?"}
    told = events_of(httpx.post(f"{server}/ask", json=asked, headers=EVENTS, trust_env=False, timeout=60))
    assert [name for name, _ in told][-2:] == ["answer", "done"]
    assert told[-2][1]["abstained"] is True


def test_a_question_that_cannot_be_asked_is_refused_before_the_headers(server: str) -> None:
    reply = httpx.post(f"{server}/ask", json={"question": " "}, headers=EVENTS, trust_env=False)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"


def breaks(_: str) -> None:
    raise RuntimeError("zebra4711 in /tmp/secret")


def test_an_error_after_the_headers_is_an_event(assistant: Assistant, tmp_path: Path) -> None:
    with web(paced(assistant, tmp_path, breaks)) as client:
        told = events_of(client.post("/ask", json={"question": QUESTION}, headers=EVENTS))
        assert [name for name, _ in told] == ["search_results", "error"]
        assert told[-1][1]["status"] == 500
        assert "zebra" not in str(told)
        chat = openai.OpenAI(base_url=f"{client.base_url}/v1", api_key="x", max_retries=0)
        asked: Any = [{"role": "user", "content": QUESTION}]
        with pytest.raises(openai.APIError) as caught:
            list(chat.chat.completions.create(model="dateline", messages=asked, stream=True))
        assert "went wrong" in str(caught.value)
        assert "zebra" not in str(caught.value)


def test_a_stream_under_an_idempotency_key_is_told_again_whole(assistant: Assistant, tmp_path: Path) -> None:
    asked = 0

    def count(_: str) -> None:
        nonlocal asked
        asked += 1

    chat = {"model": "dateline", "stream": True, "messages": [{"role": "user", "content": QUESTION}]}
    with web(paced(assistant, tmp_path, count)) as client:
        for path, body, end in (("/ask", {"question": QUESTION}, "event: done"), ("/v1/chat/completions", chat, "[DO")):
            headers = {**EVENTS, "idempotency-key": path}
            first, second = (client.post(path, json=body, headers=headers) for _ in range(2))
            assert end in first.text
            assert second.text == first.text  # the ids and the milliseconds too
            assert second.headers["content-type"] == first.headers["content-type"]
            assert ("idempotent-replayed" in first.headers, second.headers["idempotent-replayed"]) == (False, "true")
        assert asked == 2
        other = client.post("/ask", json={"question": QUESTION}, headers={"idempotency-key": "/ask"})
        assert other.status_code == 422  # what was told as events is not told as JSON


def test_a_stream_that_failed_or_was_left_is_asked_anew(assistant: Assistant, tmp_path: Path) -> None:
    turns: Iterator[Callable[[str], None]] = iter([breaks, lambda _: time.sleep(1), lambda _: None])

    def take_turns(question: str) -> None:
        next(turns)(question)

    headers = {**EVENTS, "idempotency-key": "one"}
    asked: Any = {"url": "/ask", "json": {"question": QUESTION}, "headers": headers}
    with web(paced(assistant, tmp_path, take_turns)) as client:
        assert events_of(client.post(**asked))[-1][0] == "error"
        with client.stream("POST", **asked) as left:
            next(left.iter_bytes())
        while (third := client.post(**asked)).status_code == 409:  # until the server has seen that nobody reads
            time.sleep(0.1)
        assert events_of(third)[-1][0] == "done"
        assert "idempotent-replayed" not in third.headers


def test_a_quiet_stream_is_kept_alive(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.events.Worker.__init__.__kwdefaults__", {"keep_alive_s": 0.05}, raising=True)
    with web(paced(assistant, tmp_path, lambda _: time.sleep(0.5))) as client:
        reply = client.post("/ask", json={"question": QUESTION}, headers=EVENTS)
    assert ": keep-alive\n\n" in reply.text
    assert events_of(reply)[-1][0] == "done"


def test_when_the_client_leaves_the_model_is_not_asked_any_longer(assistant: Assistant, tmp_path: Path) -> None:
    took = seconds_until_closed(assistant, tmp_path, 8)
    assert max(took) < 1.0


def test_when_the_time_is_over_the_embedded_reader_answers(assistant: Assistant, tmp_path: Path) -> None:
    def silent(wire: Wire) -> None:
        wire.head(kind="text/event-stream")
        time.sleep(20)

    with Endpoint(silent) as endpoint:
        model = open_model(name="silent", base_url=endpoint.base_url, api_key=None)
        own = with_model(paced(assistant, tmp_path, request_deadline_s=1), model)
        with serving(own) as url:
            reply = httpx.post(f"{url}/ask", json={"question": QUESTION}, trust_env=False, timeout=15)
            told = events_of(
                httpx.post(f"{url}/ask", json={"question": QUESTION}, headers=EVENTS, trust_env=False, timeout=15)
            )
    assert reply.status_code == 200
    assert "Sonata Coulter" in reply.json()["answer"]
    assert "did not" in reply.json()["notice"]
    assert "Sonata Coulter" in told[-2][1]["answer"]
