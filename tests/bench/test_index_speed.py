"""Ratios in one run; each prints its figures, so that the README can quote them."""

from __future__ import annotations

import json
import random
import resource
import statistics
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.catalog import Catalog
from index.embed import Embedder, Vectors, open_embedder
from index.publish import CATALOG
from index.search import Index, Weights
from index.sync import Outcome, sync
from tests.bench.figures import say
from tests.crash import FORK
from tests.made import HashEmbedder, lines_of, story, synced

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
    news = lines_of(tmp_path / "news.jsonl", range(20_500))
    small = synced(lines_of(tmp_path / "few.jsonl", range(1_500)), tmp_path / "small")
    large = synced(news, tmp_path / "large")
    for run, before in ((small, 500), (large, 19_500)):
        for _ in range(before):
            next(run)
    # In turn, so that whatever else the machine does falls on both.
    took = [(timed(small, 50), timed(large, 50)) for _ in range(20)]
    early, late = (statistics.median(one) / 50 for one in zip(*took, strict=True))
    for run in (small, large):
        deque(run, maxlen=0)
    began = time.perf_counter()
    assert {outcome.what for outcome in synced(news, tmp_path / "large")} == {"unchanged"}
    again = (time.perf_counter() - began) * 10_000 / 20_500
    size = (tmp_path / "large" / CATALOG).stat().st_size / 1e6
    say(
        "growth", early_ms=early * 1e3, late_ms=late * 1e3, ratio=late / early,
        resync_10000_s=again, catalogue_mb=size,
    )  # fmt: skip
    assert late <= 1.2 * early
    assert again < 10


def timed(run: Iterator[Outcome], count: int) -> float:
    """How many seconds the next outcomes take."""
    began = time.perf_counter()
    for _ in range(count):
        next(run)
    return time.perf_counter() - began


def test_a_flood_of_near_copies_stays_quick(tmp_path: Path) -> None:
    """Everybody prints the wire: the last of 400 copies costs little more than the first."""
    told = story(0)
    with (tmp_path / "wire.jsonl").open("w", encoding="utf-8") as file:
        for n in range(400):
            text = told["text"] + f"\nThe paper of Town {n} adds a line of its own."
            file.write(json.dumps({**told, "id": f"copy-{n}", "publisher": f"Paper {n}", "text": text}) + "\n")
    run = synced(tmp_path / "wire.jsonl", tmp_path / "home")
    timed(run, 50)
    first, _, _, last = (timed(run, 80) for _ in range(4))
    deque(run, maxlen=0)
    groups = set(Catalog(tmp_path / "home" / CATALOG).copies().values())
    say("copies", early_ms=first / 80 * 1e3, late_ms=last / 80 * 1e3, ratio=last / first, groups=len(groups))
    assert len(groups) == 1
    assert last <= 2 * first


def test_memory_is_flat_at_100000_passages(tmp_path: Path) -> None:
    job = FORK.Process(target=index_and_ask, args=(tmp_path, 8_200))
    job.start()
    job.join()
    assert job.exitcode == 0


def index_and_ask(root: Path, count: int) -> None:
    news = lines_of(root / "news.jsonl", range(count), sentences=100)
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
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    say("memory", passages=passages, indexing_mb=indexing, asking_mb=most, open_s=opened, search_s=asked)
    assert passages >= 100_000
    assert most < 1000
