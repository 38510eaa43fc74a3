"""When two words ask for the same thing: stems, irregular forms, a thesaurus of the news, names of states. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from index.fuse import STOP_WORDS
from index.words import words

__all__ = ["Term", "carried", "is_form", "is_state", "read_terms", "same_group", "states", "stem", "stems"]

IN_PLACE = frozenset("in at to from near outside".split())
# Stems that ask, or stand in any sentence, and so carry no subject.
ASKING = frozenset(
    """
    who whom whose what which when where why how one ones each every other else thing kind sort type say do did done
    know let us like just also still already yet ever even well then pls plz thx abt
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a question, or a phrase of the thesaurus, that carries its subject.

    `keys`: what stands for it in `carried`: its own stem first (a phrase has none), then "#n" for each group.
    """

    word: str
    keys: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball (English, Porter 2) stem of one word; irregular forms give that of the dictionary form.

    >>> stem("negotiations") == stem("negotiation"), stem("led") == stem("leads")
    (True, True)
    """
    lower = word.lower()
    return str(_stemmer().stemWord(_irregular().get(lower, lower)))


@lru_cache(maxsize=16384)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order, alike for every spelling of a word ("normalise", "normalize")."""
    return tuple(stem(word.key.removesuffix("'s")) for word in words(text))


@lru_cache(maxsize=16384)
def carried(text: str) -> frozenset[str]:
    """The stems of a text, and "#n" for each group of the thesaurus of which a word or a phrase stands in it.

    >>> read_terms("headed")[0].keys[1] in carried("She was in charge of it.")
    True
    """
    found = stems(text)
    phrases, groups = _phrases()
    keys = set(found)
    for one in keys & groups.keys():
        keys = keys | set(groups[one])
    for size, at in _runs(found, phrases):
        keys = keys | set(phrases[tuple(found[at : at + size])])
    return frozenset(keys)


@lru_cache(maxsize=4096)
def read_terms(text: str) -> tuple[Term, ...]:
    """The words and phrases of a question that carry its subject, in order, each once."""
    tokens = list(words(text))
    found = [stem(token.key.removesuffix("'s")) for token in tokens]
    phrases, groups = _phrases()
    longest: dict[int, int] = {}
    for size, at in _runs(found, phrases):
        longest[at] = max(size, longest.get(at, 0))
    terms: dict[tuple[str, ...], Term] = {}
    at = 0
    while at < len(tokens):
        size = longest.get(at, 1)
        word = text[tokens[at].start : tokens[at + size - 1].end]
        keys = phrases[tuple(found[at : at + size])] if size > 1 else (found[at], *groups.get(found[at], ()))
        if found[at] in _capitals() and at and tokens[at - 1].key in IN_PLACE:
            keys = keys[:1]  # "in Moscow" is the city, "Moscow demands" the state
        if size > 1 or not _empty(word, found[at]):
            terms.setdefault(keys, Term(word=word, keys=keys, start=tokens[at].start, end=tokens[at + size - 1].end))
        at += size
    return tuple(terms.values())


def same_group(one: str) -> frozenset[str]:
    """The single stems that stand in one thesaurus line with this stem, itself not among them."""
    _, groups = _phrases()
    mine = set(groups.get(one, ()))
    return frozenset(other for other, ids in groups.items() if other != one and not mine.isdisjoint(ids))


def is_form(word: str) -> bool:
    """Whether a word in small letters is an irregular form: "gave", "held"."""
    return word in _irregular()


def is_state(one: str) -> bool:
    """Whether a stem names a state, its people or its capital."""
    return one in _states()


def states(text: str) -> frozenset[str]:
    """The states that a text names, each as "#n": the key that all its names share.

    >>> states("in the United States") == states("America")
    True
    """
    return carried(text) & _state_groups()


@cache
def _state_groups() -> frozenset[str]:
    first = len(_lines("thesaurus.txt"))
    return frozenset(f"#{first + n}" for n in range(len(_lines("places.txt"))))


@cache
def _states() -> frozenset[str]:
    return frozenset(
        one for line in _lines("places.txt") for entry in line.split() if "_" not in entry for one in stems(entry)
    )


@cache
def _capitals() -> frozenset[str]:
    return frozenset(
        one for line in _lines("places.txt") for entry in line.split() if entry[0] == "*" for one in stems(entry)[:1]
    )


def _empty(word: str, one: str) -> bool:
    small = word.lower().removesuffix("'s").removesuffix("’s")
    capitals = len(word) > 1 and word.isupper() and not word.isdigit()
    return (small in STOP_WORDS or one in ASKING or small in ASKING) and not capitals


def _runs(found: Sequence[str], phrases: dict[tuple[str, ...], tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Size and place of every phrase of the thesaurus in a row of stems."""
    firsts = _firsts()
    for at, one in enumerate(found):
        for size in firsts.get(one, ()):
            if at + size <= len(found) and tuple(found[at : at + size]) in phrases:
                yield size, at


@cache
def _firsts() -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for phrase in _phrases()[0]:
        sizes.setdefault(phrase[0], set()).add(len(phrase))
    return {one: tuple(sorted(found)) for one, found in sizes.items()}


@cache
def _phrases() -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The groups of each phrase of several stems, and of each single stem."""
    phrases: dict[tuple[str, ...], list[str]] = {}
    singles: dict[str, list[str]] = {}
    for n, line in enumerate([*_lines("thesaurus.txt"), *_lines("places.txt")]):
        for entry in line.split():
            parts = tuple(stems(entry.replace("_", " ")))
            into = singles.setdefault(parts[0], []) if len(parts) == 1 else phrases.setdefault(parts, [])
            into.append(f"#{n}")
    return (
        {parts: tuple(dict.fromkeys(ids)) for parts, ids in phrases.items()},
        {one: tuple(dict.fromkeys(ids)) for one, ids in singles.items()},
    )


@cache
def _irregular() -> dict[str, str]:
    return {form: line.split()[0] for line in _lines("irregular.txt") for form in line.split()[1:]}


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _stemmer() -> Any:  # noqa: ANN401 -- PyStemmer has no types
    import Stemmer

    return Stemmer.Stemmer("english")
