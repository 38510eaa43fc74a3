"""Indexing that is killed, and what must be true of the index afterwards."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index.headline import read_headlines
from index.publish import CATALOG, VECTORS
from index.search import Index, Weights
from tests.made import HashEmbedder, folder_of, synced

__all__ = ["FORK", "Newsroom", "check_vectors", "state_of", "survive", "until"]

FORK = multiprocessing.get_context("forkserver")  # children start with everything imported, in milliseconds
FORK.set_forkserver_preload(["tests.crash", "chromadb", "llama_index.vector_stores.chroma", "llama_index.core.schema"])
ARTICLES = 25
CHANGED = 6  # articles a run; enough of them that every run publishes a generation
STARTED_S, ENDED_S = 30, 120
# About what a run and its building of the vector store take, so that kills fall everywhere.
RUN_S, BUILD_S = 0.6, 0.4


def index_into(place: Path, home: Path, log: Path) -> None:
    """Index, and note each outcome once it is told: what stands in the log was acknowledged."""
    embedder = HashEmbedder()
    with log.open("a", buffering=1, encoding="utf-8") as told:
        for outcome in synced(place, home, embedder):
            told.write(f"{outcome.source} {outcome.what}\n")
        told.write(f"done {embedder.texts}\n")


@dataclass
class Newsroom:
    """A folder of articles that keep changing, and its index.

    `editions` is what the folder holds, 0 for nothing. `possible` is what the index may hold: what it acknowledged
    last, and what was in the folder of a run since then.
    """

    root: Path
    chance: random.Random
    editions: dict[int, int] = field(default_factory=dict)
    possible: dict[int, set[int]] = field(default_factory=lambda: {n: {0} for n in range(ARTICLES)})
    last: dict[int, int] = field(default_factory=dict)
    told: int = 0  # acknowledged by the last run
    kills: int = 0

    @property
    def place(self) -> Path:
        return self.root / "news"

    @property
    def home(self) -> Path:
        return self.root / "home"

    def change(self) -> None:
        """A few articles get another edition, or come, or go."""
        for n in self.chance.sample(range(ARTICLES), ARTICLES if not self.editions else CHANGED):
            file = self.place / f"{n:05}.jsonl"
            if self.editions.get(n) and self.chance.random() < 0.2:
                file.unlink()
                self.editions[n] = 0
            else:
                self.editions[n] = self.last[n] = self.last.get(n, 0) + 1
                folder_of(self.place, [n], edition=self.editions[n])

    def run(self, *, kill_after: float | None = None, in_flush: bool = False) -> bool:
        """Index in a process of its own, killed so many seconds after it began, or began to build; True if it was."""
        log = self.root / "log"
        log.unlink(missing_ok=True)
        for n, edition in self.editions.items():
            self.possible[n].add(edition)
        process = FORK.Process(target=index_into, args=(self.place, self.home, log))
        process.start()
        if kill_after is not None:
            until(lambda: (self._building() if in_flush else log.exists()) or not process.is_alive())
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it was quicker
                process.kill()
        process.join(ENDED_S)
        assert process.exitcode in {0, -signal.SIGKILL}
        self._note(log)
        self.kills += process.exitcode != 0
        return process.exitcode != 0

    def check(self) -> None:
        """Nothing acknowledged is lost, nothing old is found, and every vector is there and right."""
        if not (self.home / CATALOG).exists():
            assert all(0 in editions for editions in self.possible.values())
            return
        index = Index(self.home, HashEmbedder(), weights=Weights())
        try:
            live = {int(one.id.split("-")[1]): one for one in index.catalog.articles()}
            held = {n: int(one.title.rsplit(" ", 1)[1]) for n, one in live.items()}
            for n, editions in self.possible.items():
                assert held.get(n, 0) in editions, f"story {n}: {held.get(n, 0)} is held, not one of {editions}"
            for n, edition in held.items():
                for old in range(1, edition):
                    hits = index.search([f"Marker{n}edition{old}"], k=20)
                    assert not any(f"Marker{n}edition{old} " in hit.passage.text for hit in hits)
            check_vectors(index)
        finally:
            index.close()

    def _building(self) -> bool:
        folder = self.home / VECTORS
        return folder.is_dir() and any(one.suffix == ".new" for one in folder.iterdir())

    def _note(self, log: Path) -> None:
        told = [line.split() for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
        told = [line for line in told if len(line) == 2 and line[0] != "done"]
        for source, what in told:
            n = int(source.split(".")[0])
            self.possible[n] = {0 if what == "removed" else self.editions[n]}
        self.told = len(told)


def survive(root: Path, *, anywhere: int, in_flush: int, seed: int) -> Newsroom:
    """Index a changing folder and kill it again and again; the index is checked after each kill."""
    room = Newsroom(root, random.Random(seed))
    while room.kills < anywhere + in_flush:
        aimed = room.kills >= anywhere
        room.change()
        room.run(kill_after=room.chance.uniform(0, BUILD_S if aimed else RUN_S), in_flush=aimed)
        room.check()
    return room


def check_vectors(index: Index) -> None:
    """Every live passage has the vector of its text, and is the nearest to it in what answers are made from."""
    embedder, dense = HashEmbedder(), index.dense()
    stored = {one.id: one.vector for one in index.catalog.stored()}
    passages = index.catalog.passages(stored)
    assert passages.keys() == stored.keys()
    for id_, passage in passages.items():
        wanted = embedder.embed_query(passage.text)
        assert np.array_equal(stored[id_], wanted)
        assert id_ in {
            near for near, cosine in dense.rank(wanted[None], k=3)[0] if cosine > 0.999
        }  # copies are as near


def state_of(home: Path) -> Mapping[str, object]:
    """All that an answer can depend on, without the numbers of rows."""
    index = Index(home, HashEmbedder(), weights=Weights())
    try:
        catalog = index.catalog
        check_vectors(index)
        live = [article.id for article in catalog.articles()]
        words = catalog.run("SELECT heading, body FROM passage_words ORDER BY 1, 2").fetchall()
        return {
            "articles": catalog.articles(),
            "passages": catalog.passages(one.id for one in catalog.stored()),
            "vectors": {one.id: one.vector.tobytes() for one in catalog.stored()},
            "copies": catalog.copies(),
            "headlines": {id_: vector.tobytes() for id_, vector in read_headlines(catalog, live).items()},
            "words": [tuple(row) for row in words],
        }
    finally:
        index.close()


def until(true: Callable[[], bool]) -> None:
    """Wait for something to come true, looking every half millisecond."""
    end = time.monotonic() + STARTED_S
    while not true() and time.monotonic() < end:
        time.sleep(0.0005)
