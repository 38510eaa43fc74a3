"""Ways in which a model's server fails, each with the error it must become. Scripts for `Endpoint`."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterable, Iterator

from tests.integration.endpoint import Script, Wire, event, sse, whole

__all__ = ["FAULTS", "MB", "error"]

MB = 1024 * 1024


def drip(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece
        time.sleep(0.15)


def both(streamed: Iterable[bytes], plain: bytes, wire: Wire) -> None:
    """Play the fault in the way the answer was asked for."""
    if wire.asked.get("stream"):
        wire.body(streamed, kind="text/event-stream")
    else:
        wire.body(plain)


def dump(value: object) -> bytes:
    return json.dumps(value).encode()


def error(wire: Wire, status: int, code: str = "x", **headers: str) -> None:
    """An error that echoes the key, as some servers do."""
    wire.reply({"error": {"message": f"bad {wire.asked['authorization']}", "code": code}}, status, **headers)


def slow_headers(wire: Wire) -> None:
    wire.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in drip(b""):
        wire.wfile.write(b"x-a: b\r\n")
        wire.wfile.flush()


def hang_up(wire: Wire) -> None:
    wire.close_connection = True


def short_body(wire: Wire) -> None:
    wire.body(dump(whole("The talks"))[:-20], content_length="5000")


def finished(wire: Wire, finish: str) -> None:
    both(sse("The talks be", finish=finish), dump(whole("The talks be", finish=finish)), wire)


def error_event(wire: Wire) -> None:
    both([*sse("Th", finish=None), event({"m": 1}, "error")], dump({"error": {"message": "x"}}), wire)


def endless(wire: Wire) -> None:
    piece = event({"choices": [{"index": 0, "delta": {"content": "and on " * 100}, "finish_reason": None}]})
    both((piece for _ in iter(int, 1)), b"", wire)


def heavy(wire: Wire) -> None:
    wire.body((b" " * MB for _ in range(300)), kind="text/event-stream")


def objects(wire: Wire) -> None:
    bomb = b'{"choices": [' + b'{"a":1},' * 120_000 + b"{}]}"
    both([b"data: " + bomb + b"\n\n"], bomb, wire)


def gzip_bomb(wire: Wire) -> None:
    wire.body(BOMB, kind="text/event-stream", content_encoding="gzip")


def deep(wire: Wire) -> None:
    nested = b'{"choices": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    both([b"data: " + nested + b"\n\n"], nested, wire)


def nan(wire: Wire) -> None:
    plain = dump(whole("ok")).replace(b"12", b"NaN")
    both([b'data: {"choices": NaN}\n\n'], plain, wire)


def surrogate(wire: Wire) -> None:
    both(sse("a \ud800 b", finish="stop"), dump(whole("a \ud800 b")), wire)


def tool_calls(wire: Wire) -> None:
    call = {"id": "t", "type": "function", "function": {"name": "rm", "arguments": "{}"}}
    delta = {"choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": "tool_calls"}]}
    both([event(delta)], dump(whole(None, finish="tool_calls", tool_calls=[call])), wire)


BOMB = gzip.compress(bytes(30 * MB)) * 10  # ten members: 300 KB that unpack to 300 MB

# Faults that give no answer, by the ModelError they must become.
FAULTS: dict[str, tuple[str, Script]] = {
    "hangs up": ("Unreachable", hang_up),
    "500 always": ("Unreachable", lambda wire: error(wire, 500)),
    "503": ("Unreachable", lambda wire: error(wire, 503, retry_after="300")),
    "silence": ("Timeout", lambda _: time.sleep(3)),
    "slow headers": ("Timeout", slow_headers),
    "drip": ("Timeout", lambda wire: wire.body(drip(b":\n"), kind="text/event-stream")),
    "401": ("Refused", lambda wire: error(wire, 401)),
    "403": ("Refused", lambda wire: error(wire, 403)),
    "404": ("Refused", lambda wire: error(wire, 404)),
    "400 echoes the key": ("Refused", lambda wire: error(wire, 400)),
    "redirect": ("Refused", lambda wire: wire.reply({}, 307, location="http://127.0.0.1:9/v1/chat/completions")),
    "429 quota": ("Quota", lambda wire: error(wire, 429, "insufficient_quota")),
    "429 rate": ("Quota", lambda wire: error(wire, 429, retry_after="300")),
    "402": ("Quota", lambda wire: error(wire, 402)),
    "cut": ("Malformed", lambda wire: both(sse("The talks be", finish=None), dump(whole("The talks"))[:-9], wire)),
    "shorter than promised": ("Malformed", short_body),
    "finish length": ("Malformed", lambda wire: finished(wire, "length")),
    "finish filter": ("Malformed", lambda wire: finished(wire, "content_filter")),
    "event error": ("Malformed", error_event),
    "error in data": ("Malformed", lambda wire: both([event({"error": {"message": "x"}})], b"null", wire)),
    "html": ("Malformed", lambda wire: wire.body(b"<html><h1>Welcome to nginx</h1>", kind="text/html")),
    "broken json": ("Malformed", lambda wire: both([b'data: {"choices": [{\n\n'], b'{"choices": [{', wire)),
    "empty choices": ("Malformed", lambda wire: both([event({"choices": []})], dump({"choices": []}), wire)),
    "null content": ("Malformed", lambda wire: both(sse(finish="stop"), dump(whole(None)), wire)),
    "empty content": ("Malformed", lambda wire: both(sse("", "\n", finish="stop"), dump(whole("")), wire)),
    "content is a list": ("Malformed", lambda wire: both([event({"choices": [{"delta": 3}]})], dump(whole([])), wire)),
    "wrong content type": ("Malformed", lambda wire: wire.body(b"\x00\xff\x00 no", kind="image/png")),
    "tool calls": ("Malformed", tool_calls),
    "nan": ("Malformed", nan),
    "lone surrogate": ("Malformed", surrogate),
    "deep json": ("Malformed", deep),
    "a megabyte of objects": ("Malformed", objects),
    "gzip bomb": ("Malformed", gzip_bomb),
    "300 MB": ("Malformed", heavy),
    "endless": ("Malformed", endless),
    "400 of 300 MB": ("Malformed", lambda wire: wire.body((b"x" * MB for _ in range(300)), status=400)),
}  # fmt: skip
