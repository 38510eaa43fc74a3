"""A server of its own for a test: real uvicorn on a free port, over an assistant that can be paced or broken."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from assistant.answer import Answer
from assistant.api import create_api
from assistant.chain import Assistant
from assistant.settings import Settings
from assistant.stream import Step

__all__ = ["QUESTION", "Paced", "paced", "serving", "web"]

QUESTION = "Who led the US delegation in April?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paced(Assistant):
    """Does `before` before each answer: waits, counts or raises."""

    before: Callable[[str], None]

    def ask(self, question: str, **asking: Any) -> Answer:
        self.before(question)
        return Assistant.ask(self, question, **asking)

    def stream(self, question: str, **asking: Any) -> Generator[Step]:
        steps = Assistant.stream(self, question, **asking)
        yield next(steps)
        self.before(question)
        yield from steps


def paced(assistant: Assistant, home: Path, before: Callable[[str], None] = lambda _: None, **settings: Any) -> Paced:
    """The assistant over the same index, with a data folder and settings of its own."""
    own = Settings(home=home, **settings)
    parts = {name: getattr(assistant, name) for name in ("index", "embedder", "selector", "model")}
    return Paced(**parts, settings=own, before=before)


@contextmanager
def serving(assistant: Assistant, *, keyed: bool = False) -> Iterator[str]:
    """The address of the API while the block runs."""
    import uvicorn

    place = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_api(assistant, keyed=keyed), log_level="critical", timeout_graceful_shutdown=1)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not running.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < deadline, "the server did not start in time"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{place.getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join(timeout=20)
        place.close()


@contextmanager
def web(assistant: Assistant, *, keyed: bool = False) -> Iterator[httpx.Client]:
    """A client of the API while the block runs."""
    with (
        serving(assistant, keyed=keyed) as url,
        httpx.Client(base_url=url, timeout=60, trust_env=False, limits=httpx.Limits(max_connections=200)) as client,
    ):
        yield client


def with_model(assistant: Assistant, model: Any) -> Assistant:
    """The assistant with a chat model."""
    return replace(assistant, model=model)
