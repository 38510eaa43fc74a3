from __future__ import annotations

import random
from pathlib import Path

from tests.crash import Newsroom, state_of, survive
from tests.made import HashEmbedder, synced


def test_killed_anywhere_and_in_its_flush_the_index_is_whole_and_ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    room = survive(tmp_path, anywhere=12, in_flush=6, seed=1)
    assert not room.run()
    again = tmp_path / "again"
    list(synced(room.place, again))
    assert state_of(room.home) == state_of(again)


def test_a_killed_run_goes_on_with_one_article_embedded_twice_at_most(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, random.Random(2))
    room.change()
    assert room.run(kill_after=0.15)
    embedder = HashEmbedder()
    outcomes = list(synced(room.place, room.home, embedder))
    kept = sum(outcome.what == "unchanged" for outcome in outcomes)
    assert room.told <= kept <= room.told + 1
    passages = sum(outcome.passages for outcome in outcomes)
    assert passages <= embedder.texts <= passages + len(outcomes), "and each headline once"
