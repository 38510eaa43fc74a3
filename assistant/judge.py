"""What a match is worth: which sentence answers best, and whether it answers at all. Pure.

Both sums are logistic models with few terms, fitted on the gold sets by a script outside the repository (softmax over
the sentences of a question; answerable against not), and rounded.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.lexicon import read_terms
from assistant.match import Match
from assistant.plain import plainly
from assistant.rewrite import Asked

__all__ = ["answers", "sureness", "worth", "worth_of_words"]


def worth_of_words(found: Match, score: float) -> float:
    """What speaks for a sentence before it is read; `score` in [0, 1] is its passage's share of the best score."""
    return (
        7.0 * found.coverage
        + 2.0 * found.whole
        + 4.0 * found.kind
        + 1.8 * (found.noun == "own")
        + 1.2 * (found.deed == "own")
        + 2.4 * (found.period is True)
        + 0.4 * found.dated
        - 4.5 * found.elsewhere
        - 1.5 * (found.period is False)
        + 3.5 * score
    )


def worth(found: Match, score: float, near: float, surely: float) -> float:
    """What speaks for a sentence in all; only differences between sentences of one question count.

    Args:
        found: how its words meet the question.
        score: its passage's share of the best score, in [0, 1].
        near: how near it comes to the question at a glance, in [-1, 1].
        surely: the cross-encoder's log-odds that it answers.
    """
    return worth_of_words(found, score) + 6.0 * near + 1.3 * surely


def answers(asked: Asked, found: Match, score: float, surely: float, *, beside: bool = False) -> bool:
    """Whether the best sentence answers, rather than only being about the same thing.

    Less is needed `beside` an answer to another part of the same question: who asks for two things that are told
    together seldom asks for one that is not.
    """
    return found.period is not False and sureness(asked, found, score, surely) > SURE - beside * BESIDE


def sureness(asked: Asked, found: Match, score: float, surely: float) -> float:
    """How much speaks for the best sentence being an answer: log-odds.

    A "why" needs more: news seldom tells reasons, and what never happened is mostly asked about with it; a "where"
    less. The same share of a question's words says more where there are many, and less where they are names, which
    the whole article repeats. Without a mark of the kind asked for ("The crowd was 38,250" tells how many fans came)
    the reader must be surer.
    """
    plain, named = _counted(plainly(asked.full))
    return (
        0.56 * surely
        + 0.095 * worth_of_words(found, score)
        + 1.04 * found.kind
        + 1.05 * found.own
        + 0.22 * plain
        - 0.18 * named
        + 0.78 * (found.period is True)
        - 0.5 * (found.strangers > 0)
        - 1.0 * (asked.kind == "why")
        + 1.0 * (asked.kind == "where")
        - 2.3
    )


@lru_cache(maxsize=256)  # asked of each sentence
def _counted(question: str) -> tuple[int, int]:
    """How many ordinary words, and how many capitalised ones, carry the question's subject."""
    terms = read_terms(question)
    named = sum(question[term.start].isupper() for term in terms)
    return len(terms) - named, named


SURE = 0.0  # a higher one answers fewer questions rightly, a lower one more of those that no article answers
BESIDE = 1.0  # so much less
