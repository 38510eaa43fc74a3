"""The one writer's place."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.database import CatalogError

__all__ = ["BusyError", "only_writer"]


class BusyError(Exception):
    """Another process is writing to this index; the message says which."""


@contextmanager
def only_writer(home: Path) -> Iterator[None]:
    """Hold the one writer's place in `home`, made when missing; the system frees it however the process ends.

    Raises:
        CatalogError: `home` is no folder or cannot be written.
        BusyError: it is held by another process, or by another thread of this one; said at once, without waiting.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "writer.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise CatalogError(
            f"the folder {home} cannot be written ({error.strerror}); set DATELINE_HOME to another"
        ) from error
    with lock as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            place.seek(0)
            who = place.read(80).strip() or "another process"
            raise BusyError(f"{who} is writing to this index; wait until it has finished, or stop it") from error
        place.truncate(0)
        place.write(f"process {os.getpid()}")
        place.flush()
        yield
