"""A question that asks for two things -> one question for each. By rule, pure."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.either import sides
from assistant.lexicon import read_terms
from assistant.name import names
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
SECOND = re.compile(rf"{AND}(?:then\s)?(?=(?:{AT}\s)?{ASKS}\b(?!\snot\b|\W*$))", re.IGNORECASE)
# A first thing is asked for before a second is; what somebody tells before a question is no part of it.
ASKED = re.compile(
    rf"\b{ASKS}\b|^\W*(?:and\s|so\s|but\s)?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b|"
    r"\b(?:name|list|give|tell|describe|explain|summari[sz]e|compare)\b",
    re.IGNORECASE,
)
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
SEVERAL = (
    rf"\b(?:what|which)\s\w+s\s(?:{WORD}\s){{0,3}}?(?:are|were|did|do|have|had|will)\s"
    rf"(?P<one>{THE}\s(?:(?!and\b){WORD}\s?){{1,8}}?){AND}(?P<other>{THE}\s(?:(?!and\b){WORD}\s?){{1,8}})(?=\W*$)"
)  # "On which days were the call and the first round?"
PAIRS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (SAME_PREPOSITION, SAME_NOUN, TWO_TIMES, SEVERAL))
# "How did the rate develop from January to May 2025?": what it was in either.
COURSE = re.compile(
    r"how\s(?:did|has|have)\s(?P<what>.+?)\s(?:changed?|develop(?:ed)?|evolved?|moved?|shift(?:ed)?)\s"
    rf"(?:from|between)\s(?P<one>{TIME})\s(?:to|and|until)\s(?P<other>{TIME})(?P<year>,?\s(?:19|20)\d\d)?\W*$",
    re.IGNORECASE,
)
OPENING = re.compile(rf"(?:{AT}\s)?{ASKS}\s", re.IGNORECASE)
WHOLE = 2  # words with a subject, from which a second question can be asked without the first
LEFT_OUT = 5  # words at most after the one that asks, where a second piece leaves out what it repeats
BACK = re.compile(r"\b(?:it|its|they|them|their|there|that|this|those|one)\b", re.IGNORECASE)
PERSON = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)
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
    whole = core.startswith(f"{first},") or VERB.search(first) or not BARE.fullmatch(first)
    apart = whole and ASKED.search(first)
    if later and re.search(r"\w", first) and apart:
        full = [f"{first}?", *(_filled(first, piece) or f"And {piece}?" for piece in later)]
    elif len(later) == 1 and re.search(r"\bof\s", first) and (verb := VERB.search(later[0])):
        full = [f"{first} {later[0][verb.start() :]}?", f"{later[0]}?"]
    else:
        full = list(sides(core) or _course(core) or _pair(core))
    told: list[Asked] = []
    for question in full[:MOST]:
        subject = _subject(full[0], question) if told else ""
        before = [Turn(role="user", content=f"{subject}{borrowed}")]
        part = rewrite(question, history=before, as_of=asked.as_of)
        told.append(part if subject == full[0] else _alone(part))
    return tuple(told) or (asked,)


def _subject(first: str, question: str) -> str:
    """What a later question borrows of the first: all of it; where it is a whole one itself, the names, or nothing."""
    words = question.removeprefix("And ")
    opens = re.match(rf"{AT}\b", words, re.IGNORECASE) and not VERB.search(words)  # "On what date?"
    if words == question or opens or PERSON.search(words) or len(read_terms(words)) < WHOLE:
        return first
    if BACK.search(words):
        return " and ".join(names(first)) or first
    return "" if names(words) else " and ".join(names(first))


def _alone(asked: Asked) -> Asked:
    """Without the "And" that joined it; a reader takes it for one that goes on."""
    bare = asked.full.removeprefix("And ")
    return asked if bare == asked.full else replace(asked, full=bare[:1].upper() + bare[1:])


def _filled(first: str, piece: str) -> str | None:
    """A second piece that leaves out what it repeats ("and who in June"), in full; None where it leaves out nothing."""
    asks, opening = OPENING.match(piece), OPENING.match(first)
    if asks is None or opening is None or VERB.search(piece):
        return None
    head, rest = first[opening.end() :].split(), piece[asks.end() :].split()
    while head and len(rest) > 1 and rest[0].lower() == head[0].lower():  # "what office ... and what office in April"
        head, rest = head[1:], rest[1:]
    left_out = " ".join(rest)
    if re.match(rf"(?!of\b){AT}\b", left_out, re.IGNORECASE) and len(rest) <= LEFT_OUT:
        return f"{LAST_PHRASE.sub('', first)} {left_out}?"
    if not rest or rest[0].lower() not in ("the", "a", "an"):
        return None
    phrase = LAST_PHRASE.search(left_out)
    return (
        f"{LAST_PHRASE.sub('', first)}{phrase[0]} ({left_out[: phrase.start()]})?"
        if phrase
        else f"{first} ({left_out})?"
    )


def _course(question: str) -> list[str]:
    """What something was at the one end, between the two, and at the other."""
    if (found := COURSE.match(question)) is None:
        return []
    was = "were" if re.search(r"(?<![aiosu])s$", found["what"]) else "was"
    first, last = (f"What {was} {found['what']} {_at(end)} {end}{found['year'] or ''}?" for end in found.group(2, 3))
    return [first, question, last]


def _at(time: str) -> str:
    return "on" if re.search(r"day$|\s\d|^\d{1,2}\s", time, re.IGNORECASE) else "in"


def _pair(question: str) -> list[str]:
    for pattern in PAIRS:
        if found := pattern.search(question):
            one, other = found["one"], found["other"]
            if ORDINAL.search(other) and not ORDINAL.search(one):
                other += " " + one.split()[-1]  # "in the first eruption and in the second"
            before, after = question[: found.start("one")], question[found.end("other") :]
            return [before + side + after for side in (one, other)]
    if found := LIST.search(question):
        names = re.split(r",?\sand\s|,\s", found[0])
        return [question[: found.start()] + name + question[found.end() :] for name in names]
    return []
