"""Stories -> the word vectors of `index.glance`: `python -m evals.training.glance`, four minutes on 2 cores.

A text is the mean of its tokens' vectors. They begin as what the embedding model makes of each token alone (Model2Vec,
Tulkens and van Dongen, 2024) and learn to bring a question near to the sentence that answers it, away from all others
of some fifty stories (in-batch negatives, Henderson et al., 2017). Numpy is enough for it: there is one layer.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from evals.training.stories import STORIES, Example, read_stories
from index.embed import Embedder, Tokenizer, open_embedder, open_tokenizer
from index.glance import VECTORS, pack
from index.select import CARRIED

__all__ = ["Batch", "learn", "pulls", "rarities"]

WIDTH = 64  # of a vector; with 128 no more answers are found, and the file is twice as large
QUESTIONS = 48  # a step
MOST = 16  # sentences of a story, for each of its questions
EPOCHS = 3
RATE = 0.05
SHARP = 20.0  # what a cosine counts in the choice among the sentences
SHARED = 9.0  # and the share of a question's words, by rarity, that a sentence has: what the vectors need not learn
COMMON = 0.3  # the least weight of a token at first
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8  # of Adam (Kingma and Ba, ICLR 2015)

Ids = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Questions and the sentences they choose from, as tokens; `right` and `shared`: shape (questions, sentences)."""

    questions: Sequence[Ids]
    sentences: Sequence[Ids]
    right: NDArray[np.bool_]
    shared: Numbers


def pulls(rows: Numbers, batch: Batch) -> tuple[float, Numbers]:
    """The loss, and its gradient for each token's vector: shape of `rows`, (tokens, width)."""
    asked, asked_length = _means(rows, batch.questions)
    told, told_length = _means(rows, batch.sentences)
    scores = SHARP * asked @ told.T + SHARED * batch.shared
    chances = _softmax(scores)
    wanted = _softmax(np.where(batch.right, scores, -np.inf))
    loss = float(-np.log((chances * batch.right).sum(axis=1)).mean())
    pull = SHARP * (chances - wanted) / len(batch.questions)
    gradient = np.zeros_like(rows)
    _spread(gradient, batch.questions, asked, asked_length, pull @ told)
    _spread(gradient, batch.sentences, told, told_length, pull.T @ asked)
    return loss, gradient


def learn(examples: Sequence[Example], rows: Numbers, tokenizer: Tokenizer, *, seed: int = 1) -> Numbers:
    """The vectors after some epochs; `rows`, shape (tokens, width), are those to begin with, one a token."""
    dice = random.Random(seed)  # noqa: S311  no secret: a repeatable draw
    ids = _Ids(tokenizer)
    rare = rarities(examples, tokenizer, len(rows))
    rows, mean, spread, step = rows.copy(), np.zeros_like(rows), np.zeros_like(rows), 0
    answered = [one for one in examples if one.answered]
    for epoch in range(EPOCHS):
        losses = []
        order = dice.sample(answered, len(answered))
        for at in range(0, len(order) - QUESTIONS, QUESTIONS):
            loss, gradient = pulls(rows, _batch(order[at : at + QUESTIONS], ids, rare, dice))
            step += 1
            mean += (1 - FIRST) * (gradient - mean)
            spread += (1 - SECOND) * (gradient**2 - spread)
            rows -= RATE * (mean / (1 - FIRST**step)) / (np.sqrt(spread / (1 - SECOND**step)) + TINY)
            losses.append(loss)
        Console().print(f"glance epoch={epoch + 1} of={EPOCHS} loss={np.mean(losses):.3f}")
    return rows


def begin(embedder: Embedder, pieces: Sequence[str], rare: Numbers) -> Numbers:
    """What the embedding model makes of each token alone: its main directions, weighed by rarity."""
    alone = embedder.embed_passages([piece.removeprefix("##") for piece in pieces])
    alone -= alone.mean(axis=0)
    *_, directions = np.linalg.svd(alone[::3], full_matrices=False)
    rows = alone @ directions[:WIDTH].T
    return np.asarray(rows / rows.std() * np.maximum(rare, COMMON)[:, None], np.float32)


def rarities(examples: Sequence[Example], tokenizer: Tokenizer, tokens: int) -> Numbers:
    """The inverse frequency of each token in the stories' sentences, shape (tokens,)."""
    ids = _Ids(tokenizer)
    texts = {option.sentence.text for example in examples for option in example.options}
    having = np.zeros(tokens, np.float32)
    for text in texts:
        having[np.unique(ids[text])] += 1
    return np.log((len(texts) + 1) / (having + 1))


class _Ids(dict[str, Ids]):
    """Texts as tokens, each cut once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, text: str) -> Ids:
        self[text] = np.array(self._tokenizer.encode(text, add_special_tokens=False).ids or [0])
        return self[text]


def _batch(examples: Sequence[Example], ids: _Ids, rare: Numbers, dice: random.Random) -> Batch:
    chosen = []
    for example in examples:
        teaching = [option for option in example.options if option.answers is not None]
        drawn = dice.sample(teaching, min(MOST, len(teaching)))
        if not any(option.answers for option in drawn):
            drawn.append(next(option for option in teaching if option.answers))
        chosen.append(drawn)
    sentences = [ids[option.sentence.text] for drawn in chosen for option in drawn]
    right = np.zeros((len(examples), len(sentences)), bool)
    shared = np.zeros((len(examples), len(sentences)), np.float32)
    at = 0
    for n, (example, drawn) in enumerate(zip(examples, chosen, strict=True)):
        asked = ids[example.question]
        for option in drawn:
            right[n, at] = bool(option.answers)
            shared[n, at] = rare[asked][np.isin(asked, sentences[at])].sum() / max(rare[asked].sum(), TINY)
            at += 1
    return Batch(questions=[ids[one.question] for one in examples], sentences=sentences, right=right, shared=shared)


def _means(rows: Numbers, texts: Sequence[Ids]) -> tuple[Numbers, Numbers]:
    """The direction of each text, shape (texts, width), and how long its sum was, shape (texts, 1)."""
    cuts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    sums = np.add.reduceat(rows[np.concatenate(texts)], cuts)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True) + TINY
    return sums / lengths, lengths


def _spread(gradient: Numbers, texts: Sequence[Ids], means: Numbers, lengths: Numbers, pull: Numbers) -> None:
    """Hand the pull on each text's direction down to its tokens."""
    on_sums = (pull - means * (pull * means).sum(axis=1, keepdims=True)) / lengths
    np.add.at(gradient, np.concatenate(texts), np.repeat(on_sums, [len(text) for text in texts], axis=0))


def _softmax(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


if __name__ == "__main__":
    told = [example for path in sorted(STORIES.glob("*.txt")) for example in read_stories(path)]
    words = CARRIED.read()[1]
    cutter, vocabulary = open_tokenizer(words), json.loads(words)["model"]["vocab"]
    pieces, rare = sorted(vocabulary, key=vocabulary.get), rarities(told, cutter, len(vocabulary))
    pack(Path("index") / VECTORS, learn(told, begin(open_embedder(threads=2), pieces, rare), cutter))
