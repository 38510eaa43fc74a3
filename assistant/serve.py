"""Run the server: API and page in one process, or in several on one socket. The door to uvicorn."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.api import create_api
from assistant.assemble import open_assistant
from assistant.astray import refuse_unknown
from assistant.chain import Assistant
from assistant.keys import Keyring
from assistant.metrics import MULTIPLE
from assistant.observe import write_logs
from assistant.operate import may_operate
from assistant.settings import Settings, load_settings
from assistant.shelf import Shelf
from assistant.ui import mount_page

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["PortError", "create_app", "is_this_machine", "listen", "open_app", "serve", "serve_many"]

GRACE_S = 6  # what runs when the server is stopped may finish so long; an open page holds its connection for ever
KEYED = "DATELINE_REQUIRE_KEYS"


class PortError(OSError):
    """The address cannot be listened on; the message says which and what to do."""


def create_app(assistant: Assistant, *, keyed: bool = False) -> FastAPI:
    """The API with the page mounted at "/"; `keyed` as in `create_api`."""
    keyring = Keyring(assistant.settings.home) if keyed else None
    app = mount_page(
        create_api(assistant, keyed=keyed),
        stream=assistant.stream,
        catalog=assistant.index.catalog,
        home=assistant.settings.home,
        shelf=Shelf(home=assistant.settings.home, embedder=assistant.embedder, settings=assistant.settings),
        operates=lambda caller: may_operate(keyring, caller),
    )
    refuse_unknown(app)
    return app


def open_app() -> FastAPI:
    """What each of several workers serves, by the settings in its environment."""
    settings = load_settings()
    write_logs(settings.log_level)
    return create_app(open_assistant(settings), keyed=settings.require_keys)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, so that a taken port is told before anything is loaded.

    Raises:
        PortError: the address is taken, not this machine's, or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    place = socket.socket(family, socket.SOCK_STREAM)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((host, port))
        place.listen(128)
    except OSError as error:
        place.close()
        raise PortError(
            f"cannot listen on {host} port {port} ({error.strerror or error}); "
            f"stop what listens there, or choose another with --port"
        ) from error
    return place


def is_this_machine(place: socket.socket) -> bool:
    """Whether only this machine can reach a listening socket."""
    return ipaddress.ip_address(place.getsockname()[0]).is_loopback


def serve(assistant: Assistant, place: socket.socket, *, started: Callable[[str], None]) -> None:
    """Answer until stopped; calls `started` with the address once questions are answered.

    Keys are needed as soon as another machine can reach the socket, or the settings ask for them.
    """
    import uvicorn

    settings = assistant.settings
    write_logs(settings.log_level)
    app = create_app(assistant, keyed=settings.require_keys or not is_this_machine(place))

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started(_address(place))

    Server(uvicorn.Config(app, **_options())).run(sockets=[place])


def serve_many(settings: Settings, place: socket.socket, *, workers: int, started: Callable[[str], None]) -> None:
    """The same with several processes, which share the socket and the data folder; one that dies is replaced.

    They read the settings from the environment, where `_tell` leaves what only this process knows.
    """
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    _tell(settings, place)
    config = uvicorn.Config("assistant.serve:open_app", factory=True, workers=workers, **_options())
    started(_address(place))
    Multiprocess(config, sockets=[place]).run()


def _tell(settings: Settings, place: socket.socket) -> None:
    """What the workers need to be told: whether keys are asked for, and where to add up their figures."""
    if settings.require_keys or not is_this_machine(place):
        os.environ[KEYED] = "true"
    counts = settings.home / "metrics"
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(parents=True)
    os.environ[MULTIPLE] = str(counts)


def _options() -> dict[str, Any]:
    return {
        "log_level": "warning",
        "access_log": False,
        "timeout_graceful_shutdown": GRACE_S,
        "server_header": False,
        "h11_max_incomplete_event_size": 65_536,
    }


def _address(place: socket.socket) -> str:
    host, port = place.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
