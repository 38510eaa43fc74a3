"""The examples for bot makers do what they say."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.integration.bots import QUESTION

EXAMPLES = Path(__file__).parents[2] / ".github" / "examples"


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
