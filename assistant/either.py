"""A question whether the one or the other -> a question for each. By rule, pure."""

from __future__ import annotations

import re

__all__ = ["offered", "sides"]

AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)"
OR = re.compile(r"(?:,|\s[-–—])?\s+or\s+(?:(?:else|rather|instead)\s)?", re.IGNORECASE)
# "closed or merely short of staff": the other side is said to be less, which no sentence repeats.
ONLY = re.compile(r"^(?:just|merely|only|simply|even|actually|really)\s+", re.IGNORECASE)
# What is no other thing: "or not", "more or less", an order, a number.
NO_SIDE = re.compile(
    r"\b(?:more|sooner|before|earlier|first|second|third|fewer|either|whether|\d\S*|one|two|three|several)$",
    re.IGNORECASE,
)
NO_OTHER = re.compile(
    r"^(?:(?:by|in|from|on|for|of)\s)?(?:not?|nah|less|later|after|afterwards|second|third|fewer|what|so|both|neither|something|anything|else|two|three|"
    r"several|many|more|\d\S*)\b",
    re.IGNORECASE,
)
# What a side opens with where it is more than a word: "about peace", "the army".
OPENS = (
    r"(?:about|after|against|at|before|by|during|for|from|in|into|of|on|over|to|under|with|because|as|the|an?|its|his|"
    r"her|their)"
)
OBJECT = re.compile(r"^[a-z]+\s(?:it|him|her|them)\b", re.IGNORECASE)
DETERMINER = re.compile(r"\b\w+\s(?=(?:the|an?|its|his|her|their)\s\S+(?:\s\S+){0,3}$)", re.IGNORECASE)
# "18 or 27 February", "3,000 or 4,000": what is offered to choose from, where it is a number.
OFFERED = re.compile(r"\b(?P<one>\d[\d,.]*)(?:\s[A-Za-z]+)?\sor\s(?:[A-Z][a-z]+\s)?(?P<other>\d[\d,.]*)\b")
SHORTEST = 3  # words of the first side: an auxiliary, a subject and what is said of it


def sides(question: str) -> tuple[str, str] | None:
    """The two questions that "Was it A or B?" holds; None where it is no such question, or its sides are but numbers.

    >>> sides("Were the mines closed, or merely short of staff?")
    ('Were the mines closed?', 'Were the mines short of staff?')
    >>> sides("Was the talk about peace or just about prisoners?")
    ('Was the talk about peace?', 'Was the talk about prisoners?')
    >>> sides("Did the club close, or does it still play?")
    ('Did the club close?', 'does it still play?')
    """
    core = question.strip(" ?\n")
    pieces = OR.split(core)
    if not re.match(rf"{AUXILIARY}\b", core, re.IGNORECASE) or len(pieces) != 2:  # noqa: PLR2004 -- two sides
        return None
    one, other = pieces[0].rstrip(" ,"), ONLY.sub("", pieces[1].strip())
    if NO_SIDE.search(one) or NO_OTHER.match(other) or len(one.split()) < SHORTEST:
        return None
    whole = re.match(rf"{AUXILIARY}\b", other, re.IGNORECASE)
    filled = other if whole else _filled(one, other)
    return (f"{one}?", f"{filled}?") if filled else None


def offered(question: str) -> str | None:
    """A pattern for the numbers that a question offers to choose from; None where it offers none.

    >>> bool(re.search(offered("Which is right, 18 or 27 February?"), "on February 27")), offered("Is it right?")
    (True, None)
    """
    found = OFFERED.search(question)
    return rf"(?<![\d,.])(?:{re.escape(found['one'])}|{re.escape(found['other'])})(?!\d|[.,]\d)" if found else None


def _filled(one: str, other: str) -> str | None:
    """The first side with the words of the other in the place of its own; None where its place is not to be seen."""
    opening, same = re.match(rf"{OPENS}\b", other, re.IGNORECASE), []
    if opening:
        same = [found.start() for found in re.finditer(rf"\s{opening[0]}\s", one, re.IGNORECASE)]
    if same:
        return f"{one[: same[-1]]} {other}" if " " in one[: same[-1]] else None
    if OBJECT.match(other) and (verbs := list(DETERMINER.finditer(one))):
        return f"{one[: verbs[-1].start()]}{other}"
    return f"{one.rpartition(' ')[0]} {other}"
