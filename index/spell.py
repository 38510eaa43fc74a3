"""How English news spells days: finds the wordings and takes them apart; which days they mean is not asked. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.lookalike import is_lookalike, names_in

__all__ = ["MONTHS", "WEEKDAYS", "Wording", "find_wordings"]

MONTHS: Final = "january february march april may june july august september october november december".split()
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words that spell a date: `text[start:end]`, the rule they follow, and their parts in lower case.

    A part that the words leave out is absent: "April 15" has a month and a day, and no year.
    """

    start: int
    end: int
    form: str
    parts: dict[str, str]


# What follows a number that counts something: "in 2025 people" and "May 10, 2000 people" hold no year.
_COUNTED = (
    "per cent|percent|people|persons?|men|women|children|deaths|dead|cases|votes|seats|homes|houses|jobs|soldiers|"
    "troops|fighters|prisoners|workers|employees|staff|students|pupils|patients|families|residents|refugees|migrants|"
    "protesters|passengers|miles|km|kilomet|met(?:er|re)s?|feet|acres|hectares|tons|tonnes|dollars|euros|pounds|"
    "points|hours|units|vehicles|cars|buildings|trees|animals|others|million|billion|trillion|thousand"
)
_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)(?!\w)"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})(?!\w)"
# "The Sun, April 15" is a newspaper, not a Sunday.
_BRIEF = r"(?<!the[ ])(?:mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun)\b\.?"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d| (?:{_COUNTED})\b)"
_YEAR = rf"(?:1[5-9]|20|21)\d\d(?![\w%]|[.,:/]\d|-\d| (?:{_COUNTED})\b)"
_OF_YEAR = r" (?:of )?(?P<of_year>last|this|next) year\b"
_EDGE = "early|mid|late|the start of|the beginning of|the middle of|the end of|earlier in|later in"
_WHICH = "last|next|this past|this coming|this"
_SEASON = "spring|summer|autumn|fall|winter"
_TO = r" ?[-–—] ?| (?:to|until|till|through|(?P<and>and)) "
_COUNT = r"an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}"
_HEAD = rf"(?:(?P<weekday>{_WEEKDAY}|{_BRIEF})(?:,? (?:the )?|, on ))?"

