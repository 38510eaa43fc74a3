"""A question and earlier turns -> what is asked: a standalone question, its kind, names, words and period. By rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from assistant.lexicon import stems
from assistant.name import NAME, NO_NAME, names
from assistant.pare import pare
from assistant.recall import NEAREST, Turn, borrow, is_elliptic, reply_in
from assistant.restate import named, supply
from assistant.translate import translate, unabbreviated
from index.fuse import content_words
from index.period import Period, resolve_period

__all__ = ["NAME", "NO_NAME", "Asked", "Kind", "Turn", "asks_what_happened", "rewrite"]

Kind = Literal["who", "said", "when", "where", "count", "why", "whether", "what"]

# What is asked for, tried in order; the first that is found decides. Blanks are not part of the patterns.
KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "said",
        r"""
        \bwhat\s(?:did|does|do|has|have|had|was|were)\s.+\b(?:say|said|says|tell|told|claim|comment|state|warn|argue|
            announce|describe|think|call|stress|emphasi[sz]e|make\sof)\b
        | \bhow\s(?:did|does|do|has)\s.+\b(?:describe|react|respond|comment|justify|explain|characteri[sz]e)
        | \bwhat\s(?:is|was)\s.+(?:reaction|response|comment|opinion|view)\b
        | \baccording\sto\s(?:him|her|them)\b
        """,
    ),
    (
        "when",
        r"""
        \bw(?:h?en)\b | \b(?:what|which)\s(?:exact\s)?(?:day|date|time|year|month|week|weekday)\b
        | \bhow\s(?:soon|recently|long\sago)\b | \b(?:date|what\s(?:is|was)\sthe\s(?:year|day|month))\sof\b
        """,
    ),
    (
        "count",
        r"""
        \bhow\s(?:many|much|long|old|far|often|large|big|high|tall|fast|deep|wide|heavy|thick|broad|warm|hot|cold|expensive)\b
        | \bwhat\s(?:percentage|number|share|proportion|amount|sum|price|score|length|size|distance)\b
        | \bnumber\sof\b | \btoll\b | \b(?:costs?|price|weight|length|height|age)\W*$
        """,
    ),
    (
        "where",
        r"""
        \bwhere(?:abouts)?\b | ^\W*venue\b | \bvenue\s(?:of|for)\b | \bvenue\W*$ | \blocation\sof\b
        | \b(?:what|which)\s(?:[\w'’-]+\s){0,2}?(?:city|town|country|place|location|building|village|
            region|state|capital|port|stadium|
            street|site|room|hall|hotel)\b
        """,
    ),
    (
        "why",
        r"""
        \bwhy\b | \bwhat\s(?:caused|prompted|led\sto|triggered
            |made\s(?!up\b|headlines\b|news\b|the\s(?:list|cut|news|headlines|front)\b)
                (?:[\w’'-]+\s){1,5}[a-z]+\b)
        | \breason\b
        | \bwhat\s(?:is|was|are|were)\sthe\s(?:cause|purpose|aim|goal) | \bwhat\spurpose\b
        """,
    ),
    (
        "who",
        r"""
        \bwho(?:m|se|s)?\b | \bnames?\sof\b | \bnames?\W*$
        | \b(?:what|which)\s(?:[\w'’-]+\s){0,2}?(?:person|official|minister|diplomat|politician|
            spokes\w+|leader|player|company|party|
            agency|outlet|newspaper|organi[sz]ation|team|group|side|woman|man)\b
        """,
    ),
    (
        "whether",
        r"""
        ^(?:so\s|and\s|but\s|then\s)?(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|isn't|
            aren't|wasn't|weren't|didn't|doesn't|hasn't|won't)\b
        | \btrue\sthat\b | \bis\sit\strue\b | \bor\snot\b
        | ^(?:if|whether)\b(?!.*\b(?:what|which|who|whom|whose|when|where|why|how)\b)
        """,
    ),
)

# "What happened when it fell?" asks what happened: after a word that asks, these only join a clause.
RELATIVE = re.compile(r"when|where|why|who(?:m|se)?", re.IGNORECASE)
ASKED_BEFORE = re.compile(
    r"\b(?:what|which|how)\b(?!.*(?:\b(?:and|or|about|of|on)|-)\s*$)[^,;:?.!–—]*$", re.IGNORECASE | re.DOTALL
)
# "After walking out in April, what did they do?" asks about another day than April.
ASIDE = re.compile(r"\W*(?i:after|before|since|once)\s(?:[a-z][\w’'-]*\s)+[^,?]*,")
MONTHS_AND_DAYS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday
    """.split()
)


WORD = re.compile(r"\w+")
LONGEST = 1_000  # characters of an earlier turn that are read
# Words before a question that tell nothing of it: "Great, thanks! And in June?"
THANKS = frozenset(
    "great thanks thank you ok okay good fine right hello hi hey sorry cool nice yes no so well then i see".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked, in a form that every later step can check an answer against.

    `question` is the user's own, `core` what of it is a question, `standalone` reads without the turns before it: what
    it borrows from them stands in brackets at its end. `full` is the same for a reader: with a name for its pronoun,
    where a rule can tell whose. `queries` begins with the user's own words. `names` are the capitalised names asked
    about; `terms` the stems of all words that carry the subject.
    """

    question: str
    core: str
    standalone: str
    full: str
    queries: tuple[str, ...]
    kind: Kind
    names: tuple[str, ...]
    terms: tuple[str, ...]
    period: Period | None
    as_of: date | None


def rewrite(question: str, *, history: Sequence[Turn], as_of: date | None, respelled: str | None = None) -> Asked:
    """Understand a question by rule.

    A question that points back ("And when was that announced?") takes the subject of the user's turn before it.

    Args:
        question: the user's words, at least one of them.
        history: earlier turns, oldest first.
        as_of: the day against which "last week" is read; None: relative periods are not read.
        respelled: the question with its misspellings mended; None: it has none.
    """
    core, told = pare(respelled or question)
    core = translate(unabbreviated(core))
    told = "" if THANKS.issuperset(WORD.findall(told.lower())) else told
    borrowed = borrow(core, told=told, history=history)
    asked = _asked_before(history) if borrowed and not told else ""
    if borrowed and (full := supply(core, told=told, asked=asked)):
        core, borrowed = full, ()
    period = resolve_period(core, as_of=as_of) if as_of else None
    if period is not None and re.search(rf"{re.escape(period.words)}\s+of\b", core):
        period = None  # "the last day of the treaty" is no period
    if as_of and period is not None and (aside := ASIDE.match(core)):
        period = resolve_period(core[aside.end() :], as_of=as_of) or replace(period, hard=False)
    if period is None and borrowed and as_of:
        # "Who led it?" asks about the time of the turn before it.
        before = told or next((turn.content for turn in reversed(history) if turn.role == "user"), "")
        period = resolve_period(before, as_of=as_of)
    kept = [word for word in borrowed if period is None or not _dated(word)]
    standalone = f"{core.rstrip()} ({', '.join(kept)})" if kept else core
    full = named(core, asked=asked, reply=reply_in(history)) if borrowed and asked else None
    subject = standalone
    if period is not None and period.hard:
        subject = subject.replace(period.words, " ")
    return Asked(
        question=question,
        core=core,
        standalone=standalone,
        full=full or standalone,
        queries=tuple(dict.fromkeys([question, standalone])),
        kind=_kind(core, history),
        names=names(subject),
        terms=tuple(dict.fromkeys(one for word in content_words(subject) for one in stems(word))),
        period=period,
        as_of=as_of,
    )


# Asks for the event as a whole, so that every outlet's account is of use.
HAPPENED = re.compile(
    r"""
    \bwhat(?:['’]s|\s(?:is|was|has|have|had|did|exactly|really|actually|all|else|just))*\s
        (?:happen(?:ed|ing|s)?|occurred|went\son|going\son|took\splace|taken\splace)\b
    | \bwhat\s(?:do\s(?:we|you)\sknow|is\s(?:known|reported)|has\sbeen\sreported)\s(?:about|of|on)\b
    | \bwhat\sdo\s(?:the\s)?(?:articles|reports|papers|outlets|media)\s(?:say|report|tell)\b
    | \b(?:latest|news|developments|update|updates|overview|summary)\s(?:on|about|of|from|in)\b
    | ^\W*(?:please\s)?(?:tell\s(?:me|us)\s(?:about|of)|summari[sz]e|describe|recount)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def asks_what_happened(asked: Asked) -> bool:
    """Whether the question asks what happened, or what is known, and not for one fact of it.

    >>> asks_what_happened(rewrite("What happened in Norrick on Monday?", history=[], as_of=None))
    True
    """
    return any(HAPPENED.search(words) for words in (asked.core, asked.question))


def _kind(question: str, history: Sequence[Turn]) -> Kind:
    """The kind whose words come first; an elliptic question ("And in June?") keeps that of the turn before."""
    flags = re.IGNORECASE | re.VERBOSE
    found = [
        (match.start(), n, kind)
        for n, (kind, pattern) in enumerate(KINDS)
        for match in re.finditer(pattern, question, flags)
        if not (RELATIVE.fullmatch(match[0].strip()) and ASKED_BEFORE.search(question[: match.start()]))
    ]
    before = next((turn.content for turn in reversed(history) if turn.role == "user"), None)
    if not found and before is not None and is_elliptic(question):
        return _kind(before, ())
    return min(found)[2] if found else "what"


def _asked_before(history: Sequence[Turn]) -> str:
    """The user's last turn in full; of earlier ones only the nearest are of use to it."""
    last = next((n for n in range(len(history) - 1, -1, -1) if history[n].role == "user"), None)
    return (
        rewrite(history[last].content[:LONGEST], history=history[:last][-NEAREST:], as_of=None).full
        if last is not None
        else ""
    )


def _dated(word: str) -> bool:
    return word.lower() in MONTHS_AND_DAYS or word.isdigit()
