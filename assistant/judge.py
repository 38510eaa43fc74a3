"""What a match is worth: which sentence answers best, and whether it answers at all. Pure.

Both sums are logistic models with few terms, fitted on the gold sets by a script outside the repository (softmax over
the sentences of a question; answerable against not), and rounded.
"""

from __future__ import annotations

from assistant.match import Match
from assistant.rewrite import Kind

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


def answers(kind: Kind, found: Match, score: float, surely: float, *, beside: bool = False) -> bool:
    """Whether the best sentence answers, rather than only being about the same thing.

    Less is needed `beside` an answer to another part of the same question: who asks for two things that are told
    together seldom asks for one that is not.
    """
    least = (SURE if found.kind else UNMARKED) - beside * BESIDE
    return found.period is not False and sureness(kind, found, score, surely) > least


def sureness(kind: Kind, found: Match, score: float, surely: float) -> float:
    """How much speaks for the best sentence being an answer: log-odds.

    A "why" needs more: news seldom tells reasons, and what never happened is mostly asked about with it.
    """
    return (
        0.56 * surely
        + 0.087 * worth_of_words(found, score)
        + 1.5 * found.own
        + 0.5 * found.whole
        - 0.3 * found.gap
        + 0.8 * (found.period is True)
        - 0.6 * (found.strangers > 0)
        - 1.65 * (kind == "why")
        - 0.64
    )


SURE = 0.3  # a higher one answers fewer questions rightly, a lower one more of those that no article answers
UNMARKED = 1.6  # the same, where no mark of the kind asked for is seen: "The crowd was 38,250" tells how many fans came
BESIDE = 1.0  # so much less
