"""What a question puts in question: a kind of thing by its noun, who did it, in which measure. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.either import offered
from assistant.holds import must_hold
from assistant.lexicon import Term, is_form, read_terms
from assistant.marks import UNITS
from assistant.rewrite import Asked
from index.fuse import STOP_WORDS

__all__ = ["Focus", "focus"]

# Which measure an adjective after "how", or a noun after "what", asks for.
MEASURES: Final = (
    ("building", r"\b(?:in|at|inside) (?:which|what) (?:\w+ )?(?:buildings?|venues?|premises)\b"),
    (
        "extent",  # "how long is the boat", "how long is the strike": in metres or in days
        (
            r"\bhow long (?:is|are|was|were) (?![^?,]*\b(?:\w+ing|\w+ed|been|in|for|away|out|on|open|under|since|held|"
            r"shut|kept|stuck|to|there|it|he|she|they)\b)"
        ),
    ),
    (
        "votes",
        r"\bhow many votes\b|\bhow (?:large|big|wide|narrow|great) (?:is|was) [^?]*\b(?:lead|margin)\b",
    ),
    (
        "duration",
        (
            r"\bhow long\b|\b(?:what|over what|which) (?:span|length|period|stretch) of time\b|\bhow (?:soon|late|"
            r"early)\b|"
            r"\bhow far into\b"
        ),
    ),
    (
        "sum",
        (
            r"\bhow (?:high|large|big|great|low|small|steep|much) (?:is|was|are|were|will be|would be) [^?,;]*?\b"
            r"(?:fine|fee|price|cost|salary|wage|ransom|rent|budget|debt|bail|compensation|prize money|bill|bid|reward|"
            r"grant|loan|donation)s?\b"
            r"(?! (?:rise|increase|cut|talks))"
        ),
    ),
    (
        "length",
        (
            r"\bhow (?:far (?:away|apart|off|from)|high|tall|deep|wide|thick|broad)\b|"
            r"\bhow far (?:is|are|was|were)\b(?! (?:above|below|beyond|over|under|behind|ahead))|"
            r"\bhow far (?:did|does|do|has|have|had|can|could|will|would)\b[^?]*\b(?:travel\w*|run|ran|fly|flew|flown|"
            r"swim|swam|swum|drive\w*|drove|walk\w*|drift\w*|sail\w*|ride|rode|ridden|throw\w*|jump\w*|leap\w*|hike\w*|"
            r"cycle\w*|row\w*)\b|"
            r"\bwhat (?:height|depth|width|distance)\b"
        ),
    ),
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
            r"\bhow (?:expensive|dear)\b|\bcosts?$|"
            r"\bhow much (?:money|ransom|cash|pay|salary|compensation|damages|funding|aid|debt|tax|rent|bail)\b|"
            r"\b(?:price|cost|fee|fine|salary) of\b|\bwhat (?:price|salary|wage|fee|fine|ransom|amount of money)\b|"
            r"\bhow much (?:does|did|do|is|was|are|were|will|would) .*(?:cost|worth|pay|paid|earn|bid|offer|raise|"
            r"spen[dt]|fined?|fetch|sell|sold|charge)"
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
    r"\bnames? of (?P<what>[^?,;:]*?)(?=\s(?:who|that|which|in|at|on|of|from)\b|[?,;:]|$)", re.IGNORECASE
)
CALLED = re.compile(r"\bwhat (?:is|was|are|were) [^?,;]+ (?:called|named)\W*$", re.IGNORECASE)
TOLD_BY = re.compile(
    r"\b(?:what|how) (?:did|does|do|has|have|had|was|is) (?P<who>[^?]*?)\s(?:say|said|tell|told|claim|comment|warn|"
    r"argue|announce|describe|think|call|stress|emphasi[sz]e|demand|make of|react|respond|justify|explain|"
    r"characteri[sz]e)\b",
    re.IGNORECASE,
)

WHENCE = re.compile(
    r"(?<=\w)\s(?:in|at|from|on|for|of|to)\s.*$", re.IGNORECASE
)  # "the envoy in Lima": the envoy says it
HEADS = re.compile(r"(?:people|persons|men|women)$", re.IGNORECASE)  # the noun of "how many people lost it all"
IN_UNIT = re.compile(
    r"\bhow \w+\b[^?]*\b(?:in (?P<unit>[a-z]+s|feet)|(?P<sign>km|kg|miles|met(?:re|er)s|hours|minutes|tonnes))\W*$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"\b(?:say|said|tell|told|comment|comments|think|thinks|feel|announce|remark|view|opinion|statement)\b[^?]*?\s"
    r"(?:about|on|of|regarding|concerning)\s(?P<what>[^?]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What must be there: `noun`, the terms that name it ("how many *properties*"), and `unit`, a key of the measures.

    `deed`: the first word after "who", mostly what the person did ("who *led* the team"); of "what did Ann Weber say",
    who said it. `named`: only a name will do ("what is the name of"). `topic`: of "what did she say about the dam",
    what it was about. `holds`: of "who was her predecessor", a pattern of which the sentence must hold something.
    """

    noun: tuple[Term, ...]
    deed: tuple[Term, ...]
    unit: str | None
    named: bool
    topic: tuple[Term, ...]
    holds: str | None

    @property
    def marked(self) -> bool:
        """Whether the answer has a mark that cannot be missed: an age, a number with a known unit, a name, a change."""
        measured = self.unit in ("age", "clock", "length", "weight", "degrees", "speed", "building", "votes")
        return measured or self.named or self.holds is not None


