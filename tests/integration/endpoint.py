"""A scripted OpenAI-compatible server on loopback: plays one script for every request, and remembers the requests."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

__all__ = ["Endpoint", "Script", "Wire", "event", "sse", "whole"]


class Wire(BaseHTTPRequestHandler):
    """One request and the connection to answer it on; `asked` is its body, `turn` counts requests from 1."""

    asked: dict[str, Any]
    turn: int
    server: _Server

    def do_POST(self) -> None:
        self.asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.asked["authorization"] = self.headers["authorization"]
        self.asked["headers"] = {name.lower(): value for name, value in self.headers.items()}
        self.asked["path"] = self.path
        with self.server.lock:
            self.server.requests.append(self.asked)
            self.turn = len(self.server.requests)
        try:
            self.server.script(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.hung_up.set()

    def head(self, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def body(self, data: bytes | Iterable[bytes], status: int = 200, kind: str = "application/json", **h: str) -> None:
        self.head(status, kind, **h)
        for piece in [data] if isinstance(data, bytes) else data:
            self.wfile.write(piece)
            self.wfile.flush()

    def reply(self, value: object, status: int = 200, **headers: str) -> None:
        self.body(json.dumps(value).encode(), status, **headers)

    def text(self, text: str) -> None:
        """A right answer in the way it was asked for."""
        if self.asked.get("stream"):
            pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
            self.body(sse(*pieces, finish="stop"), kind="text/event-stream")
        else:
            self.reply(whole(text))

    def log_message(self, *_: object) -> None: ...


Script = Callable[[Wire], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    script: Script
    requests: list[dict[str, Any]]
    lock: threading.Lock
    hung_up: threading.Event


class Endpoint:
    """`with Endpoint(script) as endpoint`: serves at `endpoint.base_url` until the block ends."""

    def __init__(self, script: Script) -> None:
        self._server = _Server(("127.0.0.1", 0), Wire)
        self._server.script = script
        self._server.requests = []
        self._server.lock = threading.Lock()
        self._server.hung_up = threading.Event()
        self.base_url = f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def requests(self) -> list[dict[str, Any]]:
        return self._server.requests

    @property
    def hung_up(self) -> threading.Event:
        """Set once the server could not write because the client had closed the connection."""
        return self._server.hung_up

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def whole(content: object, *, finish: str | None = "stop", **message: object) -> dict[str, object]:
    """A chat completion."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    usage = {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}
    return {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}


def sse(*pieces: str, finish: str | None) -> Iterator[bytes]:
    """The events of a streamed completion: role, pieces, and, unless it is cut, finish_reason and [DONE]."""
    yield event({"choices": [{"index": 0, "delta": {"role": "assistant"}, "finish_reason": None}]})
    for piece in pieces:
        yield event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
    if finish is not None:
        yield event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        yield event({"choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 3}})
        yield b"data: [DONE]\n\n"


def event(value: object, name: str = "") -> bytes:
    """One server-sent event."""
    return (f"event: {name}\n" if name else "").encode() + b"data: " + json.dumps(value).encode() + b"\n\n"
