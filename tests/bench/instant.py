"""An assistant that says what it has said before, so that only the door is measured."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from assistant.answer import Answer
from tests.integration.bots import QUESTION, Paced

__all__ = ["instant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant(Paced):
    """Gives one answer that was made before, at the pace of another."""

    known: Answer

    def ask(self, question: str, **_: Any) -> Answer:
        self.before(question)
        return self.known


def instant(own: Paced) -> Instant:
    """The same assistant, its answer to the usual question made once."""
    known = own.ask(QUESTION)
    parts = {field.name: getattr(own, field.name) for field in fields(own)}
    return Instant(**parts, known=known)
