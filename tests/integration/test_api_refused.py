"""The HTTP door and nonsense: refused as a problem (RFC 9457), without an echo, and nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest


def problem(reply: httpx.Response, status: int) -> str:
    """The detail of a problem (RFC 9457) that tells of nothing inside."""
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert set(body) == {"type", "title", "status", "detail"}
    assert body["status"] == status
    detail: str = body["detail"]
    assert detail
    for leak in ("Traceback", "/tmp", ".py", "site-packages", "sqlite", "0x"):
        assert leak not in reply.text
    return detail


def test_an_unknown_article_is_not_found_and_the_way_out_is_told(web: httpx.Client) -> None:
    assert "GET /articles" in problem(web.get("/articles/nothing-of-this-name"), 404)
    known = web.get("/articles").json()[0]["id"]
    problem(web.get(f"/articles/{known}?version=0000000000000000"), 404)
    for odd in ("%ff%fe", "..%2f..%2fetc%2fpasswd", "%00", "' OR 1=1 --", "é" * 300):
        reply = web.get(f"/articles/{odd}")
        assert reply.status_code == 404
        assert "root:" not in reply.text


@pytest.mark.parametrize("path", ["/nowhere", "/ask/more", "/articles/a/b"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_path_is_not_found(web: httpx.Client, method: str, path: str) -> None:
    assert "/docs" in problem(web.request(method, path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/ask", "POST"), ("PUT", "/articles", "GET, POST"), ("PATCH", "/articles/x", "DELETE, GET, PUT"),
        ("POST", "/health", "GET"), ("OPTIONS", "/ask", "POST"), ("HEAD", "/ask", "POST"),
    ],
)  # fmt: skip
def test_a_path_asked_in_the_wrong_way_is_refused_and_the_right_one_told(
    web: httpx.Client, method: str, path: str, allowed: str
) -> None:
    reply = web.request(method, path)
    assert (reply.status_code, reply.headers["allow"]) == (405, allowed)
    if method != "HEAD":
        assert allowed in problem(reply, 405)


@pytest.mark.parametrize("path", ["/health", "/articles", "/v1/models"])
def test_a_head_is_a_get_without_its_body(web: httpx.Client, path: str) -> None:
    reply = web.head(path)
    assert (reply.status_code, reply.content) == (200, b"")
    assert reply.headers["content-length"] == web.get(path).headers["content-length"]


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!…", "\u200b"])
def test_an_empty_question_is_refused(web: httpx.Client, question: str) -> None:
    assert "empty" in problem(web.post("/ask", json={"question": question}), 422)


def test_a_question_of_100_000_characters_is_refused_with_the_bound(web: httpx.Client) -> None:
    detail = problem(web.post("/ask", json={"question": "why " * 25_000}), 422)
    assert "2,000" in detail
    assert "why" not in detail
    assert web.post("/ask", json={"question": ("why " * 500).strip() + "y"}).status_code == 200


SECRET = "zebra4711"
BODIES = {
    "no question": json.dumps({"history": []}),
    "a number": json.dumps({"question": 4711}),
    "null": json.dumps({"question": None}),
    "a list": json.dumps([SECRET]),
    "a text": json.dumps(SECRET),
    "an unknown field": json.dumps({"question": "Who?", "nowhere": SECRET}),
    "an unknown role": json.dumps({"question": "Who?", "history": [{"role": SECRET, "content": "x"}]}),
    "too many turns": json.dumps({"question": "Who?", "history": [{"role": "user", "content": SECRET}] * 101}),
    "too long a turn": json.dumps({"question": "Who?", "history": [{"role": "user", "content": SECRET * 3000}]}),
    "no date": json.dumps({"question": "Who?", "published_after": SECRET}),
    "an impossible date": json.dumps({"question": "Who?", "published_before": "2025-02-30"}),
    "half a surrogate pair": '{"question": "Who \\ud800 ' + SECRET + '?"}',
    "half a surrogate pair in a turn": '{"question": "Who?", "history": [{"role": "user", "content": "\\udfff"}]}',
    "NaN": '{"question": NaN}',
    "1e999": '{"question": 1e999, "as_of": -Infinity}',
    "no JSON": '{"question": "' + SECRET,
    "nothing": "",
    "deep JSON": '{"question": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "a large number": '{"question": ' + "9" * 10_000 + "}",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_is_no_question_is_refused_without_an_echo(web: httpx.Client, body: str) -> None:
    reply = web.post("/ask", content=body.encode(), headers={"content-type": "application/json"})
    assert reply.status_code in {400, 422}
    problem(reply, reply.status_code)
    assert SECRET not in reply.text
    assert web.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('{"question": "Who?", "history": [{"role": "user"}]}', "history[0].content: field required"),
        ('{"question": "Who?", "history": [5]}', "history[0]: input"),
        ('{"question": 4711}', "question: input should be a valid string"),
        ('{"question": "Who', "body: this is no JSON; it goes wrong at character 13"),
        ("[]", "body: send a JSON object, with content-type: application/json"),
        ("", "body: send a JSON object, with content-type: application/json"),
    ],
)
def test_where_a_body_is_wrong_is_told(web: httpx.Client, body: str, told: str) -> None:
    reply = web.post("/ask", content=body, headers={"content-type": "application/json"})
    assert problem(reply, 422).startswith(told)


@pytest.mark.parametrize("content", [b'{"question": "\xff\xfe"}', b"\x00" * 100, b"\xef\xbb\xbf{}"])
def test_bytes_that_are_no_text_are_refused(web: httpx.Client, content: bytes) -> None:
    reply = web.post("/ask", content=content, headers={"content-type": "application/json"})
    problem(reply, reply.status_code)
    assert reply.status_code in {400, 422}


def test_a_body_that_is_too_large_is_refused_with_and_without_its_length(web: httpx.Client) -> None:
    headers = {"content-type": "application/json"}
    problem(web.post("/ask", content=b" " * 3_000_001, headers=headers), 413)

    def pieces() -> Iterator[bytes]:
        yield from [b" " * 100_000] * 40

    try:
        reply = web.post("/ask", content=pieces(), headers=headers)
    except httpx.WriteError:
        pass  # refused while it was still sending
    else:
        problem(reply, 413)
    assert web.get("/health").status_code == 200


def test_as_large_a_conversation_as_is_allowed_is_answered(web: httpx.Client) -> None:
    history = [{"role": "user", "content": "And what about the talks? " * 700}] * 100
    assert web.post("/ask", json={"question": "And who led them?", "history": history}).status_code == 200


@pytest.mark.parametrize(
    "question",
    [
        '" OR NEAR(',
        "talks* AND body:x",
        "' ; DROP TABLE articles; --",
        "<script>alert(1)</script>",
        "{{7*7}} ${x} %s",
        "Ω≈ç√ 👩‍👩‍👧?",
        "\x00who\x00?",
    ],
)
def test_a_question_is_never_read_as_anything_else(web: httpx.Client, question: str) -> None:
    reply = web.post("/ask", json={"question": question})
    assert reply.status_code == 200
    assert reply.json()["question"] == question
    assert web.get("/ready").json()["articles"] == 5
