"""The time a container states in a fixed notation (feeds, records, page metadata) -> Published. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from index.article import Published

__all__ = ["parse_stamp"]

# Neither notation has halves of a day, and the parser of the second passes over them: "Oct 8, 2025, 4:55 PM".
HALF = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)


def parse_stamp(words: str) -> Published | None:
    """The day (and hour, where stated) in the sender's own time zone; None where the words are in neither notation.

    Known are ISO 8601 ("2025-04-08", "2025-04-08T10:00:00Z") and RFC 5322 ("Tue, 08 Apr 2025 10:00:00 GMT").

    >>> parse_stamp("2025-04-08").day
    datetime.date(2025, 4, 8)
    """
    words = words.strip()
    try:
        return Published(day=date.fromisoformat(words), basis="stated", words=words)
    except ValueError:
        pass
    if HALF.search(words):
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = parse(words)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return Published(day=at.date(), basis="stated", words=words, at=at)
    return None
