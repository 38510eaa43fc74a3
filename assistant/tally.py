"""Counts, sums and measures of which two reports tell other numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from assistant.answer import Kind
from assistant.attribute import told_by
from assistant.figures import Figure, figures
from assistant.lexicon import read_terms
from assistant.misdate import dates_of
from assistant.rewrite import Asked
from assistant.slot import FAMILIES, MEASURED, alike, family, slot, slots
from assistant.telling import Telling

__all__ = ["ANSWERS", "LEAST", "NOT_SO", "ONE_TIME", "REVISES", "counted_otherwise"]

ALIKE = 0.7  # of the coverage of the claim's sentence that another must have to answer the same
LEAST = 0.35  # of the question's words that it must cover in any case
WELL = 0.7  # from which a sentence holds nearly all that is asked about
ONE_TIME = timedelta(days=3)  # reports of one event that came out so close tell of one state of it
TOLL = timedelta(days=31)  # in which a count of the dead, injured, homeless or burnt may still grow
HALF_YEAR = timedelta(days=183)
NEAR = 0.12  # of the larger: "624 patients" and "642 patients"
KIN = 1.6  # times: "7 million jars" and "9 million jars"; of crowds and the dead, reports may differ fivefold
SHARED = 3  # words that carry a subject: "311 cattle were culled on the four farms", "347 animals culled on four farms"
TWICE = 2.0  # the same, of sums and measures that were surely read as answers
REVISES = re.compile(
    r"\b(?:recount\w*|revis\w+|correct\w+|updat\w+|now|trimm\w+|cut from|fewer than|more than first|as first|initially|"
    r"originally|earlier|previously|rose to|risen to|rises to|climbed to|instead of)\b",
    re.IGNORECASE,
)
STATES = (  # of people after a disaster; who is in one is not counted in another
    r"dead|died|dies|deaths?|killed|toll|drowned",
    r"injured|wounded|hurt|injuries",
    r"missing",
    r"homeless|evacuat\w+|displaced",
)
GROWS = re.compile(rf"\b(?:{'|'.join(STATES)}|burn\w*|destroyed)\b", re.IGNORECASE)
# What somebody asks in a poll, forecasts or wants is not counted beside what came.
UNREAL = re.compile(
    r"\b(?:polls?|survey(?:s|ed)?|forecast\w*|predict\w*|wants?|wanted|demand\w*|asking for|offered|proposed|"
    r"targets?)\b",
    re.IGNORECASE,
)
NOT_SO = re.compile(r"(?:,|\band|\bbut)\s+not\s+(?:in|on|at|by|for|from)?\s*", re.IGNORECASE)
ROUND = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|over|more than|at least|up to|under|fewer than|"
    r"less than)\s*$",
    re.IGNORECASE,
)
ANSWERS = 0.2  # log-odds from which a sentence that was read with the question is another answer to it
SURELY = 1.0  # and from which two tell of one thing weeks apart, or where a day is not known
NO_ANSWER = -2.0  # and below which it is none, whatever its words
CLOSE = 0.05  # two numbers of which one is "about" so much


def counted_otherwise(
    asked: Asked, told: Sequence[Telling], pool: Sequence[Telling], firsts: Mapping[str, str]
) -> tuple[Kind, list[Telling]] | None:
    """How the numbers differ for what is counted, or paid, or measured, and the sentences; None where they agree.

    Args:
        asked: the question.
        told: the sentences of the answer.
        pool: what else was read and may be of the same.
        firsts: article id -> id of the earliest article with the same wire text.
    """
    for mine in _newest([one.alone() for one in told]) if asked.kind in ("count", "what", "where") else ():
        number = slot(asked, mine.article, mine.start, mine.end, read=True)
        if number is None or (asked.kind != "count" and family(number) not in MEASURED):
            continue
        rivals: dict[float, tuple[Telling, Kind]] = {}
        for other in pool:
            rival, kin = _rival(asked, mine, number, other)
            if not _answers_too(mine, other, kin=kin):
                continue
            kind = _kind(mine, number, other, rival, firsts) if rival else None
            known = rivals.get(rival.value) if rival else None
            if kind and rival and (known is None or other.found.coverage > known[0].found.coverage):
                rivals[rival.value] = (other, kind)
        if rivals:
            return next(kind for _, kind in rivals.values()), [mine, *(one for one, _ in rivals.values())]
    return None


def _newest(told: Sequence[Telling]) -> list[Telling]:
    """The answer's sentences, those of the newest articles first: what they tell is how things stand."""
    return sorted(told, key=lambda one: one.article.published.day or date.min, reverse=True)


def _rival(asked: Asked, mine: Telling, number: Figure, other: Telling) -> tuple[Figure | None, bool]:
    """The number of another sentence that may answer too; and whether it is seen to count what this one does."""
    found = slots(asked, other.article, other.start, other.end, read=True)
    kin = next((one for one in found if _kin(number, one, mine, other)), None)
    return kin or slot(asked, other.article, other.start, other.end, read=other.surely >= ANSWERS), kin is not None


