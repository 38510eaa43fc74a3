"""How a bench says what it measured."""

from __future__ import annotations

import sys

__all__ = ["say"]


def say(what: str, **figures: float | str) -> None:
    """One line: what was measured, then name=value with units in the names."""
    told = " ".join(
        f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value}" for name, value in figures.items()
    )
    sys.stdout.write(f"\n{what} {told}\n")
