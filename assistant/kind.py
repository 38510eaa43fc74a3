"""Whether a sentence holds the kind of thing that a question asks for, and that the question does not say. Pure."""

from __future__ import annotations

import re

from assistant.attribute import is_opinion, told_by
from assistant.focus import Focus
from assistant.lexicon import carried, is_state, stems
from assistant.marks import (
    AGED,
    AT_PLACE,
    BODY,
    BUILDING,
    DATE,
    DATELINE,
    DAYTIME,
    FIGURE,
    FROM_PLACE,
    PEOPLE,
    PERSON,
    PLACE,
    REASON,
    ROLE,
    SAYING,
    SPOT,
    UNITS,
    VENUE,
    WEEKDAY,
    YEAR,
)
from assistant.name import NAME, NO_NAME
from assistant.rewrite import Asked
from index.article import Article

__all__ = ["candidates"]

# What stands for a unit beside its words: "$5", "5%", "5°".
SIGNS = {"sum": r"[$€£¥]\d", "money": r"[$€£¥]\d|\d\s?%", "share": r"\d\s?%", "degrees": r"\d\s?°"}
NO_SIGN = r"(?!)"
CALLED = re.compile(r"\b(?:called|named|known as|dubbed|christened|by the name of)\b|[“\"‘][^”\"’]{2,60}[”\"’]")
NEXT_TO = 4  # words between what happened and where
WHO_IS = re.compile(r"\b[Ww]ho (?:is|was|are|were) (?=[A-Z])")  # asks what a named person is, not for a name
WHO_SAYS = re.compile(
    r"\bwhose words\b|\bwho(?:\s\w+){0,2}?\s(?:sa(?:id|ys?)|told|tells?|call(?:ed|s)|compare[ds]|complain\w*|warn\w*|"
    r"describe[ds]|thinks?|believe[ds]?|admit\w*|promise[ds]|argue[ds]|joke[ds]|grumble[ds])\b",
    re.IGNORECASE,
)

# "from 140 to 155 crowns": what is paid counts nothing else.
IS_MONEY = re.compile(UNITS["money"], re.IGNORECASE)
PAID = re.compile(rf"(?:\s(?:to|or|and)\s[\d.,]+)?\s(?:\w+illion\s)?(?:{UNITS['money']})\b", re.IGNORECASE)


def candidates(asked: Asked, wanted: Focus, article: Article, start: int, end: int) -> list[tuple[int, int]] | None:
    """Where in the sentence `article.text[start:end]` the kind of thing asked for stands, counted from its start.

    What stands in the question already is no answer. None: the kind of the question has no such marks.
    """
    sentence = article.text[start:end]
    said = frozenset(stems(asked.standalone))
    if wanted.unit == "building":
        return [found.span("name") for found in VENUE.finditer(sentence) if _new(said, found["name"])]
    if wanted.holds:
        return [found.span() for found in re.finditer(wanted.holds, sentence, re.IGNORECASE)]
    return _of_kind(asked, wanted, said, article, start, end)


def _of_kind(
    asked: Asked, wanted: Focus, said: frozenset[str], article: Article, start: int, end: int
) -> list[tuple[int, int]] | None:
    sentence = article.text[start:end]
    match asked.kind:
        case "who" if WHO_IS.search(asked.core):
            last = [name.split()[-1].removesuffix("'s") for name in asked.names]
            return [found.span() for name in last for found in re.finditer(re.escape(name), sentence)]
        case "who" if wanted.named and any(PERSON.match(key) for term in wanted.deed for key in term.keys):
            return _people(said, sentence, article)
        case "who":
            roles = [] if wanted.named else [found.span() for found in ROLE.finditer(sentence)]
            return _new_names(said, sentence, article) + roles or _told_by_another(asked, said, article, start, end)
        case "when":
            return _new_dates(wanted, said, sentence, _dated(article, start, end))
        case "where":
            return _new_places(said, sentence)
        case "count":
            return _new_figures(wanted, said, sentence, _dated(article, start, end))
        case "said":
            return [found.span() for found in SAYING.finditer(sentence)]
        case "why":
            return [found.span() for found in REASON.finditer(sentence)]
        case "what" if wanted.named:
            return _new_names(said, sentence, article) + [found.span() for found in CALLED.finditer(sentence)]
        case _:
            return None


