"""A sentence that cannot be read alone -> with the one that says who it is about, or who speaks. Pure."""

from __future__ import annotations

import re

from assistant.align import sentence_before
from assistant.marks import SAYING
from index.article import Article
from index.split import split

__all__ = ["widen"]

# Opens with somebody or something that the sentence before has named.
POINTS_BACK = re.compile(
    r"^[“\"‘']?(?:he|she|they|it|his|her|their|its|this|these|those|both|"
    r"the (?:latter|former|two|three|pair|group))\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^[“\"][^”\"]*[”\"]?$")
SAID = re.compile(r"\b(?:said|says|told|added|stated|according to|wrote)\b", re.IGNORECASE)
MOST = 700  # characters; a longer span is no quote any more


def widen(article: Article, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence, with its neighbour where it needs it; neighbours lie side by side in the article.

    A sentence that opens with a pronoun takes the one before along; a bare quotation the one beside it, in the same
    paragraph, that attributes it.
    """
    text = article.text
    a, b = sentence_before(text, start)
    touches = a < b and a >= article.body_start and not text[b:start].strip()
    if POINTS_BACK.match(text[start:end]) and touches and end - a <= MOST:
        return a, end
    if QUOTED.match(text[start:end].strip()) and SAYING.search(text[start:end]) and not SAID.search(text[start:end]):
        line_end = text.find("\n", end)
        after = split(text[end : line_end if line_end >= 0 else len(text)])[:1]
        if after and SAID.search(text[end + after[0][0] : end + after[0][1]]):
            return start, end + after[0][1]
        if touches and "\n" not in text[b:start] and SAID.search(text[a:b]):
            return a, end
    return start, end
