"""Whether what a sentence tells lies in the period a question asks about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from assistant.align import sentence_before
from index.article import Article, DateMention
from index.period import Period
from index.split import split

__all__ = ["in_period"]

YEAR = re.compile(r"\b\d{4}\b|\b(?:last|this|next)\s+year\b")
NO_YEAR = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter)", re.IGNORECASE
)
# "Their last strike, in 2004": what is told is that one, where "the bridge, built in 1931, was shut" tells of today.
EARLIER = re.compile(
    r"\b(?:last|previous|earlier|former|first|only other)\b[^.,;]{0,40},?\s(?:was\s)?in\s(?:1[89]|20)\d\d\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:(?:on|for|since|from|until|by|after|before)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?",
    re.IGNORECASE,
)
# What follows is only compared with: "its highest since 1974" tells nothing of 1974. Not every "-est" compares.
COMPARED = re.compile(
    r"\b(?:(?:(?!(?:arr|prot|for|cont|t|r|gu|inter|requ|harv|w|manif|conqu|sugg|inv|dig|n|qu|cr|ch|v|p)est\b)\w{2,20}est|"
    r"first|most|least|worst|best)\b(?:(?!\b(?:has|have|had)\b)[^.;:!?]){0,60}|than\b(?:(?!\b(?:has|have|had)\b)[^.;:!?]){0,30})"
    r"\bsince\s(?:(?:at least|early|late)\s)?(?:the\s(?:\w+\s){0,2}?(?:(?:of|in)\s)?)?$",
    re.IGNORECASE,
)
SO_FAR = 100  # characters before a date in which the comparison stands
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MONTH = timedelta(days=31)
FAR = timedelta(days=60)


def in_period(period: Period, article: Article, start: int, end: int, *, outcome: bool = False) -> bool | None:
    """Whether the sentence `article.text[start:end]` tells of the period; None where that is not known.

    Of the `outcome` of something nothing tells that was published before it. Else its own dates decide. A
    sentence without any tells of the days named in the sentence before, else of those in headline and lead and of
    the week up to the day of publication. A span much longer than what is asked about ("over the past decade")
    tells nothing.
    """
    if WEEKDAY.fullmatch(period.words.strip()):
        return _on_weekday(period, article, start, end)
    either: tuple[Period, ...] = (period,)
    if NO_YEAR.search(period.words) and not YEAR.search(period.words) and article.published.day is not None:
        either = _nearest(period, article.published.day)
        period = either[0]
    if outcome and article.published.day is not None and article.published.day < period.first:
        return False
    own = _spans(article, start, end, period)
    if own:
        met = [_meets(own, one) for one in either]
        return True if True in met else None if None in met else False
    if _of_another_year(article, start, end, either):
        return False
    before = sentence_before(article.text, start)
    if (
        article.text[before[1] : start].count("\n") == 0
        and (near := _spans(article, *before, period))
        and _meets(near, period)
    ):
        return True
    lead = _spans(article, 0, _lead_end(article.text, article.body_start), period)
    day = article.published.day
    if day is not None:
        lead.append(DateMention(start=0, end=0, first=day - WEEK, last=day + DAY))
    return _meets(lead, period) if lead else None


def _of_another_year(article: Article, start: int, end: int, either: Iterable[Period]) -> bool:
    """Whether it is the last one, or an earlier one, that a sentence without a sharper date tells of: "in 2004"."""
    years = [d for d in article.dates if start <= d.start and d.end <= end]
    apart = all(d.last < one.first or d.first > one.last for d in years for one in either)
    return bool(years) and apart and EARLIER.search(article.text, start, end) is not None


def _nearest(period: Period, day: date) -> tuple[Period, ...]:
    """A month or day without a year, in the year that brings it nearest to a day, as an article means it.

    Where that is far off, "January" in a September may be the next or the last one: the other comes second.
    """
    years = [period.last.year - day.year + shift for shift in (-1, 0, 1)]
    opens = period.first == date.min
    moved = [
        replace(period, first=period.first if opens else _back(period.first, n), last=_back(period.last, n))
        for n in years
    ]
    near = {one: min(abs(one.first - day), abs(one.last - day)) for one in moved}  # one end may be open
    first, second, _ = sorted(moved, key=lambda one: near[one])
    return (first, second) if near[first] > FAR else (first,)


def _back(day: date, years: int) -> date:
    """The same day so many years before; the last of February becomes the 28th where there is no 29th."""
    try:
        return day.replace(year=max(1, day.year - years))
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _on_weekday(period: Period, article: Article, start: int, end: int) -> bool | None:
    """A weekday alone ("on Thursday") excludes nothing: each week has one."""
    days = [d.first for d in article.dates if start <= d.start and d.end <= end and d.first == d.last]
    return True if any(day.weekday() == period.first.weekday() for day in days) else None


@lru_cache(maxsize=512)
def _lead_end(text: str, body_start: int) -> int:
    """Where the second sentence below the headline ends."""
    spans = split(text[body_start : body_start + 1500])[:2]
    return body_start + spans[-1][1] if spans else 0


def _spans(article: Article, start: int, end: int, period: Period) -> list[DateMention]:
    """The dates named in a span of the text that are about as sharp as the period, and not only compared with."""
    longest = max(MONTH, 2 * (period.last - period.first))
    within = [d for d in article.dates if start <= d.start and d.end <= end and d.last - d.first <= longest]
    return [d for d in within if not COMPARED.search(article.text, max(start, d.start - SO_FAR), d.start)]


def _meets(dates: Iterable[DateMention], period: Period) -> bool | None:
    """True: a date lies in the period; None: the period lies in a longer date ("in February"); else False."""
    overlapping = [d for d in dates if d.first <= period.last and d.last >= period.first]
    sharp = any(d.last - d.first <= max(WEEK + DAY, 2 * (period.last - period.first)) for d in overlapping)
    return True if sharp else None if overlapping else False
