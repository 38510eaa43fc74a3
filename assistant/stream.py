"""What an answer in the making tells on the way: what was found, and each claim once it is checked."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer, Claim
from index.article import Hit

__all__ = ["Checked", "Found", "Step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The passages that will be read, best first; told once, before any claim."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A claim that passed verification. The answer that follows may order claims anew, or abstain."""

    claim: Claim


Step = Found | Checked | Answer
