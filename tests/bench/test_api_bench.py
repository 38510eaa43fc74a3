"""The API under load, and a great deal of nonsense. Only `make bench` runs this; it takes some minutes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.chain import Assistant
from tests.bench.instant import instant
from tests.bench.load import fired
from tests.integration.bots import paced, serving
from tests.integration.leaving import seconds_until_closed

ROOT = Path(__file__).parents[2]
OVERLOAD_S = float(os.environ.get("OVERLOAD_S", "60"))
CAPACITY = 8
PACE_S = 0.25


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def test_ten_times_the_capacity(assistant: Assistant, tmp_path: Path) -> None:
    """Answers of a quarter of a second that cost no processor time, so that what is measured is the door."""
    own = instant(paced(assistant, tmp_path, lambda _: time.sleep(PACE_S), key_at_once=CAPACITY))
    capacity = CAPACITY / PACE_S
    with serving(own) as url:
        calm = fired(f"{url}/ask", a_second=0.8 * capacity, for_s=10)
        wild = fired(f"{url}/ask", a_second=10 * capacity, for_s=OVERLOAD_S)
    admitted = [took for status, took, _ in wild if status == 200]
    refused = [told for status, _, told in wild if status == 429]
    calm_s = [took for status, took, _ in calm if status == 200]
    tell(
        f"\noverload: {len(wild)} requests, {len(admitted)} admitted, {len(refused)} refused with Retry-After, "
        f"p95 {p95(admitted) * 1000:.0f} ms against {p95(calm_s) * 1000:.0f} ms at 0.8 of the capacity"
    )
    assert len(admitted) + len(refused) == len(wild)
    assert all(refused)
    assert p95(admitted) <= 1.5 * p95(calm_s)


def test_fifty_clients_leave(assistant: Assistant, tmp_path: Path) -> None:
    took = seconds_until_closed(assistant, tmp_path, 50)
    soon = sum(one < 1 for one in took)
    tell(f"\nleft: {soon} of 50 model calls closed within 1 s, the slowest after {max(took):.2f} s")
    assert max(took) < 1


@pytest.mark.parametrize(
    ("tests", "environ"),
    [
        ("tests/property/test_api_properties.py", {"API_CASES": "5000"}),
        ("tests/integration/test_api_schema.py", {"SCHEMA_CASES": "260"}),
    ],
)
def test_much_nonsense(tests: str, environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    tell(f"\n{tests} with {environ}: {done.stdout.splitlines()[-1]}")
    assert done.returncode == 0, done.stdout[-3000:]
