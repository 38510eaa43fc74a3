from __future__ import annotations

from pathlib import Path

from tests.bench.figures import say
from tests.crash import state_of, survive
from tests.made import synced


def test_200_kills_anywhere_and_60_in_the_flush(tmp_path: Path) -> None:
    room = survive(tmp_path, anywhere=200, in_flush=60, seed=260)
    assert not room.run()
    again = tmp_path / "again"
    list(synced(room.place, again))
    assert state_of(room.home) == state_of(again)
    say("kills", kills=room.kills, unreadable=0, lost=0, old=0)
