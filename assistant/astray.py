"""What no path serves: refused in the shape its client reads, and not by the page, which is mounted at "/"."""

# FastAPI and Starlette are this door's; it is handed the app, and imports what it needs when it is called.
from collections.abc import Set as AbstractSet
from http import HTTPStatus
from typing import TYPE_CHECKING

from assistant.asgi import Message, Receive, Send
from assistant.problem import OPENAI_PREFIX, refuse

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["refuse_astray", "refuse_unknown"]

UNKNOWN = "there is no such path; /docs shows those there are"


def refuse_astray(app: "FastAPI") -> None:
    """Answer for every path that `app` has by now the methods it does not take, and whatever else is below `/v1/`."""
    from starlette.routing import Route

    served: dict[str, set[str]] = {}
    for route in app.routes:
        if isinstance(route, Route) and route.methods:
            served.setdefault(route.path, set()).update(route.methods)
    for path, methods in served.items():
        app.router.routes.append(Route(path, _Otherwise(app, path, methods), include_in_schema=False))
    below = OPENAI_PREFIX + "{rest:path}"
    app.router.routes.append(Route(below, _Otherwise(app, below, frozenset()), include_in_schema=False))


def refuse_unknown(app: "FastAPI") -> None:
    """Have what is mounted in `app` refuse a path that it does not know as `app` itself does."""
    from fastapi import FastAPI
    from starlette.routing import Mount

    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, FastAPI):
            route.app.add_exception_handler(HTTPStatus.NOT_FOUND, _unknown)
            route.app.add_exception_handler(HTTPStatus.METHOD_NOT_ALLOWED, _unknown)


def _unknown(request: "Request", _: Exception) -> "Response":
    return refuse(request.url.path, HTTPStatus.NOT_FOUND, UNKNOWN)


class _Otherwise:
    """A path asked with none of its `methods`: HEAD is answered as GET, the rest refused. None: there is no path."""

    def __init__(self, app: "FastAPI", path: str, methods: AbstractSet[str]) -> None:
        self._app, self.path, self._allowed = app, path, ", ".join(sorted(methods))
        self._headed = "GET" in methods

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["method"] == "HEAD" and self._headed:
            await self._app.router({**scope, "method": "GET"}, receive, send)  # uvicorn sends no body to a HEAD
        elif self._allowed:
            told, headers = f"this path takes {self._allowed} only", {"allow": self._allowed}
            await refuse(path, HTTPStatus.METHOD_NOT_ALLOWED, told, headers=headers)(scope, receive, send)
        else:
            await refuse(path, HTTPStatus.NOT_FOUND, UNKNOWN)(scope, receive, send)
