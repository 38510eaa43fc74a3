"""A sentence that cannot be read alone -> with what says who it is about, who speaks, or what is put right. Pure."""

from __future__ import annotations

import re

from assistant.align import paragraph_of, sentence_before
from assistant.marks import SAYING
from assistant.name import CAPITAL, names
from assistant.order import speaks_to_machines
from assistant.speaker import IN_QUOTATION
from assistant.telling import WHOLE, is_note
from index.article import Article
from index.split import split, split_below

__all__ = ["PLACED", "introduced", "widen"]

PLACED = r"(?:under|in|inside|on|beside|beneath|near|with|behind|next to|around|among|above|below|between)"
# Opens with somebody or something that the sentence before has named; inside a quotation it speaks of other things.
POINTS_BACK = re.compile(
    r"^(?!it (?:is|was|seems|remains) (?:\w+ )?\w+ (?:to|that|whether|how)\b)"  # "It is important to note that ..."
    rf"(?:he|she|they|it|his|her|their|its|this|these|those|both|{PLACED} (?:him|her|it|them)|"
    r"the (?:latter|former|two|three|pair|group))\b",
    re.IGNORECASE,
)
# Announces what the next sentence tells: "The approval carries two conditions."
POINTS_ON = re.compile(
    r"(?:^(?:the|his|her|its|their|this|that)\b[^,;“]{0,40}\b(?:carries|sets|has|had|names?|lists?|gave|gives|offers?|"
    r"made|makes|attached|imposed)\s(?:two|three|four|five|several|a number of|these|the following)\s\w+|:)\W*$",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^[“\"][^”\"]*[”\"]?$")
SAID = re.compile(r"\b(?:said|says|told|added|stated|according to|wrote)\b", re.IGNORECASE)
SAYS = (
    r"(?:said|says|told|added|adds|stated|noted|warned|argued|claimed|insisted|stressed|wrote|explained|recalled|"
    r"replied|asked|joked)"
)
PRONOUN_SAYS = re.compile(
    rf"\b(?:he|she|they|it) (?:\w+ )?{SAYS}\b|”,? {SAYS} (?:he|she|they)\b|”,? (?:he|she|they) [a-z]+\b", re.IGNORECASE
)
TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Judge|Captain|Capt|Minister|Professor)"
CALLED = re.compile(rf"[“\"‘']?{TITLE}\.? (?P<name>{CAPITAL}[\w’'-]+)(?= [a-z]|,)")
TITLED = re.compile(rf"{TITLE}\b")
MOST = 700  # characters; a longer span is no quote any more
STEPS = 3  # sentences back that a pronoun is followed


def widen(article: Article, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans that have to be read for the sentence to be understood, in order; mostly its own alone.

    A sentence that opens with a pronoun, or is said by one, takes the sentences before along, back to one that does
    not; where a crosshead parts them, they are spans of their own. A bare quotation takes the neighbour of its
    paragraph that attributes it, and a note of correction is quoted whole: what was wrong, and what is right.
    """
    if note := _note(article, start, end):
        return (note,)
    text = article.text
    if POINTS_ON.search(text[start:end]) and (after := _next(article, end)) and after[1] - start <= MOST:
        end = after[1]
    if _leans_back(text[start:end]):
        return _back(article, start, end)
    if QUOTED.match(text[start:end].strip()) and SAYING.search(text[start:end]) and not SAID.search(text[start:end]):
        after = _next(article, end)
        if after and SAID.search(text[slice(*after)]):
            return _back(article, start, after[1]) if _leans_back(text[slice(*after)]) else ((start, after[1]),)
        a, b = sentence_before(text, start)
        if a < b and a >= article.body_start and "\n" not in text[b:start] and SAID.search(text[a:b]):
            return ((a, end),)
    return ((start, end),)


def introduced(article: Article, start: int, end: int) -> tuple[int, int] | None:
    """The sentence before that names in full whom this one opens with as "Mr Brook"; None where none does."""
    called = CALLED.match(article.text, start, end)
    if called is None:
        return None
    full = re.compile(rf"(?<!\.\s)(?<!^){CAPITAL}[\w’'-]+ (?:{CAPITAL}[\w.’'-]* )?{re.escape(called['name'])}\b")
    before = (span for span in split_below(article.text, article.body_start) if span[1] <= start)
    named = (span for span in before if any(not TITLED.match(m[0]) for m in full.finditer(article.text, *span)))
    return next(named, None)


def _leans_back(sentence: str) -> bool:
    """Whether somebody else's sentence names its subject, or its speaker."""
    own = IN_QUOTATION.sub("”", sentence)
    says = PRONOUN_SAYS.search(own)
    return bool(POINTS_BACK.match(sentence)) or (says is not None and not names(own[: says.start()]))


def _back(article: Article, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentence with those before it, back to the first that leans on none; crossheads are passed over."""
    text, spans = article.text, [(start, end)]
    for _ in range(STEPS):
        a, b = sentence_before(text, spans[0][0])
        parted = a < b and text[b - 1] not in WHOLE
        if parted:
            a, b = sentence_before(text, a)
        if a >= b or a < article.body_start or text[b - 1] not in WHOLE or end - a > MOST:
            break
        if speaks_to_machines(text, a, b):
            break
        spans = [(a, b), *spans] if parted else [(a, spans[0][1]), *spans[1:]]
        if not _leans_back(text[a:b]):
            break
    return tuple(spans)


def _next(article: Article, end: int) -> tuple[int, int] | None:
    """The sentence that follows in the same paragraph."""
    after = split(article.text[end : paragraph_of(article.text, end, end)[1]])[:1]
    span = (end + after[0][0], end + after[0][1]) if after else None
    return span if span and not speaks_to_machines(article.text, *span) else None


def _note(article: Article, start: int, end: int) -> tuple[int, int] | None:
    """The whole note of correction that the sentence belongs to: from where it opens to the end of its paragraph."""
    text = article.text
    opens, closes = paragraph_of(text, start, end)
    for a, b in split(text[opens:closes]):
        if is_note(text[opens + a : opens + b]) and opens + a <= start and closes - opens - a <= MOST:
            return opens + a, opens + len(text[opens:closes].rstrip())
    return None
