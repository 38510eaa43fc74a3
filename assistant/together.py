"""Two whom a question brings together, and whether anything that was read does: who met whom. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from assistant.lexicon import is_state, stem
from assistant.marks import BODY
from assistant.name import NAME, names
from assistant.telling import Telling
from assistant.widen import widen

__all__ = ["brought_together", "told_together"]

MEET = re.compile(
    r"\b(?:meet|met|meets|meeting|talk(?:s|ed|ing)?|speak|spoke|spoken|phone[ds]?|discuss(?:ed|es)?|agree[ds]?|sign(?:ed|s)?|"
    r"negotiate[ds]?|visit(?:ed|s)?|debate[ds]?|shake hands|shook hands)\b",
    re.IGNORECASE,
)
TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|President|Minister|Secretary|Mayor|General|Governor)\.? ")
BODIES = r"(?:countries|nations|states|sides|delegations|governments|capitals|companies|teams|clubs)"
THE_TWO = re.compile(
    rf"\b(?:the two|both)\b(?!\s{BODIES}\b)|\b(?:the pair|(?:each|one an)other(?!['’]))\b", re.IGNORECASE
)
LONGEST = 3  # words of a person's name


def brought_together(question: str) -> tuple[str, str] | None:
    """The names of two of whom a question takes for granted that they met, talked or signed together; no states.

    >>> brought_together("What did Ida Lund and Bo Ek talk about at the White House?")
    ('Ida Lund', 'Bo Ek')
    """
    if MEET.search(question) is None:
        return None
    found = [one for one in NAME.finditer(question) if (known := names(one[0])) and known[0] != "I"]
    for one, two in pairwise(found):
        between = question[one.end() : two.start()]
        joined = between == " and " or (MEET.search(between) and re.fullmatch(r"\s\w+(?:\s(?:with|to))?\s", between))
        people = [TITLE.sub("", names(each[0])[0]) for each in (one, two)]
        if joined and all(map(_is_person, people)):
            return people[0], people[1]
    return None


def told_together(pair: tuple[str, str], pool: Iterable[Telling]) -> bool:
    """Whether a sentence, read with those that say of whom it speaks, names both, or the two where both are named."""
    for one in pool:
        text = " ".join(one.article.text[a:b] for a, b in widen(one.article, one.start, one.end))
        if _names_both(pair, text) or (THE_TWO.search(one.text) and _names_both(pair, one.article.text)):
            return True
    return False


def _names_both(pair: Iterable[str], text: str) -> bool:
    """Whether a word of each name stands there: "Mr Ek" is Bo Ek."""
    return all(re.search(rf"\b(?:{'|'.join(map(re.escape, name.split()))})\b", text) for name in pair)


def _is_person(name: str) -> bool:
    parts = name.split()
    return (
        not re.search(r"['’]s?$", name)
        and len(parts) <= LONGEST
        and not any(is_state(stem(part)) for part in parts)
        and not BODY.search(name)
    )
