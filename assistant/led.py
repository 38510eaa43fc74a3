"""Who led which side: two reports that put one person at the head of two sides. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product

from assistant.lexicon import is_state, states, stem
from assistant.marks import BODY
from assistant.name import NAME, names
from assistant.telling import Telling, gap

__all__ = ["led_apart"]

WEEK = timedelta(days=7)  # between reports of one meeting, before it and after it; a later round may be led by another
LONGEST = 1_000  # characters of a sentence; in a longer one nobody leads anything
TEAM = r"(?:delegation|team|side|mission|party|group|squad)"
SIDE = rf"(?P<side>{NAME.pattern}) (?:\w+ )?{TEAM}"
# "The Lumish delegation was led by Ida Lund and Bo Ek, while the Arnish side will be headed by ..."
LED_BY = re.compile(
    rf"{SIDE}(?: (?:will be|would be|was|is|were|has been|to be|is to be|being))?(?: (?:led|headed|chaired))? by "
    r"(?P<who>[^;()]+?)(?=;|, while\b| while\b|,? and the [A-Z][\w.]* (?:\w+ )?" + TEAM + r"|[.)(—]\s|[.\s]*$)"
)
LEADS = re.compile(
    rf"(?P<who>{NAME.pattern}) (?:leads?|led|heads?|headed|will (?:lead|head)|is to (?:lead|head)) the "
    + SIDE.replace("side>", "of>")
)


def led_apart(told: Sequence[Telling], pool: Sequence[Telling]) -> tuple[Telling, Telling] | None:
    """A sentence of the answer and one of another report, in one week, that put one person at the head of two sides."""
    for mine, other in product(told, pool):
        if mine.article.id != other.article.id and gap(mine, other) <= WEEK and _apart(mine.text, other.text):
            return mine, other
    return None


def _apart(one: str, two: str) -> bool:
    mine, theirs = list(_led(one)), list(_led(two))
    here, there = {who for _, who in mine}, {who for _, who in theirs}
    return any(
        {side for side, who in mine if who == name}.isdisjoint(side for side, who in theirs if who == name)
        for name in here & there
    )


def _led(text: str) -> Iterator[tuple[frozenset[str] | str, str]]:
    """Each side with the last name of one who led it; states by what all their names share."""
    if len(text) > LONGEST:
        return
    for found in LED_BY.finditer(text):
        for name in names(found["who"]):
            if _is_person(name):
                yield _side(found["side"]), name.split()[-1]
    for found in LEADS.finditer(text):
        yield _side(found["of"]), found["who"].split()[-1]


def _side(name: str) -> frozenset[str] | str:
    return states(name) or name.rsplit(maxsplit=1)[-1].lower()


def _is_person(name: str) -> bool:
    return " " in name and not BODY.search(name) and not any(is_state(stem(part)) for part in name.split())
