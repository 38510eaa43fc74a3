"""An index of three made articles, small and quick; a client of the server."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.integration.counting import CountingEmbedder, answerable, fill, make
from tests.integration.terminal import KEY, Run, start


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three articles."""
    return fill(tmp_path / "news", ada=answerable("Adaville"), bor=answerable("Borton"), cyr=answerable("Cyrton"))


@pytest.fixture
def home(tmp_path: Path, news: Path) -> Path:
    """A data folder with the three articles indexed."""
    make(tmp_path / "home", CountingEmbedder(), news)
    return tmp_path / "home"


@pytest.fixture(scope="session")
def web(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command to its end; no output may ever show a traceback or a key."""

    def ran(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        process = start(tmp_path, *arguments, **settings)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in out + err
        assert KEY not in out + err
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    return ran


@pytest.fixture
def indexed(tmp_path: Path, seeds_home: Path) -> Path:
    """The seeds indexed in the folder that `run` works in."""
    shutil.copytree(seeds_home, tmp_path / "home")
    return tmp_path / "home"
