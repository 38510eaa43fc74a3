"""Words that look like dates and are none: people called May, newspapers called Sunday, amounts, habits. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["is_lookalike", "names_in"]

_EVERY = re.compile(
    r"(?:every|each|any|on a|of a|like a|one|black|good|ash|super|cyber|palm|bloody|easter|holy|fat|giving)\s$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\s(?:Times|Mirror|Telegraph|Express|Post|Mail|Herald|World|Live|Football)\b")
# "the Christmas tree" is no day; "since Christmas" and "on Halloween" are.
_FEAST_BEFORE = re.compile(r"\b(?:on|at|by|since|before|after|until|till|last|this|next)\s$", re.IGNORECASE)
# "moved from May 3 to June 9" is two days, not a span.
_MOVED = re.compile(
    r"\b(?:moved|shifted|changed|switched|postponed|delayed|deferred|rescheduled|pushed back|put off|brought forward|"
    r"extended)\b[^.;]{0,30}\bfrom\s$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:than|over|least|nearly|almost|under|within|every|the|time|once|twice)\s$", re.IGNORECASE)
_COUNTING = re.compile(r"[.,:/£$€#+\-–—'’]$")


def is_lookalike(form: str, match: re.Match[str], *, loose: bool, people: frozenset[str]) -> bool:
    """Whether the words that fit a rule are something else: a person, a newspaper, an amount, a habit."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    named = match.groupdict()
    names = [group for group in ("month", "month2", "weekday") if named.get(group)]
    if not loose and any(match.group(group)[0].islower() for group in names):
        return True
    if match[0][0].isdigit() and _COUNTING.search(before[-1:]):
        return True
    if form in ("days", "days_after", "months", "years") and _are_two(named, text[max(0, start - 60) : start]):
        return True
    if form == "weekday":
        return bool(_EVERY.search(before) or _TITLE.match(after))
    if form == "month" and not named["year"]:
        return _is_name(match, before, after, people)
    if form in ("ago", "ahead"):
        return bool(_ABOUT.search(before))
    if form in ("year", "years") and not named.get("edge"):
        return not _reads_as_year(before, after)
    if form == "holiday" and match["holiday"].lower() in ("christmas", "halloween"):
        return not (
            named["year"] or named["which"] or (_FEAST_BEFORE.search(before) and not re.match(r"\s[a-z]+s?\b", after))
        )
    if form == "near":
        return match[0] in ("Today", "Tonight") and bool(re.search(r"[A-Z]\w*\s$", before))
    return form == "unit" and bool(re.search(r"\bthe\s$", before, re.IGNORECASE))


def _are_two(named: Mapping[str, str | None], before: str) -> bool:
    """Whether two dates beside each other are no span: "May 3 and June 9", "moved from May 3 to June 9"."""
    apart = named.get("and") and not re.search(r"\bbetween\s$", before, re.IGNORECASE)
    return bool(apart) or _MOVED.search(before) is not None


_YEAR_BEFORE = re.compile(
    r"(?:^|[(\n]|\b(?:in|since|of|by|until|till|before|after|during|from|throughout|through|between|to|and|for|"
    r"the|last|a|year|election|summit|’s|'s)\s)$",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(
    r"\b(?:total|number|record|sum|all|some|rose|fell|up|down|one|many) (?:of|to|by|the)\s$", re.IGNORECASE
)


def _reads_as_year(before: str, after: str) -> bool:
    """Whether four digits stand where a year stands, and not an amount, a road or a time of day."""
    return (
        bool(_YEAR_BEFORE.search(before))
        and not _AMOUNT_BEFORE.search(before)
        and not after.startswith((" GMT", " hrs"))
    )


# Months that are also names or words ask for more than a capital letter.
_NAMELIKE = frozenset({"march", "april", "may", "june", "august"})
_ABBREVIATED = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())
_STRONG = re.compile(r"\b(?:in|since|until|till|during|mid|through|throughout|between)\s$", re.IGNORECASE)
_WEAK = re.compile(
    r"\b(?:by|for|of|from|before|after|to|ending|the|(?:january|february|march|april|june|july) and)\s$", re.IGNORECASE
)
_EVENT = re.compile(
    r"(?:[’']s)?\s(?:[a-z]+\s)?(?:talks|rounds?|meetings?|sessions?|summits?|votes?|elections?|polls?|referendums?|reports?|data|"
    r"deals?|agreements?|strikes?|attacks?|raids?|protests?|budgets?|deadlines?|conferences?|hearings?|trials?|storms?|"
    r"floods?|fires?|figures|quarter|interview|statement|truce|ceasefire)\b"
)
_DOES = re.compile(
    r"[’']s?\b|\s(?:said|says|told|was|is|has|had|will|would|did|does|be|have|can|could|[a-z]+ed|on|for)\b"
)
_SURNAME = re.compile(r"\s[A-Z][a-z]")
_CALLED = re.compile(
    r"\b(?:(?!The|In|On|By|For|Since|Until|From|After|Before|This|Last|Next|Early|Mid|Late)[A-Z][a-z]+|Mrs?|Ms)\.?\s$"
)


def _is_name(match: re.Match[str], before: str, after: str, people: frozenset[str]) -> bool:
    """Whether a bare month is a person ("Theresa May", "April Jones") or a word ("may", "March on")."""
    month = match["month"].lower().rstrip(".")
    if match["edge"] or match["which"]:
        return False
    if month in _ABBREVIATED:
        return True
    if month not in _NAMELIKE:
        return False
    if _SURNAME.match(after) or _CALLED.search(before):
        return True
    if _STRONG.search(before):
        return False
    if month in people:
        return True
    return not (_WEAK.search(before) and not _DOES.match(after)) and not _EVENT.match(after)


_PERSON = re.compile(
    r"\b(?:[A-Z][a-z]{2,}|Mrs?|Ms)\.?[ ](?P<last>May|March|June|April|August)\b(?!\s\d)"
    r"|\b(?P<first>April|June|August|May) [A-Z][a-z]+"
)
_NOT_GIVEN = frozenset(
    "the in on by for since until from after before this last next early late mid and of to late".split()
)


def names_in(text: str) -> frozenset[str]:
    """Months that are somebody's name in this text, in lower case."""
    return frozenset(
        (match["last"] or match["first"]).lower()
        for match in _PERSON.finditer(text)
        if match[0].split()[0].lower() not in _NOT_GIVEN
    )
