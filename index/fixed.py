"""Dates that name a month, a season or a year themselves, at most the year is left to find. Pure."""

from __future__ import annotations

from datetime import date
from typing import Final

from index.span import DAY, Parts, Span, View, choose, month_span, nearest, plausible, third, year_span
from index.spell import MONTHS, WEEKDAYS

__all__ = ["FIXED", "number_of"]


def number_of(name: str, names: list[str]) -> int:
    """The place of a name or its short form ("Sept.", "thurs") in a list of names, from 0."""
    return next(i for i, full in enumerate(names) if full.startswith(name.rstrip(".")[:3].lower()))


def _day_of(parts: Parts, key: str = "day") -> int:
    return int(parts[key].rstrip("stndrh"))


def _month_of(parts: Parts, key: str = "month") -> int:
    return int(parts[key]) if parts[key].isdigit() else 1 + number_of(parts[key], MONTHS)


def _on(year: int, month: int, day: int) -> Span:
    """The day, or its month when the month has no such day."""
    first, last = month_span(year, month)
    return (date(year, month, day),) * 2 if 1 <= day <= last.day else (first, last)


def _day(parts: Parts, view: View) -> Span | None:
    month, day = _month_of(parts), _day_of(parts)
    if "year" in parts:
        return _on(int(parts["year"]), month, day)
    spans = [_on(year, month, day) for year in view.years]
    exact = [span for span in spans if span[0] == span[1]] or spans
    if "weekday" in parts:
        weekday = number_of(parts["weekday"], WEEKDAYS)
        fitting = [span for span in exact if span[0].weekday() == weekday]
        exact = fitting if nearest(fitting, view) else exact
    return plausible(exact, view)


def _slashed(parts: Parts, _view: View) -> Span | None:
    """None for "03/04/2025", which is March in one country and April in another, unless a weekday tells which.

    Dots are put after the day first, wherever they are used.
    """
    one, two = int(parts["one"]), int(parts.get("two") or parts["dotted"])
    orders = {(one, two)} if "dotted" in parts else {(one, two), (two, one)}
    dates = {_on(int(parts["year"]), month, day) for day, month in orders if 1 <= month <= len(MONTHS)}
    days = {span for span in dates if span[0] == span[1]}
    if len(days) > 1 and "weekday" in parts:
        days = {span for span in days if span[0].weekday() == number_of(parts["weekday"], WEEKDAYS)}
    return days.pop() if len(days) == 1 else None


def _days(parts: Parts, view: View) -> Span | None:
    """Both ends of "April 28 to May 2, 2025"; what one end leaves out the other lends."""
    month2 = parts.get("month2") or parts["month"]
    month = parts.get("month") or month2
    years = parts.get("year2") or parts.get("year")
    begin = _day({"month": month, "day": parts["day"]} | ({"year": parts.get("year") or years} if years else {}), view)
    if begin is None:
        return None
    end = _on(int(years or begin[0].year), *_numbers(month2, parts["day2"]))
    if end[1] < begin[0] and not parts.get("year2"):
        end = _on(end[0].year + 1, *_numbers(month2, parts["day2"]))
    elif end[1] < begin[0] and not parts.get("year"):
        begin = _on(end[0].year - 1, *_numbers(month, parts["day"]))
    return (begin[0], end[1]) if begin[0] <= end[1] else None


def _numbers(month: str, day: str) -> tuple[int, int]:
    return _month_of({"month": month}), _day_of({"day": day})


def _months(parts: Parts, view: View) -> Span | None:
    end = _month({"month": parts["month2"]} | ({"year": parts["year2"]} if "year2" in parts else {}), view)
    if end is None:
        return None
    month = _month_of(parts)
    year = int(parts.get("year") or end[1].year - (month > end[1].month))
    span = month_span(year, month)[0], end[1]
    return span if span[0] <= span[1] else None


def _month(parts: Parts, view: View) -> Span | None:
    month = _month_of(parts)
    if "year" in parts:
        span: Span | None = month_span(int(parts["year"]), month)
    elif parts.get("which") == "this" and view.day is not None:
        span = month_span(view.day.year, month)
    else:
        span = choose([month_span(year, month) for year in view.years], parts.get("which", ""), view)
    return third(span, parts.get("edge", ""), view) if span else None


def _part(parts: Parts, view: View) -> Span | None:
    if parts["year"].isdigit():
        year = int(parts["year"])
    elif view.day is not None:
        year = view.day.year - parts["year"].startswith("last")
    else:
        return None
    size = 3 if parts["part"].startswith("q") else 6
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": len(MONTHS) // size}
    nth = order.get(parts["nth"]) or int(parts["nth"])
    return (
        (month_span(year, nth * size - size + 1)[0], month_span(year, nth * size)[1])
        if nth * size <= len(MONTHS)
        else None
    )


_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


_NTH: Final = ("first", "second", "third", "fourth")


def _nth_week(parts: Parts, view: View) -> Span | None:
    """Seven days counted from the first of the month, or its last seven; or the weekday that is in them."""
    span = _month({key: parts[key] for key in ("month", "year") if key in parts}, view)
    if span is None:
        return None
    first = span[1] - 6 * DAY if parts["nth"] == "last" else span[0] + 7 * _NTH.index(parts["nth"]) * DAY
    if "weekday" in parts:
        return (first + (number_of(parts["weekday"], WEEKDAYS) - first.weekday()) % 7 * DAY,) * 2
    return first, first + 6 * DAY


def _season(parts: Parts, view: View) -> Span | None:
    """Meteorological seasons of the northern hemisphere; a winter bears the year it begins in."""
    month = _SEASONS[parts["season"]]

    def of(year: int) -> Span:
        end = month_span(year, month + 2) if month < len(MONTHS) else month_span(year + 1, 2)
        return date(year, month, 1), end[1]

    span = of(int(parts["year"])) if "year" in parts else choose([of(y) for y in view.years], parts["which"], view)
    return third(span, parts.get("edge", ""), view) if span else None


def _decade(parts: Parts, view: View) -> Span:
    first = int(parts["decade"])
    return third((date(first, 1, 1), date(first + 9, 12, 31)), parts.get("edge", ""), view)


_HOLIDAYS: Final = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}


def _holiday(parts: Parts, view: View) -> Span | None:
    month, day = _HOLIDAYS[" ".join(parts["holiday"].replace("’", "'").split())]
    if "year" in parts:
        return _on(int(parts["year"]), month, day)
    return choose([_on(year, month, day) for year in view.years], parts.get("which", ""), view)


def _years(parts: Parts, _view: View) -> Span | None:
    first, short = int(parts["year"]), parts["year2"]
    last = int(parts["year"][: 4 - len(short)] + short)
    return (date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _year(parts: Parts, view: View) -> Span:
    return third(year_span(int(parts["year"])), parts.get("edge", ""), view)


FIXED: Final = {
    "iso": _day,
    "slashed": _slashed,
    "days": _days,
    "days_after": _days,
    "month_day": _day,
    "day_month": _day,
    "months": _months,
    "month": _month,
    "part": _part,
    "nth_week": _nth_week,
    "season": _season,
    "decade": _decade,
    "holiday": _holiday,
    "years": _years,
    "year": _year,
}
