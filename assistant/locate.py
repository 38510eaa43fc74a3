"""Where words that somebody retyped stand in a text, in the text's own offsets. Pure."""

from __future__ import annotations

import re

__all__ = ["locate"]

SAME_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "}
)


def locate(words: str, text: str) -> tuple[int, int] | None:
    """Where words stand in a text: half-open offsets; quotation marks, dashes and white space may differ.

    Matching goes character by character, so the offsets are those of `text` itself, never of a rewritten copy.

    >>> locate('the "dam"', "Said: the “dam” broke")
    (6, 15)
    """
    parts = words.translate(SAME_MARKS).split()
    if not parts:
        return None
    found = re.search(r"\s+".join(re.escape(part) for part in parts), text.translate(SAME_MARKS))
    return found.span() if found else None
