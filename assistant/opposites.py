"""Words that make a sentence say the contrary: rose and fell, accepted and rejected. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from assistant.lexicon import stems

__all__ = ["contrary", "opposites"]


Sides = tuple[frozenset[str], frozenset[str]]
NONE: Sides = (frozenset(), frozenset())


def opposites(one: str, *, outcomes: bool = False) -> frozenset[str]:
    """The stems that are a contrary of this stem; none for most words.

    Args:
        one: a stem.
        outcomes: only contraries of which one event has but one: "accepted" and "rejected", not "began" and "ended".
    """
    return _sides(outcomes=outcomes).get(one, NONE)[1]


def contrary(said: Iterable[str], told: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Pairs (a word of the first, its contrary in the second), where neither text has both sides of the pair.

    Args:
        said: stems of one text.
        told: stems of the other.

    >>> sorted(contrary(stems("prices fell"), stems("prices rose")))
    [('fall', 'rise')]
    """
    said, told = frozenset(said), frozenset(told)
    found: set[tuple[str, str]] = set()
    for one in said - told:
        same, other = _sides(outcomes=False).get(one, NONE)
        against = (told & other) - said
        if against and not told & same and not said & other:
            found.update((one, two) for two in against)
    return frozenset(found)


@cache
def _sides(*, outcomes: bool) -> dict[str, Sides]:
    """For each stem: the stems of its own side and those of the other, over all lines (of outcomes) it stands in."""
    found: dict[str, Sides] = {}
    for line in (Path(__file__).parent / "opposites.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and (line.startswith("!") or not outcomes):
            left, right = (frozenset(stems(side)) for side in line.split("|"))
            for mine, theirs in ((left, right), (right, left)):
                for one in mine:
                    same, other = found.get(one, NONE)
                    found[one] = (same | mine, other | theirs)
    return found
