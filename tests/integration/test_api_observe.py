"""What is seen of a request: an id, a line, figures."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from assistant.chain import Assistant
from assistant.keys import Keyring
from tests.integration.bots import QUESTION, paced, web


def test_each_request_has_an_id_and_a_line(
    assistant: Assistant, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "dateline")
    with web(paced(assistant, tmp_path)) as client:
        own = client.get("/articles", headers={"x-request-id": "abc-1"}).headers["x-request-id"]
        made = client.get("/articles", headers={"x-request-id": "a b\t<script>"}).headers["x-request-id"]
        client.get("/health")
        client.get("/nowhere")
    assert own == "abc-1"
    assert len(made) == 16
    assert "request method=GET path=/articles status=200" in caplog.text
    assert f"trace={made}" in caplog.text
    assert "path=/health" not in caplog.text  # asked every few seconds
    assert "path=other status=404" in caplog.text


def test_figures_count_requests_answers_and_steps(assistant: Assistant, tmp_path: Path) -> None:
    with web(paced(assistant, tmp_path)) as client:
        client.post("/ask", json={"question": QUESTION})
        client.post("/ask", json={"question": " "})
        text = client.get("/metrics").text
    assert 'dateline_requests_total{method="POST",path="/ask",status="200"} 1.0' in text
    assert 'dateline_requests_total{method="POST",path="/ask",status="422"} 1.0' in text
    assert 'dateline_answers_total{by="extract",outcome="answered"} 1.0' in text
    assert 'dateline_step_seconds_count{step="search"} 1.0' in text
    assert "dateline_articles 5.0" in text


def test_what_is_refused_at_the_door_is_counted_by_its_path(assistant: Assistant, tmp_path: Path) -> None:
    with web(paced(assistant, tmp_path), keyed=True) as client:
        for path in ("/ask", "/articles/x", "/v1/responses", "/v1/nowhere", "/nowhere"):
            assert client.get(path).status_code == 401
        key = Keyring(tmp_path).add("operator", ["operate"])[1]
        text = client.get("/metrics", headers={"authorization": f"Bearer {key}"}).text
    counted = set(re.findall(r'path="([^"]+)",status="401"', text))
    assert counted == {"/ask", "/articles/{article_id}", "/v1/responses", "/v1/{rest:path}", "other"}


def test_an_error_inside_tells_nothing(assistant: Assistant, tmp_path: Path) -> None:
    def breaks(_: str) -> None:
        raise ValueError("zebra4711 at /tmp/x.py")

    with web(paced(assistant, tmp_path, breaks)) as client:
        chat = {"model": "dateline", "messages": [{"role": "user", "content": QUESTION}]}
        for path, body in (("/ask", {"question": QUESTION}), ("/v1/chat/completions", chat)):
            reply = client.post(path, json=body)
            assert reply.status_code == 500
            assert "zebra" not in reply.text
            assert ".py" not in reply.text
            assert reply.headers["x-request-id"]


def test_the_version_is_told_and_the_model_s_reach_is_part_of_ready(assistant: Assistant, tmp_path: Path) -> None:
    with web(paced(assistant, tmp_path)) as client:
        assert set(client.get("/version").json()) == {"version", "embedding", "model"}
        assert client.get("/ready").json()["model"] == "none"
