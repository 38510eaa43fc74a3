"""The question as it may be asked. Pure."""

from __future__ import annotations

__all__ = ["QuestionError", "check_question"]


class QuestionError(ValueError):
    """The question cannot be asked as it is; the message says why."""


def check_question(question: str, *, most: int) -> str:
    """The question without surrounding blanks.

    Raises:
        QuestionError: it is empty, has no letter or digit, is longer than `most`, or is not text.
    """
    question = question.strip()
    if not any(c.isalnum() for c in question):
        raise QuestionError("the question is empty; ask something, for example who did what, or when")
    if len(question) > most:
        raise QuestionError(f"the question has {len(question):,} characters, at most {most:,} are read; shorten it")
    if any("\ud800" <= c <= "\udfff" for c in question):
        raise QuestionError("the question is not valid Unicode text: it holds half of a surrogate pair")
    return question
