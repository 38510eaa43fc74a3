"""When an article was published: as its page states it, or as its own words tell, or unknown. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from index.article import Published
from index.fixed import number_of
from index.mention import Tensed, tensed_wordings
from index.reckon import reckon
from index.span import Span, View
from index.spell import WEEKDAYS, Wording, find_wordings
from index.stamp import parse_stamp
from index.tense import Tense

__all__ = ["infer_published"]

# News printed before 1500 or after 2199 is a machine's placeholder, as is the first second of Unix time.
_YEARS: Final = range(1500, 2200)
_PLACEHOLDER: Final = date(1970, 1, 1)
_DAYS: Final = ("iso", "slashed", "month_day", "day_month")


def infer_published(
    text: str, *, stated: str | None, date_line: str | None, tensed: Sequence[Tensed] | None = None
) -> Published:
    """The publication day with its basis; the hour too where the source states one, in its own time zone.

    Args:
        text: the article's text, read only when neither of the others gives a day.
        stated: publication time in page metadata: ISO 8601, RFC 5322, or words.
        date_line: the page's own date line, such as "Apr 15, 2025 | 10:02 am". "03/04/2025" is no date: it is
            March in one country and April in another.
        tensed: the text's `tensed_wordings`, where they were read before.

    Returns:
        "stated" for the first of `stated` and `date_line` that gives a day; else "inferred" when the text's
        words leave exactly one day, with those words; else "unknown". Never a guess between several years.
    """
    for line in (stated, date_line):
        known = _read_line(line) if line else None
        if known is not None and known.day is not None and known.day.year in _YEARS and known.day != _PLACEHOLDER:
            return known
    return _infer(text, tensed_wordings(text) if tensed is None else tensed) or Published(day=None, basis="unknown")


_LABEL = re.compile(r"\b(?:published|posted|created|updated|modified|edited|revised|corrected)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated|modified|edited|revised|corrected)\b\W*(?:on\W*|at\W*)?$", re.IGNORECASE)


def _read_line(line: str) -> Published | None:
    stamp = parse_stamp(line)
    if stamp is not None:
        return stamp
    days: list[tuple[Wording, Span]] = []
    for wording in find_wordings(line, loose=True):
        span = reckon(wording, View(day=None)) if wording.form in _DAYS else None
        if span is not None and span[0] == span[1]:
            days.append((wording, span))
    if not days:
        return None
    wording, (day, _) = next((d for d in days if not _UPDATED.search(line[: d[0].start])), days[0])
    others = [edge for other, _ in days if other is not wording for edge in (other.start, other.end)]
    edges = [0, len(line), *others, *(label.start() for label in _LABEL.finditer(line))]
    before = line[max(edge for edge in edges if edge <= wording.start) : wording.start]
    after = line[wording.end : min(edge for edge in edges if edge >= wording.end)]
    hour = _read_hour(after) or _read_hour(before)
    at = datetime.combine(day, hour) if hour else None
    return Published(day=day, basis="stated", words=line.strip(), at=at)


_CLOCK = re.compile(
    r"\b(?P<hour>2[0-3]|[01]?\d)(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?P<zone>Z\b|GMT|UTC|(?:GMT|UTC)?[+-]\d{1,2}:?(?:\d\d)?\b)?",
    re.IGNORECASE,
)


def _read_hour(words: str) -> time | None:
    """The time of day in words such as "10:02 am", "10.15 GMT" or "14:00 +03:00"; None for an impossible one."""
    for match in _CLOCK.finditer(words):
        if not match["minute"] and not match["half"]:
            continue
        hour = int(match["hour"])
        if match["half"]:
            if not 1 <= hour <= 12:  # noqa: PLR2004 -- a clock face
                return None
            hour = hour % 12 + 12 * match["half"].lower().startswith("p")
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=_zone(match["zone"]))
    return None


def _zone(words: str | None) -> tzinfo | None:
    if not words:
        return None
    shift = re.search(r"([+-])(\d{1,2}):?(\d\d)?", words)
    if shift is None:
        return UTC
    minutes = int(shift[2]) * 60 + int(shift[3] or 0)
    return timezone(timedelta(minutes=minutes if shift[1] == "+" else -minutes)) if minutes < 24 * 60 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clue:
    """A date in the text, the tense of its clause, and whether the lead reports by it."""

    wording: Wording
    tense: Tense
    words: str
    reports: bool

    @property
    def span(self) -> Span | None:
        return reckon(self.wording, View(day=None))


# Reports open with their newest day; later paragraphs tell what came before.
_LEAD: Final = 700
# A day fixed in advance is at most so many years ahead; a weekday and date ("Thursday, May 3") return no sooner.
_AHEAD: Final = 5
_REPORTS = re.compile(
    r"\b(?:said|says|told|announced|reported|confirmed|stated|declared|added|clarified|warned|denied|wrote|unveiled|"
    r"released|issued|published|according to [^,.]{1,60})\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "VELDORF, May 3 (CP) -" and "LONDON (Reuters), 3 May 2018 -": a place in capitals, a day, a dash.
_DATELINE = re.compile(r"(?:^|\n)[A-Z][\w .’'/-]{1,40}(?:, [A-Z][\w.]{1,20})?(?: \([^()\n]{1,30}\))?[,:]? $")
_DASH = re.compile(r"\s?(?:\([^()\n]{1,30}\)|/[\w ]{1,20}/)?\s?(?:[-–—:]|\([A-Z]{2,}\))")


def _infer(text: str, tensed: Sequence[Tensed]) -> Published | None:
    """The one day that fits the lead's reporting day between the dates that are past and those still to come."""
    clues = [_clue(text, wording, tense) for wording, tense in tensed]
    dated = [(clue, clue.span) for clue in clues]
    past = [(span[0], clue) for clue, span in dated if span and clue.tense.direction == "past"]
    ahead = [(span[1], clue) for clue, span in dated if span and clue.tense.direction == "future" and clue.tense.sure]
    floor = max(past, key=lambda bound: bound[0], default=None)
    ceiling = min(ahead, key=lambda bound: bound[0], default=None)
    for clue in clues:
        if not clue.reports:
            continue
        span = clue.span
        if span is not None:
            fits = (floor is None or span[0] >= floor[0]) and (ceiling is None or span[0] <= ceiling[0])
            return _inferred(span[0], clue) if span[0] == span[1] and fits and _agrees(clue, span[0]) else None
        first, last = _years(clue, floor, ceiling)
        coming = [other for other in clues if other.tense.direction == "future"]
        days = {
            day: used
            for year in range(first.year, last.year + 1)
            for day, used in _days_in(year, clue, coming)
            if first <= day <= last
        }
        if len(days) != 1:
            return None
        day, used = days.popitem()
        return _inferred(day, *used, *(bound[1] for bound in (floor, ceiling) if bound))
    return None


