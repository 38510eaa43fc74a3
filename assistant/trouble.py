"""The page's one door for errors: what fails becomes words for the reader, and a line in the log for the operator."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from assistant.chain import QuestionError
from assistant.mark import escape
from index.lock import BusyError

__all__ = ["PageError", "Trouble", "attempt"]

log = logging.getLogger(__name__)
T = TypeVar("T")


class PageError(ValueError):
    """What a reader asked of the page cannot be done; the message says why, in words for the reader."""


class Trouble(NamedTuple):
    """Why something cannot be shown, in words for the reader."""

    words: str

    def html(self) -> str:
        """A paragraph that a screen reader says at once."""
        return f'<p class="trouble" role="alert">{escape(self.words)}</p>'


def attempt(work: Callable[[], T], aim: str) -> T | Trouble:
    """The work's result, or what the reader is told instead; `aim` completes "The server could not ...".

    Errors made for people are told as they are; of any other the reader sees a reference, under which the log has it.
    """
    try:
        return work()
    except (QuestionError, BusyError, PageError) as error:
        return Trouble(str(error))
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("page failed trace=%s", reference)
        return Trouble(f"The server could not {aim}. Try again; its log tells why, under {reference}.")
