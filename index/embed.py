"""Texts -> unit vectors. The door to the embedded embedding model (onnxruntime, tokenizers).

The weights are bge-small-en-v1.5 (MIT), int8, as carried by the package `compartment`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from index.carried import Carried

__all__ = [
    "CARRIED",
    "EMBEDDED",
    "TOKENIZER",
    "EmbeddedEmbedder",
    "Embedder",
    "Session",
    "Tokenizer",
    "Vectors",
    "open_embedder",
    "open_session",
    "open_tokenizer",
    "open_transformer",
]

Vectors = NDArray[np.float32]

EMBEDDED = "bge-small-en-v1.5-int8"
TOKENIZER = "tokenizer.json"
CARRIED = Carried(
    package="compartment",
    folder=f"models/{EMBEDDED}",
    files={
        "model_quantized.onnx": "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4",
        TOKENIZER: "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
    },
)
# The model card's instruction for short queries; passages take none.
QUERY_PREFIX = "Represent this sentence for searching relevant passages: "
MAX_TOKENS = 512  # the model's position table; longer texts are truncated by the tokenizer


class Embedder(Protocol):
    """Turns texts into unit vectors; `name` identifies the vector space and is stored with the index."""

    @property
    def name(self) -> str:
        """For example "bge-small-en-v1.5-int8" or "openai:text-embedding-3-small"."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), dimension)."""

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a search query, shape (dimension,)."""


class Session(Protocol):
    """A model that runs, as onnxruntime's."""

    def run(self, output_names: Sequence[str] | None, input_feed: Mapping[str, NDArray[np.int64]]) -> list[Any]:
        """The named outputs, or all, for the named inputs."""

    def get_inputs(self) -> Sequence[Any]:
        """The inputs, each with its `name`."""


class Tokens(Protocol):
    """A text, or two, as numbers."""

    ids: list[int]
    type_ids: list[int]
    attention_mask: list[int]


class Tokenizer(Protocol):
    """Cuts a text into the model's tokens, as the package tokenizers does."""

    def encode(self, sequence: str, pair: str | None = None, *, add_special_tokens: bool = True) -> Tokens:
        """The tokens of a text, or of two."""

    def enable_truncation(self, max_length: int) -> None:
        """Cut off at so many tokens from now on."""


class EmbeddedEmbedder:
    """bge-small-en-v1.5 on onnxruntime: 384 dimensions, CLS pooling, at most 512 tokens a text. Thread-safe."""

    name = EMBEDDED

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Load and check the two files; takes about 0.3 s.

        Raises:
            EmbeddingError: a file is missing or its sha256 is not the pinned one.
        """
        self._session, self._tokenizer = open_transformer(*CARRIED.read(folder), threads=threads)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), 384), in the order given."""
        # One text a run. The int8 model quantises activations by their range over the whole batch, so in a batch a
        # vector depends on its neighbours (cosine .991 to itself, measured) and an index could not be reproduced.
        # It costs nothing: 80 passages/s alone, 65 to 98 in batches of 2 to 32 on 2 cores.
        return np.stack([self._run(text) for text in texts]) if texts else np.zeros((0, 384), np.float32)

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a query, shape (384,), with the instruction of the model card."""
        return self._run(QUERY_PREFIX + text)

    def _run(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(["last_hidden_state"], feed)[0]
        first: Vectors = np.asarray(hidden[0, 0], dtype=np.float32)
        return first / np.float32(np.linalg.norm(first))


def open_transformer(model: bytes, tokenizer: bytes, *, threads: int) -> tuple[Session, Tokenizer]:
    """A model on onnxruntime and its tokenizer, which cuts texts off at 512 tokens."""
    cutter = open_tokenizer(tokenizer)
    cutter.enable_truncation(MAX_TOKENS)
    return open_session(model, threads=threads), cutter


def open_session(model: bytes, *, threads: int) -> Session:
    """A model on onnxruntime."""
    # Without this, onnxruntime 1.31 writes a device id below HOME at import and calls its maker's host.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return cast("Session", onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"]))


def open_tokenizer(tokenizer: bytes) -> Tokenizer:
    """A tokenizer that neither pads nor cuts off."""
    import tokenizers

    made = tokenizers.Tokenizer.from_str(tokenizer.decode("utf-8"))
    made.no_padding()
    made.no_truncation()
    return cast("Tokenizer", made)


def open_embedder(*, threads: int) -> EmbeddedEmbedder:
    """Find the embedded model inside its installed package and load it.

    Raises:
        EmbeddingError: the package that carries it is not installed, or a file is not the pinned one.
    """
    return EmbeddedEmbedder(CARRIED.place, threads=threads)
