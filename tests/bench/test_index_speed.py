"""Ratios in one run; each prints its figures, so that the README can quote them."""

from __future__ import annotations

import json
import random
import resource
import time
from collections.abc import Sequence
from pathlib import Path

from index.embed import Embedder, Vectors, open_embedder
from index.publish import CATALOG
from index.search import Index, Weights
from index.sync import sync
from tests.bench.figures import say
from tests.crash import FORK
from tests.made import HashEmbedder, lines_of, synced

SEEDS = Path(__file__).parents[2] / "seeds"


class Timed:
    """An embedder that notes how long its model takes."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.texts, self.took_s = 0, 0.0
        self._embedder = embedder

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        began = time.perf_counter()
        made = self._embedder.embed_passages(texts)
        self.took_s += time.perf_counter() - began
        self.texts += len(texts)
        return made

    def embed_query(self, text: str) -> Vectors:
        return self._embedder.embed_query(text)


def english(place: Path, count: int) -> Path:
    """Articles of the seeds' words in another order: as long as news and as hard for the model, and nobody's copies."""
    chance = random.Random(0)
    words = [word for file in sorted(SEEDS.glob("*.txt")) for word in file.read_text(encoding="utf-8").split()]
    with place.open("w", encoding="utf-8") as file:
        for n in range(count):
            body = "\n".join(f"The {' '.join(chance.sample(words, 20))}." for _ in range(25))
            file.write(json.dumps({"id": f"mixed-{n}", "title": f"Mixed report {n}", "text": body}) + "\n")
    return place


def test_indexing_is_nearly_as_fast_as_the_bare_model(tmp_path: Path) -> None:
    list(synced(lines_of(tmp_path / "warm.jsonl", range(3)), tmp_path / "warm"))  # what is imported once
    embedder = Timed(open_embedder(threads=2))
    news = english(tmp_path / "news.jsonl", 150)
    began = time.perf_counter()
    for _ in sync([str(news)], home=tmp_path / "home", embedder=embedder, size=900, overlap=300, max_bytes=5_000_000):
        pass
    took = time.perf_counter() - began
    ratio = embedder.took_s / took
    say(
        "index", passages=embedder.texts, model_per_s=embedder.texts / embedder.took_s,
        indexed_per_s=embedder.texts / took, ratio=ratio,
    )  # fmt: skip
    assert ratio >= 0.9


def test_an_article_costs_the_same_among_20000_as_among_1000(tmp_path: Path) -> None:
    news = lines_of(tmp_path / "news.jsonl", range(20_000))
    marks: dict[int, float] = {}
    for at, _ in enumerate(synced(news, tmp_path / "home"), start=1):
        if at in {500, 1_500, 19_000, 20_000}:
            marks[at] = time.perf_counter()
    early, late = (marks[1_500] - marks[500]) / 1000, (marks[20_000] - marks[19_000]) / 1000
    began = time.perf_counter()
    assert {outcome.what for outcome in synced(news, tmp_path / "home")} == {"unchanged"}
    again = time.perf_counter() - began
    size = (tmp_path / "home" / CATALOG).stat().st_size / 1e6
    say(
        "growth", early_ms=early * 1e3, late_ms=late * 1e3, ratio=late / early,
        resync_10000_s=again / 2, catalogue_mb=size,
    )  # fmt: skip
    assert late <= 1.2 * early
    assert again / 2 < 10


def test_memory_is_flat_at_100000_passages(tmp_path: Path) -> None:
    job = FORK.Process(target=index_and_ask, args=(tmp_path, 40_000))
    job.start()
    job.join()
    assert job.exitcode == 0


def index_and_ask(root: Path, count: int) -> None:
    news = lines_of(root / "news.jsonl", range(count))
    outcomes = synced(news, root / "home")
    passages = sum(outcome.passages for outcome in outcomes)
    indexing = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    began = time.perf_counter()
    index = Index(root / "home", HashEmbedder(), weights=Weights())
    opened = time.perf_counter() - began
    index.search(["talks about Topic7"], k=24)
    began = time.perf_counter()
    index.search(["talks about Topic77"], k=24)
    asked = time.perf_counter() - began
    index.close()
    began = time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    say("memory", passages=passages, indexing_mb=indexing, asking_mb=most, open_s=opened, search_s=asked)
    assert passages >= 100_000
    assert most < 1000
