"""A question that leans on what was said before -> the same in full, where rules can tell it. Pure.

"And in June?" after "What did the bank do in April?" asks what it did in June; "When was she dismissed?" after "Ida
Lund was the coach." asks when Ida Lund was dismissed. A reader of sentences knows a whole question better than words
that stand in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.lexicon import is_state, stem
from assistant.marks import BODY
from assistant.name import names
from assistant.recall import is_elliptic
from assistant.several import MONTH
from index.fuse import STOP_WORDS

__all__ = ["named", "supply"]

NTH = r"(?:first|second|third|fourth|fifth|last|final)"
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=\w))*")
FILLS = frozenset("what one ones time round much".split())
SAYS = r"(?:heard|saw|told|thought|said|wrote|(?:read|hear|think|say|write|believe|claim|insist)(?:e?[sd])?)"
# Past tenses that do not end in -ed; a form of "to be" or "to have" opens a deed too.
PAST = (
    r"(?:caught|won|lost|led|took|made|sank|fell|broke|left|went|came|hit|held|ran|gave|built|paid|sold|bought|beat|"
    r"[a-z]+ed)"
)
DEED = rf"(?:(?:is|are|was|were|(?:has|have|had|will|would|can|could)(?!\s(?:the|an?|[A-Z]))|{PAST})\s[^?]+?)"
BELIEVED = re.compile(
    rf"^[^.!?]{{0,60}}?\b{SAYS}\s(?:\w+\s){{0,2}}?(?:that\s)?[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*\s(?P<deed>{DEED})[.!]*$"
)
WHO_DID = re.compile(
    r"^\W*(?:(?:so|and|but|then)\s)?who\s(?:(?:really|actually|in\sfact|in\struth|then)\s)*"
    r"(?:did|was|is|has|had|\w+\s(?:it|that|them|there))(?:\s(?:it|that|really|actually|in\sfact|then))*\W*$",
    re.IGNORECASE,
)
SMALL = "|".join(sorted(STOP_WORDS))
PERSON = re.compile(rf"\b(?:he|she|him|(?P<owner>his|her(?=\s(?!(?:{SMALL})\b)[a-z]))|her)\b", re.IGNORECASE)
THING = re.compile(r"\b(?:it|(?P<several>they|them))\b", re.IGNORECASE)
# What a question is about: "which ferry caught fire", "how many miners were trapped", "when were the talks in Arno".
ABOUT = re.compile(
    rf"^\W*(?i:which|what|how\smany)\s(?!of\b)(?P<noun>(?:[\w’'-]+\s){{0,2}}?[\w’'-]+)\s(?P<deed>{DEED})\W*$"
)
OF_NAME = re.compile(
    r"^\W*(?i:when|where|why|how)\s(?:is|was|were|are|will|did|does|do|has|have|had)\s"
    r"(?P<whole>the\s(?:[a-z-]+\s){0,3}?(?:talks|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)"
    r"(?:\s(?:in|at|of)\s[A-Z][\w’'-]*)?)(?=\s|\W*$)"
)
PLURAL = re.compile(r"(?:(?<!s)s|people|men|women|children|police)$")
ASKS_WHO = re.compile(r"^\W*(?:(?:in|at|on|by|for|to|with)\s)?(?:who|which\s(?!of))", re.IGNORECASE)


def supply(question: str, *, told: str, asked: str) -> str | None:
    """A question that leaves words out, with them; None where it does not, or no rule knows how.

    >>> supply("And in June?", told="", asked="What did the bank do in April 2025?")
    'What did the bank do in June 2025?'

    Args:
        question: as it was put.
        told: what the same message says before it; "" for nothing.
        asked: the user's turn before it; "" for none.
    """
    if told:
        return _believed(question, told)
    return _swapped(question, asked) if asked and is_elliptic(question) else None


def _believed(question: str, told: str) -> str | None:
    """Who led it in May, of "I read that Bo Lund led it in May. Who really did?"."""
    found = BELIEVED.search(told)
    return f"Who {found['deed']}?" if found and WHO_DID.search(question) else None


def _swapped(question: str, asked: str) -> str | None:
    """The question before, with its month, day, year, number or state changed for the one in this."""
    left, full = question, asked
    for kind in KINDS:
        new, old = kind(question), kind(asked)
        if len(new) == len(old) == 1:
            left, full = left.replace(new[0], " "), full.replace(old[0], new[0])
    known = STOP_WORDS | FILLS | set(WORD.findall(asked.lower()))
    return full if full != asked and known.issuperset(WORD.findall(left.lower())) else None


def _states(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word[:1].isupper() and is_state(stem(word.replace(".", "")))]


# What a short question swaps for a thing of the same kind.
KINDS: tuple[Callable[[str], list[str]], ...] = (
    *(
        re.compile(rf"\b{one}\b", re.IGNORECASE).findall
        for one in (rf"{MONTH}(?:\s\d{{1,2}})?", NTH, DAY, r"(?:19|20)\d\d")
    ),
    _states,
)


def named(question: str, *, asked: str, reply: str) -> str | None:
    """A question with the name for its pronoun; None where it has none, or nobody is named.

    >>> named("When was she dismissed?", asked="Who was the coach in May?", reply="Ida Lund was the coach.")
    'When was Ida Lund dismissed?'

    Args:
        question: as it was put.
        asked: the user's turn before it.
        reply: the answer to that turn.
    """
    theirs, own = _people(reply), _people(asked)
    people = theirs + own if ASKS_WHO.search(asked) else own + theirs
    if (found := PERSON.search(question)) and people:
        meant = people[0] + ("’s" if found["owner"] else "")
    elif not found and (found := THING.search(question)) and (thing := _thing(asked, several=bool(found["several"]))):
        meant = thing
    else:
        return None
    if any(-1 < question.find(name) < found.start() for name in names(question)):
        return None
    return f"{question[: found.start()]}{meant}{question[found.end() :]}"


def _people(text: str) -> list[str]:
    """The names that may be a person's: of no state and no body, without the state before a title."""
    found = []
    for name in names(text):
        words = re.split(r"(?<=\w)['’]s\b", name)[0].split()
        while words and is_state(stem(words[0].replace(".", ""))):
            words.pop(0)
        if words and not BODY.search(" ".join(words)):
            found.append(" ".join(words))
    return found


def _thing(asked: str, *, several: bool) -> str | None:
    """What the question is about, if it is one thing, or several."""
    about, named = ABOUT.search(asked), OF_NAME.search(asked)
    noun = about["noun"] if about else named["whole"].split(" in ")[0] if named else ""
    if not noun or several is not (PLURAL.search(noun) is not None):
        return None
    return f"the {noun} that {about['deed']}" if about else named["whole"] if named else None
