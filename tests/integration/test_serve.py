"""The server as real processes: several workers on one folder, no outside host, and an end in order."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.integration.bots import QUESTION
from tests.integration.endpoint import Endpoint, Wire

ROOT = Path(__file__).parents[2]
# Notes every host that Python resolves or connects to.
AUDITED = """
import os, sys
def note(event, args):
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    with open(os.environ["HOSTS"], "a") as file:
        file.write(f"{host}\\n")
sys.addaudithook(note)
from assistant.cli import main
main()
"""


@contextmanager
def started(home: Path, *arguments: str, **environ: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`dateline serve` and its address, once it answers."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "OPENAI_"))}
    own |= {"DATELINE_HOME": str(home), "PYTHONPATH": str(ROOT), "HOSTS": str(home / "hosts.txt"), **environ}
    command = [sys.executable, "-c", AUDITED, "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, env=own, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address is not None
        deadline = time.monotonic() + 90
        while True:
            try:
                httpx.get(f"{address[0]}/ready", trust_env=False, timeout=30)
                break
            except httpx.TransportError:
                assert time.monotonic() < deadline
                time.sleep(0.2)
        yield process, address[0]
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


@pytest.fixture
def home(seeds_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(seeds_home, tmp_path / "home")
    return tmp_path / "home"


def test_workers_share_articles_jobs_figures_and_limits(home: Path) -> None:
    settings = {"DATELINE_REQUIRE_KEYS": "true", "DATELINE_RATE_PER_MINUTE": "60"}
    made = [sys.executable, "-c", "from assistant.cli import main; main()", "keys", "add", "x"]
    environ = {**os.environ, "DATELINE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*made, "--scope", "ask", "--scope", "operate"], env=environ, capture_output=True, text=True, check=True
    )
    key = {"authorization": f"Bearer {done.stdout.split()[-1]}"}
    with started(home, "--workers", "2", **settings) as (_, url):
        story = {
            "title": "Bridge falls",
            "text": "Bridge falls\n\nA bridge in Zlatograd fell. Seven people were hurt there.",
        }
        job = httpx.post(f"{url}/articles", json=story, headers=key, trust_env=False).json()
        deadline = time.monotonic() + 30
        spent = 1
        while httpx.get(f"{url}/jobs/{job['id']}", headers=key, trust_env=False).json()["state"] != "done":
            spent += 1
            assert time.monotonic() < deadline
            time.sleep(1)
        spent += 1
        replies = [
            httpx.get(f"{url}/articles", headers=key, trust_env=False) for _ in range(70)
        ]  # each on a new connection
        statuses = [reply.status_code for reply in replies]
        assert statuses.count(200) == 60 - spent
        assert set(statuses) == {200, 429}
        assert {reply.headers["x-total-count"] for reply in replies if reply.status_code == 200} == {"6"}
        text = httpx.get(f"{url}/metrics", headers=key, trust_env=False).text
    counted = re.search(r'dateline_requests_total\{method="GET",path="/articles",status="200"\} (\d+)', text)
    assert counted is not None
    assert int(counted[1]) == 60 - spent


def test_no_outside_host_but_the_model_is_called(home: Path) -> None:
    def says(wire: Wire) -> None:
        wire.text("The articles do not say.")

    with Endpoint(says) as endpoint:
        settings = {"OPENAI_BASE_URL": endpoint.base_url.replace("127.0.0.1", "localhost"), "DATELINE_MODEL": "m"}
        with started(home, **settings) as (_, url):
            for n in range(20):
                asked = {"question": f"{QUESTION} And number {n}?"}
                assert httpx.post(f"{url}/ask", json=asked, trust_env=False, timeout=60).status_code == 200
            assert httpx.get(url, trust_env=False, timeout=60).status_code == 200
        assert len(endpoint.requests) >= 20
    called = set((home / "hosts.txt").read_text().split())
    assert called <= {"localhost", "127.0.0.1", "::1"}
    assert called


def test_what_runs_is_finished_and_the_server_is_out_within_ten_seconds(home: Path) -> None:
    def slow(wire: Wire) -> None:
        time.sleep(3)
        wire.text("The articles do not say.")

    with Endpoint(slow) as endpoint:
        settings = {"OPENAI_BASE_URL": endpoint.base_url, "DATELINE_MODEL": "m"}
        with started(home, **settings) as (process, url):
            page = httpx.Client(base_url=url, trust_env=False, timeout=60)
            heart = page.send(page.build_request("GET", "/gradio_api/heartbeat/abc"), stream=True)
            assert heart.status_code == 200
            found: list[httpx.Response] = []

            def ask() -> None:
                found.append(httpx.post(f"{url}/ask", json={"question": QUESTION}, trust_env=False, timeout=60))

            thread = threading.Thread(target=ask)
            thread.start()
            deadline = time.monotonic() + 30
            while not endpoint.requests:
                assert time.monotonic() < deadline
                time.sleep(0.02)
            process.send_signal(signal.SIGTERM)
            began = time.monotonic()
            _, errors = process.communicate(timeout=30)
            assert time.monotonic() - began < 10
            thread.join(10)
            heart.close()
            page.close()
    assert [reply.status_code for reply in found] == [200]
    assert json.loads(found[0].text)["question"] == QUESTION
    assert "Traceback" not in errors
