"""Why the articles give no answer: not told, not in that period, not so, or not understood. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from assistant.align import spelled
from assistant.answer import Reason
from assistant.lexicon import carried, read_terms, stems
from assistant.rewrite import Asked
from assistant.telling import Telling
from index.article import Article

__all__ = ["COVERED", "elsewhere", "names_nothing", "nearest", "unclear", "why_not"]

COVERED = 0.45  # of the question's words that an article must hold, for the question's subject to be covered
NEAR = 0.45  # of them that a sentence must hold, with its surroundings, to be the nearest true thing
TOLD = 0.85  # of them that one sentence holds itself: the event is told of, only not what is asked about it
SOON = timedelta(days=7)  # in which a newspaper reports what happened
LONG_AGO = timedelta(days=180)  # before the first report: told in passing, as background
# Words that ask for news without saying of what.
VAGUE = frozenset(
    """
    update updates news latest more detail details info information thing things one other others story stories happen
    happened happening say said says tell told do did done go going went get got made make know new summary summarize
    anything something everything else explain describe article articles report reports that this it he she they
    """.split()
)
# Questions that take an event for granted, or tell one in a side clause.
ASSUMES = re.compile(
    r"^\W*(?:(?:and|but|so|then)\s)?(?:why|when (?:did|was|were)|how (?:did|was|were|could|come)|for what reason)\b"
    r"|\b(?:when|after|before|while|since|once)\s(?:[\w’'-]+\s){1,5}?(?:was|were|had|\w+ed|sat|met|won|lost|led|left|fell|took|gave)\b"
    r"|\bof the [\w-]+ (?:that|who|which) (?:was|were|had|\w+ed)\b"
    r"|\b(?:replaced|succeeded|chaired|refused|overturned|cancel\w*)\b",
    re.IGNORECASE,
)
OF_WHOM = re.compile(  # "Which of the two was better?", where nothing was spoken of before
    r"\W*(?:which|who|what|how many)\sof\s(?:the\s(?:two|three|four|five|lot)|them|these|those)"
    r"\s(?:is|are|was|were|has|have|had|did|does|do|will|would|can|could|should)\b",
    re.IGNORECASE,
)
COUNTS = frozenset("two three four five lot".split())
# "in the Courier columnist's opinion" is no place
PLACED = (
    r"\b(?:in|at|aboard|on)\s(?:the\s)?{}"
    r"(?![^?,;]*\b(?:opinion|views?|words|eyes|account|judge?ment|report|article|story)\b)"
)


def why_not(asked: Asked, pool: Sequence[Telling], days: Collection[date]) -> Reason:
    """The reason of an abstention.

    Args:
        asked: the question.
        pool: the sentences of what was read, met with the question.
        days: when the articles found, read or not, were published that tell of what is asked about.
    """
    content = [term.word.lower() for term in read_terms(asked.standalone) if term.word.lower() not in VAGUE]
    if (not content and not asked.names) or names_nothing(asked):
        return "unclear"
    covered = [one for one in pool if not one.found.missing and one.found.whole >= COVERED]
    if _outside(asked, covered, days):
        return "outside_period"
    told = max((one.found.own for one in covered), default=0.0) >= TOLD
    if (covered and not told and ASSUMES.search(asked.core)) or elsewhere(asked, pool):
        return "premise"
    return "no_coverage"


def names_nothing(asked: Asked) -> bool:
    """Whether it asks about "them" or "the two" without a word of whom, here or in the turns before."""
    told = [term for term in read_terms(asked.core) if term.word.lower() not in COUNTS]
    return (
        OF_WHOM.match(asked.core) is not None and len(told) <= 1 and not asked.names and asked.standalone == asked.core
    )


def unclear(asked: Asked, articles: Mapping[str, Article]) -> bool:
    """Whether nothing is named to ask about: no word with a subject, or one alone that no article uses as a name."""
    terms = read_terms(asked.standalone)
    if names_nothing(asked):
        return True
    if len(terms) != 1 or len(asked.standalone.split()) > 1:
        return not terms and (asked.period is None or not asked.period.hard)
    word = terms[0].word
    name = re.compile(rf"(?<=[a-z,]\s){re.escape(word[:1].upper() + word[1:])}\b")
    return not any(name.search(article.text) for article in articles.values())


def nearest(pool: Sequence[Telling]) -> Telling | None:
    """The sentence that speaks most nearly of what was asked, if one does at all."""
    near = [one for one in pool if not one.found.missing and one.found.coverage >= NEAR]
    return max(near, key=lambda one: one.found.coverage, default=None)


def _outside(asked: Asked, covered: Sequence[Telling], days: Collection[date]) -> bool:
    """Whether what is covered was neither printed in the period asked about nor tells of it, but in passing."""
    if asked.period is None or not covered or not days:
        return False
    if any(asked.period.first <= day <= asked.period.last + SOON for day in days):
        return False
    return not any(one.found.period for one in covered) or asked.period.last + LONG_AGO < min(days)


def elsewhere(asked: Asked, pool: Sequence[Telling]) -> bool:
    """Whether the question sets what is covered in a place that no article names, not even in a like spelling."""
    missing = set.intersection(*(set(one.found.missing) for one in pool)) if pool else set()
    placed = [name for name in missing if re.search(PLACED.format(re.escape(name)), asked.core)]
    if not placed or not any(one.found.whole >= COVERED for one in pool):
        return False
    told = [carried(article.text) for article in {one.article.id: one.article for one in pool}.values()]
    return any(not any(spelled(part, keys) for part in stems(name) for keys in told) for name in placed)
