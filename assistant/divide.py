"""A question that asks for two things -> one question for each. By rule, pure."""

from __future__ import annotations

import re

from assistant.rewrite import Asked, Turn, rewrite
from assistant.several import MONTH

__all__ = ["divide"]

ASKS = r"(?:who|whom|whose|what|when|where|why|which|how(?:\s(?:many|much|long|big|far|often|old|high|large))?)"
AT = r"(?:about|after|against|at|before|by|during|for|from|in|of|on|over|to|under|with)"
WORD = r"[\w$€£%’'.-]+"
IN_MONTH = rf"(?:(?:early|mid|late)[\s-])?{MONTH}"
NTH = r"(?:first|second|third|fourth|last|final)"
TIME = rf"(?:{IN_MONTH}(?:\s\d{{1,2}})?|\d{{1,2}}\s{IN_MONTH}|(?:19|20)\d\d|\w+(?<=day)|{NTH})"
AND = r",?\s(?:and|or|versus|as\swell\sas)\s"
# Where a question goes on to ask a second thing.
SECOND = re.compile(rf"{AND}(?:then\s)?(?=(?:{AT}\s)?{ASKS}\b(?!\snot\b))", re.IGNORECASE)
VERB = re.compile(
    r"\b(?:is|are|was|were|be|do|does|did|has|have|had|will|would|can|could|should|may|might|must)\b", re.IGNORECASE
)
BARE = re.compile(rf"(?:{AT}\s)?{ASKS}(?:\s{WORD}){{0,4}}", re.IGNORECASE)  # "On what day", which waits for its verb
PLAIN = rf"(?!(?:{AT}|and|or)\b){WORD}"  # a word inside a phrase
LAST_PHRASE = re.compile(rf"\s{AT}(?:\s{PLAIN})+(?:\sof(?:\s{PLAIN})+)?$", re.IGNORECASE)
THE = r"(?:the|its|their|his|her)"
# Two of a kind side by side: "in May and in July", "the May round and the July round", "the first and the second".
SAME_PREPOSITION = (
    rf"\b(?P<one>(?P<at>{AT})(?:\s{PLAIN}){{1,5}}){AND}"
    rf"(?P<other>(?P=at)\s(?!about\b)(?:(?!{AT}\s){WORD}\s){{0,4}}{WORD})"
)
SAME_NOUN = (
    rf"\b(?P<one>{THE}\s(?:{WORD}\s){{1,2}}?(?P<noun>\w{{3,}})){AND}(?P<other>{THE}\s(?:{WORD}\s){{1,2}}?(?P=noun))\b"
)
TWO_TIMES = rf"(?<!between\s)(?<!from\s)\b(?P<one>{TIME}){AND}(?:(?:the|in|on)\s)?(?P<other>{TIME})\b"
PAIRS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (SAME_PREPOSITION, SAME_NOUN, TWO_TIMES))
OPENING = re.compile(rf"(?:{AT}\s)?{ASKS}\s", re.IGNORECASE)
MOST = 6  # parts; who asks for more asks again
ORDINAL = re.compile(rf"\b{NTH}$", re.IGNORECASE)
# Three or more names: "Kyiv, Moscow and Trump".
LIST = re.compile(r"\b(?:[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)*,\s)+[A-Z][\w’'.-]+,?\sand\s(?:the\s)?[A-Z][\w’'.-]+")


def divide(asked: Asked) -> tuple[Asked, ...]:
    """The questions that one question holds; the question itself where it asks for one thing.

    "Who led it, and when did it end?" goes on; "How many came in May and how many in June?" leaves out what it
    repeats; "in which halls were the May round and the June round held?" names two of a kind. Each is asked in full;
    a part that goes on borrows from the first.
    """
    named = asked.full != asked.standalone
    core = asked.full if named else asked.core
    first, *later = SECOND.split(core.strip("? "))
    borrowed = "" if named else asked.standalone.removeprefix(asked.core.rstrip())
    if later and re.search(r"\w", first) and (VERB.search(first) or not BARE.fullmatch(first)):
        full = [f"{first}?", *(_filled(first, piece) or f"And {piece}?" for piece in later)]
    else:
        full = _pair(core)
    told: list[Asked] = []
    for question in full[:MOST]:
        before = [Turn(role="user", content=f"{full[0] if told else ''}{borrowed}")]
        told.append(rewrite(question, history=before, as_of=asked.as_of))
    return tuple(told) or (asked,)


def _filled(first: str, piece: str) -> str | None:
    """A second piece that leaves out what it repeats ("and who in June"), in full; None where it leaves out nothing."""
    asks, opening = OPENING.match(piece), OPENING.match(first)
    if asks is None or opening is None or VERB.search(piece):
        return None
    head, rest = first[opening.end() :].split(), piece[asks.end() :].split()
    while head and len(rest) > 1 and rest[0].lower() == head[0].lower():  # "what office ... and what office in April"
        head, rest = head[1:], rest[1:]
    left_out = " ".join(rest)
    if re.match(rf"{AT}\b", left_out, re.IGNORECASE):
        return f"{LAST_PHRASE.sub('', first)} {left_out}?"
    if not rest or rest[0].lower() not in ("the", "a", "an"):
        return None
    phrase = LAST_PHRASE.search(left_out)
    return (
        f"{LAST_PHRASE.sub('', first)}{phrase[0]} ({left_out[: phrase.start()]})?"
        if phrase
        else f"{first} ({left_out})?"
    )


def _pair(question: str) -> list[str]:
    for pattern in PAIRS:
        if found := pattern.search(question):
            one, other = found["one"], found["other"]
            if ORDINAL.search(other) and not ORDINAL.search(one):
                other += " " + one.split()[-1]  # "in the first eruption and in the second"
            return [question[: found.start()] + side + question[found.end() :] for side in (one, other)]
    if found := LIST.search(question):
        names = re.split(r",?\sand\s|,\s", found[0])
        return [question[: found.start()] + name + question[found.end() :] for name in names]
    return []
