"""Whether a claim puts another name or number, or the contrary, exactly where its quote has one. Pure."""

from __future__ import annotations

from difflib import SequenceMatcher

from assistant.figures import figures
from assistant.lexicon import carried, stem
from assistant.opposites import opposites
from assistant.scope import OPERATORS
from index.fuse import STOP_WORDS
from index.words import Word, words

__all__ = ["replaced"]

LONGEST = 4  # words of a name or a date; a longer stretch of other words is another wording
HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady prof professor".split())
DATES = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday
    """.split()
)
ENDS = 2  # equal words needed on the one side where the other side is the end of the sentence


def replaced(claim: str, quote: str) -> bool:
    """Whether, between equal words, a fact of the quote gave way to another or a negation came or went.

    A day may be told by its date: that is for the check of dates. A name for a pronoun is no replacement.

    >>> replaced("He took 5 crowns from Brown in May.", "He took 5 crowns from Black Ltd in May.")
    True
    """
    said, told = words(claim), words(quote)
    matched = SequenceMatcher(None, [w.key for w in said], [w.key for w in told], autojunk=False).get_opcodes()
    for n, (tag, a, b, c, d) in enumerate(matched):
        if tag == "equal" or max(b - a, d - c) > LONGEST:
            continue
        left = matched[n - 1][2] - matched[n - 1][1] if n and matched[n - 1][0] == "equal" else 0
        right = matched[n + 1][2] - matched[n + 1][1] if n + 1 < len(matched) and matched[n + 1][0] == "equal" else 0
        held = (left and right) or (left >= ENDS and b == len(said)) or (right >= ENDS and a == 0)
        if held and _differ(claim, said[a:b], quote, told[c:d]):
            return True
    return False


def _differ(claim: str, mine: list[Word], quote: str, theirs: list[Word]) -> bool:
    if _denies(mine) != _denies(theirs):
        return True
    if not mine or not theirs:
        return False
    if any(not opposites(stem(one.key)).isdisjoint(stem(other.key) for other in theirs) for one in mine):
        return True
    said, told = (text[part[0].start : part[-1].end] for text, part in ((claim, mine), (quote, theirs)))
    numbers = {one.value for one in figures(said)}
    others = {one.value for one in figures(told)}
    if numbers and others:
        return not numbers <= others and DATES.isdisjoint(w.key for w in (*mine, *theirs))
    if not (_names(claim, mine) and _names(quote, theirs)):
        return False
    return carried(said).isdisjoint(carried(told))


def _denies(part: list[Word]) -> bool:
    """Whether a negation stands among the words."""
    return any(OPERATORS.get(w.key) == "not" or w.key.endswith("n't") for w in part)


def _names(text: str, part: list[Word]) -> list[Word]:
    return [w for w in part if text[w.start].isupper() and w.start and w.key not in HONORIFICS | STOP_WORDS | DATES]