@lru_cache(maxsize=256)
def focus(asked: Asked) -> Focus:
    """Read what the question puts in question; empty where it asks for no named kind of thing."""
    text = asked.core
    unit = next((unit for unit, pattern in MEASURES if re.search(pattern, text, re.IGNORECASE)), None)
    counted = IN_UNIT.search(text)
    if counted is not None:  # "how long is it in kilometres", "how thick, in pages"
        unit = next(
            (name for name, pattern in UNITS.items() if re.fullmatch(pattern, counted["unit"] or counted["sign"])), None
        )
    if re.search(r"\bhow old\b|\bwhat age\b|\bage\W*$", text, re.IGNORECASE):
        unit = "age"
    elif re.search(r"\bwhat time\b|\bwhich hour\b", text, re.IGNORECASE):
        unit = "clock"
    elif re.search(r"\b(?:what|which) years?\b|\bwhat (?:is|was) the year of\b", text, re.IGNORECASE):
        unit = "year"
    elif re.search(r"\bweekday\b|\bday of the week\b", text, re.IGNORECASE):
        unit = "weekday"
    elif re.search(r"\b(?:what|which)(?: exact)? (?:day|date)\b", text, re.IGNORECASE):
        unit = "day"
    return Focus(
        noun=read_terms(counted["unit"] or counted["sign"]) if counted is not None else _noun(text),
        deed=_deed(asked),
        unit=unit,
        named=NAME_OF.search(text) is not None or CALLED.search(text) is not None,
        topic=_topic(asked),
        holds=must_hold(text) or offered(text),
    )


def _topic(asked: Asked) -> tuple[Term, ...]:
    found = ABOUT.search(asked.core) if asked.kind == "said" else None
    return read_terms(found["what"]) if found else ()


def _deed(asked: Asked) -> tuple[Term, ...]:
    if asked.kind == "said" and (told := TOLD_BY.search(asked.core)):
        return read_terms(WHENCE.sub("", told["who"]))[-1:]
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
        if bare in ENDS_NOUN or (words and (re.search(r"\w{2}ed$", bare) or is_form(bare) or HEADS.match(words[-1]))):
            break
        words.append(word)
    head = words[-1] if words else ""
    return () if not head or NAMED.match(head.strip("\"“”'’‘()")) else read_terms(head)
