"""What is denied, still to come, or only possible: negation and modality, tied to the word they govern. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from assistant.lexicon import same_group, stem
from index.words import words

__all__ = ["OPERATORS", "Operator", "same_sense", "scopes"]

Operator = Literal["not", "will", "may", "must"]

OPERATORS: dict[str, Operator] = {
    **dict.fromkeys("no not never none nobody nothing neither nor without cannot".split(), "not"),
    **dict.fromkeys("will would shall won't wouldn't".split(), "will"),
    **dict.fromkeys("may might could possibly perhaps reportedly allegedly".split(), "may"),
    **dict.fromkeys("must should ought mustn't shouldn't".split(), "must"),
}
# With "to" after it, each governs the verb that follows: "plans to close", "refused to sign".
WITH_TO: dict[str, Operator] = {
    **dict.fromkeys(
        """
        going set due expected scheduled planned plan plans planning intends intend hopes hope hoped wants want wanted
        aims aim vowed vows promised promises agreed ready poised offered offers prepared preparing is are was were
        """.split(),
        "will",
    ),
    **dict.fromkeys("likely said believed thought alleged reported".split(), "may"),
    **dict.fromkeys("refused refuses failed fails declined declines".split(), "not"),
    **dict.fromkeys("has have had need needs needed".split(), "must"),
}
# Words that may stand between an operator and what it governs.
LIGHT = frozenset(
    """
    be been being is are was were am has have had do does did to the a an any all also still then only soon again now
    ever even just yet more much very so far of in on at by for from with and or but it that there as this these those
    his her its their our my your he she they we i you
    """.split()
)
# Verbs and nouns that deny by themselves, as stems: a claim may say the same with "not".
DENYING = frozenset(
    stem(word)
    for word in """
    deny reject refuse decline fail lack absent unable dismiss cancel halt prevent ban block bar stop avoid without
    unclear unknown exclude rule undisclosed abandon withdraw drop quash none nobody unanswered missing empty
    """.split()
)
STOPS = re.compile(r"[,;:.!?—–…()](?!\d)")
Scopes = Mapping[str, frozenset[frozenset[Operator]]]


def scopes(text: str) -> Scopes:
    """For each stem of a text: the sets of operators that govern its occurrences; an empty set where none does.

    >>> scopes("They will not sign, he said.")["sign"] == {frozenset({"will", "not"})}
    True
    """
    found: defaultdict[str, set[frozenset[Operator]]] = defaultdict(set)
    pending: set[Operator] = set()
    tokens = words(text)
    for i, token in enumerate(tokens):
        if i and STOPS.search(text, tokens[i - 1].end, token.start):
            pending.clear()
        operator = _operator(text, token.key, token.start, tokens[i + 1].key if i + 1 < len(tokens) else "")
        if token.key.endswith("n't") or token.key in ("won't", "cannot"):
            pending.add("not")
        if operator:
            pending.add(operator)
        elif i and token.key == "one" and tokens[i - 1].key == "no":
            continue  # "no one" is nobody
        elif token.key not in LIGHT and not token.key.endswith(("ly", "n't")):
            found[stem(token.key)].add(frozenset(pending))
            pending.clear()
    return {one: frozenset(sets) for one, sets in found.items()}


def same_sense(claim: str, quote: str) -> bool:
    """Whether nothing that the quote denies, foretells or leaves open becomes a fact in the claim, or the reverse.

    Words of the quote that the claim leaves out do not count; what the claim adds to deny, the quote must deny too.
    """
    said, told = scopes(claim), scopes(quote)
    gerunds = {stem(word.key) for word in words(claim) if word.key.endswith("ing")}
    for one, sets in said.items():
        for mine in sets:
            theirs = told.get(one)
            if theirs is None:
                if not _elsewhere(one, mine, told):
                    return False
            elif not any(_agree(mine, other, loose=one in gerunds) for other in theirs):
                return False
    return True


def _operator(text: str, key: str, start: int, following: str) -> Operator | None:
    if key == "may" and text[start].isupper() and start:
        return None  # the month
    if following == "to" and key in WITH_TO:
        return WITH_TO[key]
    if following == "only" and key == "not":
        return None  # "not only"
    return OPERATORS.get(key)


def _agree(mine: frozenset[Operator], other: frozenset[Operator], *, loose: bool) -> bool:
    """Denied both or neither; told as fact both or neither, except for "rebuilding" beside "will rebuild"."""
    return ("not" in mine) == ("not" in other) and (loose or mine - {"not"} == other - {"not"})


def _elsewhere(one: str, mine: frozenset[Operator], told: Scopes) -> bool:
    """Whether the quote has these operators on other words, where the claim's own word is not in it."""
    if "not" not in mine and any(
        told[other] and all("not" in sets for sets in told[other]) for other in same_group(one) & told.keys()
    ):
        return False
    used = {operator for sets in told.values() for each in sets for operator in each}
    return all(operator in used or (operator == "not" and DENYING & told.keys()) for operator in mine)
