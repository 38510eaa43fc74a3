"""What a question takes from what was said before it: the subject of the last turn, where it points back. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.lexicon import is_state, stem, stems
from assistant.name import names
from assistant.pare import pare
from index.fuse import content_words

__all__ = ["NEAREST", "Turn", "borrow", "is_elliptic", "reply_in"]

# Words of a question that cannot be read without the turn before it.
POINTS_BACK = re.compile(
    r"""
    \b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there|then|one|ones|same|other|
        another|else|former|latter|so|afterwards|now)\b
    | ^(?:and|but|so|what\sabout|how\sabout)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
INSIDE = re.compile(r"he|she|him|her|his|hers|they|them|their|its", re.IGNORECASE)
PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|who)\b", re.IGNORECASE)
# A question without its own question word: "And in June?" asks what was asked before.
ELLIPTIC = re.compile(
    r"^(?:and|but|so|what\sabout|how\sabout|or)\b(?!.*\b(?:who|whom|when|where|why|which|did|does)\b)", re.IGNORECASE
)
NEAREST = 6  # turns before one that may tell what it means: "And in June?" after "And in May?" after the question
SHORT = 4  # a question of at most so many words and without a name ("How many were there?") points back too


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


def is_elliptic(question: str) -> bool:
    """Whether it only swaps a part of the question before it: "And in June?", "What about the Russian one?"."""
    return ELLIPTIC.search(question) is not None and len(question.split()) <= 2 * SHORT


def borrow(question: str, *, told: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """The words that the question borrows, in order, each once; none where it reads alone.

    They are those of what the message tells before it, or of the user's turn before it, and the names in the reply
    to that turn where the question has "he" or "she". What the question says itself is not borrowed, and of two
    states the question's own wins.
    """
    if not _points_back(question):
        return ()
    own = set(stems(question))
    words = content_words(told) if told else _before(history)
    if not told and PERSON.search(question):
        words = [*words, *(word for name in names(reply_in(history))[:1] for word in name.split())]
    swaps = is_elliptic(question) and any(is_state(one) for one in own)
    kept = [word for word in words if stem(word) not in own and not (swaps and is_state(stem(word)))]
    return tuple(dict.fromkeys(kept))


def reply_in(history: Sequence[Turn]) -> str:
    """What was answered to the user's last turn; "" for nothing yet."""
    return history[-1].content if history and history[-1].role == "assistant" else ""


def _points_back(question: str) -> bool:
    named = names(question)
    if len(question.split()) <= SHORT and not named:
        return True
    first = question.find(named[0]) if named else len(question)
    # "When did Ann and Bob have their call?": a pronoun after a name means that name.
    return any(found.start() < first or not INSIDE.fullmatch(found[0]) for found in POINTS_BACK.finditer(question))


def _before(history: Sequence[Turn]) -> list[str]:
    """The subject words of the user's last turn, with what that one borrowed itself."""
    last = next((i for i in range(len(history) - 1, -1, -1) if history[i].role == "user"), None)
    if last is None:
        return []
    question, told = pare(history[last].content)
    return [*content_words(question), *borrow(question, told=told, history=history[:last][-NEAREST:])]
