"""Whose envoy, and to whom: Russia's ambassador to the United States is not the American one in Moscow. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.lexicon import states
from assistant.name import CAPITAL

__all__ = ["posted_otherwise"]

NATION = rf"(?:{CAPITAL}[\w.]*)(?: {CAPITAL}[\w.]*){{0,2}}"
POST = r"(?i:ambassadors?|envoys?|consuls?(?:[ -]general)?|high commissioners?|embass(?:y|ies)|consulates?)"
POSTED = re.compile(
    rf"(?P<of>{NATION})(?:['’]s?)? (?:[a-z]+ )?{POST}\b(?: (?:to|in|at) (?:the )?(?P<at>{NATION}))?"
    rf"|\b{POST}(?: of (?:the )?(?P<of1>{NATION}))? (?:to|in|at) (?:the )?(?P<at1>{NATION})"
)
# "Which Turkish official took part": one of another state is none.
OFFICIAL = re.compile(
    rf"\b(?i:which|what|whose) (?P<of>{NATION}) (?:[a-z]+ )?"
    r"(?:officials?|ministers?|diplomats?|politicians?|lawmakers?|senators?|generals?|negotiators?|delegates?|leaders?)\b"
)


def posted_otherwise(question: str, sentence: str) -> bool:
    """Whether every envoy or embassy of the sentence is another state's, or in another, than the question's.

    Or an official of one state is asked for, and only other states are named.

    >>> posted_otherwise("Who is the US ambassador in Moscow?", "Mr Orlov, Russia's ambassador to the U.S., spoke.")
    True
    >>> posted_otherwise("Who is the US ambassador in Moscow?", "Ann Lee, the American ambassador to Russia, spoke.")
    False
    """
    if (official := OFFICIAL.search(question)) and (of := states(official["of"])) and (named := states(sentence)):
        return of.isdisjoint(named)
    asked, told = list(_posts(question)), list(_posts(sentence))
    return bool(asked and told) and not any(_agree(one, other) for one in asked for other in told)


def _posts(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Of each post the states that send and that receive; empty where it is not told."""
    for found in POSTED.finditer(text):
        of, at = (states(found[name] or found[f"{name}1"] or "") for name in ("of", "at"))
        if of or at:
            yield of, at


def _agree(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> bool:
    return all(not (mine and theirs) or not mine.isdisjoint(theirs) for mine, theirs in zip(one, other, strict=True))
