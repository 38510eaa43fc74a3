"""Whether a request of the page comes from somebody who may change the library."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from assistant.keys import Keyring

__all__ = ["Operates", "may_operate"]

ANYONE = "anyone"  # what the guard calls everybody where no keys are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Operates:
    """Asked with a request: it must come from this page itself, and its caller must be allowed.

    Another website can make a browser send requests here, with the page's password (CSRF); the browser then says from
    where. Without keys the page must be called by a name of this machine, which no outside name can pretend to be (DNS
    rebinding). `writable` False: nobody may.
    """

    allowed: Callable[[str | None], bool]
    writable: bool = True

    def __call__(self, request: Any) -> bool:  # noqa: ANN401 -- Gradio's wrapper of Starlette's request
        """Whether it may."""
        if not self.writable or request is None:
            return False
        headers, state = request.headers, getattr(request, "state", None)
        host, origin = headers.get("host", ""), headers.get("origin")
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return False
        if origin is not None and urlsplit(origin).netloc != host:
            return False
        caller = getattr(state, "caller", None)
        caller = None if caller == ANYONE else caller
        return (caller is not None or _local(host)) and self.allowed(caller)


def _local(host: str) -> bool:
    """Whether a Host header names this machine by a name that cannot be bent to another."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def may_operate(keyring: Keyring | None, caller: str | None) -> bool:
    """Whether the caller's key, by its id, may change things; everybody may where no keys are asked for."""
    return keyring is None or any(key.id == caller and "operate" in key.scopes for key in keyring.keys())  # noqa: SIM118 -- a list of keys, not a mapping
