"""Which gold evidence a retrieved passage or a citation brings. Pure."""

from __future__ import annotations

from assistant.answer import CitationJson
from evals.ask import RetrievedJson
from evals.gold import Evidence, GoldPair
from evals.match import holds, same_words

__all__ = ["cites", "needs", "overlaps", "reads"]


def needs(pair: GoldPair) -> list[tuple[Evidence, ...]]:
    """What an answer has to rest on: one entry a need, each a choice of evidence that meets it.

    Evidence that carries the same group of accepted wordings is interchangeable: two articles that both name
    the delegate are one need. Evidence that carries no group counts only where no evidence carries any.
    With `each_needed` every quote is a need of its own.
    """
    single: list[tuple[Evidence, ...]] = list({one.quote: (one,) for one in pair.evidence}.values())
    if pair.each_needed:
        return single
    carried = [
        tuple(one for one in pair.evidence if any(holds(one.quote, wording) for wording in group))
        for group in pair.answers
    ]
    return list(dict.fromkeys(choice for choice in carried if choice)) or single


def reads(passage: RetrievedJson, one: Evidence) -> bool:
    """Whether a passage holds the evidence whole: its span in the same article, or its words in a copy of it."""
    if passage["article_id"] == one.article_id:
        return any(passage["start"] <= start and end <= passage["end"] for start, end in one.spans)
    return same_words(passage["text"], one.quote)


def cites(citation: CitationJson, one: Evidence) -> bool:
    """Whether a citation is that evidence: spans that overlap in the article, or its words in a copy of it."""
    if citation["article_id"] == one.article_id:
        return any(overlaps((citation["start"], citation["end"]), span) for span in one.spans)
    return same_words(citation["quote"], one.quote) or same_words(one.quote, citation["quote"])


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two half-open spans share at least half of the shorter one.

    Source: the overlap coefficient of Szymkiewicz and Simpson, cut at one half; see Vijaymeena & Kavitha,
    Machine Learning and Applications 3, 2016.

    >>> overlaps((0, 10), (5, 100)), overlaps((0, 10), (6, 100))
    (True, False)
    """
    shorter = min(one[1] - one[0], other[1] - other[0])
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shorter > 0 and 2 * shared >= shorter
