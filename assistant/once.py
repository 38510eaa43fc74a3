"""A POST sent twice under one Idempotency-Key is done once: the second gets the first one's answer. Plain ASGI.

The answers lie as files in the data folder, so any worker finds them; for a day, readable by the server's user only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import time
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from assistant.asgi import App, Message, Receive, Send, header
from assistant.problem import refuse

__all__ = ["Once"]

KEPT_S = 24 * 3600
LONGEST = 255  # characters of a key
PATHS = ("/ask", "/articles", "/v1/chat/completions", "/v1/responses")
# What says nothing about the request itself: asked again, the answer may differ.
PASSING = frozenset({401, 403, 409, 429})


class Once:
    """Keeps whole answers below 500. Events are kept when the last of them was made, and then come all at once.

    A stream that broke off, or ended in an error, is not kept: the same request asks anew.
    """

    def __init__(self, app: App, *, folder: Path) -> None:
        self._app, self._folder = app, folder

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        key = header(scope, "idempotency-key") if scope["type"] == "http" else ""
        if not key or scope["method"] != "POST" or scope["path"] not in PATHS:
            await self._app(scope, receive, send)
            return
        if len(key) > LONGEST:
            told = f"an Idempotency-Key has at most {LONGEST} characters"
            await refuse(scope["path"], HTTPStatus.BAD_REQUEST, told)(scope, receive, send)
            return
        body = await _read(receive)
        if body is None:
            return  # the client left before it had sent everything
        caller = scope.get("state", {}).get("caller", "")
        place = self._folder / hashlib.sha256(f"{caller}\0{key}".encode()).hexdigest()
        events = "text/event-stream" in header(scope, "accept")  # one path answers as JSON or as events
        asked = hashlib.sha256(f"{scope['path']}\0{events}\0".encode() + body).hexdigest()
        known = self._claim(place, asked)
        if known is None:
            await self._first(place, asked, body, scope, receive, send)
        elif known["asked"] != asked:
            told = "this Idempotency-Key was used for another request; take a new one"
            await refuse(scope["path"], HTTPStatus.UNPROCESSABLE_ENTITY, told)(scope, receive, send)
        elif "status" not in known:
            told = "the same request is being answered; come again for its answer"
            refusal = refuse(scope["path"], HTTPStatus.CONFLICT, told, headers={"retry-after": "1"})
            await refusal(scope, receive, send)
        else:
            headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in known["headers"]]
            headers.append((b"idempotent-replayed", b"true"))
            await send({"type": "http.response.start", "status": known["status"], "headers": headers})
            await send({"type": "http.response.body", "body": base64.b64decode(known["body"])})

    async def _first(self, place: Path, asked: str, body: bytes, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, and keep the answer before its last byte leaves."""
        start: Message = {}
        said: list[bytes] = []
        unread = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return unread.pop() if unread else await receive()

        async def passed(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                said.append(message.get("body", b""))
                if not message.get("more_body", False) and _is_kept(start, scope):
                    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]]
                    whole = base64.b64encode(b"".join(said)).decode()
                    _keep(place, {"asked": asked, "status": start["status"], "headers": headers, "body": whole})
                    start["kept"] = True
            await send(message)

        try:
            await self._app(scope, again, passed)
        finally:
            if "kept" not in start:
                _drop(place)

    def _claim(self, place: Path, asked: str) -> dict[str, Any] | None:
        """What is known of this key; None: nothing, and the request at hand is now the first."""
        self._folder.mkdir(parents=True, exist_ok=True)
        known = _look(place)
        if known is not None and (known.get("until", 0) < time.time() or _is_orphan(known)):
            place.unlink(missing_ok=True)
        draft = place.with_suffix(f".{secrets.token_hex(4)}")
        _write(draft, {"asked": asked, "process": os.getpid(), "until": time.time() + KEPT_S})
        try:
            os.link(draft, place)  # made with its content, or not at all
        except FileExistsError:
            return _look(place) or {"asked": asked}
        finally:
            draft.unlink()
        return None


def _is_kept(start: Message, scope: Message) -> bool:
    status, whole = start["status"], scope.get("state", {}).get("whole", True)  # `Events` tells that of a stream
    return bool(status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in PASSING and whole)


def _is_orphan(known: dict[str, Any]) -> bool:
    """Whether the process that was answering is gone."""
    if "status" in known:
        return False
    try:
        os.kill(known["process"], 0)
    except ProcessLookupError:
        return True
    return False


def _keep(place: Path, answer: dict[str, Any]) -> None:
    draft = place.with_suffix(f".{secrets.token_hex(4)}")
    _write(draft, {**answer, "until": time.time() + KEPT_S})
    draft.rename(place)
    for old in place.parent.iterdir():
        with suppress(FileNotFoundError):  # another process cleans too
            if old.stat().st_mtime < time.time() - KEPT_S:
                old.unlink()


def _drop(place: Path) -> None:
    place.unlink(missing_ok=True)


def _write(path: Path, value: dict[str, Any]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w") as file:
        json.dump(value, file)


def _look(place: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


async def _read(receive: Receive) -> bytes | None:
    pieces: list[bytes] = []
    while (message := await receive())["type"] == "http.request":
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(pieces)
    return None
