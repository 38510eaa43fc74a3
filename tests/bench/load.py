"""Clients in a process of their own, which do not slow the server that they measure.

`python -m tests.bench.load fire URL A_SECOND SECONDS` and `python -m tests.bench.load press URL CLIENTS TIMES`.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["QUESTIONS", "Asked", "fired", "pressed"]

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "Who led the US delegation in April?",
    "How many Russian diplomatic properties did the United States restrict?",
    "When do the talks in Istanbul begin?",
    "What did Maria Zakharova say about direct flights?",
    "Where was the second round of consultations held?",
    "How long did the talks on April 10 last?",
    "Who is Alexander Darchiev?",
    "What is the main irritant, according to the Russian side?",
)
Asked = tuple[int, float, bool]  # status, seconds, whether it was told when to come again


def fired(url: str, *, a_second: float, for_s: float) -> list[Asked]:
    """Ask at a steady rate, whatever comes back."""
    return _run("fire", url, a_second, for_s)


def pressed(url: str, *, clients: int, times: int) -> tuple[float, list[Asked]]:
    """Ask `times` times, each client again as soon as it has its answer; requests a second, and each request."""
    *asked, (_, took, _) = _run("press", url, clients, times)
    return times / took, asked


def _run(how: str, *arguments: float | str) -> list[Asked]:
    command = [sys.executable, "-m", "tests.bench.load", how, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [(status, took, told) for status, took, told in json.loads(done.stdout)]


def _fire(url: str, a_second: float, for_s: float) -> list[Asked]:
    start = time.monotonic() + 0.5
    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(_asker(url), [start + n / a_second for n in range(int(a_second * for_s))]))


def _press(url: str, clients: float, times: float) -> list[Asked]:
    ask = _asker(url)
    with ThreadPoolExecutor(int(clients)) as pool:
        list(pool.map(ask, [0.0] * len(QUESTIONS)))  # warm
        began = time.monotonic()
        asked = list(pool.map(ask, [0.0] * int(times)))
        return [*asked, (0, time.monotonic() - began, False)]


class _asker:  # noqa: N801 -- used as a function
    """Asks at a moment; each thread keeps its connection."""

    def __init__(self, url: str) -> None:
        self._url, self._own, self._questions = urlsplit(url), threading.local(), cycle(QUESTIONS)

    def __call__(self, at: float) -> Asked:
        time.sleep(max(0.0, at - time.monotonic()))
        if not hasattr(self._own, "connection"):
            self._own.connection = http.client.HTTPConnection(self._url.netloc, timeout=60)
        question = next(self._questions)
        body: dict[str, object] = {"question": question}
        if self._url.path.startswith("/v1"):
            body = {"model": "dateline", "messages": [{"role": "user", "content": question}]}
        began = time.monotonic()
        self._own.connection.request("POST", self._url.path, json.dumps(body), {"content-type": "application/json"})
        reply = self._own.connection.getresponse()
        reply.read()
        return reply.status, time.monotonic() - began, reply.headers["retry-after"] is not None


if __name__ == "__main__":
    do = {"fire": _fire, "press": _press}[sys.argv[1]]
    sys.stdout.write(json.dumps(do(sys.argv[2], float(sys.argv[3]), float(sys.argv[4]))))
