"""A copy of some files for one process alone; gone with it, also when it is killed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from pathlib import Path
from tempfile import mkstemp

__all__ = ["PREFIX", "Snapshot", "sweep"]

PREFIX, LOCK = "copy-", ".lock"  # the copy, and beside it the lock that its process holds as long as it lives
BLOCK = 1 << 20


class Snapshot:
    """A new, empty folder below `parent`."""

    def __init__(self, parent: Path) -> None:
        """Make the folder, and remove those of processes that have ended."""
        parent.mkdir(parents=True, exist_ok=True)
        sweep(parent)
        handle, linked = 0, 0
        while not linked:  # another process may sweep the lock away before it is held
            handle, name = mkstemp(prefix=PREFIX, suffix=LOCK, dir=parent)
            fcntl.flock(handle, fcntl.LOCK_EX)
            linked = os.fstat(handle).st_nlink
            if not linked:
                os.close(handle)
        self._handle, self._lock = handle, Path(name)
        self.folder = Path(name.removesuffix(LOCK))
        self.folder.mkdir()

    def add(self, source: Path, name: str) -> str:
        """Copy a file in under a relative name; returns the sha256 of the bytes that were copied.

        Raises:
            OSError: the file is not there, or there is no room.
        """
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with source.open("rb") as read, target.open("wb") as written:
            while block := read.read(BLOCK):
                digest.update(block)
                written.write(block)
        return digest.hexdigest()

    def close(self) -> None:
        """Remove it; harmless when repeated."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock.exists():
            self._lock.unlink()
            os.close(self._handle)


def sweep(parent: Path) -> None:
    """Remove the copies below `parent` whose processes have ended."""
    for lock in parent.glob(f"{PREFIX}*{LOCK}"):
        try:
            with lock.open("rb") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except OSError:  # it is held by its process, or was swept by another
            continue
