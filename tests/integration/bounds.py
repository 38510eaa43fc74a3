"""What every failing call keeps to: its deadline, 50 MB, and silence about the key."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from assistant.model import ModelError
from tests.integration.faults import MB

__all__ = ["DEADLINE_S", "KEY", "assert_bounded"]

KEY = "sk-secret-0123456789"
DEADLINE_S = 1.0


def assert_bounded(call: Callable[[], object], kind: str) -> ModelError:
    """The call fails as `kind`, by its deadline + 0.5 s, with at most 50 MB more, and tells no secret."""
    tracemalloc.start()
    began = time.monotonic()
    try:
        with pytest.raises(ModelError) as caught:
            call()
        took, peak = time.monotonic() - began, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert type(caught.value).__name__ == f"Model{kind}"
    assert took < DEADLINE_S + 0.5
    assert peak < 50 * MB
    message = str(caught.value)
    assert KEY not in message
    assert "/v1/" not in message
    assert "127.0.0.1" in message
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value
