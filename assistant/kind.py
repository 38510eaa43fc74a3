"""What kind of thing a question asks for, and whether a sentence holds one that the question does not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.lexicon import Term, carried, is_state, read_terms, stems
from assistant.marks import (
    AGED,
    AT_PLACE,
    BUILDING,
    CLOCK,
    DATE,
    DATELINE,
    FIGURE,
    PLACE,
    REASON,
    ROLE,
    SAYING,
    UNITS,
    WEEKDAY,
    YEAR,
)
from assistant.name import NAME, NO_NAME
from assistant.rewrite import Asked
from index.article import Article
from index.fuse import STOP_WORDS

__all__ = ["Focus", "candidates", "focus"]

# Which measure an adjective after "how", or a noun after "what", asks for.
MEASURES: Final = (
    (
        "duration",
        (
            r"\bhow long\b|\b(?:what|over what|which) (?:span|length|period|stretch) of time\b|\bhow (?:soon|late|"
            r"early)\b|"
            r"\bhow far into\b"
        ),
    ),
    ("length", r"\bhow (?:far|high|tall|deep|wide|thick|broad)\b|\bwhat (?:height|depth|width|distance)\b"),
    ("weight", r"\bhow heavy\b|\bhow much (?:does|did|do) .+ weigh\b|\bweight\b|\bweigh\b"),
    ("degrees", r"\bhow (?:warm|hot|cold)\b|\b(?:what|which)(?: \w+){0,3} temperature\b"),
    ("speed", r"\bhow fast\b|\bwhat speed\b"),
    (
        "share",
        r"\bwhat (?:percentage|share|proportion|part|majorit\w+)\b|\bwhich share\b|\bhow large a (?:share|part)\b",
    ),
    (
        "money",
        (
            r"\bhow (?:expensive|dear)\b|\bwhat price\b|\bhow much money\b|\bcosts?$|"
            r"\bhow much (?:money|does|did|do|is|was|are|were|will|would) .*(?:cost|worth|pay|paid|earn|bid|offer)"
        ),
    ),
)
ENDS_NOUN = STOP_WORDS | frozenset("s whether became made took came went get got given".split())
# What is answered by a name alone, so that the noun itself need not be said: "Which city?" "Istanbul".
NAMED = re.compile(
    r"^(?:cit(?:y|ies)|towns?|countr(?:y|ies)|states?|villages?|places?|person|people|player|man|woman|"
    r"compan(?:y|ies)|club|team|"
    r"side|agency|outlet|newspaper|official|politician|name|body|part|kind|sort|type|thing|way|reason|words?|"
    r"step|steps|"
    r"day|date|time|year|month|week|weekday|exact|post|office|role|job)$",
    re.IGNORECASE,
)


NAME_OF = re.compile(
    r"\bname of (?P<what>[^?,;:]*?)(?=\s(?:who|that|which|in|at|on|of|from)\b|[?,;:]|$)", re.IGNORECASE
)
WHO_IS = re.compile(r"\b[Ww]ho (?:is|was|are|were) (?=[A-Z])")  # asks what a named person is, not for a name
TOLD_BY = re.compile(
    r"\b(?:what|how) (?:did|does|do|has|have|had|was|is) (?P<who>[^?]*?)\s(?:say|said|tell|told|claim|comment|warn|"
    r"argue|announce|describe|think|call|stress|emphasi[sz]e|demand|make of|react|respond|justify|explain|"
    r"characteri[sz]e)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What must be there: `noun`, the terms that name it ("how many *properties*"), and `unit`, a key of the measures.

    `deed`: the first word after "who", mostly what the person did ("who *led* the team"); of "what did Ann Weber say",
    who said it. `named`: only a name will do ("what is the name of").
    """

    noun: tuple[Term, ...]
    deed: tuple[Term, ...]
    unit: str | None
    named: bool


@lru_cache(maxsize=256)
def focus(asked: Asked) -> Focus:
    """Read what the question puts in question; empty where it asks for no named kind of thing."""
    text = asked.core
    unit = next((unit for unit, pattern in MEASURES if re.search(pattern, text, re.IGNORECASE)), None)
    if re.search(r"\bhow old\b|\bwhat age\b|\bage\W*$", text, re.IGNORECASE):
        unit = "age"
    elif re.search(r"\bwhat time\b|\bwhich hour\b", text, re.IGNORECASE):
        unit = "clock"
    elif re.search(r"\b(?:what|which) years?\b", text, re.IGNORECASE):
        unit = "year"
    elif re.search(r"\bweekday\b|\bday of the week\b", text, re.IGNORECASE):
        unit = "weekday"
    elif re.search(r"\b(?:what|which)(?: exact)? (?:day|date)\b", text, re.IGNORECASE):
        unit = "day"
    return Focus(noun=_noun(text), deed=_deed(asked), unit=unit, named=NAME_OF.search(text) is not None)


def _deed(asked: Asked) -> tuple[Term, ...]:
    if asked.kind == "said" and (told := TOLD_BY.search(asked.core)):
        return read_terms(told["who"])[-1:]
    if found := NAME_OF.search(asked.core):
        return read_terms(found["what"])[-1:]
    who = re.search(r"\bwho(?:m|se)?\b(?P<rest>[^?,;:]*)", asked.core, re.IGNORECASE)
    return read_terms(who["rest"])[:1] if who else ()


