"""Where the articles give other numbers, dates or spellings for what the answer tells. Pure.

A disagreement that is none is worse than one that is missed, so two numbers must answer the same question, count the
same kind of thing, and be told of one time; or one article must say in so many words that the other is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from assistant.answer import Disagreement, Kind, Version
from assistant.attribute import told_by
from assistant.ballot import divided_otherwise
from assistant.divide import divide
from assistant.figures import figures
from assistant.focus import focus
from assistant.lasting import lasted_apart
from assistant.led import led_apart
from assistant.lexicon import carried, read_terms
from assistant.misdate import dated_apart, dates_of, misdated
from assistant.name import names
from assistant.rewrite import Asked
from assistant.spelling import respelled
from assistant.tally import ANSWERS, LEAST, NOT_SO, ONE_TIME, REVISES, counted_otherwise
from assistant.telling import Telling, gap

__all__ = ["disagreements"]

ASKS_MONTH = re.compile(r"\b(?:which|what) month\b", re.IGNORECASE)
ASKS_NAME = re.compile(r"\bnames?\b|\bnamed\b|\bcalled\b|\bspel(?:l|ls|led|t|ling)\b", re.IGNORECASE)
# The last words before "or" and the first after it: "working-level or high-level", "closed, or merely short of staff".
EITHER = re.compile(r"(?P<one>[\w’'-]+),?\s+or\s+(?P<two>(?:[\w’'-]+\s?){1,5})", re.IGNORECASE)
LED = re.compile(
    r"\b(?:led|leads?|leaders?|head(?:ed|s)?|chair(?:ed|s)?|chief|in charge)\b|"
    r"\b(?:whose|which) (?:delegation|side|team)\b",
    re.IGNORECASE,
)
QUOTATION = re.compile(r"[“\"]([^”\"]{8,})[”\"]")
YEAR = timedelta(days=365)
LIKELY = 0.1  # log-odds from which a sentence that was read is rather an answer than not
HARDLY = -1.0  # and of a sentence with another year, no more than a slip away
MAY_LAST = -0.5  # the same, of a sentence that tells roughly how long: few do
LASTS = 0.3  # of the question's words that such a sentence covers
SHARES = 0.15  # of the question's words that a sentence covers which spells a name otherwise
PLAINLY = 3.0  # and from which nobody could take it for anything else


def disagreements(
    asked: Asked, told: Sequence[Telling], pool: Iterable[Telling], firsts: Mapping[str, str], sides: Sequence[str] = ()
) -> tuple[Disagreement, ...]:
    """What the articles disagree about, of what was asked; at most one from each check.

    Args:
        asked: the question.
        told: the sentences of the answer, best first.
        pool: sentences of what was read, notes of correction and replaced texts left out.
        firsts: article id -> id of the earliest article with the same wire text.
        sides: of a question whether the one or the other, the sentences that speak for either.
    """
    if not told:
        return ()
    pool = list(pool)
    others = [one for one in pool if one.found.fits]
    found = [
        _counted(asked, told, others, firsts) or _voted(asked, told, others) or _denied(asked, told, others),
        _misdated(asked, told, pool),
        _dated(asked, told, others, firsts),
        _spelled(asked, told, pool),
        _either(asked, others, sides),
        _said_by_two(asked, told, others, firsts),
        _lasted(asked, told, others),
        _led(asked, told, pool),
    ]
    return tuple(one for one in found if one is not None)


def _counted(
    asked: Asked, told: Sequence[Telling], pool: Sequence[Telling], firsts: Mapping[str, str]
) -> Disagreement | None:
    """Another number for what is counted, or paid, or measured; of two things that are asked for, each has its own."""
    found = counted_otherwise(asked, told, pool, firsts) if len(divide(asked)) == 1 else None
    return _disagreement(asked, found[0], sorted(found[1], key=_told_on)) if found else None


def _voted(asked: Asked, told: Sequence[Telling], pool: Sequence[Telling]) -> Disagreement | None:
    """A vote, divided otherwise by an outlet that reported it at the same time."""
    found = next((pair for pair in divided_otherwise(told, pool) if gap(*pair) <= ONE_TIME), None)
    return _disagreement(asked, "another count", sorted(found, key=_told_on)) if found else None


def _spelled(asked: Asked, told: Sequence[Telling], pool: Sequence[Telling]) -> Disagreement | None:
    """Another spelling of a name that was asked for; who is called nearly so, where a word is shared, is the same."""
    near = [one for one in pool if one.found.whole >= LEAST or one.found.coverage >= SHARES]
    found = respelled(told, near, known=asked.standalone) if ASKS_NAME.search(asked.core) else None
    return _disagreement(asked, "another spelling", found) if found else None


def _denied(asked: Asked, told: Sequence[Telling], pool: Sequence[Telling]) -> Disagreement | None:
    """A sentence that says "X, not Y" of what an answering sentence says is Y."""
    for other in pool:
        found = NOT_SO.search(other.text)
        if found is None or other.found.coverage < LEAST:
            continue
        denied = [one for one in figures(other.text[found.end() :][:24]) if one.start == 0]
        for mine in told:
            said = {one.value for one in figures(mine.text)}
            if (
                denied
                and denied[0].value in said
                and not NOT_SO.search(mine.text)
                and mine.article.id != other.article.id
            ):
                return _disagreement(asked, "contradiction", sorted([mine, other], key=_told_on))
    return None


def _misdated(asked: Asked, told: Sequence[Telling], pool: Sequence[Telling]) -> Disagreement | None:
    """A date that cannot be right, beside one that can."""
    found = misdated(told, pool, named={str(int(one.value)) for one in figures(asked.core)})
    return _disagreement(asked, "impossible date", found) if found and asked.kind in ("when", "whether") else None


def _dated(
    asked: Asked, told: Sequence[Telling], pool: Sequence[Telling], firsts: Mapping[str, str]
) -> Disagreement | None:
    """Another day, year or hour for what is asked about, in a sentence that was read as an answer."""
    if asked.kind != "when":
        return None
    unit = "month" if ASKS_MONTH.search(asked.core) else focus(asked).unit
    least = {"clock": LIKELY, "month": LIKELY, "year": ANSWERS}.get(unit or "", PLAINLY)
    mine, read = ([one.alone() for one in some if one.surely >= least] for some in (told, pool))
    found = dated_apart(mine, read, firsts, unit=unit)
    if unit == "year" and found is None:
        near = [one.alone() for one in pool if one.surely >= HARDLY and one.found.coverage >= LEAST]
        found = dated_apart(mine, near, firsts, unit="near year")
    if found is None:
        return None
    versions = sorted(found, key=_told_on)
    later = gap(*found) < timedelta.max and REVISES.search(versions[1].text)
    return _disagreement(asked, "later update" if later else "contradiction", versions)


def _either(asked: Asked, pool: Sequence[Telling], sides: Sequence[str]) -> Disagreement | None:
    """Both sides of "were they closed or short of staff?": each told by its own sentence, of one time or of none."""
    apart = len(set(sides)) > 1
    speaking = [[one for one in pool if one.text == side] for side in sides] if apart else _worded(asked, pool)
    pairs = product(*speaking) if len(speaking) > 1 else ()
    for mine, other in sorted(pairs, key=lambda pair: any(map(_days, pair))):
        one, two = _days(mine), _days(other)
        one_time = not (one or two) or (gap(mine, other) <= ONE_TIME and not (one and two and one.isdisjoint(two)))
        if mine.article.id != other.article.id and one_time:
            return _disagreement(asked, "contradiction", sorted([mine, other], key=_told_on))
    return None


def _days(one: Telling) -> set[date]:
    return {d.first for d in dates_of(one) if d.last - d.first < YEAR}


def _worded(asked: Asked, pool: Sequence[Telling]) -> list[list[Telling]]:
    """For either side of the question, where nothing was read for it, the sentences with words of that side alone."""
    if (found := EITHER.search(asked.core)) is None or figures(found.group()):
        return []
    near = sorted((t for t in pool if t.found.coverage >= LEAST), key=lambda t: -t.found.coverage)
    first, second = found["one"].lower(), found["two"].split()[0].lower()
    if "-" in first and "-" in second:  # "working-level or high-level": of such words a part says nothing
        return [
            [t for t in near if this in t.text.lower() and that not in t.text.lower()]
            for this, that in ((first, second), (second, first))
        ]
    one, two = ({key for term in read_terms(found[side]) for key in term.keys} for side in ("one", "two"))
    return [
        [t for t in near if these & carried(t.text) and not those & carried(t.text)]
        for these, those in ((one - two, two - one), (two - one, one - two))
    ]


def _said_by_two(
    asked: Asked, told: Sequence[Telling], pool: Sequence[Telling], firsts: Mapping[str, str]
) -> Disagreement | None:
    """The words that the question quotes, given to one by this report and to another by that."""
    quoted = QUOTATION.search(asked.core)
    if asked.kind != "who" or quoted is None:
        return None
    known = set(names(asked.core))
    holding = [one for one in pool if _bare(quoted[1]) in _bare(one.text)]
    for mine, other in product((one for one in told if _bare(quoted[1]) in _bare(one.text)), holding):
        copied = firsts.get(mine.article.id, mine.article.id) == firsts.get(other.article.id, other.article.id)
        one, two = (set(names(each.text)) - known for each in (mine, other))
        if not copied and one and two and one.isdisjoint(two):
            return _disagreement(asked, "contradiction", sorted([mine, other], key=_told_on))
    return None


def _bare(text: str) -> str:
    """Its words alone, whatever quotation marks and stops stand around them."""
    return " ".join(re.findall(r"[\w'’]+", text.lower()))


def _lasted(asked: Asked, told: Sequence[Telling], pool: Sequence[Telling]) -> Disagreement | None:
    """One decade here, several there."""
    near = [one for one in pool if one.surely >= MAY_LAST and one.found.coverage >= LASTS]
    found = lasted_apart(asked.core, [one for one in told if one.surely >= ANSWERS], near)
    return _disagreement(asked, "contradiction", sorted(found, key=_told_on)) if found else None


def _led(asked: Asked, told: Sequence[Telling], pool: Sequence[Telling]) -> Disagreement | None:
    """One person at the head of two sides, where it is asked who led, or of what side somebody was."""
    found = led_apart(told, pool) if LED.search(asked.core) else None
    return _disagreement(asked, "contradiction", sorted(found, key=_told_on)) if found else None


def _told_on(one: Telling) -> tuple[bool, str]:
    day = one.article.published.day
    return (day is None, day.isoformat() if day else "")


def _disagreement(asked: Asked, kind: Kind, versions: Sequence[Telling]) -> Disagreement:
    return Disagreement(
        about=asked.core.rstrip(" ?"),
        kind=kind,
        versions=tuple(
            Version(text=one.text, quote=one.quote(), said_by=told_by(one.article, one.start, one.end))
            for one in versions
        ),
    )
