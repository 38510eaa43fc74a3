"""The span of days a question asks about, and whether it insists on it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from index.reckon import reckon
from index.span import DAY, Span, View
from index.spell import Wording, find_wordings
from index.tense import Direction

__all__ = ["Period", "resolve_period"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days `first`..`last`, inclusive, that a question is about, read from its `words`.

    `hard`: the question names the period ("in April"), so that other days do not answer it; otherwise it only
    leans to it ("recently"). A period without a beginning starts on date.min ("before May 3").
    """

    first: date
    last: date
    words: str
    hard: bool

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.first > self.last:
            raise ValueError(f"a period cannot run from {self.first} to {self.last}")


_FUTURE = re.compile(
    r"\b(?:will|shall|won[’']t|going to|(?:is|are) (?:due|set|to|expected|scheduled|planned)|upcoming|forthcoming|"
    r"expected to|scheduled|planned for|coming)\b|[’']ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|did|had|has|have|didn[’']t|[a-z]{2,20}ed|said|told|met|held|went|took|came|won|lost)\b",
    re.IGNORECASE,
)
_ONWARD = r"since|after|from|following|starting|beginning|as of"
_UP_TO = r"before|until|till|by|through|up to|prior to|ahead of"
_AROUND = re.compile(
    rf"\b(?:(?P<onward>{_ONWARD})|(?P<up_to>{_UP_TO})|in|on|during|within|throughout|over|at|for|between)\s+"
    r"(?:(?<!starting )(?<!beginning )the\s+)?(?:(?:start|end)\s+of\s+)?$",  # not "starting the July fire"
    re.IGNORECASE,
)
_ROLLING = re.compile(
    r"\b(?:(?:in|over|during|within|for)\s+)?the\s+(?:last|past|previous)\s+"
    r"(?:(?P<count>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|couple of|few|several)\s+)?"
    r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\b(?:recent(?:ly)?(?:\s+(?:days|weeks|months))?|lately|latest|newest|most\s+recent|current(?:ly)?|(?:right\s+)?now|so\s+far|"
    r"these\s+days|nowadays|at\s+the\s+moment|at\s+present|to\s+date|up\s+to\s+now|until\s+now|just\s+announced)\b",
    re.IGNORECASE,
)
# "by noon on the Friday": the one of the story told, not the last before the question.
_OF_THE_STORY = re.compile(r"\b(?:the|that)\s$", re.IGNORECASE)
_SINGLE: Final = ("month_day", "day_month", "days", "days_after")
_RANGES: Final = ("days", "days_after", "months", "years")
_NUMBERS: Final = {
    "couple": 2, "two": 2, "three": 3, "few": 3, "several": 5, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_LENGTHS: Final = {
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30.44,
    "year": 365.25,
    "decade": 3652.5,
}
# How far back "recently" looks.
_LATELY: Final = timedelta(days=30)


def resolve_period(question: str, *, as_of: date) -> Period | None:
    """The period a question names or leans to, seen from a day; None when it names none. English only.

    A month or day without a year is the latest one begun by `as_of`, or the next when the question looks ahead.
    Several dates give the span over all of them; "since" and "after" run to `as_of`, "before" from date.min.

    >>> found = resolve_period("What was said in April?", as_of=date(2025, 4, 15))
    >>> found and (found.first, found.hard)
    (datetime.date(2025, 4, 1), True)
    """
    rolling = _ROLLING.search(question)
    if rolling is not None:
        first = _back(as_of, rolling)
        return Period(first=first, last=as_of, words=rolling[0], hard=True)
    direction = _direction(question)
    spans = [
        found
        for wording in find_wordings(question, loose=True)
        if (found := _bounded(question, wording, as_of=as_of, direction=direction)) is not None
    ]
    if spans:
        first = min(span[0] for span, _, _ in spans)
        last = max(span[1] for span, _, _ in spans)
        words = question[min(start for _, start, _ in spans) : max(end for _, _, end in spans)]
        return Period(first=first, last=last, words=words, hard=True)
    leaning = _LEANING.search(question)
    if leaning is None:
        return None
    return Period(first=as_of - _LATELY, last=as_of, words=leaning[0], hard=False)


def _direction(question: str) -> Direction | None:
    if _FUTURE.search(question):
        return "future"
    return "past" if _PAST.search(question) else None


def _back(as_of: date, rolling: re.Match[str]) -> date:
    words = (rolling["count"] or "1").lower().split()[0]
    count = int(words) if words.isdigit() else _NUMBERS[words]
    days = min(round(count * _LENGTHS[rolling["unit"].lower()]), (as_of - date.min).days)
    return as_of - days * DAY


def _bounded(
    question: str, wording: Wording, *, as_of: date, direction: Direction | None
) -> tuple[Span, int, int] | None:
    """The wording's span, opened to one side by "since" or "before", and where its words begin and end.

    A question in the present looks to the nearest day, but back to a month: "the April talks".
    """
    if wording.form == "weekday" and len(wording.parts) == 1 and _OF_THE_STORY.search(question[: wording.start]):
        return None
    if direction is None and wording.form not in _SINGLE:
        direction = "past"
    span = reckon(wording, View(day=as_of, direction=direction, sure=True))
    if span is None:
        return None
    around = _AROUND.search(question[max(0, wording.start - 40) : wording.start])
    if around is None:
        return span, wording.start, wording.end
    start = wording.start - len(around[0])
    if around["onward"] and wording.form not in _RANGES:
        # "after the April 10 talks" looks from them on; what tells of them may be what came after
        later = around["onward"].lower() in ("after", "following") and not around[0].lower().rstrip().endswith("the")
        first = span[1] + DAY if later else span[0]
        span = first, max(as_of, first, span[1])
    elif around["up_to"]:
        inclusive = around["up_to"].lower() not in ("before", "prior to", "ahead of")
        span = date.min, span[1] if inclusive else span[0] - DAY
    return span, start, wording.end
