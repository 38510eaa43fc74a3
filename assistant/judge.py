"""What a match is worth: which sentence answers best, and whether it answers at all. Pure.

Both sums are logistic models with few terms, fitted on the gold sets by a script outside the repository (softmax over
the sentences of a question; answerable against not), and rounded.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.match import Match
from assistant.rewrite import Kind

__all__ = ["Meaning", "answers", "worth", "worth_of_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Cosines with the question, in [-1, 1].

    `whole`: of the sentence under its headline. `rest`: of the sentence alone, with what is asked beyond the headline.
    """

    whole: float
    rest: float


def worth_of_words(found: Match, score: float) -> float:
    """What speaks for a sentence without the embedding; `score` in [0, 1] is its passage's share of the best score."""
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


def worth(found: Match, score: float, meaning: Meaning) -> float:
    """What speaks for a sentence in all; only differences between sentences of one question count."""
    return worth_of_words(found, score) + 7.0 * meaning.whole + 6.5 * meaning.rest


def answers(kind: Kind, found: Match, score: float, meaning: Meaning) -> bool:
    """Whether the best sentence answers, rather than only being about the same thing."""
    return found.kind and found.period is not False and sureness(kind, found, score, meaning) > SURE


def sureness(kind: Kind, found: Match, score: float, meaning: Meaning) -> float:
    """How much speaks for the best sentence being an answer: log-odds, up to a constant.

    A "why" needs more: news seldom tells reasons, and what never happened is mostly asked about with it.
    """
    return (
        0.1 * worth(found, score, meaning)
        + 0.8 * found.own
        + 1.1 * found.whole
        + 0.8 * found.close
        - 0.9 * found.gap
        + 0.7 * (found.period is True)
        - 1.1 * (found.noun in ("topic", "article", "nowhere"))
        - 0.4 * (found.strangers > 0)
        - 1.0 * (kind == "why")
    )


SURE = 3.0
