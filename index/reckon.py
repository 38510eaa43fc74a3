"""Which days a wording means: dates told from the day of speaking, or from the date named before. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from index.fixed import FIXED, number_of
from index.span import DAY, Parts, Span, View, choose, month_span, nearest, third, week_span, year_span
from index.spell import WEEKDAYS, Wording
from index.tense import Direction

__all__ = ["reckon"]

_WEEK: Final = 7 * DAY
_SUNDAY: Final = 6


def reckon(wording: Wording, view: View) -> Span | None:
    """The first and last day meant, or None where the view does not tell or the calendar ends.

    A day that its month does not have ("February 30") gives the month.
    """
    parts = wording.parts
    if "of_year" in parts:
        if view.day is None:
            return None
        parts = parts | {"year": str(view.day.year + {"last": -1, "next": 1}.get(parts["of_year"], 0))}
    try:
        return (FIXED.get(wording.form) or _RELATIVE[wording.form])(parts, view)
    except (ValueError, OverflowError):
        return None


def _weekday(parts: Parts, view: View) -> Span | None:
    if view.day is None:
        return None
    number, which = number_of(parts["weekday"], WEEKDAYS), parts.get("which", "")
    if "after" in parts:  # "Tuesday week" is a week from the Tuesday to come
        return (view.day + ((number - view.day.weekday() - 1) % 7 + 8) * DAY,) * 2
    if "week" in parts:
        step = {"last": -1, "this past": -1, "next": 1, "this coming": 1}.get(parts["week"], 0)
        day = week_span(view.day)[0] + step * _WEEK + number * DAY
        return day, day
    if which in ("the previous", "the following"):
        if view.previous is None:
            return None
        day = view.previous[0] if which == "the previous" else view.previous[1]
        which = "last" if which == "the previous" else "next"
    else:
        day = view.day
    latest = day - (day.weekday() - number) % 7 * DAY
    week = [(latest + step * _WEEK,) * 2 for step in (-1, 0, 1)]
    if not which and view.direction is None:
        return latest, latest
    if which == "this" and view.direction is None:
        return (week_span(day)[0] + number * DAY,) * 2
    return choose(week, which, View(day=day, direction=view.direction))


def _near(parts: Parts, view: View) -> Span | None:
    if view.day is None:
        return None
    steps = {
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
    }
    day = view.day + steps.get(" ".join(parts["near"].split()), 0) * DAY
    return day, day


def _weekend(parts: Parts, view: View) -> Span | None:
    which = parts.get("which", "")
    if which.startswith("the "):
        if view.previous is None:
            return None
        view, which = View(day=view.previous[0]), "last" if which == "the previous" else "next"
    if view.day is None:
        return None
    saturday = week_span(view.day)[0] + 5 * DAY
    weekends = [(saturday + step * _WEEK, saturday + step * _WEEK + DAY) for step in (-2, -1, 0, 1, 2)]
    if which == "this":
        return nearest(weekends, View(day=view.day, direction=view.direction or "future"))
    usual: Direction = "future" if parts.get("way") == "for" else "past"
    return choose(weekends, which, View(day=view.day, direction=view.direction or usual))


_STEPS: Final = {
    "last": -1,
    "this past": -1,
    "the previous": -1,
    "next": 1,
    "this coming": 1,
    "the following": 1,
    "the next": 1,
}
_FROM_BEFORE: Final = ("the previous", "the following", "the next", "the same", "that", "that very")


def _unit(parts: Parts, view: View) -> Span | None:
    which, unit = parts["which"], parts["unit"]
    if which == "the" and (view.direction == "future") != parts["edge"].endswith("end of"):
        return None  # "by the end of the year" may be another year's where it tells of what was
    if which in _FROM_BEFORE:
        span = _shift(view.previous, unit, _STEPS.get(which, 0))
    elif unit == "day" or which in ("this past", "this coming"):
        return None  # "last day" is no date, and "this past year" keeps to no calendar
    else:
        span = _shift((view.day, view.day) if view.day else None, unit, _STEPS.get(which, 0))
    if span and (which, unit) == ("last", "week") and view.day and view.day.weekday() == _SUNDAY:
        # A Sunday paper's "last week" may be the one that ends today.
        span = span[0], view.day - DAY
    return third(span, parts.get("edge", ""), view) if span else None


_LONGEST: Final = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


def _shift(span: Span | None, unit: str, count: int) -> Span | None:
    """The unit (day, week, month ...) that lies `count` units from a span; None when the span is the wider one."""
    if span is None or (span[1] - span[0]).days >= _LONGEST[unit]:
        return None
    day = span[0]
    if unit == "day":
        return (day + count * DAY,) * 2
    if unit == "week":
        return week_span(day + count * _WEEK)
    if unit == "year":
        return year_span(day.year + count)
    size = 3 if unit == "quarter" else 1
    months = (day.year * 12 + day.month - 1) // size + count
    year, month = divmod(months * size, 12)
    return month_span(year, month + 1)[0], month_span(year, month + size)[1]


_NUMBERS: Final = "a an one two three four five six seven eight nine ten eleven twelve".split()


def _count(parts: Parts) -> int:
    words = parts["count"]
    return int(words) if words.isdigit() else max(1, _NUMBERS.index(words) - 1)


def _ago(parts: Parts, view: View) -> Span | None:
    count, way, unit = _count(parts), parts["way"], parts["unit"]
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    if way == "ago":
        return _counted((view.day, view.day) if view.day else None, unit, -count)
    return _counted(view.previous, unit, count if way == "later" else -count)


def _second(parts: Parts, view: View) -> Span | None:
    step = 2 if parts["way"].startswith("after") else -2
    return _shift((view.day, view.day) if view.day else None, parts["unit"], step)


_DAYS: Final = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def _past(parts: Parts, view: View) -> Span | None:
    """From so long ago until the day of speaking; at least the day before it."""
    if view.day is None:
        return None
    count = _count(parts) if "count" in parts else 1
    return view.day - max(1, round(count * _DAYS[parts["unit"]])) * DAY, view.day


def _counted(span: Span | None, unit: str, count: int) -> Span | None:
    """Like `_shift`, but "three weeks ago" is told by the day, give or take three, and not by the calendar's week."""
    if span is None or unit != "week" or (span[1] - span[0]).days >= _LONGEST[unit]:
        return _shift(span, unit, count)
    slack = 3 * DAY if span[0] == span[1] else 0 * DAY
    return span[0] + count * _WEEK - slack, span[1] + count * _WEEK + slack


def _ahead(parts: Parts, view: View) -> Span | None:
    """Only what is to come: "in two weeks" after a past verb is how long something took."""
    if view.day is None or view.direction != "future":
        return None
    return _counted((view.day, view.day), parts["unit"], _count(parts))


def _nth(parts: Parts, view: View) -> Span | None:
    if view.day is None:
        return None
    step = {"last": -1, "next": 1}.get(parts.get("which", ""), 0)
    first = _shift((view.day, view.day), "month", step)
    if first is None:
        return None
    steps = (0,) if "which" in parts else (-1, 0, 1)
    months = [_shift((first[0], first[0]), "month", step) for step in steps]
    days = [
        month[0] + timedelta(days=int(parts["day"]) - 1)
        for month in months
        if month and int(parts["day"]) <= month[1].day
    ]
    return nearest(
        [(day, day) for day in days],
        View(day=view.day, direction=None if "which" in parts else view.direction or "past"),
    )


_RELATIVE: Final = {
    "weekday": _weekday,
    "near": _near,
    "weekend": _weekend,
    "unit": _unit,
    "ago": _ago,
    "past": _past,
    "second": _second,
    "ahead": _ahead,
    "nth": _nth,
}