# In order of preference: of two rules that fit at one place the first wins, so the longer stand first.
# A space (but "[ " as it stands) means one or two of any white space inside a line; case is judged by `is_lookalike`.
_RULES: Final[dict[str, str]] = {
    "iso": (
        r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])-|/(?P<month1>0?[1-9]|1[0-2])/|\.(?P<month11>0[1-9]|1[0-2])\.)"
        r"(?P<day>\d\d)(?![\d/-]|\.\d)"
    ),
    "slashed": (
        rf"{_HEAD}(?P<one>\d{{1,2}})(?:/(?P<two>\d{{1,2}})/|\.(?P<dotted>\d{{1,2}})\.|-(?P<two11>\d{{1,2}})-)"
        r"(?P<year>\d{4})(?![\d/-]|\.\d)"
    ),
    "days": (
        rf"(?P<day>{_DAY})(?: (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?)?(?:{_TO})"
        rf"(?P<day2>{_DAY}) (?:of )?(?P<month2>{_MONTH})(?:,? (?P<year2>{_YEAR}))?"
    ),
    "days_after": (
        rf"(?P<month>{_MONTH}) (?P<day>{_DAY})(?:,? (?P<year>{_YEAR}))?(?:{_TO})"
        rf"(?:(?P<month2>{_MONTH}) )?(?P<day2>{_DAY})(?:,? (?P<year2>{_YEAR}))?"
    ),
    "month_day": rf"{_HEAD}(?P<month>{_MONTH}) (?P<day>{_DAY})(?:(?:,|, in)? (?P<year>{_YEAR})|{_OF_YEAR})?",
    "day_month": (
        rf"{_HEAD}(?:the )?(?P<day>{_DAY})(?: of)?(?: |-)(?P<month>{_MONTH})"
        rf"(?:(?:,? |-)(?P<year>{_YEAR})|{_OF_YEAR})?"
    ),
    "months": (
        rf"(?P<month>{_MONTH})(?: (?P<year>{_YEAR}))?(?:{_TO})"
        rf"(?P<month2>{_MONTH})(?:(?:,| of)? (?P<year2>{_YEAR}))?"
    ),
    "month": (
        rf"(?:(?P<edge>{_EDGE})(?: |-))?(?:(?P<which>{_WHICH}) )?"
        rf"(?P<month>{_MONTH})(?:(?:,| of)? (?P<year>{_YEAR})|{_OF_YEAR})?"
    ),
    "part": (
        rf"(?:the )?(?P<nth>first|second|third|fourth|last) (?P<part>quarter|half)(?: of|,)? "
        rf"(?P<year>{_YEAR}|last year|this year)"
        rf"|(?P<part1>[qh])(?P<nth1>[1-4])(?: of|,)? (?P<year1>{_YEAR})"
    ),
    "season": (
        rf"(?:(?P<edge>{_EDGE}) )?(?:(?P<which>{_WHICH}) (?P<season>{_SEASON})"
        rf"|(?:the )?(?P<season1>{_SEASON})(?: of)? (?P<year>{_YEAR}))\b"
    ),
    "decade": r"(?:the )?(?:(?P<edge>early|mid|late)(?: |-))?(?P<decade>(?:1[5-9]|20)\d0)s\b",
    "holiday": (
        rf"(?:(?P<which>{_WHICH}) )?(?P<holiday>christmas eve|christmas day|christmas|boxing day|new year[’']s eve|"
        rf"new year[’']s day|valentine[’']s day|halloween)\b(?:,? (?P<year>{_YEAR}))?"
    ),
    "weekday": (
        rf"(?:(?P<edge>earlier|later|early|late)(?: on)? )?(?:(?P<which>{_WHICH}|the previous|the following) )?"
        rf"(?:(?P<after>a week) (?:on|from) )?(?P<weekday>{_WEEKDAY})(?: (?:morning|afternoon|evening|night)\b)?"
        rf"(?: (?:of )?(?P<week>{_WHICH}) week\b| (?P<after1>week)\b(?! (?:of|after|before)\b|-))?"
    ),
    "near": (
        r"(?P<near>the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|last night|"
        r"this (?:morning|afternoon|evening))\b(?: (?:morning|afternoon|evening|night)\b)?"
    ),
    "weekend": rf"(?:(?P<way>over|at|during|on|for) the|(?P<which>{_WHICH}|the previous|the following)) weekend\b",
    "unit": (
        rf"(?:(?P<edge>earlier|later|{_EDGE}) )?"
        rf"(?P<which>{_WHICH}|the previous|the following|the next|the same|that very|that) "
        r"(?P<unit>day|week|month|quarter|year)\b(?! (?:to|ahead)\b|-)"
        r"|(?P<edge1>the end of|the start of|the beginning of) (?P<which1>the) (?P<unit1>week|month|quarter|year)\b"
    ),
    "past": (
        rf"(?:in|over|during|within|for) the (?:last|past) (?:(?P<count>{_COUNT}) )?"
        r"(?P<unit>hour|day|week|month|year)s?\b(?! (?:of|in|before|after)\b)"
    ),
    "second": r"the (?P<unit>week|month|year) (?P<way>after next|before last)\b",
    "nth_week": (
        rf"the (?P<nth>first|second|third|fourth|last) (?:full )?(?:week|(?P<weekday>{_WEEKDAY})) (?:of|in) "
        rf"(?P<month>{_MONTH})(?:(?:,| of)? (?P<year>{_YEAR}))?"
    ),
    "ago": rf"(?P<count>{_COUNT}) (?P<unit>day|week|fortnight|month|year)s? (?P<way>ago|earlier|later)\b",
    "ahead": rf"in (?P<count>{_COUNT}) (?P<unit>day|week|month)s?\b(?:[’'] time)?(?! (?:on|from) )",
    "nth": (
        r"(?<=on[ ])the (?P<day>\d{1,2})(?:st|nd|rd|th)"
        r"(?: of (?P<which>the|this|last|next) month\b|(?=[.,;:!?)”\"\n]|$| (?:and|at|but|when|with)\b))"
    ),
    "years": (
        r"(?P<year>(?:1[5-9]|20)\d\d)(?:[-/]| ?[–—] ?| (?:to|until|(?P<and>and)) )"
        r"(?P<year2>(?:1[5-9]|20)?\d\d)(?![\w%]|[.,]\d|[-–]\d)"
    ),
    "year": rf"(?:(?P<edge>{_EDGE})(?: |-))?(?P<year>{_YEAR})",
}
_SPACE = "(?:[ \t\u00a0\u2009\u202f]{1,2})"
_PATTERNS: Final = {
    form: re.compile(re.sub(r"(?<!\[) ", lambda _: _SPACE, rule), re.IGNORECASE) for form, rule in _RULES.items()
}
# Where a wording can begin; every rule's first word is here.
_BEGIN = re.compile(
    rf"(?<!\w)(?:\d|(?:{'|'.join(MONTHS)}|{'|'.join(WEEKDAYS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|"
    r"thu(?:rs?)?|fri|sat|sun|early|mid|late|the|earlier|later|last|next|this|that|q[1-4]|h[1-4]|first|second|third|fourth|"
    rf"{_SEASON}|christmas|boxing|new|valentine|halloween|yesterday|today|tonight|tomorrow|over|at|during|on|for|"
    rf"{_COUNT}|in)(?!\w|\.\w))",
    re.IGNORECASE,
)


def find_wordings(text: str, *, loose: bool = False) -> list[Wording]:
    """Every wording of a date in the text, in order and without overlaps; linear in the text's length.

    Args:
        text: an article's or a question's text, in English.
        loose: also take names of months and days written small ("in april"), as people type questions.
    """
    found: list[Wording] = []
    people = names_in(text)
    end = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() < end:
            continue
        for form, pattern in _PATTERNS.items():
            match = pattern.match(text, begin.start())
            if match is None or is_lookalike(form, match, loose=loose, people=people):
                continue
            parts = {name.rstrip("1"): part.lower() for name, part in match.groupdict().items() if part}
            end = match.end()
            found.append(Wording(start=match.start(), end=end, form=form, parts=parts))
            break
    return found