_Bound = tuple[date, _Clue] | None


def _years(clue: _Clue, floor: _Bound, ceiling: _Bound) -> Span:
    """The span that publication falls in; empty (first after last) when the text does not bound it on both sides."""
    none = date.max, date.min
    if ceiling is None:
        return none
    plan = ceiling[1].span
    first = floor[0] if floor else None
    if "weekday" in clue.wording.parts and clue.wording.form != "weekday" and plan and plan[0] == plan[1]:
        since = date(ceiling[0].year - _AHEAD + 1, 1, 1)
        first = max(first, since) if first else since
    return (first, ceiling[0]) if first else none


def _clue(text: str, wording: Wording, tense: Tense) -> _Clue:
    lead = wording.start < _LEAD and tense.direction != "future"
    head = text[max(0, wording.start - 120) : wording.start]
    dateline = _DASH.match(text, wording.end) and _DATELINE.search(head)
    known = wording.form in (*_DAYS, "weekday") and not wording.parts.keys() & {"which", "week"}
    paired = wording.form in _DAYS and "weekday" in wording.parts and tense.direction == "past"
    reports = known and bool(dateline or (lead and (paired or _REPORTS.search(head))))
    return _Clue(wording=wording, tense=tense, words=text[wording.start : wording.end], reports=reports)


def _days_in(year: int, clue: _Clue, coming: list[_Clue]) -> list[tuple[date, tuple[_Clue, ...]]]:
    """Days of a year that the reporting clue can mean, and the clues that say so.

    A bare weekday is placed by the first day still to come: "said on Tuesday that they will meet on April 10"
    is the last Tuesday up to April 10.
    """
    middle = View(day=date(year, 7, 1))
    if clue.wording.form != "weekday":
        span = reckon(clue.wording, middle)
        day = span[0] if span and span[0] == span[1] else None
        return [(day, (clue,))] if day and day.year == year and _agrees(clue, day) else []
    for other in coming:
        span = reckon(other.wording, middle) if other.wording.form in _DAYS else None
        if span is not None and span[0] == span[1] and span[0].year == year and _agrees(other, span[0]):
            back = (span[0].weekday() - number_of(clue.wording.parts["weekday"], WEEKDAYS)) % 7
            return [(span[0] - timedelta(days=back), (clue, other))]
    return []


def _agrees(clue: _Clue, day: date) -> bool:
    weekday = clue.wording.parts.get("weekday")
    return weekday is None or number_of(weekday, WEEKDAYS) == day.weekday()


def _inferred(day: date, *clues: _Clue) -> Published:
    words = dict.fromkeys(clue.words for clue in sorted(clues, key=lambda clue: clue.wording.start))
    return Published(day=day, basis="inferred", words=" … ".join(words))
