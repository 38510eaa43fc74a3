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
    mine, theirs = ([(one, parts) for one in group if (parts := _parts(one))] for group in (told, pool))
    for (one, parts), (other, others) in product(mine, theirs):
        if one.article.id != other.article.id and sum(parts) == sum(others) and set(parts) != set(others):
            yield one, other


def _parts(one: Telling) -> list[float]:
    """The two numbers of a sentence about a vote; empty for any other sentence."""
    found = [figure.value for figure in figures(one.text) if figure.unit not in ("percent", "ordinal")]
    return found if VOTE.search(one.text) and len(found) == SIDES and all(part.is_integer() for part in found) else []
