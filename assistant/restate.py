"""A question that leans on what was said before -> the same in full, where a rule is sure of it. Pure.

"And in June?" after "What did the bank do in April?" asks what it did in June; "When was she dismissed?" after "Ida
Lund was the coach." asks when Ida Lund was dismissed. A reader of sentences knows a whole question better than words
that stand in brackets; but it answers a wrong one too, so what may be read in two ways is left as it is.
"""

from __future__ import annotations

import re

from assistant.lexicon import is_state, stem
from assistant.marks import BODY
from assistant.name import CAPITAL, NO_NAME, names
from assistant.recall import is_elliptic
from index.fuse import STOP_WORDS
from index.words import words

__all__ = ["named", "supply"]

MONTH = (
    r"(?i:january|february|april|june|july|august|september|october|november|december)|(?<=\sin\s)m(?:arch|ay)|"
    r"M(?:arch|ay)"
)
# What a short question swaps for its like, where each of the two names one: a month, a year, a weekday, a number.
SWAPS = tuple(
    re.compile(rf"(?<![\w’'-])(?:{one})(?![\w/-])")
    for one in (
        rf"(?<!\d\s)(?:{MONTH})(?!\s\d{{1,2}}\b)",
        r"(?<=\sin\s)(?:19|20)\d\d|(?<=[a-z]\s)(?:19|20)\d\d(?=\W*$)",
        r"(?i:mon|tues|wednes|thurs|fri|satur|sun)day",
        r"(?<=\bthe\s)(?:first|second|third|fourth|fifth)",
    )
)
OF_STATE = re.compile(rf"(?<=\bthe\s){CAPITAL}[\w.]*(?=\s[a-z])")
# Words beside what is swapped; any other word, and any number, asks for more.
FILLS = frozenset("and but so or what how about the a in on at for one ones time round side part".split())
HOW_MANY = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)
BARRED = frozenset("than with since before until till by after from born".split())  # what bounds a time is not swapped
BY_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?[A-Z]|\b[A-Z][a-z]+\s\d{1,2}\b")  # "3 April", "June 2"

SAYS = r"(?:heard|saw|told|thought|said|wrote|(?:read|hear|think|say|write|believe|claim|insist)(?:e?[sd])?)"
BELIEVED = re.compile(
    rf"^[^.!?]{{0,60}}?\b{SAYS}\s(?:(?:me|us|somewhere|online|that)\s){{0,3}}(?P<name>{CAPITAL}[\w’'-]*(?:\s{CAPITAL}[\w’'-]*){{0,4}})\s"
    r"(?P<deed>(?P<verb>was|is|were|[a-z]+ed|led|won|took|made|held|ran|wrote|gave|said|built|paid|sold|bought|beat)\s[^?!]+)$"
)
NO_DEED = re.compile(
    r"\.\s|\b(?:not|never|nor)\b|\band that\b|^(?:said|claimed|denied|died|drowned|tried|failed|refused|hoped|wanted|"
    r"accused|reported|argued|admitted|announced|[a-z]+ed [a-z]+ed)\b"
)
WHO_DID = re.compile(
    r"^\W*(?:(?:so|and|but|then)\s)?who\s(?:(?:really|actually|in\sfact|in\struth|then)\s)*"
    r"(?:(?P<did>did)(?:\s(?:it|that|so))?|(?P<verb>\w+)(?:\s(?:it|that))?)(?:\s(?:really|actually|in\sfact|then))*\W*$",
    re.IGNORECASE,
)
TO_BE = frozenset("was is were".split())

PRONOUN = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
OBJECT = re.compile(r"\b(?:made|make|let|saw|see|helped?|gave|give|told|tell|paid|sent|showed|asked|ask)\s$")
OF_HER = re.compile(
    r"\b(?:did|does|do|was|is|were|are|has|have|will|of|in|on|at|for|to|with|from|about|by|what|who)\s$", re.IGNORECASE
)
BOTH = re.compile(r"\b(?:he or she|his or her|him or her)\b", re.IGNORECASE)
NOUN_BEFORE = re.compile(
    r"\b(?:the|an?|which|what|whose|that)\s(?!(?:is|was|does|did|has|had|will|would|can)\b)[a-z]+\s"
)
ASKS_WHO = re.compile(
    r"\bwho(?:m|se)?\b|\bnames? of\b|\bwhich\s(?:[a-z]+\s){0,2}?"
    r"(?:(?:wo)?man|official|diplomat|judge|chief|coach|captain|pilot|president|[a-z]+(?:er|or|ist|man|ian))\b",
    re.IGNORECASE,
)
OWN_DEED = re.compile(
    rf"^\W*(?i:whom? (?:is|was|did|does|has|will))\s{CAPITAL}"
)  # "Who is Ida Lund?", "Whom did she meet?"
OPENS = frozenset("yesterday today tonight later meanwhile however earlier".split())
INSIDE = re.compile(rf"(?<=[a-z,’'] ){CAPITAL}[\w’-]*")  # inside a sentence
BRACKETS = re.compile(r"\s\([^()]*\)$")
NOT_BEFORE = re.compile(r"(?:\baccording to|\b(?:in|at|near|from|of|to|against|with))\s(?:the\s)?$", re.IGNORECASE)
SAYS_AFTER = re.compile(r"\s(?:said|says|wrote|writes|reported|reports|told)\b(?!\s(?:he|she)\b)")


