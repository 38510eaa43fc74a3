"""Whether anyone still waits: set at the door, looked at by whoever is about to wait for a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event

__all__ = ["LOOK_S", "is_gone", "until"]

LOOK_S = 0.25  # a blocked read looks so often; a client that hangs up frees the model within a second
# Holds a value only inside `until`, per thread or task: what asks a model deep below need not be handed an event.
_waiting: ContextVar[Event | None] = ContextVar("waiting", default=None)


@contextmanager
def until(gone: Event) -> Iterator[None]:
    """What runs in this block, in this thread, works for a client that has left once `gone` is set."""
    token = _waiting.set(gone)
    try:
        yield
    finally:
        _waiting.reset(token)


def is_gone() -> bool:
    """Whether the client of what runs here has left, or the time it was given is over; False outside of `until`."""
    gone = _waiting.get()
    return gone is not None and gone.is_set()
