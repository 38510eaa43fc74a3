"""manifest.jsonl: what a folder states about the files in it, one JSON object a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from index.article import Published
from index.jsonlines import words
from index.raw import ID, RefusedError

__all__ = ["MANIFEST", "Row", "read_row"]

MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a manifest. `file` is a path below the manifest's folder; `sha256` is of the file's bytes, in hex."""

    id: str
    file: str
    sha256: str
    title: str | None
    publisher: str | None
    url: str | None
    language: str | None
    published: Published | None
    updated: date | None


def read_row(record: Mapping[str, object]) -> Row:
    """The row that a line of a manifest states.

    Raises:
        RefusedError: a value is missing or of the wrong kind; it names which.
    """
    row = Row(
        id=words(record, "id") or "",
        file=words(record, "file") or "",
        sha256=(words(record, "sha256") or "").lower(),
        title=words(record, "title"),
        publisher=words(record, "publisher"),
        url=words(record, "url"),
        language=words(record, "language"),
        published=_published(record.get("published")),
        updated=None if record.get("updated") is None else _day(record["updated"], "updated"),
    )
    path = PurePosixPath(row.file)
    if not ID.fullmatch(row.id):
        raise RefusedError(f"has the id {row.id!r}; give 1 to 80 of a-z, 0-9, _ and -")
    if not row.file or path.is_absolute() or ".." in path.parts:
        raise RefusedError(f"names the file {row.file!r}; give a path below the manifest's folder")
    if not re.fullmatch(r"[0-9a-f]{64}", row.sha256):
        raise RefusedError("has no sha256 of 64 hex digits; `sha256sum FILE` prints it")
    return row


def _published(value: object) -> Published | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise RefusedError('has a "published" that is not {"day", "basis", "words"} or null')
    basis, day = value.get("basis"), value.get("day")
    if basis == "unknown" and day is None:
        return Published(day=None, basis="unknown", words=words(value, "words"))
    if basis not in {"stated", "inferred"}:
        raise RefusedError(f'has the basis {basis!r}; give "stated" or "inferred", or "unknown" without a day')
    return Published(day=_day(day, "day"), basis=basis, words=words(value, "words"))


def _day(value: object, key: str) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise RefusedError(f"has the {key} {value!r}; give it as YYYY-MM-DD") from None
