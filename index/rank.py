"""How well passages fit a question and its parts -> the passages that together answer it best. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["DEPTH", "Aspects", "Scores", "Weights", "choose"]

Scores = Mapping[str, float]

# How many passages of each ranking are compared, whatever k is, since the last one's cosine is the floor below which
# meaning counts nothing. 50 to 200 rank alike.
DEPTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The numbers of the ranking, chosen on development halves of six sets; no figure turns on a tenth more or less.

    `dense` is the share of meaning, the rest is the words': .5 to .6 rank alike, .4 loses questions put in other words,
    .7 loses names. `heading` is what a word in the headline or publisher is worth in BM25 against one in the passage.
    `headline` is how far a headline that is nearer to the question than its passage lifts it: .5 finds more where the
    texts are of many subjects (CLAP-NQ's right context among five .946 to .960), 1 loses passages where they are of
    one. `parts` is what the best part of a question adds to the whole: without it every tenth question of several parts
    loses one of its answers. `publisher` and `day` lift what the question names; from .4 on they push out better
    matches. `told` is how far a part that a hit has answered counts less for the hits after it: .1 to .3 rank alike.
    """

    dense: float = 0.55
    heading: float = 1.0
    headline: float = 0.5
    parts: float = 0.75
    publisher: float = 0.15
    day: float = 0.2
    told: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspects:
    """One query: how well each passage fits the whole of it, and each of its parts, 0 to about 1."""

    whole: Scores
    parts: Sequence[Scores] = ()


def choose(asked: Sequence[Aspects], *, k: int, parts: float, told: float) -> list[tuple[str, float]]:
    """The `k` passages that together answer best, best first, with the scores that they were chosen by.

    A passage counts by the query it fits best: (whole + parts x best part) / (1 + parts). After each choice the
    parts it answers count less, by `told` x its score there squared, so that the next answers another part.

    Source: the greedy choice by aspect of xQuAD, Santos, Macdonald & Ounis, WWW 2010, with the best aspect in place
    of their sum, as one part with a good passage must not lose to two with middling ones.

    >>> one = Aspects(whole={"a": 0.9, "b": 0.8, "c": 0.7}, parts=[{"a": 1.0, "b": 0.9}, {"c": 0.85}])
    >>> [id_ for id_, _ in choose([one], k=3, parts=1.0, told=0.5)]
    ['a', 'c', 'b']
    """
    ids = sorted({id_ for one in asked for scores in (one.whole, *one.parts) for id_ in scores})
    if not ids:
        return []
    wholes = [_row(one.whole, ids) for one in asked]
    aspects = [np.stack([_row(part, ids) for part in one.parts]) if one.parts else None for one in asked]
    left = [np.ones(len(one.parts)) for one in asked]  # of each part: how much of it is still to be answered
    free = np.zeros(len(ids))
    chosen: list[tuple[str, float]] = []
    for _ in range(min(k, len(ids))):
        worth = [
            whole if rows is None else (whole + parts * (rows * still[:, None]).max(axis=0)) / (1 + parts)
            for whole, rows, still in zip(wholes, aspects, left, strict=True)
        ]
        scores = np.max(worth, axis=0) + free
        best = int(np.argmax(scores))  # the first of equals, in id order
        chosen.append((ids[best], float(scores[best])))
        free[best] = -np.inf
        left = [
            still if rows is None else still * (1 - told * np.clip(rows[:, best], 0, 1) ** 2)
            for rows, still in zip(aspects, left, strict=True)
        ]
    return chosen


def _row(scores: Scores, ids: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([scores.get(id_, 0.0) for id_ in ids])
