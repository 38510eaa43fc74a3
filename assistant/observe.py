"""What is seen of each request and each answer: an id, a log line, figures, a span. Never its words."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import sys
from collections.abc import Generator
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter
from typing import Any

from assistant.answer import Answer
from assistant.asgi import App, Message, Receive, Send, header, with_headers
from assistant.chain import Assistant
from assistant.metrics import Metrics
from assistant.problem import explain, refuse
from assistant.stream import Step
from assistant.trace import Tracer

__all__ = ["Observe", "Watched", "write_logs"]

ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
QUIET = frozenset({"/health", "/ready", "/metrics", "other"})  # asked every few seconds: by probes, by an open page
CANCELLED = 499  # nobody got an answer
log = logging.getLogger("dateline.request")


class Observe:
    """Gives each request an id (the client's `x-request-id`, where it is one), and tells of it when it has ended."""

    def __init__(self, app: App, *, metrics: Metrics, tracer: Tracer) -> None:
        self._app, self._metrics, self._tracer = app, metrics, tracer

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection; anything but HTTP passes untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = header(scope, "x-request-id")
        id_ = given if ID.fullmatch(given) else secrets.token_hex(8)
        state = scope.setdefault("state", {})
        state["request_id"] = id_
        status, started, began = 500, False, perf_counter()
        method = scope["method"] if scope["method"] in METHODS else "other"

        async def passed(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                status, started = message["status"], True
                message = with_headers(message, {"x-request-id": id_})
            await send(message)

        with self._tracer.request(method) as told:
            try:
                await self._app(scope, receive, passed)
            except asyncio.CancelledError:  # the server ends what did not finish in its time, mostly an open page
                status = CANCELLED
            except Exception as error:  # noqa: BLE001 -- raised on, it would be printed with its words by the server
                code, detail = explain(error)
                if not started:
                    await refuse(scope["path"], code, detail)(scope, receive, passed)
            finally:
                path, took_s = _route(scope), perf_counter() - began
                told |= {"http.route": path, "http.response.status_code": int(status), "dateline.request_id": id_}
                self._metrics.request(method=method, path=path, status=status, took_s=took_s)
                line = "request method=%s path=%s status=%d took_ms=%.1f key=%s trace=%s"
                level = logging.DEBUG if path in QUIET and status < HTTPStatus.BAD_REQUEST else logging.INFO
                log.log(level, line, method, path, status, took_s * 1000, state.get("caller", "-"), id_)


def _route(scope: Message) -> str:
    """The pattern of the path, never the path itself: that may hold anything."""
    app = scope.get("app")
    if getattr(app, "title", "") != "Dateline":
        return "other"  # the page's own
    found = scope.get("route", scope.get("endpoint"))
    if app is not None and found is None:  # refused before a handler was looked for
        found = next((one for one in app.routes if one.path_regex.match(scope["path"])), None)
    return getattr(found, "path", "") or "other"


@dataclass(frozen=True, slots=True)
class Watched:
    """The assistant, each of whose answers is counted."""

    assistant: Assistant
    metrics: Metrics
    tracer: Tracer

    def ask(self, question: str, **asking: Any) -> Answer:  # noqa: ANN401 -- as the assistant takes them
        """Its answer."""
        return self._noted(self.assistant.ask(question, **asking))

    def stream(self, question: str, **asking: Any) -> Generator[Step]:  # noqa: ANN401
        """Its steps."""
        steps = self.assistant.stream(question, **asking)
        try:
            for step in steps:
                yield self._noted(step) if isinstance(step, Answer) else step
        finally:
            steps.close()

    def _noted(self, answer: Answer) -> Answer:
        self.metrics.answer(reason=answer.reason, extracted=answer.model == "extract", took_ms=answer.took_ms)
        self.tracer.steps(answer.took_ms)
        return answer


def write_logs(level: str) -> None:
    """Our own lines to standard error, from this level on: time, level, event, numbers with units."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    ours = logging.getLogger("dateline")
    ours.handlers, ours.propagate = [handler], False
    ours.setLevel(level.upper())
