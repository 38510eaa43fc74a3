"""The local chat model: the engine, started in a process of its own and asked like any OpenAI-compatible endpoint.

In its own process, a crash of the engine is an endpoint that is down: the embedded reader answers and says so.
"""

from __future__ import annotations

import os
import secrets
import select
import subprocess
import sys
from pathlib import Path

from assistant.call import ModelRefused, open_endpoint
from assistant.model import MAX_BYTES, Model
from assistant.obtain import MODEL, ObtainError, check_weights

__all__ = ["LocalModel", "open_local"]

NAME = "qwen2.5-coder-1.5b-instruct"
START_S = 120.0  # 5 s on 2 idle cores
MEMORY = 2_200_000_000  # bytes that the engine takes with this model


class LocalModel(Model):
    """A chat model whose server is ours: it ends with this object, or with the process."""

    def __init__(self, *, name: str, process: subprocess.Popen[str], address: str, key: str) -> None:
        endpoint = open_endpoint(base_url=f"{address}/v1", api_key=key, max_bytes=MAX_BYTES)
        super().__init__(name=name, endpoint=endpoint)
        self.address = address
        self._process = process

    def close(self) -> None:
        """End the server, at once."""
        self._process.kill()
        self._process.communicate()


def open_local(home: Path, *, threads: int) -> LocalModel:
    """Start the engine with the weights that `obtain` put below `home`.

    Raises:
        ModelRefused: the model is not installed or not whole, memory is short, or the engine does not start.
    """
    try:
        weights = check_weights(home / MODEL)
    except ObtainError as error:
        raise ModelRefused(str(error)) from error
    if (free := free_memory()) is not None and free < MEMORY:
        raise ModelRefused(
            f"the local chat model needs {MEMORY / 1e9:.1f} GB of memory, {free / 1e9:.1f} GB are free; "
            "end other programs, or unset DATELINE_MODEL for the embedded reader"
        )
    return start(weights, name=NAME, threads=threads)


def start(weights: Path, *, name: str, threads: int) -> LocalModel:
    """A server of any weights, with a key of its own so that no page in a browser can use it."""
    process = subprocess.Popen(  # noqa: S603  our own interpreter and module
        [sys.executable, "-m", "assistant.engine", str(weights), str(threads)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        # Without it, waiting threads spin: 0.8 instead of 7 tokens/s where other processes want the cores too.
        env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"},
        start_new_session=True,  # Ctrl+C is for us; the engine ends when we have ended
    )
    assert process.stdin is not None
    assert process.stdout is not None
    key = secrets.token_urlsafe(24)
    process.stdin.write(key + "\n")
    process.stdin.flush()
    ready, _, _ = select.select([process.stdout], [], [], START_S)
    address = process.stdout.readline().strip() if ready else ""
    if not address:
        process.kill()
        process.communicate()
        raise ModelRefused(
            f"the engine of the local chat model did not start ({_ended(process.returncode, ready=bool(ready))}); "
            "is enough memory free? `dateline model` checks what is installed"
        )
    return LocalModel(name=name, process=process, address=address, key=key)


def _ended(code: int, *, ready: bool) -> str:
    return f"it ended with code {code}" if ready else f"nothing for {START_S:.0f} s"


def free_memory() -> int | None:
    """Bytes that a new program can have; None where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    told = next((line.split()[1] for line in lines if line.startswith("MemAvailable:")), None)
    return int(told) * 1024 if told else None
