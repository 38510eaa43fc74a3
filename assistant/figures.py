"""The numbers a text tells: what each is worth and what it counts, however it is written. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.lexicon import stem

__all__ = ["ORDINAL", "Figure", "figures"]

SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT_SCALES = {"k": 1_000, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
} | {"maiden": 1}
ORDINAL = "ordinal"
# The stems of units that are written in several ways; any other unit is the stem of the noun itself.
UNITS = {
    **dict.fromkeys(["%", "percent", "per cent", "pc"], "percent"),
    **dict.fromkeys(["metre", "metres", "meter", "meters"], "metr"),
    **dict.fromkeys(["kilometre", "kilometres", "kilometer", "kilometers", "km"], "kilometr"),
    **dict.fromkeys(["tonne", "tonnes", "ton", "tons"], "tonn"),
    **dict.fromkeys(["kilogram", "kilograms", "kilo", "kilos", "kg"], "kilogram"),
    **dict.fromkeys(["dollar", "dollars", "$"], "dollar"),
    **dict.fromkeys(["euro", "euros", "€"], "euro"),
    **dict.fromkeys(["pound", "pounds", "£"], "pound"),
}
_GLUED = "[mbtr]+illion|km|kg|cm|ft|tonnes?|met(?:re|er)s?|miles?|acres?|hectares?"  # "a £14million deal", "12km"
_SPELT = "|".join([*SMALL, *TENS, *SCALES])
NUMBER = re.compile(
    rf"""
    (?P<sign>[$€£]\s?)?
    (?: (?P<digits>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<nth>st|nd|rd|th)?
        (?:(?P<short>k|m|mn|bn|tn)?\b|(?=(?:{_GLUED})\b))
      | \b(?P<spelt>(?:{_SPELT})(?:(?:[ -]|\sand\s)(?:{_SPELT}))*)\b
      | \b(?P<ordinal>{"|".join(ORDINALS)})\b )
    (?P<scale>(?:\s?(?:hundred|thousand|million|billion|trillion)\b)*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "game three" is the third game
IN_ORDER = re.compile(r"\b(?P<noun>game|round|leg|stage|heat|lap|phase|chapter|episode)\s$", re.IGNORECASE)
# "magnitude 5.8", "a magnitude of 5.8", "category 4"
ON_SCALE = re.compile(r"\b(?P<noun>magnitude|category)\s(?:of\s)?$", re.IGNORECASE)
BACK = 14  # characters, the longest of these words with blanks
NEXT = re.compile(
    r"[\s-]*(?:of\s)?(?:the\s)?(per cent\b|%|[^\W\d_]+)(?:[\s-]+([^\W\d_]+))?(?:[\s-]+([^\W\d_]+))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number at the half-open span `start`..`end` of a text.

    `unit`: "percent", "ordinal" or another measured unit, else the stem of the word after the number, else "".
    `nouns`: the stems of up to three words after the number, for "2,300 striking dockers".
    """

    start: int
    end: int
    value: float
    unit: str
    nouns: tuple[str, ...]


@lru_cache(maxsize=8192)  # weighing asks some five times for those of each sentence it meets
def figures(text: str) -> tuple[Figure, ...]:
    """Every number of a text in order, in digits or in words, with its scale worked in.

    >>> [(f.value, f.unit) for f in figures("Seventy-one percent of 2.2 million people; the third round, 1,200 crowns")]
    [(71.0, 'percent'), (2200000.0, 'person'), (3.0, 'ordinal'), (1200.0, 'crown')]
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[Figure]:
    for match in NUMBER.finditer(text):
        if (one := IN_ORDER.search(text, max(0, match.start() - BACK), match.start())) and not match["ordinal"]:
            noun = (stem(one["noun"]),)
            yield Figure(start=match.start(), end=match.end(), value=_value(match), unit=ORDINAL, nouns=noun)
            continue
        after = NEXT.match(text, match.end())
        following = [word.lower() for word in after.groups() if word] if after else []
        if scale := ON_SCALE.search(text, max(0, match.start() - BACK), match.start()):
            following = [scale["noun"].lower()]
        unit = _unit(match, following)
        nouns = tuple(UNITS.get(word) or stem(word) for word in following)
        value = _value(match)
        if math.isfinite(value):  # four hundred nines are a text to be quoted, and no number to reckon with
            yield Figure(start=match.start(), end=match.end(), value=value, unit=unit, nouns=nouns)


def _unit(match: re.Match[str], following: list[str]) -> str:
    if match["ordinal"] or match["nth"]:
        return ORDINAL
    if match["sign"]:
        return UNITS[match["sign"].strip()]
    return (UNITS.get(following[0]) or stem(following[0])) if following else ""


def _value(match: re.Match[str]) -> float:
    if match["ordinal"]:
        return float(ORDINALS[match["ordinal"].lower()])
    value = float(match["digits"].replace(",", "")) if match["digits"] else _spelt(match["spelt"])
    value *= SHORT_SCALES.get((match["short"] or "").lower(), 1)
    for scale in match["scale"].lower().split():
        value *= SCALES[scale]
    return value


def _spelt(words: str) -> float:
    """The worth of a number in words: "one hundred and twenty-one thousand" is 121,000."""
    total = part = 0.0
    for word in re.split(r"[ -]|\sand\s", words.lower()):
        if word in SCALES:
            part = max(part, 1) * SCALES[word]
            if SCALES[word] > 100:  # noqa: PLR2004 -- hundreds go on: "two hundred thousand"
                total, part = total + part, 0.0
        else:
            part += SMALL.get(word, TENS.get(word, 0))
    return total + part
