"""Several processes that write to one index and read from it at once, and what the readers may see."""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.search import Index, Weights
from index.sync import BusyError
from tests.crash import FORK, check_vectors
from tests.made import HashEmbedder, folder_of, synced

__all__ = ["Seen", "run_traffic"]

EACH = 12  # stories a writer; a writer's folder is its own, the index is everybody's
SEEN_S = 2.0  # what is promised; a change is seen at the next question
History = defaultdict[int, list[tuple[float, int]]]
EDITION = re.compile(r"Marker(\d+)edition(\d+) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of it: changes acknowledged, questions asked, and how many answers were older than `SEEN_S`."""

    changes: int
    questions: int
    stale: int


def write(root: Path, writer: int, end: float) -> None:
    """Change stories and index them, until `end`; log what is tried before it is, and what was acknowledged after."""
    chance, place, home = random.Random(writer), root / f"news{writer}", root / "home"
    editions: dict[int, int] = {}
    with (root / f"writer{writer}").open("a", buffering=1, encoding="utf-8") as log:
        while time.time() < end or not editions:
            for n in chance.sample(range(writer * EACH, writer * EACH + EACH), 2 if editions else EACH):
                gone = editions.get(n, 0) > 0 and chance.random() < 0.2
                editions[n] = -abs(editions[n]) if gone else abs(editions.get(n, 0)) + 1
                log.write(f"try {n} {max(0, editions[n])} {time.time()}\n")
                if gone:
                    (place / f"{n:05}.jsonl").unlink()
                else:
                    folder_of(place, [n], edition=editions[n])
            while not _indexed(place, home, log.write, editions):
                time.sleep(chance.uniform(0.01, 0.05))


def read(root: Path, reader: int, stories: int, end: float) -> None:
    """Ask for a story after the other, until `end`; log which edition was found, 0 for none."""
    chance = random.Random(-reader)
    index = Index(root / "home", HashEmbedder(), weights=Weights())
    with (root / f"reader{reader}").open("a", buffering=1, encoding="utf-8") as log:
        while time.time() < end:
            n, began = chance.randrange(stories), time.time()
            hits = index.search([f"Topic{n}"], k=20)
            found = [int(m[2]) for hit in hits for m in EDITION.finditer(hit.passage.text) if int(m[1]) == n]
            log.write(f"saw {n} {max(found, default=0)} {began} {time.time()}\n")
    index.close()


def run_traffic(root: Path, *, writers: int, readers: int, seconds: float) -> Seen:
    """Let them work at once; every process must end well, and the index hold in the end what was acknowledged last."""
    list(synced(folder_of(root / "first", [99_999]), root / "home"))
    end = time.time() + seconds
    jobs = [FORK.Process(target=write, args=(root, n, end)) for n in range(writers)]
    jobs += [FORK.Process(target=read, args=(root, n, writers * EACH, end)) for n in range(readers)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(seconds + 120)
    assert [job.exitcode for job in jobs] == [0] * len(jobs)
    tried: History = defaultdict(list)
    told: History = defaultdict(list)
    for writer in range(writers):
        for line in (root / f"writer{writer}").read_text(encoding="utf-8").splitlines():
            what, n, edition, at = line.split()
            (tried if what == "try" else told)[int(n)].append((float(at), int(edition)))
    index = Index(root / "home", HashEmbedder(), weights=Weights())
    held = {int(one.id.split("-")[1]): int(one.title.rsplit(" ", 1)[1]) for one in index.catalog.articles()}
    assert all(held.get(n, 0) == editions[-1][1] for n, editions in told.items())
    check_vectors(index)
    index.close()
    seen = [line.split() for n in range(readers) for line in (root / f"reader{n}").read_text("utf-8").splitlines()]
    stale = sum(
        int(edition) not in _allowed(tried[int(n)], told[int(n)], float(began), float(ended))
        for _, n, edition, began, ended in seen
    )
    return Seen(changes=sum(len(one) for one in told.values()), questions=len(seen), stale=stale)


def _indexed(place: Path, home: Path, log: Callable[[str], object], editions: dict[int, int]) -> bool:
    try:
        for outcome in synced(place, home):
            n = int(outcome.source.split(".")[0])
            if outcome.what != "unchanged":
                log(f"told {n} {max(0, editions[n])} {time.time()}\n")
    except BusyError:
        return False
    return True


def _allowed(tried: list[tuple[float, int]], told: list[tuple[float, int]], began: float, ended: float) -> set[int]:
    """The editions that a question may see: the one acknowledged last before it, and all that were tried since."""
    settled = [at for at, _ in told if at <= began - SEEN_S]
    before = max(settled, default=0.0)
    known = {edition for at, edition in told if at == before} or {0}
    return (
        known
        | {edition for at, edition in tried if before < at <= ended}
        | {edition for at, edition in told if before < at}
    )
