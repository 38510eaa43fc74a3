"""Generations in a folder of this machine. A finished one is only ever read; each process asks a copy of its own.

Why a copy: Chroma writes into a folder even when it is only asked (measured: its SQLite file changes at every opening),
which would break the receipt, and make two servers on one folder two writers.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from index.catalog import Stored
from index.seal import sha256_of
from index.snapshot import PREFIX, Snapshot, sweep
from index.vectors import Generation, Receipt, VectorError, fill, open_collection, open_folder

__all__ = ["EmbeddedStore"]

COLLECTION = "passages"
MEND = "run `dateline index --repair`"


class EmbeddedStore:
    """Chroma inside this process; the generations are folders below one."""

    place = "embedded"

    def __init__(self, folder: Path) -> None:
        """The folder need not exist yet."""
        self._folder = folder

    def build(self, name: str, stored: Iterable[Stored], *, total: int) -> Receipt:
        """Make a new generation beside the others, make it last on the disk, name it, and read it back.

        Raises:
            VectorError: it does not hold every vector after it was written.
        """
        draft, final = self._folder / f"{name}.new", self._folder / name
        for old in (draft, final):
            shutil.rmtree(old, ignore_errors=True)
        draft.mkdir(parents=True)
        client = open_folder(str(draft))
        try:
            fill(client, COLLECTION, stored, total=total)
        finally:
            client.close()
        parts = sorted(draft.rglob("*"))
        files = {one.relative_to(draft).as_posix(): sha256_of(one) for one in parts if one.is_file()}
        for one in [*parts, draft]:
            _persist(one)
        draft.rename(final)
        _persist(self._folder)
        receipt = Receipt(count=total, files=files)
        self.open(name, receipt).close()
        return receipt

    def open(self, name: str, receipt: Receipt) -> Generation:
        """A checked copy of a generation, for this process alone; it is removed when it is closed.

        Raises:
            VectorError: a file is missing, cut off or altered, or Chroma cannot read it.
        """
        with ExitStack() as undo:
            copy = Snapshot(self._folder)
            undo.callback(copy.close)
            for file, sha256 in receipt.files.items():
                try:
                    found = copy.add(self._folder / name / file, file)
                except OSError as error:
                    raise VectorError(f"the vector store {name} cannot be read ({error.strerror}); {MEND}") from error
                if found != sha256:
                    raise VectorError(f"the vector store {name} was altered ({Path(file).name}); {MEND}")
            try:
                client = open_folder(str(copy.folder))
                undo.callback(client.close)
                store, count = open_collection(client, COLLECTION)
            except Exception as error:
                raise VectorError(f"the vector store {name} is damaged; {MEND}") from error
            if count != receipt.count:
                raise VectorError(f"the vector store {name} holds {count} vectors, not {receipt.count}; {MEND}")
            return Generation(store, count, close=undo.pop_all().close)

    def check(self, name: str, receipt: Receipt) -> None:
        """Compare the files with what they were when they were made.

        Raises:
            VectorError: one is missing, cut off or altered.
        """
        for file, sha256 in receipt.files.items():
            try:
                found = sha256_of(self._folder / name / file)
            except OSError as error:
                raise VectorError(f"the vector store {name} cannot be read ({error.strerror}); {MEND}") from error
            if found != sha256:
                raise VectorError(f"the vector store {name} was altered ({Path(file).name}); {MEND}")

    def keep_only(self, name: str, *, before: str) -> None:  # noqa: ARG002 -- readers have copies of their own
        """Remove the other generations; a reader that is just copying one turns to the new one."""
        sweep(self._folder)
        for one in self._folder.iterdir():
            if one.name != name and not one.name.startswith(PREFIX):
                shutil.rmtree(one, ignore_errors=True)


def _persist(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
