"""What an answer in the making tells on the way: what was found, and each claim once it is checked."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.answer import Answer, Claim
from assistant.rewrite import Turn
from index.article import Hit

__all__ = ["Asking", "Checked", "Found", "Step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The passages that will be read, best first; told once, before any claim."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A claim that passed verification. The answer that follows may order claims anew, or abstain."""

    claim: Claim


Step = Found | Checked | Answer


class Asking(Protocol):
    """Who answers, at once or step by step; `Assistant` does."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        after: date | None = None,
        before: date | None = None,
        as_of: date | None = None,
    ) -> Answer:
        """The whole answer."""
        ...

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        after: date | None = None,
        before: date | None = None,
        as_of: date | None = None,
    ) -> Generator[Step]:
        """The steps in order, the last of them the whole answer; closing it closes the model's request."""
        ...
