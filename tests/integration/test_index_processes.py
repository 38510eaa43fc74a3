"""One writer and any readers, in this process and in others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from index.catalog import Catalog
from index.search import CATALOG, VECTORS
from index.sync import BusyError, sync, wipe
from tests.integration.counting import CountingEmbedder, answerable, fill, found, make, open_index

ROOT = Path(__file__).parents[2]


HOLD = """
import sys
from pathlib import Path
from tests.integration.counting import CountingEmbedder
from index.sync import sync
home, embedder = Path(sys.argv[2]), CountingEmbedder()
run = sync([sys.argv[1]], home=home, embedder=embedder, size=900, overlap=300, max_bytes=10**6)
next(run)
print("holding", flush=True)
sys.stdin.readline()
"""
ASK = """
import sys
from pathlib import Path
from tests.integration.counting import open_index
index = open_index(Path(sys.argv[1]))
for line in sys.stdin:
    print(sorted({hit.passage.article_id.split("-")[0] for hit in index.search([line], k=20)}), flush=True)
"""


class Other:
    """Another Python process that answers lines with lines."""

    def __init__(self, code: str, *arguments: Path) -> None:
        command = [sys.executable, "-c", code, *map(str, arguments)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(self, line: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read()


@pytest.fixture
def others() -> Iterator[list[Other]]:
    started: list[Other] = []
    yield started
    for other in started:
        other.process.kill()
        other.process.communicate()


def test_a_second_writer_is_refused_at_once_by_the_name_of_the_first(
    tmp_path: Path, news: Path, others: list[Other]
) -> None:
    others.append(Other(HOLD, news, tmp_path / "home"))
    assert others[0].read() == "holding"
    with pytest.raises(BusyError, match=f"process {others[0].process.pid} "):
        make(tmp_path / "home", CountingEmbedder(), news)
    with pytest.raises(BusyError, match=f"process {others[0].process.pid} "):
        wipe(tmp_path / "home")
    others[0].process.kill()
    others[0].process.wait()
    assert {one.what for one in make(tmp_path / "home", CountingEmbedder(), news)} == {"unchanged", "added"}


def test_a_second_writer_in_the_same_process_is_refused_too(tmp_path: Path, news: Path) -> None:
    run = sync([str(news)], home=tmp_path / "home", embedder=CountingEmbedder(), size=900, overlap=300, max_bytes=10**6)
    next(run)
    with pytest.raises(BusyError, match=f"process {os.getpid()} "):
        make(tmp_path / "home", CountingEmbedder(), news)
    assert isinstance(run, Generator)
    run.close()
    make(tmp_path / "home", CountingEmbedder(), news)


def test_every_open_index_and_another_process_see_a_commit_at_the_next_question(
    home: Path, news: Path, others: list[Other]
) -> None:
    one, two = open_index(home), open_index(home)
    others.append(Other(ASK, home))
    assert "dor" not in others[0].ask("bridge in Dorf")
    assert "Dorf" not in found(one, "bridge in Dorf") | found(two, "bridge in Dorf")
    fill(news, dor=answerable("Dorf"))
    (news / "ada.txt").unlink()
    make(home, CountingEmbedder(), news)
    for index in (one, two):
        assert "Dorf" in found(index, "bridge in Dorf")
        assert "Adaville" not in found(index, "bridge in Adaville")
    assert "'dor'" in others[0].ask("bridge in Dorf")
    assert "'ada'" not in others[0].ask("bridge in Adaville")


def test_readers_go_on_while_a_writer_writes(home: Path, news: Path) -> None:
    index = open_index(home)
    catalog = Catalog(home / CATALOG)
    with catalog.writing():
        catalog.retire(next(iter(catalog.sources(str(news)).values())))
        assert found(index, "bridge in Adaville") >= {"Adaville"}


def test_wiping_takes_the_index_and_nothing_else(home: Path, news: Path) -> None:
    (home / "mine.txt").write_text("keep me")
    wipe(home)
    assert (home / "mine.txt").read_text() == "keep me"
    assert not (home / CATALOG).exists()
    assert not (home / VECTORS).exists()
    assert [one.what for one in make(home, CountingEmbedder("another"), news)] == ["added"] * 3
