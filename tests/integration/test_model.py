"""The chat model against a scripted server: a fault becomes a typed error, in time and memory, without the key."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant import model as door
from assistant.model import Model, ModelError, ModelMalformed, ModelRefused, open_model
from tests.integration.bounds import DEADLINE_S, KEY, assert_bounded
from tests.integration.endpoint import Endpoint, Script, Wire, event, sse, whole
from tests.integration.faults import FAULTS, error

Call = Callable[[Model], str]


def complete(model: Model) -> str:
    return model.complete(system="s", user="u", max_tokens=9, deadline_s=DEADLINE_S).text


def stream(model: Model) -> str:
    return "".join(model.stream(system="s", user="u", max_tokens=9, deadline_s=DEADLINE_S))


both_ways = pytest.mark.parametrize("call", [complete, stream])


def at(endpoint: Endpoint) -> Model:
    return open_model(name="m", base_url=endpoint.base_url, api_key=KEY)


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    """The SDK's imports are not part of a call's seconds and bytes."""
    with Endpoint(lambda wire: wire.text("hello")) as endpoint:
        complete(at(endpoint))
        stream(at(endpoint))


@both_ways
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_becomes_its_error_in_time_and_in_little_memory(fault: str, call: Call) -> None:
    kind, script = FAULTS[fault]
    with Endpoint(script) as endpoint:
        model = at(endpoint)
        assert_bounded(lambda: call(model), kind)
        assert len(endpoint.requests) == (2 if kind == "Unreachable" else 1)


@both_ways
def test_a_port_where_nobody_listens_is_unreachable(call: Call) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        model = open_model(name="m", base_url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1", api_key=KEY)
        assert_bounded(lambda: call(model), "Unreachable")


def test_a_name_lookup_that_hangs_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()

    def look_up(*_: object, **__: object) -> list[object]:
        free.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    model = open_model(name="m", base_url="http://127.0.0.1.invalid/v1", api_key=KEY)
    assert_bounded(lambda: complete(model), "Timeout")
    free.set()


def test_memory_of_the_process_stays_bounded_where_compressed_replies_unpack_to_300_mb() -> None:
    script = (
        "import resource\n"
        "from tests.integration.test_model import *\n"
        "with Endpoint(lambda wire: wire.text('hello')) as endpoint: complete(at(endpoint)); stream(at(endpoint))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for fault in ('gzip bomb', '300 MB', 'a megabyte of objects', 'endless', '400 of 300 MB', 'deep json'):\n"
        "    with Endpoint(FAULTS[fault][1]) as endpoint:\n"
        "        for call in (complete, stream):\n"
        "            with pytest.raises(ModelError): call(at(endpoint))\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)\n"
    )
    grown = float(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout)
    assert grown < 50


def once_broken(wire: Wire) -> None:
    if wire.turn == 1:
        error(wire, 500)
    else:
        wire.text("The talks began.")


def without_usage(wire: Wire) -> None:
    if wire.asked.get("stream"):
        pieces = [event({"choices": [{"delta": {"content": "The talks began."}, "finish_reason": "stop"}]})]
        wire.body(pieces, kind="text/event-stream")
    else:
        wire.reply({"choices": [{"message": {"content": "The talks began."}, "finish_reason": "stop"}]})


def odd_chunks(wire: Wire) -> None:
    role = event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": None}, "finish_reason": None}]})
    line = "The talks began.\u2028\r\x85".encode()
    raw = b'data:{"choices":[{"delta":{"content":"' + line.replace(b"\r", b"\\r") + b'"}}]}\r\n\r\n'
    wire.body([b": ping\n\n", role, role, b"\n", raw[:40], raw[40:], *sse(finish="stop")], kind="text/event-stream")


@both_ways
@pytest.mark.parametrize("script", [once_broken, without_usage, lambda wire: wire.text("The talks began.")])
def test_an_answer_comes_whole(script: Script, call: Call) -> None:
    with Endpoint(script) as endpoint:
        assert call(at(endpoint)) == "The talks began."


def test_role_only_chunks_comments_and_odd_line_separators_do_not_break_a_stream() -> None:
    with Endpoint(odd_chunks) as endpoint:
        assert stream(at(endpoint)) == "The talks began.\u2028\r\x85"


def test_a_stream_that_is_cut_yields_its_pieces_and_then_fails() -> None:
    with Endpoint(FAULTS["cut"][1]) as endpoint:
        pieces = at(endpoint).stream(system="s", user="u", max_tokens=9, deadline_s=DEADLINE_S)
        assert next(pieces) == "The talks be"
        with pytest.raises(ModelMalformed):
            next(pieces)


def test_the_deadline_holds_where_the_consumer_is_slow() -> None:
    with Endpoint(
        lambda wire: wire.body(sse("a", "b", "c" * 200_000, finish="stop"), kind="text/event-stream")
    ) as here:
        pieces = at(here).stream(system="s", user="u", max_tokens=9, deadline_s=0.3)
        next(pieces)
        time.sleep(0.4)
        with pytest.raises(ModelError):
            list(pieces)


def test_closing_a_stream_closes_the_connection_at_once() -> None:
    with Endpoint(FAULTS["endless"][1]) as endpoint:
        pieces = at(endpoint).stream(system="s", user="u", max_tokens=9, deadline_s=30)
        next(pieces)
        pieces.close()
        assert endpoint.hung_up.wait(5)


def test_what_is_asked_is_chat_completions_at_temperature_0_with_nothing_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_WEBHOOK_SECRET"):
        monkeypatch.setenv(name, "stray")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/stray")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: stray\nX-Stray: stray")
    with Endpoint(lambda wire: wire.text("ok")) as endpoint:
        complete(at(endpoint))
        asked = endpoint.requests[0]
    assert asked["path"] == "/v1/chat/completions"
    assert asked["authorization"] == f"Bearer {KEY}"
    assert "stray" not in str(asked)
    assert set(asked["headers"]) == {
        *("host", "authorization", "content-type", "content-length", "accept", "user-agent", "accept-encoding")
    }
    assert (asked["temperature"], asked["max_tokens"], asked["model"]) == (0, 9, "m")
    assert [turn["role"] for turn in asked["messages"]] == ["system", "user"]


def test_text_that_is_no_unicode_is_sent_all_the_same() -> None:
    with Endpoint(lambda wire: wire.text("ok")) as endpoint:
        at(endpoint).complete(system="s", user="a\ud800b", max_tokens=9, deadline_s=DEADLINE_S)
        assert endpoint.requests[0]["messages"][1]["content"] == "a?b"


def test_usage_is_told_where_the_server_tells_it() -> None:
    with Endpoint(lambda wire: wire.text("ok")) as endpoint:
        reply = at(endpoint).complete(system="s", user="u", max_tokens=9, deadline_s=DEADLINE_S)
    assert reply.usage == door.Usage(prompt_tokens=12, completion_tokens=3)
    assert reply.model == "m"


def test_threads_share_a_model() -> None:
    def echo(wire: Wire) -> None:
        wire.reply(whole(wire.asked["messages"][1]["content"]))

    with Endpoint(echo) as endpoint, ThreadPoolExecutor(8) as pool:
        model = at(endpoint)

        def ask(text: str) -> str:
            return model.complete(system="s", user=text, max_tokens=9, deadline_s=10).text

        asked = [f"question {n}" for n in range(40)]
        assert list(pool.map(ask, asked)) == asked


@pytest.mark.parametrize(
    ("base_url", "key"),
    [
        (None, None),
        ("", " "),
        ("ftp://host/v1", KEY),
        ("127.0.0.1:8080", KEY),
        ("http://h:99999/v1", KEY),
        ("http://[/v1", KEY),
        ("http://127.0.0.1/v1", "sk-\nsecret"),
        ("http://127.0.0.1/v1", "sk-sécret"),
    ],
)
def test_settings_that_cannot_work_are_refused_before_anything_is_sent(base_url: str | None, key: str | None) -> None:
    with pytest.raises(ModelRefused) as caught:
        open_model(name="m", base_url=base_url, api_key=key)
    assert "cret" not in str(caught.value)


def test_a_local_server_needs_no_key() -> None:
    with Endpoint(lambda wire: wire.text("ok")) as endpoint:
        assert complete(open_model(name="m", base_url=endpoint.base_url, api_key=None)) == "ok"
