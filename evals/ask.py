"""Put a gold question to whatever answers: the boundary between the instrument and what it measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from typing_extensions import TypedDict

from assistant.answer import AnswerJson
from evals.gold import GoldPair

__all__ = ["Asked", "Asker", "RetrievedJson"]


class RetrievedJson(TypedDict):
    """A passage that was read: `text` is the article's text from `start` to `end`."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came back for one question: the answer as every door gives it, the passages read, best first, and the cost.

    `took_s` is wall time in seconds; `tokens` and `cost_usd` are None where nothing reported them.
    """

    answer: AnswerJson
    retrieved: tuple[RetrievedJson, ...] = ()
    took_s: float
    tokens: int | None = None
    cost_usd: float | None = None


Asker = Callable[[GoldPair], Asked]
