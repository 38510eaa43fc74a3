"""The first round and the second: which of several of a kind is spoken of. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from assistant.figures import ORDINAL, Figure, figures
from assistant.lexicon import carried
from index.fuse import STOP_WORDS

__all__ = ["NAMELESS", "of_one_kind", "other_nth"]

NAMELESS = re.compile(r"\s*[,.;:]|\s+(?:was|is|had|has|died|came)\b")  # "the tenth, a retired keeper, died": no noun
RUN_OFF = re.compile(r"\brun-?offs?\b", re.IGNORECASE)  # a second round by another name
FIRST = re.compile(r"\bfirst[\s-]round\b", re.IGNORECASE)
LATER = re.compile(r"\brun-?offs?\b|\bsecond[\s-]round\b", re.IGNORECASE)
NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def other_nth(question: str, sentence: str) -> bool:
    """Whether a sentence tells of another of the kind: "the third round" does not answer what was in the second.

    One that has the question's own number too tells of both.

    >>> other_nth("Where was the second round held?", "The third round took place in Oslo.")
    True
    """
    if RUN_OFF.search(question) and not FIRST.search(question) and FIRST.search(sentence):
        return not LATER.search(sentence)
    wanted = [one for one in figures(question) if one.unit == ORDINAL and one.nouns]
    told = [one for one in figures(sentence) if one.unit == ORDINAL] if wanted else []
    return any(
        any(of_one_kind(one, other) for other in told) and one.value not in {other.value for other in told}
        for one in wanted
    )


def of_one_kind(one: Figure, other: Figure) -> bool:
    """Whether what follows the second number is the noun of the first: "the third round", "two rail rounds"."""
    (first, second), (noun, after) = _heads(one), _heads(other)
    return not (first.isdisjoint(noun) and first.isdisjoint(after) and second.isdisjoint(noun))


def _heads(one: Figure) -> tuple[frozenset[str], frozenset[str]]:
    """What a number's noun carries, and the word right after it: of "rail strikes" both, of "round of talks" one."""
    told = [carried(noun) for noun in takewhile(lambda noun: noun not in STOP_WORDS, one.nouns[:2])]
    first, second, *_ = [*told, NONE, NONE]
    return first, second
