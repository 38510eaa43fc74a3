"""A long question -> the parts that may each be answered by another article. English only. Pure."""

from __future__ import annotations

import re

from index.fuse import content_words

__all__ = ["part_question"]

# Where one thing asked ends and the next begins; the comma in "May 3, 2023" is no seam. Finer cuts (who, which, as
# reported by) found no more, measured.
TURN = r"(?:and|while|whereas|but)\s"
SEAM = re.compile(rf"(?:[;:?!]|,(?!\s\d{{4}}\b))+\s(?:{TURN})?|\s{TURN}", re.IGNORECASE)
LEAST = 3  # content words of a part: with fewer it finds anything
MOST = 4  # parts, so that the longest question costs five searches; a fifth found no more


def part_question(question: str) -> list[str]:
    """The parts of a question, in order, each with at least 3 words that carry a subject; at most 4 of them.

    A part that carries less is joined with its neighbour. A question that asks one thing has no parts.

    >>> part_question("Which bank raised its rates in May, and which minister blamed the central bank for it?")
    ['Which bank raised its rates in May', 'which minister blamed the central bank for it?']
    >>> part_question("Who led the US delegation in April?")
    []
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for seam in SEAM.finditer(question):
        if len(content_words(question[start : seam.start()])) >= LEAST and len(spans) < MOST - 1:
            spans.append((start, seam.start()))
            start = seam.end()
    if spans and len(content_words(question[start:])) < LEAST:
        start, _ = spans.pop()
    spans.append((start, len(question)))
    return [question[first:last].strip() for first, last in spans] if len(spans) > 1 else []
