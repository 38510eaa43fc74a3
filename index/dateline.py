"""The lines around a headline that say the day: alone, or beside who wrote, where, and for which section. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.shape import LONGEST_HEADLINE, MONTHS, is_date, is_sentence, is_short

__all__ = ["choose_date_line", "date_part", "is_dateline", "opens_dated"]

MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
DAY = rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}),? (?:19|20)\d\d\b"
# Where a header line ends one thing and says the next: "By Ann Lee, Vell | 3 May 2024", "Posted by Ann Lee on ..."
JOINT = re.compile(
    rf"\s*(?:[|•·/,~]\s*)+|\s+[–—-]\s+|\s+(?:on\s+)?(?={DAY})|\s+(?=by\b)|"
    r"\s+(?=(?:first |last )?(?:published|posted|updated)\b)",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
WRITTEN = re.compile(r"(?:\w+ )?(?:by|By|BY)(?: [A-Z][\w.'’-]*| and| &| for| in){1,9}")
PUBLISHED = re.compile(r"\b(?:published|posted|created)\b", re.IGNORECASE)
WHEN = re.compile(r"\W*(?:first |last )?(?:published|posted|updated)\b", re.IGNORECASE)
UPDATED = re.compile(r"\b(?:updated|modified|edited|revised)\b", re.IGNORECASE)


def date_part(line: str) -> str | None:
    """The part of a header line that says the day, where the rest of it says who, where or which section.

    >>> date_part("By Ann Lee, Vell | Updated: 3 May 2024, 10:15")
    'Updated: 3 May 2024, 10:15'
    """
    if len(line) > LONGEST_HEADLINE or not DIGIT.search(line) or is_sentence(line):
        return None
    joints = [(0, 0), *(joint.span() for joint in JOINT.finditer(line)), (len(line), len(line))]
    spans = ((after, end) for n, (_, after) in enumerate(joints) for end, _ in joints[n + 1 :])
    longest = sorted(spans, key=lambda span: (span[0] - span[1], -span[0]))
    return next((line[start:end] for start, end in longest if is_date(line[start:end])), None)


def is_dateline(line: str) -> bool:
    """Whether a line says a day, and besides it no more than places, sections and names.

    >>> is_dateline("Money | 16 June 2023 | Written by Perpetua Graaf"), is_dateline("What May 3, 2024 has changed")
    (True, False)
    """
    found = date_part(line)
    return found is not None and all(map(_is_beside, JOINT.split(line.replace(found, " | "))))


def _is_beside(piece: str) -> bool:
    return is_short(piece) or WRITTEN.fullmatch(piece) is not None


def opens_dated(line: str) -> bool:
    """Whether a line begins by saying when it was published: "Posted on 3 May 2024 by Hattie - 214 likes"."""
    return WHEN.match(line) is not None and date_part(line) is not None


def choose_date_line(lines: Iterable[tuple[str, bool]]) -> str | None:
    """Of a page's header and footer lines the best date; each comes with whether it stands above the headline.

    "Published" counts before a plain date, that before the masthead's, which may be the day of the visit, and last
    "Updated", when the page last changed.
    """
    found = [(part, above) for line, above in lines if (part := date_part(line))]
    return min(found, key=_rank, default=(None, False))[0]


def _rank(found: tuple[str, bool]) -> int:
    part, above = found
    if PUBLISHED.search(part):
        return 0
    return 3 if UPDATED.search(part) else 1 + above