def _noun(text: str) -> tuple[Term, ...]:
    of = re.search(
        r"\bwhat (?:is|was|are|were|will be) the (?P<noun>(?:[\w-]+\s){0,2}?[\w-]+) (?:of|for|in|on|at|to|behind)\b",
        text,
        re.IGNORECASE,
    )
    found = re.search(r"\b(?:which|what|how many|whose)\s+(?P<rest>[^?.,;:]+)", text, re.IGNORECASE)
    if of is not None:
        head = of["noun"].split()[-1]
        return () if NAMED.match(head) else read_terms(head)
    if found is None:
        return ()
    words: list[str] = []
    for word in found["rest"].split()[:4]:
        bare = word.strip("\"“”'’‘()").lower()
        if bare in ENDS_NOUN or (words and re.search(r"\w{2}ed$", bare)):
            break
        words.append(word)
    head = words[-1] if words else ""
    return () if not head or NAMED.match(head.strip("\"“”'’‘()")) else read_terms(head)


def candidates(asked: Asked, wanted: Focus, article: Article, start: int, end: int) -> list[tuple[int, int]] | None:
    """Where in the sentence `article.text[start:end]` the kind of thing asked for stands, counted from its start.

    What stands in the question already is no answer. None: the kind of the question has no such marks.
    """
    sentence = article.text[start:end]
    said = frozenset(stems(asked.standalone))
    dated = [(d.start - start, d.end - start) for d in article.dates if start <= d.start and d.end <= end]
    dated += [found.span() for found in DATE.finditer(sentence)]
    match asked.kind:
        case "who" if WHO_IS.search(asked.core):
            last = [name.split()[-1].removesuffix("'s") for name in asked.names]
            return [found.span() for name in last for found in re.finditer(re.escape(name), sentence)]
        case "who":
            roles = [] if wanted.named else [found.span() for found in ROLE.finditer(sentence)]
            return _new_names(said, sentence, article) + roles
        case "when":
            return _new_dates(wanted, said, sentence, dated)
        case "where":
            return _new_places(said, sentence)
        case "count":
            return _new_figures(wanted, said, sentence, dated)
        case "said":
            return [found.span() for found in SAYING.finditer(sentence)]
        case "why":
            return [found.span() for found in REASON.finditer(sentence)]
        case _:
            return None


def _new(said: frozenset[str], words: str) -> bool:
    return not set(stems(words)) <= said


def _new_names(said: frozenset[str], sentence: str, article: Article) -> list[tuple[int, int]]:
    """Names that are no place, state or dateline, and are not named in the question."""
    dateline = DATELINE.match(sentence)
    opening = re.match(r"[“\"‘'(\s]*([\w’'-]+)", sentence)
    found = []
    for name in NAME.finditer(sentence, dateline.end() if dateline else 0):
        parts = [part for part in name[0].split() if part.strip(".,'’").lower() not in NO_NAME]
        if not parts or not _new(said, " ".join(parts)) or all(is_state(one) for one in stems(" ".join(parts))):
            continue
        if AT_PLACE.search(sentence[: name.start()]) and len(parts) == 1:
            continue
        only_opens = opening is not None and name[0] == opening[1]
        if not only_opens or not re.search(rf"\b{re.escape(name[0].lower())}\b", article.text):
            found.append(name.span())
    return found


def _new_dates(
    wanted: Focus, said: frozenset[str], sentence: str, dated: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    marks = {"year": YEAR, "weekday": WEEKDAY, "clock": CLOCK}
    if wanted.unit in marks:
        return [found.span() for found in marks[wanted.unit].finditer(sentence) if _new(said, found[0])]
    if wanted.unit == "day":
        return [(a, b) for a, b in dated if re.search(r"\d|day", sentence[a:b]) and _new(said, sentence[a:b])]
    measured = _measured("duration", said, sentence) if wanted.unit == "duration" else []
    return measured + [(a, b) for a, b in dated if _new(said, sentence[a:b])]


def _new_places(said: frozenset[str], sentence: str) -> list[tuple[int, int]]:
    dateline = DATELINE.match(sentence)
    at = dateline.end() if dateline else 0
    found = [one.span("name") for one in PLACE.finditer(sentence, at)] + [
        one.span() for one in BUILDING.finditer(sentence, at)
    ]
    return [(a, b) for a, b in found if _new(said, sentence[a:b])]


def _new_figures(
    wanted: Focus, said: frozenset[str], sentence: str, dated: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    if wanted.unit == "age":
        return [found.span() for found in AGED.finditer(sentence)]
    if wanted.unit in UNITS:
        return _measured(wanted.unit, said, sentence)
    bare = "".join(c if not any(a <= i < b for a, b in dated) else " " for i, c in enumerate(sentence))
    figures = [found.span() for found in FIGURE.finditer(bare) if _new(said, found[0])]
    keys = {key for term in wanted.noun for key in term.keys}
    return [(a, b) for a, b in figures if not keys or not keys.isdisjoint(carried(sentence[max(0, a - 60) : b + 60]))]


def _measured(unit: str, said: frozenset[str], sentence: str) -> list[tuple[int, int]]:
    """Figures with the unit after them ("41 days", "a 30-day truce"), before them ("$5"), or "the past decade"."""
    count = rf"(?:{FIGURE.pattern}|\b(?:past|several|few|half an?))"
    pattern = rf"{count}[\s-]+(?:\w+\s)?(?:{UNITS[unit]})\b|[$€£¥]\d|\d\s?(?:%|°)"
    return [found.span() for found in re.finditer(pattern, sentence, re.IGNORECASE) if _new(said, found[0])]
