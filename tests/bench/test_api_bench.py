"""The API under load, and a great deal of nonsense. Only `make bench` runs this; it takes some minutes."""

from __future__ import annotations

import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.answer import AnswerJson, render
from assistant.chain import Assistant
from tests.integration.bots import QUESTION, paced, serving
from tests.integration.leaving import seconds_until_closed

ROOT = Path(__file__).parents[2]
OVERLOAD_S = float(os.environ.get("OVERLOAD_S", "60"))
CAPACITY = 8
PACE_S = 0.25


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def fire(url: str, *, a_second: float, for_s: float) -> list[tuple[int, float, bool]]:
    """What `load.py` tells, from a process of its own: beside the server it would slow what it measures."""
    command = [sys.executable, "-m", "tests.bench.load", url, str(a_second), str(for_s)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: list[tuple[int, float, bool]] = json.loads(done.stdout)
    return found


def test_ten_times_the_capacity(assistant: Assistant, tmp_path: Path) -> None:
    """Answers of a quarter of a second that cost no processor time, so that what is measured is the door."""
    own = Instant(paced(assistant, tmp_path, lambda _: time.sleep(PACE_S), key_at_once=CAPACITY))
    capacity = CAPACITY / PACE_S
    with serving(own.assistant) as url:
        calm = fire(url, a_second=0.8 * capacity, for_s=10)
        wild = fire(url, a_second=10 * capacity, for_s=OVERLOAD_S)
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


class Instant:
    """An assistant that gives one answer it has made before, after the pace of another."""

    def __init__(self, own: Assistant) -> None:
        known = Assistant.ask(own, QUESTION)
        before: Callable[[str], None] = getattr(own, "before")  # noqa: B009

        class Known(type(own)):  # type: ignore[misc]
            def ask(self, question: str, **_: object) -> object:
                before(question)
                return known

        fields = {name: getattr(own, name) for name in ("index", "embedder", "model", "settings", "before")}
        self.assistant: Assistant = Known(**fields)


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


@contextmanager
def bare(assistant: Assistant) -> Iterator[str]:
    """A FastAPI app that does nothing but call the assistant: what Dateline's own door is compared with."""
    import uvicorn
    from fastapi import FastAPI

    app = FastAPI()

    def ask(body: dict[str, str]) -> AnswerJson:
        return render(assistant.ask(body["question"]))

    app.post("/ask")(ask)
    place = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{place.getsockname()[1]}"
    running.should_exit = True
    thread.join(10)


def median_ms(url: str, times: int) -> float:
    with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        took = []
        for _ in range(times):
            began = time.perf_counter()
            assert client.post("/ask", json={"question": QUESTION}).status_code == 200
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def test_what_the_door_costs(assistant: Assistant, tmp_path: Path) -> None:
    """In one run: a bare FastAPI app, our API, and a bare LlamaIndex retrieval on the same vectors."""
    own = Instant(paced(assistant, tmp_path)).assistant
    with bare(own) as plain, serving(own) as url:
        empty = [median_ms(plain, 200), median_ms(url, 200)]
    with bare(assistant) as plain, serving(paced(assistant, tmp_path)) as url:
        whole = [median_ms(plain, 20), median_ms(url, 20)]
    generation = assistant.index.dense().generation
    assert generation is not None
    took = []
    for _ in range(20):
        began = time.perf_counter()
        generation.rank(assistant.embedder.embed_query(QUESTION), k=8)
        took.append(time.perf_counter() - began)
    llama = statistics.median(took) * 1000
    tell(
        f"\ndoor: bare FastAPI {empty[0]:.1f} ms, ours {empty[1]:.1f} ms (an answer made before); "
        f"with the answering {whole[0]:.0f} and {whole[1]:.0f} ms; "
        f"LlamaIndex's embedding and retrieval alone {llama:.0f} ms"
    )


def test_memory_stays_flat(assistant: Assistant, tmp_path: Path) -> None:
    own = Instant(paced(assistant, tmp_path)).assistant
    with serving(own) as url:
        median_ms(url, 2_000)
        before = resident()
        median_ms(url, 10_000)
        after = resident()
    tell(f"\nmemory: {before:.0f} MB after 2,000 requests, {after:.0f} MB after 12,000 (server and client together)")
    assert after - before < 30


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6
