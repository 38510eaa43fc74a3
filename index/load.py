"""Whatever the operator names -> raw articles. The only reader of the outside; each input has a named outcome."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal
from urllib.parse import urlsplit

from index.decode import decode
from index.feed import read_feed
from index.fetch import Fetched, fetch
from index.folder import open_file, read_whole, walk
from index.jsonlines import parse_object, read_lines
from index.manifest import MANIFEST, Row, read_row
from index.raw import Form, RawArticle, Refusal, RefusedError, make_id, printable
from index.record import read_records

__all__ = ["RawArticle", "Refusal", "load"]

FORMS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
FEEDS = frozenset({".xml", ".rss", ".atom"})
RECORDS = frozenset({".jsonl", ".ndjson"})
# What a page declares about its own encoding stands in its first 1,024 bytes (HTML standard, 13.2.3.2).
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})|^<\?xml[^>]{0,100}encoding=["']([\w-]+)""", re.IGNORECASE
)
# A news page has some thousand tags; a page of a million would take gigabytes to parse.
MOST_TAGS = 100_000


def load(
    place: str, *, max_bytes: int, seconds: float = 30.0, stdin: BinaryIO | None = None
) -> Iterator[RawArticle | Refusal]:
    """Read every article under a place, in a fixed order; nothing is skipped without a refusal that says why.

    Args:
        place: a file, a folder (read with its subfolders), an http or https URL, or "-" for standard input.
        max_bytes: the most that one file, one download or one line of JSON may have; at most one byte more is read.
        seconds: how long one download may take, with its redirects.
        stdin: read for "-" instead of the process's own standard input.

    Yields:
        Articles whose ids differ from one another, and refusals.
    """
    if place == "-":
        found = _from_stdin(stdin or sys.stdin.buffer, max_bytes)
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", place):
        found = _from_url(place, max_bytes, seconds)
    else:
        found = _from_disk(Path(place), max_bytes)
    sources: dict[str, str] = {}
    for item in found:
        if isinstance(item, RawArticle) and item.id in sources:
            reason = f"has the id {item.id}, as {sources[item.id]} has; give each article an id or url of its own"
            yield Refusal(source=item.source, reason=reason)
            continue
        if isinstance(item, RawArticle):
            sources[item.id] = item.source
        yield item


def _from_disk(place: Path, max_bytes: int) -> Iterator[RawArticle | Refusal]:
    try:
        root = place.expanduser().resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        yield Refusal(source=printable(str(place)), reason=f"cannot be found ({error}); check the name")
        return
    if not root.is_dir():
        yield from _from_file(root, root.name, root, None, max_bytes)
        return
    rows: dict[Path, Row] = {}
    folders: set[Path] = set()
    for found in walk(root):
        if isinstance(found, Refusal):
            yield found
            continue
        if found.parent not in folders:
            folders.add(found.parent)
            yield from _read_manifest(found.parent / MANIFEST, rows, root, max_bytes)
        source = found.relative_to(root).as_posix()
        if found.name != MANIFEST:  # it was read above, for what it says about the others
            yield from _from_file(found, source, root, rows.pop(found, None), max_bytes)
    for path in rows:
        source = printable(path.relative_to(root).as_posix())
        yield Refusal(source=source, reason=f"is named by a {MANIFEST} but is not there")


def _read_manifest(path: Path, rows: dict[Path, Row], root: Path, max_bytes: int) -> Iterator[Refusal]:
    """Add what the manifest says to `rows`, by the path of the file; its unusable lines are yielded as refusals."""
    if not path.is_file() or path.is_symlink():
        return
    source = printable(path.relative_to(root).as_posix())
    with open_file(path) as file:
        for number, line in read_lines(file, max_bytes=max_bytes):
            try:
                row = read_row(parse_object(line, max_bytes=max_bytes))
            except RefusedError as error:
                yield Refusal(source=f"{source}#{number}", reason=str(error))
                continue
            if path.parent / row.file in rows:
                yield Refusal(source=f"{source}#{number}", reason=f"names the file {row.file!r} a second time")
            else:
                rows[path.parent / row.file] = row


