"""Clients that leave while a silent model is being asked: how soon is the model's connection closed?"""

from __future__ import annotations

import queue
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from assistant.chain import Assistant
from assistant.model import open_model
from tests.integration.bots import QUESTION, paced, serving, with_model
from tests.integration.endpoint import Endpoint, Wire

__all__ = ["seconds_until_closed"]


def seconds_until_closed(assistant: Assistant, home: Path, times: int) -> list[float]:
    """Leave so many times, by turns in the middle of /ask, of its events and of a chat stream; seconds until closed."""
    reached, closed = queue.Queue[float](), queue.Queue[float]()

    def silent(wire: Wire) -> None:
        if wire.asked.get("stream"):
            wire.head(kind="text/event-stream")
        reached.put(time.monotonic())
        select.select([wire.connection], [], [], 30)
        with suppress(ConnectionResetError):
            assert wire.connection.recv(1, socket.MSG_DONTWAIT) == b""
        closed.put(time.monotonic())

    took = []
    with Endpoint(silent) as endpoint:
        model = open_model(name="silent", base_url=endpoint.base_url, api_key=None)
        with serving(with_model(paced(assistant, home), model)) as url:
            for turn in range(times):
                client = WAYS[turn % len(WAYS)](url)
                reached.get(timeout=30)
                left = time.monotonic()
                client.close()
                took.append(closed.get(timeout=30) - left)
    return took


def _asking(path: str, body: str, accept: str) -> Callable[[str], socket.socket]:
    def ask(url: str) -> socket.socket:
        place = urlsplit(url)
        client = socket.create_connection((place.hostname, place.port or 80))
        head = f"POST {path} HTTP/1.1\r\nhost: {place.netloc}\r\naccept: {accept}\r\ncontent-type: application/json\r\n"
        client.sendall(f"{head}content-length: {len(body)}\r\n\r\n{body}".encode())
        return client

    return ask


CHAT = f'{{"model": "dateline", "stream": %s, "messages": [{{"role": "user", "content": "{QUESTION}"}}]}}'
WAYS = [
    _asking("/ask", f'{{"question": "{QUESTION}"}}', "application/json"),
    _asking("/ask", f'{{"question": "{QUESTION}"}}', "text/event-stream"),
    _asking("/v1/chat/completions", CHAT % "true", "*/*"),
    _asking("/v1/chat/completions", CHAT % "false", "*/*"),
]