def supply(question: str, *, told: str, asked: str) -> str | None:
    """A question that leaves words out, with them; None where it does not, or no rule is sure of them.

    >>> supply("And in June?", told="", asked="What did the bank do in April 2025?")
    'What did the bank do in June 2025?'

    Args:
        question: as it was put.
        told: what the same message says before it; "" for nothing.
        asked: the user's turn before it; "" for none.
    """
    if told:
        return _believed(question, told.rstrip(" .!"))
    return _swapped(question, asked) if asked and is_elliptic(question) else None


def _believed(question: str, told: str) -> str | None:
    """Who led it in May, of "I read that Bo Lund led it in May. Who really did?"."""
    found, asks = BELIEVED.search(told), WHO_DID.search(question)
    if not found or not asks or NO_DEED.search(found["deed"]) or found["name"].lower() in NO_NAME:
        return None
    state = found["verb"] in TO_BE
    same = not state if asks["did"] else stem(asks["verb"].lower()) == stem(found["verb"])
    return f"Who {found['deed']}?" if same else None


def _swapped(question: str, asked: str) -> str | None:
    """The question before, with its month, year, weekday, number or state changed for the one in this."""
    pairs = [
        (new, old) for kind in (*SWAPS, OF_STATE) if (new := _spot(kind, question)) and (old := _spot(kind, asked))
    ]
    left, full = question, asked
    for new, old in sorted(pairs, key=lambda pair: pair[1].start(), reverse=True):
        left = left.replace(new[0], " ", 1)
        full = f"{full[: old.start()]}{new[0]}{full[old.end() :]}"
    if full == asked or BY_DAY.search(asked) or re.search(r"\d", left):
        return None
    if HOW_MANY.search(left) and HOW_MANY.search(asked):
        left = HOW_MANY.sub(" ", left)
    known = FILLS | {one.key for one in words(asked) if one.key not in STOP_WORDS}
    return full if known.issuperset(one.key for one in words(left)) else None


def _spot(kind: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Where the text names one of the kind; None where it names none or several, or where it is part of a name."""
    found = [one for one in kind.finditer(text) if kind is not OF_STATE or _state(one[0])]
    if len(found) != 1:
        return None
    before, after = text[: found[0].start()].split(), text[found[0].end() :].split()
    in_name = (before and before[-1][0].isupper() and before[-1].lower() not in NO_NAME) or (
        after and after[0][0].isupper()
    )
    bound = not BARRED.isdisjoint(word.lower() for word in before[-2:])
    return None if bound or (in_name and not before[-1].endswith(("’s", "'s"))) else found[0]


def _state(word: str) -> bool:
    return is_state(stem(word.replace(".", "")))


def named(question: str, *, asked: str, reply: str) -> str | None:
    """A question with the name for its pronoun; None where it has none, or more than one may be meant.

    >>> named("When was she dismissed?", asked="Who was the coach in May?", reply="Ida Lund was the coach.")
    'When was Ida Lund dismissed?'

    Args:
        question: as it was put.
        asked: the user's turn before it.
        reply: the answer to that turn.
    """
    found = PRONOUN.search(question)
    if found is None or any(-1 < question.find(name) < found.start() for name in names(question)):
        return None
    before, after = question[: found.start()], question[found.end() :]
    word = after.split()[0].lower() if re.match(r"\s[a-z]", after) else ""
    pronoun = found[0].lower()
    followed = word not in STOP_WORDS | {""}
    if pronoun == "her" and followed and not OF_HER.search(before) and not OBJECT.search(before):
        return None  # "Who elected her president?"
    owner = pronoun == "his" or (pronoun == "her" and followed and not OBJECT.search(before))
    if BOTH.search(question):
        return None
    if NOUN_BEFORE.search(before) and (owner or pronoun in ("he", "she")):
        return None  # "How old was the driver when he died?"
    own, theirs = _people(asked, reply), [one for one in _people(reply, asked) if one not in asked]
    people = (theirs or (own if OWN_DEED.search(asked) else [])) if ASKS_WHO.search(asked) else own + theirs
    if len({one.split()[-1] for one in people}) != 1:
        return None
    return f"{before}{max(people, key=len)}{'’s' if owner else ''}{after}"


def _people(text: str, beside: str) -> list[str]:
    """The names that may be a person's: of no state and no body, where nobody is there, against or quoted.

    A single word that opens a sentence is a name only where it stands inside one too, there or `beside`.
    """
    text, found = BRACKETS.sub("", text), []
    inside = set(INSIDE.findall(f"{text} {beside}"))
    for name in names(text):
        at = text.find(name)
        parts = re.split(r"(?<=\w)['’]s\b", name)[0].split()
        while len(parts) > 2 and (_state(parts[0]) or parts[0].lower() in OPENS):  # noqa: PLR2004 -- two words stay
            parts.pop(0)
        there = NOT_BEFORE.search(text[:at]) or SAYS_AFTER.match(text, at + len(name))
        opens = len(parts) == 1 and parts[0] not in inside
        if not there and not opens and not all(map(_state, parts)) and not BODY.search(" ".join(parts)):
            found.append(" ".join(parts))
    return found
