"""One JSON object a line, read from outside: streamed, capped, and every value checked before it is believed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.raw import RefusedError

__all__ = ["parse_object", "read_lines", "words"]

# A title, name or address longer than this is none: headlines of real news stay under 300 characters.
LONGEST = 2000


def read_lines(file: BinaryIO, *, max_bytes: int) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1 on.

    Of a longer line only the first `max_bytes` + 1 bytes are given, so memory stays below one line of that size.
    """
    number = 0
    while line := file.readline(max_bytes + 1):
        number += 1
        if line.strip():
            yield number, line
        while line and not line.endswith(b"\n"):
            line = file.readline(65_536)


def parse_object(line: bytes, *, max_bytes: int) -> dict[str, object]:
    """The JSON object of one line.

    Raises:
        RefusedError: the line is too long, not UTF-8, broken JSON, nested too deep, no object, or holds half a
            surrogate pair.
    """
    if len(line) > max_bytes:
        raise RefusedError(f"has more than {max_bytes:,} bytes; split it, or raise the limit")
    try:
        record = json.loads(line.decode("utf-8-sig"))
        json.dumps(record, ensure_ascii=False).encode()
    except RecursionError:
        raise RefusedError("is JSON nested too deep to be an article") from None
    except UnicodeDecodeError:
        raise RefusedError("is not UTF-8, as JSON must be; convert it") from None
    except UnicodeEncodeError:
        raise RefusedError("holds half a surrogate pair (\\ud800 to \\udfff), which is no character") from None
    except ValueError as error:
        raise RefusedError(f"is not valid JSON: {error}") from None
    if not isinstance(record, dict):
        raise RefusedError("is not a JSON object; give one object a line")
    return record


def words(record: Mapping[str, object], key: str) -> str | None:
    """The text under a key, without blanks around it; None where it is missing, null or blank.

    Raises:
        RefusedError: it is no text, or longer than 2,000 characters.
    """
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise RefusedError(f"has a {key!r} that is not a text of at most {LONGEST:,} characters")
    return " ".join(value.split()) or None
