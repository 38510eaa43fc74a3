"""Which number of a sentence answers the question, and whether two such numbers count the same. Pure."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.figures import ORDINAL, Figure, figures
from assistant.focus import focus
from assistant.lexicon import carried, read_terms
from assistant.marks import PERSON
from assistant.rewrite import Asked
from index.article import Article

__all__ = ["FAMILIES", "MEASURED", "alike", "family", "slot", "slots"]

FAMILIES = {
    "share": "percent",
    "duration": "second minut hour day night week fortnight month year decad",
    "length": "metr kilometr mile feet foot inch centimetr",
    "area": "hectar acr",
    "weight": "tonn kilogram gram pound",
    "money": "crown mark dollar euro pound yen yuan franc rubl roubl rupe peso lira shekel bitcoin",
    "vote": "vote ballot",
    "strength": "magnitud",
}
FAMILY = {unit: name for name, units in FAMILIES.items() for unit in units.split()}
MEASURED = frozenset(FAMILIES) - {"duration"}  # what a question that does not ask "how much" may be answered with
# A part of a whole, or what comes on top of it, is another count than the whole.
PART_BEFORE = re.compile(
    r"\b(?:another|other|further|additional|last|remaining|extra|first|next|only|of (?:the|its|his|her|their)|"
    r"(?:hours?|minutes?|days?|weeks?|months?|years?|met(?:re|er)s?|kilomet(?:re|er)s?|feet|foot),?\sand)\s*$",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r":\d\d\b|\s*(?:minutes?|hours?)\s(?:to|past|before|after)\s(?:midnight|noon|midday|\w+\so['’]clock|\d)",
    re.IGNORECASE,
)
BEHIND_COLON = re.compile(r"\d:$")
FAR = 5
BEHIND = 2
LONGEST = 1_000  # characters of a sentence; a longer run is a table, in which no number can be told from another
# Stems that may follow a number without a noun, or follow its noun.
NO_NOUN = frozenset(
    "on in at by and while as to the with say said onc when if becaus but or after befor than from for sinc until so "
    "that of is are was were be been has have had who which did do will would can could".split()
)
HEADS = re.compile(r"\bhow many (?:\w+ )?(?:people|persons|men|women|were|are|did|have|had|died|went)\b", re.IGNORECASE)
AGE_BEFORE = re.compile(r"\b(?:aged?|age of|is|was|turned)\s$|[\w’'],\s$")
AGED = re.compile(r"\baged\s$", re.IGNORECASE)
AGE_AFTER = re.compile(r"[,.;)]")
OLD = re.compile(r"[\s-]years?[\s-]old\b", re.IGNORECASE)
NOUN_BEFORE = re.compile(
    r"(?P<noun>[\w-]+)\s(?:of|at|was|is|were|reached|hit|stood at)\s(?:about |around |some |only |just |nearly )?$",
    re.IGNORECASE,
)
PART_AFTER = re.compile(
    r"\s*(?:of (?:the|them|those|whom|these|its|his|her|their)\b|others\b|more\b|times\b)", re.IGNORECASE
)


def slot(asked: Asked, article: Article, start: int, end: int, *, read: bool = False) -> Figure | None:
    """The number in `article.text[start:end]` that answers the question, at offsets in the sentence, or None.

    Numbers of dates, ordinals, parts of a whole and numbers of the question itself are none; where several are
    left, the one whose noun the question names, else the one nearest to a word of the question. In a sentence that
    was `read` as an answer, or is to be read, whatever is counted may be what the question calls by another word.
    """
    fit, text = slots(asked, article, start, end, read=read), article.text[start:end]
    places = _places(asked, text) if len(fit) > 1 else []
    return min(fit, key=lambda one: min((_far(one, at) for at in places), default=len(text)), default=None)


def slots(asked: Asked, article: Article, start: int, end: int, *, read: bool = False) -> list[Figure]:
    """The numbers of which one may answer the question, in order; see `slot`."""
    if end - start > LONGEST:
        return []
    text, wanted = article.text[start:end], focus(asked)
    known = {one.value for one in figures(asked.standalone)}
    dated = [(d.start - start, d.end - start) for d in article.dates if start <= d.start and d.end <= end]
    fit = [
        one
        for one in figures(text)
        if one.unit != ORDINAL
        and one.value not in known
        and not any(a <= one.start < b for a, b in dated)
        and not PART_BEFORE.search(text[: one.start])
        and not PART_AFTER.match(text, one.end)
        and (wanted.unit == "age" or not AGED.search(text[: one.start]))
        and not CLOCK.match(text, one.end)
        and not BEHIND_COLON.search(text[: one.start])
    ]
    keys = {key for term in wanted.noun for key in term.keys}
    if wanted.unit == "age":
        fit = [
            one
            for one in fit
            if (AGE_BEFORE.search(text[: one.start]) and AGE_AFTER.match(text, one.end)) or OLD.match(text, one.end)
        ]
    elif wanted.unit == "extent":
        fit = [one for one in fit if family(one) in ("duration", "length")]
    elif wanted.unit in FAMILIES:
        fit = [one for one in fit if family(one) == wanted.unit]
    elif keys:
        person = any(PERSON.match(key) for key in keys)
        named = [one for one in fit if not keys.isdisjoint(carried(" ".join(one.nouns)) | set(one.nouns))]
        named += [one for one in fit if one not in named and _named_before(text[: one.start], keys)]
        told = not keys.isdisjoint(carried(text))
        near = [one for one in fit if (person and family(one) == "person") or (told and _bare(one))]
        fit = named or near or [one for one in fit if read and not _measured(one)]
    elif HEADS.search(asked.core):
        fit = [one for one in fit if family(one) == "person"] or [one for one in fit if not _measured(one)]
    return fit


def _named_before(text: str, keys: set[str]) -> bool:
    """Whether what stands before a number names it: "a turnout of", "the margin was"."""
    found = NOUN_BEFORE.search(text)
    return found is not None and not keys.isdisjoint(carried(found["noun"]))


def alike(one: Figure, other: Figure, *, read: bool = False) -> bool:
    """Whether two numbers may count the same thing: one family and unit of time or length, or one has no noun.

    Two counts of one thing that lie further apart than fivefold are counts of two things. Where both were `read` as
    answers to one question, "87 people" and "112 guests" may be the same.
    """
    low, high = sorted((one.value, other.value))
    if high > FAR * low:
        return False
    same = family(one) == family(other) and (family(one) in {"person", "money", "vote"} or one.unit == other.unit)
    counted = not _measured(one) and not _measured(other)
    shared = counted and not set(_counted(one)).isdisjoint(_counted(other))
    return same or shared or (read and counted) or _bare(one) or _bare(other)


def family(one: Figure) -> str:
    """What a number measures: "share", "duration", ..., "person" for heads, else the stem of its noun; "" for none."""
    if one.unit in FAMILY:
        return FAMILY[one.unit]
    if any(PERSON.match(noun) for noun in one.nouns):
        return "person"
    return next((FAMILY[noun] for noun in one.nouns[:2] if noun in FAMILY), one.unit)


def _far(one: Figure, at: int) -> int:
    """How far a word is from a number; the word that it belongs to mostly follows ("16.50 crowns a share")."""
    return at - one.start if at > one.start else BEHIND * (one.start - at)


def _bare(one: Figure) -> bool:
    """A number without a noun after it: "says 5,100." or "put the dead at eight on Wednesday"."""
    return not _counted(one)


def _counted(one: Figure) -> tuple[str, ...]:
    """The stems of what a number counts: of "14 antique pocket watches" the last three, of "nine of the" none."""
    return tuple(takewhile(lambda noun: noun not in NO_NOUN, one.nouns))


def _measured(one: Figure) -> bool:
    return family(one) in FAMILIES


def _places(asked: Asked, text: str) -> list[int]:
    """Where the text has a word that carries a term of the question."""
    keys = {key for term in read_terms(asked.core) for key in term.keys}
    return [
        found.start() for found in re.finditer(r"[^\W\d_]{3,}", text) if not keys.isdisjoint(carried(found.group()))
    ]
