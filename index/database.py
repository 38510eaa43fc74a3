"""One SQLite file, read by many threads and processes and written by one at a time. The door to SQLite."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from index.seal import Mark, compare, seal, sha256_apart, write_mark

__all__ = ["MEND", "SCHEMA", "CatalogError", "Database", "IndexMismatchError", "NoIndexError"]

SCHEMA = "4"
BUSY_S = 10.0  # a reader waits so long for a commit to end; the longest measured commit took 0.2 s
# Pages of the log before they are copied into the file. SQLite's 1,000 are filled by 14 articles of a large index, and
# copying then takes as long as all the rest; 8,000 are 32 MB.
LOG_PAGES = 8000
CACHE_KB = 32_768
MEND = "look at it with `dateline doctor`, mend it with `dateline index --repair`"


class CatalogError(Exception):
    """The catalogue cannot be used; the message says why and what to do."""


class NoIndexError(CatalogError):
    """There is no index at this place yet."""


class IndexMismatchError(CatalogError):
    """The index was made with other settings than the ones asked for."""


class Database:
    """A connection a thread, in WAL mode: readers never wait for the writer, and see whole commits only.

    Damage is an error, never an answer: the whole file is checked when it is opened. Where it was closed in order, it
    must hash to what it did then (`as_left`); after a kill, or while another process writes, it is read row by row.
    """

    def __init__(self, path: Path, *, checked: bool = True) -> None:
        """Open an existing file of this schema.

        Its mark and SQLite's own two files lie beside it. Un`checked`, for mending, it may be damaged or of any schema.

        Raises:
            NoIndexError: there is no file at `path`.
            IndexMismatchError: it has another schema.
            CatalogError: it is not a database, or a part of it was altered, lost or cut off.
        """
        self._path = path
        self._mark = path.with_suffix(".mark")
        self._local = threading.local()
        self._changed = False
        self._checked = checked
        self.run("SELECT 1")
        self.as_left = checked and self._is_as_left()
        if checked and not self.as_left:
            self.check()

    @staticmethod
    def create(path: Path, meta: Mapping[str, str]) -> None:
        """Make a new file whole or not at all; it remembers what it was made with. `path` must not exist."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        db = sqlite3.connect(draft)
        db.executescript((Path(__file__).parent / "schema.sql").read_text(encoding="utf-8"))
        # Revisions of different files must differ, so that a server sees that its file was replaced: not from 0.
        first = {"schema": SCHEMA, "id": token_hex(4), "revision": str(time.time_ns() // 1_000_000)}
        db.executemany("INSERT INTO meta VALUES (?, ?)", [*first.items(), *meta.items()])
        db.commit()
        db.execute("PRAGMA journal_mode = WAL")
        db.close()
        Database.remove(path)
        draft.rename(path)

    @staticmethod
    def remove(path: Path) -> None:
        """Take the file away with all that lies beside it; who has it open sees so at the next question."""
        for one in (path, path.with_suffix(".mark"), Path(f"{path}-wal"), Path(f"{path}-shm")):
            one.unlink(missing_ok=True)

    @staticmethod
    def replace(path: Path, *, by: Path) -> None:
        """Put another closed file in the place of this one."""
        Database.remove(path)
        by.rename(path)
        by.with_suffix(".mark").rename(path.with_suffix(".mark"))

    def run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Execute one statement on this thread's connection; rows read by column name.

        Raises:
            NoIndexError: the file was taken away.
            CatalogError: the statement or its rows cannot be read or written.
        """
        return self._connection().cursor(_Cursor).execute(sql, values)

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Execute one statement for each of the values."""
        self._connection().cursor(_Cursor).executemany(sql, values)

    def _connection(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is not None and db.in_transaction:
            return db
        try:
            found = self._path.stat()
        except OSError as error:
            raise NoIndexError("there is no index yet; make one with `dateline index`") from error
        if db is None or self._local.file != (found.st_dev, found.st_ino):
            self.close()
            db = self._local.db = _connect(self._path, checked=self._checked)
            self._local.file = found.st_dev, found.st_ino
        return db

    def close(self) -> None:
        """Close this thread's connection; others close with their threads. What was written is sealed before."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is not None:
            if self._changed:
                self._seal()
            db.close()
            del self._local.db

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One commit: all of the block's changes, or none when it raises or the process dies."""
        if not self._changed:
            write_mark(self._mark, Mark(revision=self.revision(), sha256=None), durable=True)
            self._changed = True
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
            revision = self.revision()
            self.run("COMMIT")
        except BaseException:
            if self._connection().in_transaction:
                self.run("ROLLBACK")
            raise
        write_mark(self._mark, Mark(revision=revision, sha256=None), durable=False)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One snapshot: all reads of the block see the same commit."""
        self.run("BEGIN")
        try:
            yield
        finally:
            self.run("COMMIT")

    def revision(self) -> int:
        """Rises by one with each commit, by whichever process; differs from that of an index made anew."""
        return int(self.run("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])

    def meta(self) -> dict[str, str]:
        """What the index was made with: schema, embedding, chunk size and overlap, generation, and more."""
        return {row["key"]: row["value"] for row in self.run("SELECT key, value FROM meta")}

    def set_meta(self, key: str, value: str) -> None:
        """Remember one fact; call it inside `writing()` when it belongs to a change."""
        self.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def check(self) -> None:
        """Check that the file's structure is whole, or raise CatalogError; a second for about 500 MB."""
        found = self.run("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise CatalogError(f"the catalogue {self._path.name} is damaged ({found}); {MEND}")

    def _is_as_left(self) -> bool:
        """Whether its mark shows that it is unaltered since it was closed; False where the mark cannot tell."""
        found = compare(self._path, self._mark, self.revision())
        if found == "cut":
            raise CatalogError(f"the catalogue lost its last commits, for its log was cut or removed; {MEND}")
        if found == "altered":
            raise CatalogError(f"the catalogue {self._path.name} was altered since it was closed; {MEND}")
        return found == "same"

    def _seal(self) -> None:
        """Copy the log into the file and note its hash; left undone while a reader holds on to the log."""
        busy = self.run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy:
            write_mark(self._mark, Mark(revision=self.revision(), sha256=sha256_apart(self._path)), durable=True)
            self._changed = False


class _Cursor(sqlite3.Cursor):
    """Says in our words what SQLite says of a damaged, locked or full file."""

    def execute(self, sql: str, values: Any = (), /) -> _Cursor:  # noqa: ANN401 -- as sqlite3 has it
        try:
            return super().execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise _told(error) from error

    def executemany(self, sql: str, values: Iterable[Any], /) -> _Cursor:
        try:
            return super().executemany(sql, values)
        except sqlite3.DatabaseError as error:
            raise _told(error) from error

    def fetchone(self) -> Any:  # noqa: ANN401
        return next(self, None)

    def fetchall(self) -> list[Any]:
        return list(self)

    def __next__(self) -> Any:  # noqa: ANN401
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            raise _told(error) from error


def _told(error: sqlite3.DatabaseError) -> CatalogError:
    way_out = "make room on the disk, and run the command again" if "full" in str(error) else MEND
    return CatalogError(f"the catalogue cannot be read or written ({error}); {way_out}")


def _connect(path: Path, *, checked: bool) -> sqlite3.Connection:
    """A connection to a file that is there and has this schema; unchecked, to one of any schema, even one cut off."""
    place = f"file:{quote(str(path.absolute()))}?mode=rw"
    db = sqlite3.connect(place, uri=True, timeout=BUSY_S, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.create_function("seal", -1, seal, deterministic=True)
    try:
        db.execute(f"PRAGMA writable_schema = {not checked}")  # lets SQLite open a file that was cut off
        db.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
        db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        found = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() if checked else (SCHEMA,)
    except sqlite3.DatabaseError as error:
        db.close()
        raise _told(error) from error
    if found is None or found[0] != SCHEMA:
        db.close()
        raise IndexMismatchError(
            f"the index has schema {found and found[0]!r}, this Dateline reads {SCHEMA!r}; bring an older one up to "
            "date with `dateline index --repair`, which embeds nothing, or make it anew with `dateline index --rebuild`"
        )
    return db
