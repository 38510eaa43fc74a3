"""What tells later that nothing was altered: a seal on every row, and a mark beside the file.

A row's seal is a hash of all its columns, checked whenever it is read. The mark holds the revision of the last commit,
so that a log that lost commits is noticed, and the sha256 of the whole file while nobody writes to it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["Mark", "compare", "read_mark", "seal", "sha256_apart", "sha256_of", "write_mark"]

MARK = "{:020d} {}\n"  # of one length, so that it is replaced by one write
HASH = "import hashlib, sys; print(hashlib.file_digest(open(sys.argv[1], 'rb'), 'sha256').hexdigest())"
OPEN = "-" * 64  # stands for the sha256 while the file may change


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The revision of the last commit; and what the whole file hashes to, or None while it may change."""

    revision: int
    sha256: str | None


def seal(*values: str | float | bytes | None) -> bytes:
    """16 bytes that stand for these values, in this order and of these types; also an SQL function of the catalogue.

    >>> seal("a", "bc") == seal("ab", "c")
    False
    """
    digest = hashlib.blake2b(digest_size=16)
    for value in values:
        raw = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        digest.update(f"{type(value).__name__} {len(raw)} ".encode())
        digest.update(raw)
    return digest.digest()


def sha256_of(path: Path) -> str:
    """The sha256 of a file in hexadecimal; about 1 s for 600 MB.

    Raises:
        OSError: it is not there, or cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_apart(path: Path) -> str:
    """The same in a process of its own: closing a file drops all locks that a process has on it, SQLite's too.

    Without them another process takes itself for the last one and removes the log that this one reads: it then answers
    from an old state for seconds (measured: 43 of 3,493 answers).
    """
    command = [sys.executable, "-I", "-S", "-c", HASH, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def read_mark(path: Path) -> Mark | None:
    """The mark, or None where there is none or it cannot be understood: then the file itself has to be read whole."""
    try:
        revision, sha256 = path.read_text(encoding="ascii").split()
        return Mark(revision=int(revision), sha256=None if sha256 == OPEN else sha256)
    except (OSError, ValueError):
        return None


def write_mark(path: Path, mark: Mark, *, durable: bool) -> None:
    """Replace the mark; `durable` waits until it would survive a power cut."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        os.pwrite(handle, MARK.format(mark.revision, mark.sha256 or OPEN).encode("ascii"), 0)
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def compare(path: Path, mark: Path, revision: int) -> Literal["same", "altered", "cut", "unknown"]:
    """What the mark tells of a file whose last commit is `revision`: "cut" when that is not the last one any more.

    "unknown": there is no mark, or the file may have changed since: a writer is at work, or was killed.
    """
    before = read_mark(mark)
    if before is not None and revision < before.revision:
        return "cut"
    log = Path(f"{path}-wal")
    if before is None or before.sha256 is None or (log.exists() and log.stat().st_size):
        return "unknown"
    if sha256_apart(path) == before.sha256:
        return "same"
    return "altered" if read_mark(mark) == before else "unknown"
