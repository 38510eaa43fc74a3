"""Is it alive, can it answer, what is it, what does it count: for machines that run machines."""

# FastAPI reads the annotations of the handlers, which are made inside a function: they stand as objects here, not as
# text (no `from __future__ import annotations`).
import socket
import threading
from importlib.metadata import version as version_of
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.chain import Assistant
from assistant.metrics import Metrics
from assistant.problem import problems

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["Reach", "add_health"]

OFFICIAL = "https://api.openai.com/v1"
KNOWN_S = 5.0  # a look at the endpoint counts for so long, so that probes do not burden it
WAIT_S = 1.0


class Reach:
    """Whether somebody listens where the model is; nothing is sent. Threads may share it."""

    def __init__(self, base_url: str | None) -> None:
        parts = urlsplit(base_url or OFFICIAL)
        self._place = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        self._lock = threading.Lock()
        self._known: tuple[float, bool] = (float("-inf"), False)

    def __call__(self) -> bool:
        """Asked anew after 5 s; takes up to 1 s."""
        with self._lock:
            at, reachable = self._known
            if monotonic() - at > KNOWN_S:
                try:
                    socket.create_connection(self._place, timeout=WAIT_S).close()
                    reachable = True
                except OSError:
                    reachable = False
                self._known = monotonic(), reachable
            return reachable


def add_health(app: "FastAPI", assistant: Assistant, *, metrics: Metrics) -> None:
    """Add `/health`, `/ready`, `/version` and `/metrics`."""
    from fastapi.responses import PlainTextResponse

    reach = Reach(assistant.settings.openai_base_url) if assistant.model else None

    @app.get("/health", tags=["health"], summary="Is the process alive?")
    def health() -> dict[str, str]:
        """Always ok, from a process that answers at all."""
        return {"status": "ok"}

    @app.get("/ready", tags=["health"], summary="Can it answer?", responses=problems(503))
    def ready() -> dict[str, str | int]:
        """Counts what answers are made from; 503 when the index cannot be read.

        `model` is none, reachable or unreachable; without it the embedded reader answers, so that is no 503.
        """
        assistant.index.dense()
        articles, passages = assistant.index.catalog.count()
        model = "none" if reach is None else "reachable" if reach() else "unreachable"
        return {"status": "ready", "articles": articles, "passages": passages, "model": model}

    @app.get("/version", tags=["health"], summary="What is running?")
    def version() -> dict[str, str]:
        """Dateline's own version, and what embeds and drafts."""
        drafts = assistant.model.name if assistant.model else "extract"
        return {"version": version_of("dateline"), "embedding": assistant.embedder.name, "model": drafts}

    @app.get(
        "/metrics",
        tags=["health"],
        summary="Figures for Prometheus",
        response_class=PlainTextResponse,
        responses=problems(401, 403),
    )
    def figures() -> PlainTextResponse:
        """Requests, answers and steps, of all workers; no words of anybody."""
        text, kind = metrics.text()
        return PlainTextResponse(text, media_type=kind)
