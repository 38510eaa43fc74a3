"""Dates of which one must be wrong: an impossible one, and two for what happened once. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from assistant.marks import CLOCK, ERA
from assistant.telling import Telling, gap
from index.article import Article, DateMention

__all__ = ["dated_apart", "dates_of", "misdated", "years"]

APART = timedelta(days=31)  # days further apart are those of two events
YEARS_APART = 20  # years further apart are those of two events, though a sentence of either was read as an answer
SLIP = 3  # years nearer than that are likely of one event, of which one article has the year wrong
MONTH, YEAR = timedelta(days=27), timedelta(days=365)
NEXT_DAY = timedelta(days=1)
DIGIT, NUMBER = re.compile(r"\d"), re.compile(r"\d+")
ZONE = re.compile(r"\b(?:GMT|UTC|BST|C?EST|CET|EDT|[CMP][SD]T|[Ll]ocal time)\b")


def dates_of(one: Telling) -> list[DateMention]:
    """The dates that a sentence names."""
    return [d for d in one.article.dates if one.start <= d.start and d.end <= one.end]


def misdated(told: Sequence[Telling], pool: Sequence[Telling], *, named: Collection[str]) -> list[Telling] | None:
    """A sentence whose date cannot be right, and one with the same day and month in another year.

    Args:
        told: the sentences of the answer.
        pool: sentences of what was read.
        named: years that the question names; a sentence that dates something so is looked at too.
    """
    doubted = [one for one in pool if any(d.doubt and str(d.first.year) in named for d in dates_of(one))]
    for mine in (*told, *doubted):
        for wrong in (d for d in dates_of(mine) if d.doubt):
            for other in pool:
                right = [d for d in dates_of(other) if d.doubt is None and d.first == d.last]
                if any((d.first.month, d.first.day) == (wrong.first.month, wrong.first.day) for d in right):
                    return [mine, other]
    return None


def dated_apart(
    told: Sequence[Telling], answering: Iterable[Telling], firsts: Mapping[str, str], *, unit: str | None
) -> tuple[Telling, Telling] | None:
    """Two sentences of separate reports that answer with different days, years or hours; None where there are none.

    Only a day written out counts ("14 October"), and only one that stands alone in its sentence: "on Monday" may be
    the day of the report.

    Args:
        told: the sentences of the answer.
        answering: others that answer.
        firsts: article id -> id of the earliest article with the same wire text.
        unit: "year", "month" or "clock" where these are compared and not days; "near year" for such as lie so near
            each other that one is likely a slip for the other.
    """
    for mine, other in product(told, answering):
        one, two = firsts.get(mine.article.id, mine.article.id), firsts.get(other.article.id, other.article.id)
        if one != two and COMPARED.get(unit, _days_apart)(mine, other):
            return mine, other
    return None


def _days_apart(mine: Telling, other: Telling) -> bool:
    one, two = _only_day(mine), _only_day(other)
    return one is not None and two is not None and one != two and abs(one - two) <= APART


def _only_day(one: Telling) -> date | None:
    days = {
        d.first
        for d in dates_of(one)
        if d.first == d.last and d.doubt is None and DIGIT.search(one.article.text[d.start : d.end])
    }
    return days.pop() if len(days) == 1 else None


def _years_apart(mine: Telling, other: Telling) -> bool:
    one, two = (years(told.article, told.start, told.end) for told in (mine, other))
    if not len(one) == len(two) == 1 or one == two:
        return False
    first, second = (NUMBER.search(min(year)) for year in (one, two))
    return first is None or second is None or abs(int(first[0]) - int(second[0])) <= YEARS_APART


def _years_near(mine: Telling, other: Telling) -> bool:
    one, two = (years(told.article, told.start, told.end) for told in (mine, other))
    first, second = (NUMBER.fullmatch(min(year, default="")) for year in (one, two))
    alone = len(one) == len(two) == 1 and first is not None and second is not None
    return alone and 0 < abs(int(min(one)) - int(min(two))) <= SLIP


def _months_apart(mine: Telling, other: Telling) -> bool:
    one, two = (
        {(d.first, d.last) for d in dates_of(told) if MONTH <= d.last - d.first < APART} for told in (mine, other)
    )
    return len(one) == len(two) == 1 and one != two and abs(min(one)[0] - min(two)[0]) < YEAR


def _hours_apart(mine: Telling, other: Telling) -> bool:
    """Of one day's news, as the same hour comes every day; written alike, so that 6 p.m. is not another than 18:00."""
    one, two = ([hour.lower() for hour in CLOCK.findall(told.text)] for told in (mine, other))
    alike = len(one) == len(two) == 1 and NUMBER.sub("0", one[0]) == NUMBER.sub("0", two[0])
    zoned = ZONE.search(mine.text) or ZONE.search(other.text)
    return alike and not zoned and one != two and gap(mine, other) <= NEXT_DAY


COMPARED: dict[str | None, Callable[[Telling, Telling], bool]] = {
    "year": _years_apart,
    "near year": _years_near,
    "month": _months_apart,
    "clock": _hours_apart,
}


def years(article: Article, start: int, end: int) -> set[str]:
    """The years that `article.text[start:end]` names: of its dates, and those of an era ("1350 BC")."""
    text = article.text[start:end]
    dates = (d for d in article.dates if start <= d.start and d.end <= end)
    dated = {str(d.first.year) for d in dates if d.first.year == d.last.year}
    return {year for year in dated if year in text} | set(ERA.findall(text))
