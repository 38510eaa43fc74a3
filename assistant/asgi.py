"""ASGI's shapes, for what stands between the server and the handlers. Pure."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

__all__ = ["App", "Message", "Receive", "Send", "header", "with_headers"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


def header(scope: Message, name: str) -> str:
    """A header of the request, by its lower-case name; "" where it is missing, the first where it is repeated."""
    wanted = name.encode()
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == wanted), "")


def with_headers(start: Message, headers: Mapping[str, str]) -> Message:
    """The start of an answer with headers added to it."""
    added = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {**start, "headers": [*start.get("headers", ()), *added]}
