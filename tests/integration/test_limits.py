"""Limits are exact, hold across processes, and free themselves."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.chain import Assistant
from assistant.keys import Keyring
from assistant.limit import Admission, Limiter
from tests.integration.bots import QUESTION, paced, web


def limiter(folder: Path, **limits: float) -> Limiter:
    given: dict[str, float] = {"per_minute": 5, "at_once": 100, "all_at_once": 1000, "lease_s": 60, **limits}
    return Limiter(folder, **given)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 30), st.sampled_from("ab")), max_size=60), st.integers(1, 6))
def test_no_minute_of_any_caller_has_more_than_the_limit(steps: list[tuple[float, str]], limit: int) -> None:
    now = 1_000_000.0
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"limits-{os.getpid()}-{time.monotonic_ns()}"
    own = Limiter(folder, per_minute=limit, at_once=10**6, all_at_once=10**6, lease_s=60, clock=lambda: now)
    passed: dict[str, list[float]] = {"a": [], "b": []}
    for pause, who in steps:
        now += pause
        before = [at for at in passed[who] if now - at < 60]
        admitted = own.admit(who)
        assert (admitted.lease is not None) == (len(before) < limit)  # neither one more nor one fewer
        if admitted.lease is not None:
            passed[who].append(now)
            own.release(who, admitted.lease)
            assert admitted.remaining == limit - len(before) - 1
        else:
            assert admitted.why == "rate"
            assert admitted.retry_after_s == pytest.approx(before[0] + 60 - now)


def test_places_are_taken_and_given_back(tmp_path: Path) -> None:
    own = limiter(tmp_path, at_once=2, all_at_once=3, per_minute=100)
    first, second = own.admit("a"), own.admit("a")
    third = own.admit("a")
    assert (third.lease, third.why) == (None, "busy")
    other = own.admit("b")
    assert other.lease
    assert own.admit("b").why == "busy"  # all places are taken
    assert first.lease
    own.release("a", first.lease)
    assert own.admit("b").lease
    assert second.lease


def take(folder: Path, times: int, found: multiprocessing.Queue[int]) -> None:
    own = limiter(folder, per_minute=50)
    found.put(sum(own.admit("a").lease is not None for _ in range(times)))


def test_processes_share_the_limit_to_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    found: multiprocessing.Queue[int] = context.Queue()
    children = [context.Process(target=take, args=(tmp_path, 40, found)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert sum(found.get(timeout=5) for _ in children) == 50


def hold(folder: Path, ready: multiprocessing.Queue[Admission]) -> None:
    ready.put(limiter(folder, at_once=1).admit("a"))
    time.sleep(60)


def test_what_a_killed_process_held_is_free_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    ready: multiprocessing.Queue[Admission] = context.Queue()
    child = context.Process(target=hold, args=(tmp_path, ready))
    child.start()
    assert ready.get(timeout=20).lease
    own = limiter(tmp_path, at_once=1)
    assert own.admit("a").why == "busy"
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    child.join(20)
    assert own.admit("a").lease


def test_half_a_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b'{"times": [17')
    assert limiter(tmp_path).admit("a").lease


def test_three_keys_have_their_own_exact_limits_whatever_they_send(assistant: Assistant, tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    keys = [ring.add(name, ["ask"])[1] for name in "abc"]
    with web(paced(assistant, tmp_path, rate_per_minute=20, key_at_once=50, all_at_once=200), keyed=True) as client:

        def ask(turn: int) -> tuple[int, int]:
            key = turn % 3
            disguise = {
                "authorization": f"Bearer {keys[key]}",
                "x-forwarded-for": f"10.0.0.{turn}",
                "x-real-ip": f"10.1.0.{turn}",
                "forwarded": f"for=10.2.0.{turn}",
                "user-agent": f"agent {turn}",
                "x-request-id": f"id-{turn}",
            }
            reply = client.get("/articles" if turn % 2 else "/v1/models", headers=disguise)
            if reply.status_code == 429:
                assert int(reply.headers["retry-after"]) in range(1, 61)
                assert reply.headers["x-ratelimit-remaining-requests"] == "0"
            assert reply.headers["x-ratelimit-limit-requests"] == "20"
            return key, reply.status_code

        with ThreadPoolExecutor(12) as pool:
            told = list(pool.map(ask, range(120)))
    for key in range(3):
        statuses = [status for who, status in told if who == key]
        assert (statuses.count(200), statuses.count(429)) == (20, 20)


def test_more_at_once_than_there_are_places_are_told_to_come_again(assistant: Assistant, tmp_path: Path) -> None:
    go = threading.Event()

    def wait(_: str) -> None:
        go.wait(30)

    own = paced(assistant, tmp_path, wait, key_at_once=3)
    with web(own) as client, ThreadPoolExecutor(3) as pool:
        held = [pool.submit(client.post, "/ask", json={"question": QUESTION}) for _ in range(3)]
        time.sleep(1)
        excess = [client.post("/v1/chat/completions", json={}), client.post("/ask", json={"question": QUESTION})]
        go.set()
        assert [one.result().status_code for one in held] == [200] * 3
        assert client.post("/ask", json={"question": QUESTION}).status_code == 200
    assert [reply.status_code for reply in excess] == [429, 429]
    assert all(reply.headers["retry-after"] == "1" for reply in excess)
    assert excess[0].json()["error"]["type"] == "rate_limit_error"
    assert excess[1].headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/ask", "/v1/chat/completions", "/mcp"])
def test_who_never_sends_what_he_announced_loses_his_place(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr("assistant.api.BODY_S", 3.0)
    with web(paced(assistant, tmp_path, key_at_once=1)) as client:
        place = client.base_url.host, client.base_url.port
        with socket.create_connection((place[0], place[1] or 80), timeout=20) as slow:
            head = f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
            slow.sendall(
                f'{head}accept: application/json, text/event-stream\r\ncontent-length: 99\r\n\r\n{{"que'.encode()
            )
            time.sleep(1)  # asked at the same moment, the other request might have the one place
            assert client.get("/articles").status_code == 429
            told = slow.recv(65_536).decode()
        assert told.startswith("HTTP/1.1 408 ")
        time.sleep(0.5)  # the place is given back after the answer has left
        assert client.get("/articles").status_code == 200


def test_a_place_is_free_as_soon_as_the_answer_is_there(assistant: Assistant, tmp_path: Path) -> None:
    with web(paced(assistant, tmp_path, key_at_once=1)) as client:
        statuses = [client.get("/articles").status_code for _ in range(50)]
    assert statuses == [200] * 50


def test_health_is_never_limited(assistant: Assistant, tmp_path: Path) -> None:
    with web(paced(assistant, tmp_path, rate_per_minute=1), keyed=True) as client:
        replies: list[httpx.Response] = [client.get("/health") for _ in range(5)]
    assert {reply.status_code for reply in replies} == {200}
