"""Files under one root: sorted, capped, never a link, a device or a name outside of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from index.raw import Refusal, RefusedError, printable

__all__ = ["open_file", "read_whole", "walk"]


def walk(root: Path) -> Iterator[Path | Refusal]:
    """Every file below a folder, folder by folder and sorted by name, and a refusal for whatever cannot be one.

    Hidden names, links and devices are refused, so nothing outside the root is ever reached and no file is read twice.
    """
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Refusal(source=_below(root, folder), reason=f"cannot be listed: {error.strerror}")
            continue
        folders = []
        for entry in entries:
            path = Path(entry.path)
            if (reason := _unfit(entry, root)) is not None:
                yield Refusal(source=_below(root, path), reason=reason)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                yield path
        waiting.extend(reversed(folders))


def open_file(path: Path) -> BinaryIO:
    """Open a regular file for reading, never through a link and never waiting on a pipe.

    Raises:
        RefusedError: it is a link, a device, gone or unreadable.
    """
    try:
        # Between listing and opening a name can be swapped for a link or a pipe: these flags refuse both.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise RefusedError(f"cannot be opened: {error.strerror}") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise RefusedError("is not a regular file")
    return os.fdopen(handle, "rb")


def read_whole(file: BinaryIO, *, max_bytes: int) -> bytes:
    """All bytes of a file.

    Raises:
        RefusedError: it cannot be read, is empty, or has more than `max_bytes`; at most one byte more is read.
    """
    try:
        data = file.read(max_bytes + 1)
    except OSError as error:
        raise RefusedError(f"cannot be read: {error.strerror}") from None
    if len(data) > max_bytes:
        raise RefusedError(f"has more than {max_bytes:,} bytes; split it, or raise the limit")
    if not data.strip():
        raise RefusedError("is empty")
    return data


def _unfit(entry: os.DirEntry[str], root: Path) -> str | None:
    if entry.is_symlink():
        inside = Path(os.path.realpath(entry.path)).is_relative_to(root)
        return (
            "is a link; what it points to is read under its own name"
            if inside
            else "is a link out of the folder; copy the file here, or name its own folder"
        )
    if entry.name.startswith("."):
        return "is hidden; rename it without the leading dot to have it read"
    if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
        return "is a pipe, socket or device, not a file"
    return None


def _below(root: Path, path: Path) -> str:
    return printable(path.relative_to(root).as_posix())