def _answers_too(mine: Telling, other: Telling, *, kin: bool) -> bool:
    same = mine.article.id == other.article.id and mine.start == other.start
    least = max(LEAST, ALIKE * mine.found.coverage)
    beside = other.article.id == mine.article.id and 0 < other.start - mine.end < 2  # noqa: PLR2004 -- the next sentence
    as_well = other.surely >= ANSWERS or other.found.coverage >= least or kin
    return not same and (beside or (other.surely >= NO_ANSWER and as_well))


def _kind(mine: Telling, number: Figure, other: Telling, rival: Figure, firsts: Mapping[str, str]) -> Kind | None:
    """How two numbers disagree, or None where they need not: copies, parts, roundings, another time."""
    one, two = mine.article, other.article
    sure = min(max(mine.surely, ANSWERS), other.surely)  # what is told is an answer
    told_alike = _kin(number, rival, mine, other)
    if not (told_alike or alike(number, rival, read=sure >= ANSWERS)) or _same(mine, number, other, rival):
        return None
    if bool(UNREAL.search(mine.text)) is not bool(UNREAL.search(other.text)):
        return None
    if not _states(mine.text) & _states(other.text) and _states(mine.text) and _states(other.text):
        return None
    if one.id != two.id and firsts.get(one.id, one.id) == firsts.get(two.id, two.id):
        return None
    days = (one.published.day, two.published.day)
    later = other if days[0] and days[1] and days[0] < days[1] else mine
    old = number if later is other else rival
    if any(figure.value == old.value for figure in figures(later.text)):
        return "later update" if REVISES.search(later.text) or NOT_SO.search(later.text) else None
    if one.id == two.id:
        speakers = {told_by(one, mine.start, mine.end), told_by(one, other.start, other.end)}
        return "another count" if len(speakers - {None}) > 1 else None
    if days[0] is None or days[1] is None:
        return "another count" if sure >= (ANSWERS if _near(number, rival) else SURELY) else None
    between = abs(days[0] - days[1])
    growing = [GROWS.search(one.text) is not None for one in (mine, other)]
    toll = all(growing) or (any(growing) and sure >= ANSWERS)
    grows = toll and (rival.value > number.value) == (days[1] > days[0])
    revised = REVISES.search(later.text) and family(number) == family(rival) and sure >= NO_ANSWER / 4
    if between and ((grows and between <= TOLL) or revised):
        return "later update"
    # Where both speak of just what is asked, they still tell of the same thing weeks later.
    well = min(mine.found.coverage, other.found.coverage) >= WELL
    one_thing = between <= TOLL and number.nouns[:2] == rival.nouns[:2] and len(number.nouns) > 1 and well
    known = sure >= (ANSWERS if family(number) == family(rival) else SURELY)
    one_day = not _dated(mine).isdisjoint(_dated(other))
    if _kin(number, rival, mine, other) and min(mine.found.whole, other.found.whole) >= WELL:
        one_thing = between <= (HALF_YEAR if _near(number, rival) else TOLL)
    one_thing = one_thing or (known and between <= (HALF_YEAR if one_day or _miscounted(number, rival) else TOLL))
    apart = family(number) in FAMILIES and not _within(number, rival, KIN if sure < SURELY else TWICE)
    return "another count" if (between <= ONE_TIME or one_thing) and not apart else None


def _dated(one: Telling) -> set[tuple[date, date]]:
    """The days and months that a sentence names."""
    return {(d.first, d.last) for d in dates_of(one) if d.last - d.first <= TOLL}


def _states(text: str) -> set[int]:
    """Which states of people a sentence speaks of: the dead, the injured, the missing, the homeless."""
    return {n for n, state in enumerate(STATES) if re.search(rf"\b(?:{state})\b", text, re.IGNORECASE)}


def _miscounted(number: Figure, rival: Figure) -> bool:
    """Whether two counts of one kind lie so near each other that they are more likely one count, told twice."""
    return _near(number, rival) and family(number) == family(rival) and family(number) not in FAMILIES


def _kin(number: Figure, rival: Figure, mine: Telling, other: Telling) -> bool:
    """Whether two numbers count things of one name, or are told in the same words, and lie near each other."""
    if {family(number), family(rival)} & FAMILIES.keys() or not _within(number, rival, KIN):
        return False
    return number.nouns[:1] == rival.nouns[:1] != () or len(_subject(mine.text) & _subject(other.text)) >= SHARED


def _subject(text: str) -> set[str]:
    return {term.keys[0] for term in read_terms(text) if not term.keys[0][0].isdigit()}


def _within(number: Figure, rival: Figure, times: float) -> bool:
    low, high = sorted((number.value, rival.value))
    return high <= times * low


def _near(number: Figure, rival: Figure) -> bool:
    return abs(number.value - rival.value) <= NEAR * max(number.value, rival.value)


def _same(mine: Telling, number: Figure, other: Telling, rival: Figure) -> bool:
    """Whether the numbers are equal, or nearly so where one is only "about" so much."""
    if number.value == rival.value:
        return True
    rounded = ROUND.search(mine.text[: number.start]) or ROUND.search(other.text[: rival.start])
    return bool(rounded) and abs(number.value - rival.value) <= CLOSE * max(number.value, rival.value)
