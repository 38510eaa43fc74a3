"""Which questions the reader learns from, and how each is shown to it. Pure, but for the dice.

Nothing but the sentence may tell whether a question is answered. So of the questions without an answer whose wording
betrays them many are left out, of the answered ones some are shown without what answers them, and some are put in
another form: writers had asked for ages, names and sums ten times as often in vain as not, and the reader learned that
"What is the name of ..." is never answered.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import numpy as np

from evals.training.guess import guess
from evals.training.stories import Example, Option, bared, choose
from index.embed import Vectors

__all__ = ["REMOVED", "balanced", "reword", "shown"]

REMOVED = 0.35  # of the answered questions are shown without what answers them
REWORDED = 0.3  # of the questions are put in another form, where there is one
SPARED = 1.2  # so many without an answer are kept for each answered one of their wording
OPTIONS = 6  # sentences shown with a question
FORMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), others)
    for pattern, others in (
        (
            r"who (is|was) ((?:the|his|her|its|their|[A-Z][\w’'-]+(?:'s|’s|s'|s’)) .+)",
            ("What {0} the name of {1}", "What {0} {1} called", "How {0} the name of {1} spelled"),
        ),
        (
            r"who ([a-z]+(?:ed|s) .+|(?:led|won|said|took|told|made) .+)",
            ("What is the name of the person who {0}", "Which person {0}", "What is the name of whoever {0}"),
        ),
        (r"what (is|was) the (?:full |first |last |sur)?name of (.+)", ("Who {0} {1}", "What {0} {1} called")),
        (r"how old (is|was|are|were) (.+)", ("What age {0} {1}", "What {0} the age of {1}")),
        (r"how much (did|does|will|do|would) (.+)", ("What sum {0} {1}", "What amount {0} {1}")),
        (r"why (did|was|is|were|does|are|do|had|has) (.+)", ("For what reason {0} {1}",)),
        (
            r"where (did|was|is|will|were|does|are|do|had|has) (.+)",
            ("In what place {0} {1}", "At which place {0} {1}"),
        ),
    )
)


def balanced(asked: Vectors, examples: Sequence[Example], dice: random.Random) -> list[int]:
    """The numbers of the examples to learn from: of any wording about as many answered as not.

    Args:
        asked: the questions' unit vectors, shape (n, dimension).
        examples: n of them.
        dice: draws those that go.
    """
    odds = np.exp(guess(asked, [example.answered for example in examples], removed=0.0))
    return [
        number
        for number, (example, answered) in enumerate(zip(examples, odds, strict=True))
        if example.answered or dice.random() < SPARED * answered
    ]


def reword(question: str, dice: random.Random) -> str:
    """The same question in another form; itself where none of `FORMS` fits.

    >>> reword("How old is the ferry?", random.Random(0))
    'What is the age of the ferry?'
    """
    core = question.strip().rstrip("?").strip()
    for pattern, others in FORMS:
        if found := pattern.fullmatch(core):
            return dice.choice(others).format(*found.groups()) + "?" * question.strip().endswith("?")
    return question


def shown(example: Example, dice: random.Random) -> tuple[str, list[Option]]:
    """The question as it is put, and the sentences shown with it."""
    seen = bared(example) if example.answered and dice.random() < REMOVED else example
    question = reword(seen.question, dice) if dice.random() < REWORDED else seen.question
    return question, choose(seen, most=OPTIONS, dice=dice)
