"""A small embedder that counts what it embeds, and an index made with it: for tests of everything but meaning."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embed import Vectors
from index.search import Index, Weights
from index.sync import Outcome, sync

__all__ = ["CountingEmbedder", "answerable", "fill", "found", "make", "open_index"]


class CountingEmbedder:
    """Bags of hashed words as unit vectors of 64 dimensions; `passages` counts the texts embedded so far."""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.passages = 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.passages += len(texts)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(64, 0.01, dtype=np.float32)
        for word in text.lower().split():
            digest = hashlib.sha256(word.encode("utf-8", "replace")).digest()
            vector[digest[0] % 64] += 1 if digest[1] % 2 else -1
        length = np.float32(np.linalg.norm(vector))
        unit: Vectors = (vector / length).astype(np.float32)
        return unit


def fill(folder: Path, **texts: str) -> Path:
    """Write articles `name.txt` with a headline and a body of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def answerable(word: str, *, dead: str = "three") -> str:
    """A made article about one made place; the place's name stands in no other."""
    return (
        f"Bridge in {word} collapses in the night\n\n"
        f"A bridge over the river in {word} collapsed on Monday night after days of heavy rain, officials said.\n\n"
        f"At least {dead} people were injured when the bridge in {word} fell, according to the fire brigade.\n\n"
        f"The mayor of {word} said that the cause would be examined by engineers from the capital.\n"
    )


def make(
    home: Path, embedder: CountingEmbedder, *places: Path | str, size: int = 900, overlap: int = 300
) -> list[Outcome]:
    """One run of the index line."""
    run = sync(
        [str(place) for place in places], home=home, embedder=embedder, size=size, overlap=overlap, max_bytes=1_000_000
    )
    return list(run)


def open_index(home: Path, embedder: CountingEmbedder | None = None) -> Index:
    return Index(home, embedder or CountingEmbedder(), weights=Weights())


def found(index: Index, query: str) -> set[str]:
    """The articles of all hits, by the place their text names."""
    texts = [hit.passage.text for hit in index.search([query], k=20)]
    return {word for word in ("Adaville", "Borton", "Cyrton", "Dorf", "Eburg") for text in texts if word in text}
