"""Clients that others wrote, each from its own package in an environment of its own: what they say is what we said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.bench.figures import say
from tests.integration.bots import QUESTION

EXAMPLES = Path(__file__).parents[2] / ".github" / "examples"


@pytest.mark.parametrize(
    ("script", "package"),
    [
        ("langchain_client.py", "langchain-openai==1.7.3"),
        ("llama_index_client.py", "llama-index-llms-openai-like==0.8.1"),  # wants openai 2, so it cannot live with ours
        ("agents_client.py", "openai-agents==0.24.0"),
    ],
)
def test_a_client_of_another_package_gets_the_answer(server: str, tmp_path: Path, script: str, package: str) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
    if subprocess.run(install, capture_output=True, check=False).returncode:
        pytest.skip(f"{package} cannot be installed here")
    done = subprocess.run(
        [python, str(EXAMPLES / script), f"{server}/v1", QUESTION],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    asked = {"model": "dateline", "messages": [{"role": "user", "content": QUESTION}]}
    ours = httpx.post(f"{server}/v1/chat/completions", json=asked, trust_env=False, timeout=60).json()
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told
    assert {*told} == {ours["choices"][0]["message"]["content"]}
    say("client", package=package, answers=str(len(told)))
