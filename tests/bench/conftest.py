from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Benches take minutes: only `make bench`, which names this folder, runs them."""
    named = (Path(arg.split("::")[0]).absolute() for arg in config.args)
    return None if any(path.is_relative_to(HERE) for path in named) else True
