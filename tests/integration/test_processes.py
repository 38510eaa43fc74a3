from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.embedded import EmbeddedStore
from index.publish import VECTORS
from index.search import Index, Weights
from index.sync import wipe
from index.vectors import Generation, Receipt
from tests.crash import FORK
from tests.made import HashEmbedder, folder_of, synced
from tests.traffic import run_traffic


def opened(home: Path) -> Index:
    return Index(home, HashEmbedder(), weights=Weights())


def finds(index: Index, marker: str) -> bool:
    return any(f"{marker} " in hit.passage.text for hit in index.search([marker], k=20))


def test_three_writers_and_two_readers_lose_nothing_and_see_nothing_old(tmp_path: Path) -> None:
    seen = run_traffic(tmp_path, writers=3, readers=2, seconds=10)
    assert seen.stale == 0
    assert seen.changes >= 36
    assert seen.questions


def test_a_generation_that_is_replaced_while_a_reader_opens_it_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news, home = folder_of(tmp_path / "news", range(5)), tmp_path / "home"
    list(synced(news, home))
    real = EmbeddedStore.open
    tried: list[str] = []

    def late(self: EmbeddedStore, name: str, receipt: Receipt) -> Generation:
        tried.append(name)
        if len(tried) == 1:
            monkeypatch.setattr(EmbeddedStore, "open", real)
            list(synced(folder_of(news, range(5, 10)), home))
            monkeypatch.setattr(EmbeddedStore, "open", late)
        return real(self, name, receipt)

    monkeypatch.setattr(EmbeddedStore, "open", late)
    index = opened(home)
    assert len(tried) == 2
    assert finds(index, "Marker7edition1")
    index.close()


def test_a_generation_stays_usable_while_it_is_replaced(tmp_path: Path) -> None:
    news, home = folder_of(tmp_path / "news", range(5)), tmp_path / "home"
    list(synced(news, home))
    index = opened(home)
    held = index.dense()
    list(synced(folder_of(news, range(5), edition=2), home))
    assert len(list((home / VECTORS).glob("g*"))) == 1
    assert held.rank(HashEmbedder().embed_query("talks")[None], k=3)[0]
    assert not finds(index, "Marker3edition1")
    assert finds(index, "Marker3edition2")
    index.close()


def test_an_open_index_turns_to_the_one_made_anew_in_its_place(tmp_path: Path) -> None:
    home = tmp_path / "home"
    list(synced(folder_of(tmp_path / "old", range(5)), home))
    index = opened(home)
    wipe(home)
    list(synced(folder_of(tmp_path / "new", range(5, 10)), home))
    assert finds(index, "Marker7edition1")
    assert not finds(index, "Marker3edition1")
    index.close()


def test_the_copy_of_a_reader_that_was_killed_is_removed_by_the_next(tmp_path: Path) -> None:
    home = tmp_path / "home"
    list(synced(folder_of(tmp_path / "news", range(5)), home))
    process = FORK.Process(target=open_and_wait, args=(home, tmp_path / "open"))
    process.start()
    while not (tmp_path / "open").exists():
        process.join(0.01)
    assert list((home / VECTORS).glob("copy-*"))
    process.kill()
    process.join()
    opened(home).close()
    assert not list((home / VECTORS).glob("copy-*"))


def open_and_wait(home: Path, ready: Path) -> None:
    index = opened(home)
    ready.touch()
    time.sleep(60)
    index.close()
