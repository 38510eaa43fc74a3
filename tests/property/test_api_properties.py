"""Whatever is sent, the server answers, and never with 5xx. Short here; `make bench` sends 5,000 and more."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CASES = int(os.environ.get("API_CASES", "150"))
PATHS = ("/ask", "/v1/chat/completions", "/v1/responses", "/articles", "/mcp")
KEYS = (
    "question",
    "history",
    "as_of",
    "published_after",
    "messages",
    "model",
    "n",
    "stream",
    "dateline",
    "text",
    "id",
    "published",
)
# Any text, halves of surrogate pairs too, and any number, NaN and infinities too: Python's JSON can write them all.
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(st.characters(), max_size=10), inner, max_size=5)
    ),
    max_leaves=12,
)
text = st.text(st.characters(), max_size=200)
near = st.one_of(
    anything,
    st.fixed_dictionaries({"question": text}, optional={"as_of": anything, "history": anything}),
    st.fixed_dictionaries(
        {
            "model": st.just("dateline"),
            "messages": st.lists(
                st.fixed_dictionaries({"role": st.just("user"), "content": text}), min_size=1, max_size=3
            ),
        },
        optional={
            "stream": st.booleans(),
            "temperature": st.floats(),
            "max_tokens": st.integers(),
            "dateline": anything,
        },
    ),
    st.fixed_dictionaries(
        {"model": st.just("dateline"), "input": text | st.lists(anything, max_size=3)},
        optional={"stream": st.booleans(), "tools": anything, "text": anything, "metadata": anything},
    ),
)


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60, trust_env=False) as client:
        yield client


def check(reply: httpx.Response) -> None:
    assert reply.status_code < 500
    assert reply.status_code != 429
    if reply.status_code >= 400 and not reply.headers["content-type"].startswith("text/"):
        json.loads(reply.text)
        assert "Traceback" not in reply.text
    assert "event: error" not in reply.text


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PATHS[:3]), near, st.sampled_from(["application/json", "text/event-stream", "*/*"]))
def test_no_body_makes_the_server_fail(client: httpx.Client, path: str, body: Any, accept: str) -> None:
    content = json.dumps(body).encode("utf-8", "surrogatepass")
    check(client.post(path, content=content, headers={"content-type": "application/json", "accept": accept}))


@settings(max_examples=CASES // 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PATHS), st.binary(max_size=300), st.text(st.characters(codec="latin-1"), max_size=30))
def test_no_bytes_and_no_header_make_it_fail(client: httpx.Client, path: str, body: bytes, odd: str) -> None:
    value = odd.encode("latin-1").translate(None, b"\r\n\0") or b"x"
    headers = {b"content-type": b"application/json", b"x-request-id": value, b"authorization": value, b"accept": value}
    try:
        reply = client.post(path, content=body, headers=headers)
    except httpx.LocalProtocolError:
        return  # no client can send it
    check(reply)


@settings(max_examples=CASES // 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["/articles/", "/jobs/", "/v1/models/", "/articles?publisher=", "/articles?offset="]), text)
def test_no_address_makes_it_fail(client: httpx.Client, path: str, odd: str) -> None:
    from urllib.parse import quote

    check(client.get(path + quote(odd.encode("utf-8", "replace"), safe="")))
