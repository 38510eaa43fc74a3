"""How questions are shown to the reader while it learns: none may give itself away."""

from __future__ import annotations

import random

import numpy as np
import pytest

from evals.training.draw import REMOVED, balanced, reword, shown
from evals.training.stories import Example, Option
from index.select import Sentence


def example(question: str, *answers: bool) -> Example:
    told = [Option(sentence=Sentence(text=f"Sentence {n}.", around=""), answers=one) for n, one in enumerate(answers)]
    return Example(question=question, options=told)


def test_of_a_wording_that_is_never_answered_few_are_kept() -> None:
    dice = np.random.default_rng(0)
    near = np.vstack([np.tile([1.0, 0.0], (300, 1)), np.tile([0.0, 1.0], (300, 1))]) + dice.normal(0, 0.01, (600, 2))
    betrayed = [example("name?", n % 10 == 0) for n in range(300)]
    fair = [example("why?", n % 2 == 0) for n in range(300)]
    kept = balanced(near.astype(np.float32), [*betrayed, *fair], random.Random(1))
    names, whys = [n for n in kept if n < 300], [n for n in kept if n >= 300]
    assert {n for n in range(600) if [*betrayed, *fair][n].answered} <= set(kept)
    assert len(names) < 110
    assert len(whys) > 250


@pytest.mark.parametrize(
    ("question", "others"),
    [
        (
            "Who is the ferry's captain?",
            {
                "What is the name of the ferry's captain?",
                "What is the ferry's captain called?",
                "How is the name of the ferry's captain spelled?",
            },
        ),
        (
            "who led the talks",
            {
                "What is the name of the person who led the talks",
                "Which person led the talks",
                "What is the name of whoever led the talks",
            },
        ),
        ("Why was it closed?", {"For what reason was it closed?"}),
        ("When did it open?", {"When did it open?"}),
    ],
)
def test_a_question_in_another_form_asks_the_same(question: str, others: set[str]) -> None:
    assert {reword(question, random.Random(seed)) for seed in range(60)} == others


def test_some_answered_questions_are_shown_without_what_answers_them() -> None:
    one = example("When did it open?", *[n == 0 for n in range(10)])
    bare = [not any(option.answers for option in shown(one, random.Random(seed))[1]) for seed in range(1000)]
    assert abs(sum(bare) / 1000 - REMOVED) < 0.06
