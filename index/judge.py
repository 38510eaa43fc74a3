"""How well passages answer a question, by a cross-encoder that the operator has: an ONNX file and its tokenizer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.carried import EmbeddingError
from index.embed import TOKENIZER, open_transformer

__all__ = ["CrossEncoder", "JudgeError"]

MODEL = "model.onnx"


class JudgeError(EmbeddingError):
    """The cross-encoder cannot be loaded, or is none; the message says what to do."""


class CrossEncoder:
    """A sequence classifier with one label, as cross-encoders are exported to ONNX. Thread-safe."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Load `model.onnx` and `tokenizer.json` of the folder, and try them on one pair.

        Raises:
            JudgeError: a file is missing or no such thing, or the model does not give one score a pair.
        """
        self._place = folder
        try:
            files = [(folder / name).read_bytes() for name in (MODEL, TOKENIZER)]
        except OSError as error:
            raise self._error(f"{Path(error.filename).name} cannot be read") from error
        try:
            self._session, self._tokenizer = open_transformer(*files, threads=threads)
            self._inputs = {one.name for one in self._session.get_inputs()}
            self.judge("Is this a cross-encoder?", ["It gives one score to a question and a passage."])
        except JudgeError:
            raise
        except Exception as error:
            raise self._error("its files cannot be loaded") from error

    def judge(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question, 0 to 1: the logistic function of the model's score, in order.

        Raises:
            JudgeError: the model does not give one score a pair.
        """
        return [self._score(question, text) for text in texts]

    def _score(self, question: str, text: str) -> float:
        pair = self._tokenizer.encode(question, text)
        told = {"input_ids": pair.ids, "attention_mask": pair.attention_mask, "token_type_ids": pair.type_ids}
        feed = {name: np.array([ids], dtype=np.int64) for name, ids in told.items() if name in self._inputs}
        found = np.asarray(self._session.run(None, feed)[0], dtype=np.float64).ravel()
        if found.size != 1 or not np.isfinite(found[0]):
            raise self._error(f"it gives {found.size} scores a pair instead of one")
        return float(1 / (1 + np.exp(-np.clip(found[0], -50, 50))))

    def _error(self, what: str) -> JudgeError:
        return JudgeError(
            f"the cross-encoder in {self._place.name}: {what}; DATELINE_RERANKER must name a folder with {MODEL} and "
            f"{TOKENIZER} of a cross-encoder with one label, or be unset"
        )
