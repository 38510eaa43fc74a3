"""The examples for bot makers do what they say."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
import yaml  # type: ignore[import-untyped]
from typer.testing import CliRunner

from assistant.cli import app
from assistant.settings import Settings
from tests.integration.bots import QUESTION

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / ".github" / "examples"
INSTALLED = "/opt/dateline/.venv/bin/dateline"


def test_the_bot_has_thirty_lines_and_answers(server: str) -> None:
    assert len((EXAMPLES / "slack_bot.py").read_text(encoding="utf-8").splitlines()) <= 30
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {**os.environ, "DATELINE_URL": f"{server}/v1", "PORT": str(port)}
    bot = subprocess.Popen([sys.executable, str(EXAMPLES / "slack_bot.py")], env=environ, stderr=subprocess.DEVNULL)
    event = {"event": {"thread_ts": "1.2", "text": QUESTION}}
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                reply = httpx.post(f"http://127.0.0.1:{port}", json=event, trust_env=False, timeout=60)
                break
            except httpx.ConnectError:
                assert time.monotonic() < deadline
                time.sleep(0.2)
        assert "Sonata Coulter" in reply.json()["text"]
    finally:
        bot.terminate()
        bot.wait(20)


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if (analyze := shutil.which("systemd-analyze")) is None:
        pytest.skip("systemd-analyze is not installed")
    unit = (EXAMPLES / "dateline.service").read_text("utf-8").replace(INSTALLED, "/bin/true")
    (tmp_path / "dateline.service").write_text(unit, "utf-8")
    done = subprocess.run(
        [analyze, "verify", tmp_path / "dateline.service"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_compose_file_starts_what_there_is() -> None:
    compose = yaml.safe_load((EXAMPLES / "compose.yaml").read_text("utf-8"))
    (service,) = compose["services"].values()
    assert {volume.split(":")[0] for volume in service["volumes"]} == {"../..", *compose["volumes"]}
    assert (EXAMPLES / "../..").resolve() == ROOT
    assert service["environment"]["DATELINE_HOME"] == "/data"
    assert service["ports"][0].endswith(f":{Settings().port}")
    for command in (service["command"], (EXAMPLES / "dateline.service").read_text("utf-8")):
        for told in re.findall(r"dateline (index|serve)\b([^\"\n&]*)", command):
            known = CliRunner().invoke(app, [told[0], "--help"], terminal_width=200).output
            assert {option for option in told[1].split() if option.startswith("--")} <= {
                *re.findall(r"--[\w-]+", known)
            }


def test_the_settings_named_in_the_examples_exist() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from assistant.cli import main; main()", "config"],
        capture_output=True,
        text=True,
        check=True,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}, "COLUMNS": "300"},
    ).stdout
    text = "".join((EXAMPLES / name).read_text("utf-8") for name in ("compose.yaml", "dateline.service"))
    named = set(re.findall(r"\b(DATELINE_[A-Z_]+|OPENAI_BASE_URL)\b", text))
    assert named
    assert {name for name in named if name not in told} == set()
