"""How large a request may be. Plain ASGI."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException

from assistant.asgi import App, Message, Receive, Send, header
from assistant.problem import refuse

__all__ = ["Bodies"]


class TooLargeError(HTTPException):
    """More bytes came than are allowed."""


class Bodies:
    """Answers 413 to a body of more than `most` bytes: at once where its length is declared, else when it shows."""

    def __init__(self, app: App, *, most: int) -> None:
        self._app, self._most = app, most
        self._told = f"the body has more than {most:,} bytes; send less"

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = refuse(scope["path"], HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._told)
        declared = header(scope, "content-length")
        if declared.isdecimal() and int(declared[:20]) > self._most:
            await refusal(scope, receive, send)
            return
        taken, started = 0, False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise TooLargeError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._told)
            return message

        async def passed(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, passed)
        except TooLargeError:
            if started:
                raise
            await refusal(scope, receive, send)
