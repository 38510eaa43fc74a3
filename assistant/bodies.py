"""How large a request may be, and how long it may take to arrive. Plain ASGI."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from starlette.exceptions import HTTPException

from assistant.asgi import App, Message, Receive, Send, header
from assistant.problem import refuse

__all__ = ["Bodies"]


class BodyError(HTTPException):
    """More bytes came than are allowed, or they came too slowly."""


class Bodies:
    """Answers 413 to a body of more than `most` bytes: at once where its length is declared, else when it shows.

    A body that has not come whole after `within_s` seconds is answered 408: a client that never sends what it announced
    would hold a place for ever.
    """

    def __init__(self, app: App, *, most: int, within_s: float) -> None:
        self._app, self._most, self._within_s = app, most, within_s
        self._told = f"the body has more than {most:,} bytes; send less"

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = header(scope, "content-length")
        if declared.isdecimal() and int(declared[:20]) > self._most:
            await refuse(scope["path"], HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._told)(scope, receive, send)
            return
        taken, whole, started = 0, False, False
        ends = asyncio.get_running_loop().time() + self._within_s

        async def counted() -> Message:
            nonlocal taken, whole
            if whole:
                return await receive()  # waits for the client to leave
            try:
                async with asyncio.timeout_at(ends):
                    message = await receive()
            except TimeoutError:
                told = f"the body did not come within {self._within_s:.0f} s; send it at once"
                raise BodyError(HTTPStatus.REQUEST_TIMEOUT, told) from None
            whole = not message.get("more_body", False)
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise BodyError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._told)
            return message

        async def passed(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, passed)
        except BodyError as error:
            if started:
                raise
            await refuse(scope["path"], error.status_code, error.detail)(scope, receive, send)
