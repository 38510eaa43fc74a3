"""What a browser may do with any answer of this server, and which of Gradio's own paths exist. Plain ASGI."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

__all__ = ["Secure", "content_policy"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Gradio 6.31 registers some sixty paths under this prefix (uploads, a proxy, a code editor for its developers). The
# page uses these seven; the rest answer 404.
GRADIO = "/gradio_api/"
GRADIO_USED = re.compile(r"(?:run/predict|queue/join|queue/data|cancel|reset|startup-events|heartbeat/\w+)/?")
FIXED = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
]


def content_policy(page: bytes = b"") -> str:
    """The Content-Security-Policy for a page: this host only, and no inline script but those the page came with.

    A script is allowed by the hash of its text, so one that enters the page later (an event attribute in an article)
    does not run. `unsafe-eval` stays: Gradio compiles the template of every `gr.HTML` with `Function`. Styles may stand
    inline, because Gradio's components set them.
    """
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in INLINE_SCRIPT.findall(page))
    hashes = "".join(f" 'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'self'; script-src 'self' 'unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


class Secure:
    """Adds the headers to every HTTP answer of `app`, and hides what Gradio offers beyond this page.

    HTML is held back until it is whole, because its policy names the scripts in it; everything else streams through.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection; anything but HTTP (lifespan, web sockets) passes untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif self._hidden(scope["path"]):
            start = {"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]}
            await send(_with_headers(start, b""))
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(_uncompressed(scope), receive, _Guarded(send))

    @staticmethod
    def _hidden(path: str) -> bool:
        return path.startswith(GRADIO) and not GRADIO_USED.fullmatch(path.removeprefix(GRADIO))


class _Guarded:
    """One answer on its way out."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.held: Message | None = None
        self.page = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
            if any(kind.startswith(b"text/html") for kind in kinds):
                self.held = message
            else:
                await self.send(_with_headers(message, b""))
        elif self.held is None:
            await self.send(message)
        else:
            self.page += message.get("body", b"")
            if not message.get("more_body", False):
                await self.send(_with_headers(self.held, self.page))
                await self.send({"type": "http.response.body", "body": self.page})


def _with_headers(start: Message, page: bytes) -> Message:
    policy = (b"content-security-policy", content_policy(page).encode())
    return {**start, "headers": [*start["headers"], *FIXED, policy]}


def _uncompressed(scope: Message) -> Message:
    """The request without its offer to take compressed HTML, whose scripts could not be read; other files keep it."""
    if not any(name == b"accept" and b"text/html" in value for name, value in scope["headers"]):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
