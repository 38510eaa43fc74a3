"""Question and sentences -> how near each comes to it, at a glance: without a model, by vectors of their words.

Of a hundred sentences the cross-encoder of `index.select` can read but a few. A mean of static vectors (Model2Vec,
Tulkens and van Dongen, 2024) tells nearly as well as the embedding model itself which few, and takes 3 ms for all. The
vectors begin as the embedding model's (bge-small-en-v1.5, MIT) and were trained by `evals.training.glance` on news that
was made up for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np

from index.adapt import Array
from index.embed import Tokenizer

__all__ = ["VECTORS", "Glance", "pack"]

VECTORS = "glance.npz"
LARGEST = 127  # of int8


class Glance:
    """A vector for each token of the reader's tokenizer. Thread-safe."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Read the vectors, 2 MB."""
        with np.load(BytesIO(files("index").joinpath(VECTORS).read_bytes())) as parts:
            self._vectors: Array = parts["vectors"].astype(np.float32) * parts["scales"].astype(np.float32)[:, None]
        self._tokenizer = tokenizer

    def near(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of the question with each text, in order, in [-1, 1]; 0 for what has no word."""
        asked, *told = (self._mean(text) for text in (question, *texts))
        return [float(asked @ one) for one in told]

    def _mean(self, text: str) -> Array:
        """Shape (width,), of length 1; of a text without a token 0."""
        total = self._vectors[self._tokenizer.encode(text, add_special_tokens=False).ids].sum(axis=0)
        length = np.linalg.norm(total)
        return np.asarray(total / length if length else total)


def pack(place: Path, vectors: Array) -> None:
    """Write the vectors, shape (tokens, width), each number in a byte and a scale for each row."""
    scales = np.abs(vectors).max(axis=1) / LARGEST + np.finfo(np.float16).tiny
    whole = np.rint(vectors / scales[:, None]).astype(np.int8)
    np.savez_compressed(place, vectors=whole, scales=scales.astype(np.float32))