def _from_file(path: Path, source: str, root: Path, row: Row | None, max_bytes: int) -> Iterator[RawArticle | Refusal]:
    suffix, source = path.suffix.lower(), printable(source)
    try:
        if suffix in RECORDS:
            with open_file(path) as file:
                yield from read_records(file, source=source, root=str(root), max_bytes=max_bytes)
            return
        if suffix not in FORMS and suffix not in FEEDS:
            known = " ".join(sorted({*FORMS, *FEEDS, *RECORDS}))
            yield Refusal(source=source, reason=f"is of a kind that is not read; known kinds: {known}")
            return
        with open_file(path) as file:
            data = read_whole(file, max_bytes=max_bytes)
        if suffix in FEEDS:
            yield from read_feed(data, source=source, root=str(root))
        else:
            article_id = make_id(path.name, str(root), source)
            yield _with_row(_whole(data, FORMS[suffix], article_id, source, str(root)), row, data)
    except RefusedError as error:
        yield Refusal(source=source, reason=str(error))


def _with_row(raw: RawArticle, row: Row | None, data: bytes) -> RawArticle:
    """The article with what the manifest states about it; its bytes must be those that the manifest was written for."""
    if row is None:
        return raw
    if (found := hashlib.sha256(data).hexdigest()) != row.sha256:
        raise RefusedError(f"has the sha256 {found}, but {MANIFEST} says {row.sha256}; update whichever is wrong")
    return replace(
        raw,
        id=row.id,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        language=row.language,
        published=row.published,
        updated=row.updated,
    )


def _from_stdin(stdin: BinaryIO, max_bytes: int) -> Iterator[RawArticle | Refusal]:
    """JSON lines, a page or a text, told apart by how they begin."""
    stdin = stdin if isinstance(stdin, BufferedReader) else BufferedReader(BytesIO(stdin.read(max_bytes + 1)))
    if stdin.peek(1).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from read_records(stdin, source="stdin", root="stdin", max_bytes=max_bytes)
        return
    try:
        data = read_whole(stdin, max_bytes=max_bytes)
        form: Form = "html" if re.match(rb"\s*<(!doctype|html|head|body|article)\b", data, re.IGNORECASE) else "text"
        digest = hashlib.sha256(data).hexdigest()
        # Named by its words: the next text on standard input is another article, not a new version of this one.
        yield _whole(data, form, make_id("stdin", digest), "stdin:1", "stdin")
    except RefusedError as error:
        yield Refusal(source="stdin:1", reason=str(error))


def _from_url(url: str, max_bytes: int, seconds: float) -> Iterator[RawArticle | Refusal]:
    try:
        got = fetch(url, max_bytes=max_bytes, seconds=seconds)
        kind = _kind(got)
        if kind == "feed":
            yield from read_feed(got.data, source=url, root=url)
        elif kind == "records":
            yield from read_records(BytesIO(got.data), source=url, root=url, max_bytes=max_bytes)
        else:
            name = PurePosixPath(urlsplit(got.url).path).name or urlsplit(got.url).netloc
            raw = _whole(got.data, kind, make_id(name, url), url, url, declared=got.charset)
            yield replace(raw, url=got.url)
    except RefusedError as error:
        yield Refusal(source=url, reason=str(error))


def _kind(got: Fetched) -> Form | Literal["feed", "records"]:
    kinds: dict[str, Form | Literal["feed", "records"]] = {
        "text/html": "html",
        "application/xhtml+xml": "html",
        "text/plain": "text",
        "text/markdown": "markdown",
        "text/xml": "feed",
        "application/xml": "feed",
        "application/rss+xml": "feed",
        "application/atom+xml": "feed",
        "application/jsonl": "records",
        "application/x-ndjson": "records",
    }
    if got.media_type not in kinds:
        raise RefusedError(f"answers with {got.media_type or 'no media type'}; known: {', '.join(kinds)}")
    return kinds[got.media_type]


def _whole(
    data: bytes, form: Form, article_id: str, source: str, root: str, *, declared: str | None = None
) -> RawArticle:
    if form == "html":
        if data.count(b"<") > MOST_TAGS:
            raise RefusedError(f"has more than {MOST_TAGS:,} tags, which no news page has")
        if declared is None and (stated := DECLARED.search(data[:1024])) is not None:
            declared = (stated[1] or stated[2]).decode("ascii")
    text, encoding = decode(data, declared=declared)
    if not text.strip():
        raise RefusedError("is empty")
    return RawArticle(id=article_id, source=source, root=root, form=form, body=text, encoding=encoding)
