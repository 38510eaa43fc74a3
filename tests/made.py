"""Made articles and made vectors, so that storing can be tested and measured without the embedding model."""

from __future__ import annotations

import json
import random
from collections.abc import Generator, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from index.embed import Vectors
from index.sync import Outcome, sync

__all__ = ["HashEmbedder", "folder_of", "lines_of", "story", "synced"]

VOCABULARY = 20_000


class HashEmbedder:
    """The same unit vector of 384 dimensions for the same text in every process; nothing near for near texts."""

    name = "made-384"

    def __init__(self) -> None:
        self.texts = 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return np.stack([self.embed_query(text) for text in texts]) if texts else np.zeros((0, 384), np.float32)

    def embed_query(self, text: str) -> Vectors:
        raw = blake2b(text.encode(), digest_size=8).digest()
        vector = np.random.default_rng(int.from_bytes(raw, "big")).standard_normal(384).astype(np.float32)
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit


def story(number: int, *, edition: int = 1, sentences: int = 20) -> dict[str, str]:
    """One article as a JSON line; words by Zipf's law, another text for each number and edition."""
    chance = random.Random(f"{number}/{edition}")
    made = [_sentence(chance) for _ in range(sentences)]
    return {
        "id": f"story-{number}",
        "title": f"Story {number} of the day, edition {edition}",
        "text": "\n".join([f"Marker{number}edition{edition} opened the talks about Topic{number}.", *made]),
        "publisher": f"Paper {number % 97}",
        "published": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
    }


def lines_of(place: Path, numbers: Sequence[int], *, edition: int = 1, sentences: int = 20) -> Path:
    """A file of JSON lines with these stories."""
    with place.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(story(n, edition=edition, sentences=sentences)) + "\n" for n in numbers)
    return place


def folder_of(place: Path, numbers: Sequence[int], *, edition: int = 1) -> Path:
    """A folder with these stories, a file each."""
    place.mkdir(parents=True, exist_ok=True)
    for n in numbers:
        lines_of(place / f"{n:05}.jsonl", [n], edition=edition)
    return place


def synced(place: Path, home: Path, embedder: HashEmbedder | None = None) -> Generator[Outcome, None, None]:
    """Index a place with made vectors, an outcome at a time."""
    yield from sync(
        [str(place)], home=home, embedder=embedder or HashEmbedder(), size=900, overlap=300, max_bytes=5_000_000
    )


def _sentence(chance: random.Random) -> str:
    drawn = (_word(int(VOCABULARY ** chance.random())) for _ in range(chance.randint(8, 24)))
    return " ".join(drawn).capitalize() + "."


def _word(number: int) -> str:
    letters = "bdfgklmnprstv"
    vowels = "aeiou"
    made = ""
    number += 13
    while number:
        number, one = divmod(number, 65)
        made += letters[one % 13] + vowels[one // 13]
    return made
