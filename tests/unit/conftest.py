from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.newsroom import Newsroom


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom's articles as stored once, to be copied: storing waits for the disk."""
    home = tmp_path_factory.mktemp("printed")
    Newsroom(home).catalog.close()
    return home


@pytest.fixture
def room(printed: Path, tmp_path: Path) -> Newsroom:
    shutil.copytree(printed, tmp_path, dirs_exist_ok=True)
    return Newsroom(tmp_path)
