"""Blocking work for as long as its client waits: as one result, or as events that leave when they are made.

The only asynchronous code beside what stands before the handlers. A thread does the work; here its client is watched.
When it leaves, or the time is over, `gone` is set: a model's request closes within a second (`gone.py`), the work ends.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from assistant.asgi import Message, Receive, Send
from assistant.gone import until
from assistant.problem import explain

if TYPE_CHECKING:
    from anyio import CapacityLimiter
    from starlette.responses import Response

__all__ = ["Events", "Worker", "frame"]

T = TypeVar("T")
KEEP_ALIVE = b": keep-alive\n\n"
AHEAD = 16  # events made before the client has taken them; then the work waits for a slow reader


def frame(data: object, *, event: str = "") -> bytes:
    """One server-sent event; `data` as JSON on one line, a text as it is."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (f"event: {event}\n" if event else "").encode() + b"data: " + text.encode() + b"\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Where work is done: at most `threads` at a time, `most_s` seconds each before it is told to come to an end."""

    threads: CapacityLimiter
    most_s: float
    keep_alive_s: float = 10.0

    async def run(self, receive: Receive, work: Callable[[], T]) -> T:
        """The result of blocking work, done in a thread; nobody reads it where the client has left.

        Args:
            receive: of the request, whose body has been read.
            work: may ask `is_gone()`; a model call below it does.
        """
        from anyio import to_thread

        gone = Event()

        def until_gone() -> T:
            with until(gone):
                return work()

        watch = asyncio.create_task(_watch(receive, self.most_s, Event(), gone))
        try:
            return await to_thread.run_sync(until_gone, limiter=self.threads)
        finally:
            gone.set()
            watch.cancel()

    async def run_until_cancelled(self, work: Callable[[], T]) -> T:
        """The same where no request is at hand: the caller's cancelling is the client's leaving."""
        from anyio import move_on_after, to_thread

        gone = Event()

        def until_gone() -> T:
            with until(gone):
                return work()

        async def end() -> None:
            with move_on_after(self.most_s):
                await asyncio.Event().wait()
            gone.set()

        watch = asyncio.create_task(end())
        try:
            return await to_thread.run_sync(until_gone, limiter=self.threads, abandon_on_cancel=True)
        finally:
            gone.set()
            watch.cancel()


class Events:
    """An answer of server-sent events, an ASGI app. `made` is iterated in a thread, and closed when the client leaves.

    Comments keep the connection alive while nothing is made, so that no proxy between takes it for dead.
    """

    def __init__(
        self,
        made: Callable[[], Generator[bytes]],
        *,
        worker: Worker,
        failed: Callable[[int, str], Iterable[bytes]],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`failed` gives the last events when `made` raises, from a status and words that tell of nothing inside."""
        self._made, self._worker, self._failed = made, worker, failed
        self._headers = {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store",
            "x-accel-buffering": "no",  # nginx would hold the events back
            **(headers or {}),
        }

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Send the events until there are no more; what is made after the client has left is dropped.

        `scope["state"]["whole"]` tells, before the last byte, whether every event was made and none of them failed.
        """
        left, gone = Event(), Event()
        made: asyncio.Queue[bytes | None] = asyncio.Queue(AHEAD)
        headers = [(name.encode(), value.encode()) for name, value in self._headers.items()]
        await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": headers})
        watch = asyncio.create_task(_watch(receive, self._worker.most_s, left, gone))
        make = asyncio.create_task(self._make(made, left, gone))
        try:
            while (piece := await self._next(made)) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        finally:
            left.set()
            gone.set()
            watch.cancel()
        scope.setdefault("state", {})["whole"] = await make
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def response(self) -> Response:
        """The same as what FastAPI takes from a handler: it looks at the class."""
        from starlette.responses import Response

        events = self

        class Streamed(Response):
            async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
                await events(scope, receive, send)

        return Streamed()

    async def _next(self, made: asyncio.Queue[bytes | None]) -> bytes | None:
        try:
            return await asyncio.wait_for(made.get(), self._worker.keep_alive_s)
        except TimeoutError:
            return KEEP_ALIVE

    async def _make(self, made: asyncio.Queue[bytes | None], left: Event, gone: Event) -> bool:
        """Put all events into `made`, then None; whether they are whole."""
        from anyio import from_thread, to_thread

        failed = False

        def pieces() -> Generator[bytes]:
            nonlocal failed
            try:
                with closing(self._made()) as own:
                    yield from own
            except Exception as error:  # noqa: BLE001 -- the headers are sent: it ends as an event
                failed = True
                yield from self._failed(*explain(error))

        def work() -> bool:
            with until(gone), closing(pieces()) as all_:
                for piece in all_:
                    if left.is_set():
                        return False
                    from_thread.run(made.put, piece)
            return not failed

        try:
            return await to_thread.run_sync(work, limiter=self._worker.threads)
        finally:
            await made.put(None)


async def _watch(receive: Receive, within_s: float, left: Event, gone: Event) -> None:
    """Set both when the client leaves, and `gone` alone when the time is over."""
    try:
        async with asyncio.timeout(within_s):
            while (await receive())["type"] != "http.disconnect":
                pass
        left.set()
    except TimeoutError:
        pass
    gone.set()
