"""JSON lines -> raw articles: one record a line, streamed, so a file may be larger than memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from index.article import Published
from index.jsonlines import parse_object, read_lines, words
from index.raw import ID, RawArticle, Refusal, RefusedError, make_id
from index.stamp import parse_stamp

__all__ = ["read_records"]

NAMED = 5


def read_records(file: BinaryIO, *, source: str, root: str, max_bytes: int) -> Iterator[RawArticle | Refusal]:
    """The articles of a file of JSON lines, each with the source "<source>#<its id, else url, else line>".

    From a pipe the source is "stdin:<line>". A record that can be refused is named by its line.

    Known keys: text (needed), id, title, url, publisher, published, updated, language, authors (a list or one text).
    Other keys are left alone. Records without text are refused together at the end, so that a file which holds
    something else gives one refusal and not thousands.
    """
    without_text: list[int] = []
    number = 0
    for number, line in read_lines(file, max_bytes=max_bytes):
        place = f"{source}:{number}" if root == "stdin" else f"{source}#{number}"
        try:
            record = parse_object(line, max_bytes=max_bytes)
            if "text" in record:
                yield _article(record, place=place, root=root, file=source)
            else:
                without_text.append(number)
        except RefusedError as error:
            yield Refusal(source=place, reason=str(error))
    if not number:
        yield Refusal(source=source, reason="is empty")
    if without_text:
        named = ", ".join(map(str, without_text[:NAMED])) + (", ..." if len(without_text) > NAMED else "")
        reason = f'has {len(without_text):,} records without a "text" (lines {named}); they are no articles'
        yield Refusal(source=source, reason=reason)


def _article(record: dict[str, object], *, place: str, root: str, file: str) -> RawArticle:
    body = record["text"]
    if not isinstance(body, str) or not body.strip():
        raise RefusedError('has a "text" that is empty or no text')
    title, url, publisher = words(record, "title"), words(record, "url"), words(record, "publisher")
    stated_id, published, updated = words(record, "id"), words(record, "published"), words(record, "updated")
    # A line's number changes when lines are added above it, so it names an article only where nothing else does; on
    # a pipe it says nothing at all, as every pipe begins with line 1.
    key = stated_id or url or (body if root == "stdin" else place)
    named = ID.fullmatch(stated_id or "") is not None
    day = _stated(updated, "updated")
    return RawArticle(
        id=stated_id if stated_id and named else make_id(stated_id or url or file, root, file, key),
        source=f"{file}#{stated_id or url}" if (stated_id or url) and root != "stdin" else place,
        root=root,
        form="text",
        body=body,
        encoding="utf-8",
        title=title,
        publisher=publisher,
        url=url,
        language=words(record, "language"),
        authors=_authors(record.get("authors")),
        published=_stated(published, "published"),
        updated=day.day if day else None,
    )


def _stated(value: str | None, key: str) -> Published | None:
    if value is None:
        return None
    if (published := parse_stamp(value)) is None:
        raise RefusedError(f"has the {key!r} {value!r}; give it as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
    return published


def _authors(value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(names, list):
        raise RefusedError('has "authors" that are neither a list of names nor one name')
    return tuple(name for each in names if (name := words({"authors": each}, "authors")) is not None)
