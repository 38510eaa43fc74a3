"""Spans of days and the view they are chosen from; only the calendar is at work here. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from index.tense import Direction

__all__ = [
    "DAY",
    "Parts",
    "Span",
    "View",
    "choose",
    "month_span",
    "nearest",
    "plausible",
    "third",
    "week_span",
    "year_span",
]

DAY: Final = timedelta(days=1)
Span = tuple[date, date]
Parts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """From where a wording is read: the day of speaking, where the verb points, and the span named before it.

    `sure`: the verb is the date's own, so that even a far date is believed.
    """

    day: date | None
    direction: Direction | None = None
    sure: bool = False
    previous: Span | None = None

    @property
    def years(self) -> range:
        """The year of speaking and its neighbours; empty when the day is unknown."""
        return range(self.day.year - 1, self.day.year + 2) if self.day else range(0)


def week_span(day: date) -> Span:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + 6 * DAY


def month_span(year: int, month: int) -> Span:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_span(year: int) -> Span:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def nearest(spans: Sequence[Span], view: View) -> Span | None:
    """Of spans in order: the latest begun by the view's day, the first not yet over, or the closest, by tense."""
    if view.day is None or not spans:
        return None
    if view.direction == "past":
        return next((span for span in reversed(spans) if span[0] <= view.day), None)
    if view.direction == "future":
        return next((span for span in spans if span[1] >= view.day), None)
    day = view.day
    return min(spans, key=lambda span: _gap(span, day))


# News leaves the year out for a date that is near. When the verb is not surely the date's own, a date at most two
# months off is meant rather than one that the verb would put eight months away or more.
_NEAR: Final = 62
_FAR: Final = 240


def plausible(spans: Sequence[Span], view: View) -> Span | None:
    """The span that the tense picks, unless a much nearer one shows that the tense is another verb's."""
    picked, closest = nearest(spans, view), nearest(spans, View(day=view.day))
    if view.day is None or closest is None:
        return None
    near, far = _gap(closest, view.day), _gap(picked, view.day) if picked else _FAR
    # A day's grace even for a sure verb: publication days and time zones differ by one.
    return closest if far >= _FAR and (near <= 1 or (near <= _NEAR and not view.sure)) else picked


def _gap(span: Span, day: date) -> int:
    return max((span[0] - day).days, (day - span[1]).days, 0)


def choose(spans: Sequence[Span], which: str, view: View) -> Span | None:
    """Of spans in order the one that "last", "next" or "this" picks; by tense without such a word."""
    if view.day is None:
        return None
    day = view.day
    if which in ("last", "this past"):
        return next((span for span in reversed(spans) if span[1] < day), None)
    if which in ("next", "this coming"):
        return next((span for span in spans if span[0] > day), None)
    return plausible(spans, view)


_EARLY: Final = ("early", "the start of", "the beginning of")
_MIDDLE: Final = ("mid", "the middle of")


def third(span: Span, edge: str, view: View) -> Span:
    """Cut a span to its early, middle or late third by days; "earlier in" and "later in" cut it at the view's day.

    >>> third(month_span(2025, 3), "late", View(day=None))[0]
    datetime.date(2025, 3, 21)
    """
    first, last = span
    if not edge:
        return span
    if edge.startswith(("earlier", "later")):
        if view.day is None or not first <= view.day <= last:
            return span
        return (first, view.day) if edge.startswith("earlier") else (view.day, last)
    days = (last - first).days + 1
    second, final = first + days // 3 * DAY, first + 2 * days // 3 * DAY
    if edge in _EARLY:
        return first, second - DAY
    return (second, final - DAY) if edge in _MIDDLE else (final, last)
