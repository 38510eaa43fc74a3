"""The command line as a real process, with nothing but the settings it is given."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

__all__ = ["KEY", "QUESTION", "Run", "refusal", "start"]

QUESTION = "Who led the US delegation in April?"
KEY = "sk-secret-0123456789"
Run = Callable[..., subprocess.CompletedProcess[str]]


def start(folder: Path, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """The command with nothing but these settings, in folders of its own that begin empty."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "OPENAI_"))}
    for name, place in {"HOME": "user", "TMPDIR": "tmp", "OLDPWD": "cwd"}.items():
        (folder / place).mkdir(exist_ok=True)
        environ[name] = str(folder / place)
    environ |= {"DATELINE_HOME": str(folder / "home"), "PYTHONPATH": str(Path(__file__).parents[2])}
    environ |= {"PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100", "XDG_CACHE_HOME": "", **settings}
    return subprocess.Popen(
        [sys.executable, "-c", "from assistant.cli import main; main()", *arguments],
        cwd=folder / "cwd",
        env={name: value for name, value in environ.items() if value},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of an expected error."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("dateline: ")
    assert done.stderr.count("\n") == 1
    return done.stderr
