"""Votes of which two reports tell other numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from assistant.figures import figures
from assistant.telling import Telling

__all__ = ["divided_otherwise"]

VOTE = re.compile(r"\b(?:votes?|voted|ballots?|against|backed|in favou?r|oppos\w+|majority|minority)\b", re.IGNORECASE)
SIDES = 2


def divided_otherwise(told: Sequence[Telling], pool: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Sentences of two articles with one total in other parts: "six backed it, three were against", "seven to two"."""
    for mine, other in product(told, pool):
        parts, others = _parts(mine), _parts(other)
        both = len(parts) == len(others) == SIDES and mine.article.id != other.article.id
        if both and sum(parts) == sum(others) and set(parts) != set(others):
            yield mine, other


def _parts(one: Telling) -> list[float]:
    """The two numbers of a sentence about a vote; empty for any other sentence."""
    found = [figure.value for figure in figures(one.text) if figure.unit not in ("percent", "ordinal")]
    return found if VOTE.search(one.text) and len(found) == SIDES and all(part == int(part) for part in found) else []
