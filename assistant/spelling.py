"""One person's name in two spellings: "Joren Thale" and "Joran Thayle". Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from assistant.name import names
from assistant.telling import Telling

__all__ = ["respelled"]

ALIKE = 0.75  # of the letters of each word, by Ratcliff and Obershelp's measure
# Letters that one name may begin with in two transcriptions: "Jelena" and "Yelena".
SOUND = {"Y": "J", "I": "J", "K": "C", "V": "W", "Z": "S"}
SHORTEST = 4  # letters of a word that may be spelled otherwise; shorter ones differ too easily


def respelled(told: Sequence[Telling], pool: Iterable[Telling], *, known: str) -> tuple[Telling, Telling] | None:
    """Two sentences of different articles that spell one full name differently, the first of them of the answer.

    Args:
        told: the sentences of the answer, best first.
        pool: sentences of what was read.
        known: the question; a name that it gives is not looked at.
    """
    said = set(names(known))
    others = [(other, name) for other in pool for name in _of_persons(other.text)]
    for mine in told:
        for name in _of_persons(mine.text):
            for other, variant in others:
                if other.article.id != mine.article.id and _one_person(name, variant) and not said & {name, variant}:
                    return mine, other
    return None


def _of_persons(text: str) -> list[str]:
    """Full names without what follows "of": "Gethyn Rawl of the Norrick team"."""
    return [name for one in names(text) if " " in (name := one.split(" of ")[0])]


def _one_person(name: str, variant: str) -> bool:
    """Whether every word is the same or nearly so, with the same first letter, and at least one is not the same."""
    pairs = list(zip(name.split(), variant.split(), strict=False))
    if name == variant or len(pairs) < 2 or len(name.split()) != len(variant.split()):  # noqa: PLR2004 -- a full name
        return False
    return all(one == other or _nearly(one, other) for one, other in pairs)


def _nearly(one: str, other: str) -> bool:
    bare, against = (word.removesuffix("'s").removesuffix("’s") for word in (one, other))
    long = min(len(bare), len(against)) >= SHORTEST and SOUND.get(bare[0], bare[0]) == SOUND.get(against[0], against[0])
    return long and bare != against and SequenceMatcher(None, bare, against).ratio() >= ALIKE
