from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.secure import Secure, content_policy

PAGE = '<script>let a = 1;</script><script src="/x.js"></script><script type="module" data-x>b()</script>'


@pytest.fixture
def client() -> TestClient:
    def paged(_: Any) -> StreamingResponse:
        return StreamingResponse(iter([PAGE[:20], PAGE[20:]]), media_type="text/html")

    def stream(_: Any) -> StreamingResponse:
        return StreamingResponse(iter(["a", "b"]), media_type="text/event-stream")

    routes = [
        Route("/", paged),
        Route("/stream", stream),
        Route("/gradio_api/{rest:path}", lambda _: PlainTextResponse("reached"), methods=["GET", "POST"]),
        Route("/empty", lambda _: HTMLResponse("")),
    ]
    return TestClient(Secure(Starlette(routes=routes)))


def test_only_the_scripts_of_the_page_itself_are_allowed(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    for script in ("let a = 1;", "b()"):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.count("sha256-") == 2
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


@pytest.mark.parametrize("path", ["/", "/stream", "/empty", "/nowhere", "/gradio_api/upload"])
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_bodies_arrive_unchanged(client: TestClient) -> None:
    assert client.get("/").text == PAGE
    assert client.get("/stream").text == "ab"


HIDDEN = "upload proxy=https://x.hf.space/ vibe-edit file=/etc/passwd run/predict/../../upload info".split()


@pytest.mark.parametrize("path", HIDDEN)
def test_what_the_page_does_not_use_is_hidden(client: TestClient, path: str) -> None:
    assert client.post(f"/gradio_api/{path}").status_code == 404


@pytest.mark.parametrize("path", "queue/join queue/data run/predict heartbeat/abc123 startup-events cancel".split())
def test_what_the_page_uses_is_reached(client: TestClient, path: str) -> None:
    assert client.post(f"/gradio_api/{path}").text == "reached"


def test_no_foreign_host_is_named() -> None:
    assert "http" not in content_policy()
    assert "*" not in content_policy()