def _dated(article: Article, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentence names a day, counted from its start."""
    known = [(d.start - start, d.end - start) for d in article.dates if start <= d.start and d.end <= end]
    return known + [found.span() for found in DATE.finditer(article.text[start:end])]


def _new(said: frozenset[str], words: str) -> bool:
    return not set(stems(words)) <= said


def _new_names(said: frozenset[str], sentence: str, article: Article) -> list[tuple[int, int]]:
    """Names that are no place, state or dateline, and are not named in the question."""
    dateline = DATELINE.match(sentence)
    opening = re.match(r"[“\"‘'(\s]*([\w’'-]+)", sentence)
    found = []
    for name in NAME.finditer(sentence, dateline.end() if dateline else 0):
        parts = [part for part in name[0].split() if part.strip(".,'’").lower() not in NO_NAME]
        if not parts or not _new(said, " ".join(parts)) or all(is_state(one) for one in stems(" ".join(parts))):
            continue
        if AT_PLACE.search(sentence[: name.start()]) and len(parts) == 1:
            continue
        only_opens = opening is not None and name[0] == opening[1]
        if not only_opens or not re.search(rf"\b{re.escape(name[0].lower())}\b", article.text):
            found.append(name.span())
    return found


def _told_by_another(
    asked: Asked, said: frozenset[str], article: Article, start: int, end: int
) -> list[tuple[int, int]]:
    """The whole sentence, where it is asked who says something and this is said by somebody named next to it."""
    says = WHO_SAYS.search(asked.core) and not is_opinion(article)
    who = told_by(article, start, end) if says else None
    return [(0, end - start)] if who is not None and _new(said, who) else []


def _people(said: frozenset[str], sentence: str, article: Article) -> list[tuple[int, int]]:
    """Names of persons as far as their form tells: two words or more, no place, no body."""
    return [
        (a, b)
        for a, b in _new_names(said, sentence, article)
        if " " in sentence[a:b] and not FROM_PLACE.search(sentence[:a]) and not BODY.search(sentence[a:b])
    ]


def _new_dates(
    wanted: Focus, said: frozenset[str], sentence: str, dated: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    marks = {"year": YEAR, "weekday": WEEKDAY, "clock": DAYTIME}
    if wanted.unit in marks:
        return [found.span() for found in marks[wanted.unit].finditer(sentence) if _new(said, found[0])]
    if wanted.unit == "day":
        return [(a, b) for a, b in dated if re.search(r"\d|day", sentence[a:b]) and _new(said, sentence[a:b])]
    measured = _measured("duration", said, sentence) if wanted.unit == "duration" else []
    return measured + [(a, b) for a, b in dated if _new(said, sentence[a:b])]


def _new_places(said: frozenset[str], sentence: str) -> list[tuple[int, int]]:
    dateline = DATELINE.match(sentence)
    at = dateline.end() if dateline else 0
    found = [one.span("name") for one in PLACE.finditer(sentence, at)]
    found += [one.span() for one in BUILDING.finditer(sentence, at)]
    # "hidden behind a boiler": a thing is a place where the question's own word stands right before it.
    found += [
        one.span("name")
        for one in SPOT.finditer(sentence, at)
        if not said.isdisjoint(stems(" ".join(sentence[: one.start()].split()[-NEXT_TO:])))
    ]
    return [(a, b) for a, b in found if _new(said, sentence[a:b])]


def _new_figures(
    wanted: Focus, said: frozenset[str], sentence: str, dated: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    if wanted.unit == "age":
        return [found.span() for found in AGED.finditer(sentence)]
    if wanted.unit in UNITS:
        return _measured(wanted.unit, said, sentence)
    bare = sentence
    for a, b in dated:
        bare = bare[:a] + " " * (b - a) + bare[b:]
    figures = [found.span() for found in FIGURE.finditer(bare) if _new(said, found[0])]
    if wanted.noun and not any(IS_MONEY.fullmatch(term.word) for term in wanted.noun):
        figures = [(a, b) for a, b in figures if not PAID.match(sentence, b)]
    keys = {key for term in wanted.noun for key in term.keys}
    heads = any(PERSON.match(key) for key in keys)  # "how many customers": "40,000 people" counts them too
    return [
        (a, b)
        for a, b in figures
        if not keys
        or not keys.isdisjoint(carried(sentence[max(0, a - 60) : b + 60]))
        or (heads and PEOPLE.match(sentence, b))
    ]


def _measured(unit: str, said: frozenset[str], sentence: str) -> list[tuple[int, int]]:
    """Figures with the unit after them ("41 days", "a 30-day truce"), before them ("$5"), or "the past decade"."""
    count = rf"(?:{FIGURE.pattern}|\b(?:past|several|few|half an?))"
    pattern = rf"{count}[\s-]+(?:\w+\s)?(?:{UNITS[unit]})\b|{SIGNS.get(unit, NO_SIGN)}"
    return [found.span() for found in re.finditer(pattern, sentence, re.IGNORECASE) if _new(said, found[0])]
