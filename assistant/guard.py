"""Who may come in, and how many: a key with the right scope, a free place, a request left. Plain ASGI."""

# The limiter's file locks may wait, so they are taken in a thread; everything else here is quick.
from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from assistant.asgi import App, Message, Receive, Send, header, with_headers
from assistant.keys import Keyring, Scope
from assistant.limit import Admission, Limiter, whole_seconds
from assistant.problem import refuse

__all__ = ["Guard"]

OPEN = frozenset({"/health", "/ready", "/version", "/openapi.json", "/docs", "/docs/oauth2-redirect"})
SHOWN = "/static-offline-docs/"  # what the API's own page is drawn with
LIMITED = ("/ask", "/articles", "/jobs", "/v1/", "/mcp")
OPERATED = ("/jobs", "/metrics")
ANYONE = "anyone"  # the one caller there is while no keys are asked for


class Guard:
    """Lets a request through to `app`, or answers 401, 403 or 429 itself, before its body is read."""

    def __init__(
        self, app: App, *, keyring: Keyring | None, limiter: Limiter, hosts: Sequence[str] | None = None
    ) -> None:
        """Without a `keyring` everybody may do everything, within the limits at once.

        `hosts`: what the Host header may say, "name:*" with any port; None: anything.
        """
        self._app, self._keyring, self._limiter, self._hosts = app, keyring, limiter, hosts

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection; anything but HTTP passes untouched, as the page uses no web sockets."""
        path: str = scope.get("path", "")
        if scope["type"] != "http" or path in OPEN or path.startswith(SHOWN) or _asks_first(scope):
            await self._app(scope, receive, send)
            return
        if self._hosts is not None and not _is_among(header(scope, "host"), self._hosts):
            told = "this server answers to its own name only; set DATELINE_PUBLIC_URL to the one that clients use"
            await refuse(path, HTTPStatus.MISDIRECTED_REQUEST, told)(scope, receive, send)
            return
        who = ANYONE
        if self._keyring is not None:
            key = self._keyring.find(_sent(scope))
            if key is None:
                await _unknown(scope, receive, send)
                return
            if (needed := _needed(scope)) not in key.scopes and needed is not None:
                told = f"this key may not {needed} here; the operator makes one that may with `dateline keys add`"
                await refuse(path, HTTPStatus.FORBIDDEN, told)(scope, receive, send)
                return
            who = key.id
        scope.setdefault("state", {})["caller"] = who
        if path.startswith(LIMITED):
            await self._limited(who, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _limited(self, who: str, scope: Message, receive: Receive, send: Send) -> None:
        from anyio import CancelScope, to_thread

        rated = self._keyring is not None
        admitted = await to_thread.run_sync(lambda: self._limiter.admit(who, rated=rated))
        headers = _told(admitted)
        if admitted.lease is None:
            detail = {"rate": "too many requests in a minute", "busy": "too many requests at the same time"}
            headers["retry-after"] = whole_seconds(admitted.retry_after_s)
            told = f"{detail[admitted.why]}; come again in {headers['retry-after']} s"
            await refuse(scope["path"], HTTPStatus.TOO_MANY_REQUESTS, told, headers=headers)(scope, receive, send)
            return
        lease: str | None = admitted.lease

        async def release() -> None:
            nonlocal lease
            given, lease = lease, None
            if given is not None:
                with CancelScope(shield=True):
                    await to_thread.run_sync(lambda: self._limiter.release(who, given))

        async def passed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = with_headers(message, headers)
            elif not message.get("more_body", False):
                await release()  # before the caller knows that it may come again
            await send(message)

        try:
            await self._app(scope, receive, passed)
        finally:
            await release()


def _needed(scope: Message) -> Scope | None:
    """The scope that a request needs; None: the page, for which any key will do."""
    path, method = scope["path"], scope["method"]
    if path.startswith(OPERATED) or (path.startswith("/articles") and method not in {"GET", "HEAD"}):
        return "operate"
    return "ask" if path.startswith(LIMITED) else None


def _is_among(host: str, hosts: Sequence[str]) -> bool:
    return host in hosts or f"{host.rpartition(':')[0]}:*" in hosts


def _asks_first(scope: Message) -> bool:
    """A browser's question whether it may ask, which never carries a key; only CORS answers it, if it is on."""
    return bool(scope["method"] == "OPTIONS" and header(scope, "access-control-request-method"))


def _sent(scope: Message) -> str:
    """The key of the request: a bearer token, or the password that a browser asks for to open the page."""
    kind, _, value = header(scope, "authorization").partition(" ")
    if kind.lower() != "basic":
        return value.strip() if kind.lower() == "bearer" else ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


async def _unknown(scope: Message, receive: Receive, send: Send) -> None:
    api = scope["path"].startswith((*LIMITED, *OPERATED))
    headers: Mapping[str, str] = {"www-authenticate": "Bearer" if api else 'Basic realm="Dateline", charset="UTF-8"'}
    told = "a key is needed and this is none; send it as `Authorization: Bearer dl-...`, or as the password of the page"
    await refuse(scope["path"], HTTPStatus.UNAUTHORIZED, told, headers=headers)(scope, receive, send)


def _told(admitted: Admission) -> dict[str, str]:
    """OpenAI's headers about the limit, where there is one."""
    if admitted.limit is None:
        return {}
    return {
        "x-ratelimit-limit-requests": str(admitted.limit),
        "x-ratelimit-remaining-requests": str(max(0, admitted.remaining)),
        "x-ratelimit-reset-requests": f"{admitted.reset_s:.3f}s",
    }
