"""How long something has lasted, where articles tell it only roughly: one decade, or several. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.telling import Telling

__all__ = ["lasted_apart"]

UNIT = r"(?P<unit>century|centurie|decade|year|month|week)(?P<many>s)?"
NUMBER = r"(?:\d+|several|many|two|three|four|five|six|seven|eight|nine|ten|twelve)"
# "for decades", "over the past decade"; a bound ("more than a decade") fits any longer time, and is none.
LASTED = re.compile(
    rf"\b(?:(?:for|lasted)\s(?:(?:about|nearly|almost)\s)?(?:(?:the|these)\s(?:past|last|previous)\s)?|"
    rf"(?:over|in|during|within)\sthe\s(?:past|last|previous)\s)(?P<several>{NUMBER}\s)?(?:(?:a|one)\s)?{UNIT}\b"
    r"(?!\s(?:ago|before|later|after|to|of|in|and a half|(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
ASKED = re.compile(rf"\bhow long\b|\b(?:for|lasted|one|several|{NUMBER})\s{UNIT}\b", re.IGNORECASE)


def lasted_apart(
    question: str, told: Sequence[Telling], answering: Iterable[Telling]
) -> tuple[Telling, Telling] | None:
    """Two sentences of separate articles that answer with one and with several of a unit of time, or None.

    Args:
        question: it must ask how long, or name such a unit.
        told: the sentences of the answer.
        answering: others that answer.
    """
    if not ASKED.search(question):
        return None
    others = [(other, _length(other.text)) for other in answering]
    for mine in told:
        length = _length(mine.text)
        for other, another in others:
            apart = length and another and length[0] == another[0] and length[1] is not another[1]
            if apart and mine.article.id != other.article.id:
                return mine, other
    return None


def _length(text: str) -> tuple[str, bool] | None:
    """The unit, and whether it is told of several; None where no such length is told, or more than one.

    >>> _length("Trade has been frozen over the past decade."), _length("It was shut for several decades.")
    (('decad', False), ('decad', True))
    """
    found = {(one["unit"].lower()[:5], bool(one["several"] or one["many"])) for one in LASTED.finditer(text)}
    return found.pop() if len(found) == 1 else None
