"""Cut a text into sentences with exact offsets; knows that "U.S." and "Mr." do not end one. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

__all__ = ["split", "split_below", "split_between", "split_once"]

# A full stop after one of these does not end a sentence. Titles, months, company forms and dateline
# abbreviations of English-language news style (AP, Reuters); all compared in lower case.
ABBREVIATIONS = frozenset(
    """
    adm amb approx apr aug ave blvd brig capt cdr cmdr co col corp cpl dec dept det dir dr est etc feb fr ft
    fri gen gov govt hon inc insp jan jr jul jun lt ltd maj mar messrs mon mr mrs ms mt nov oct op pfc ph
    pp pres prof pvt rep reps rev sat sen sens sept sep sgt sr st sun supt thu thurs tue tues univ vol vs wed
    al cf eg ie viz ca fig jan v
    """.split()
)
# These two are short for "number" only before one: "No. 5", but "The answer was no."
NUMBERED = frozenset({"no", "nos"})
# The end of a sentence: closing punctuation, any closing quotes or brackets, then white space or the end. Where a page
# has lost the space ("safety concerns.Officials said"), a word in small letters stands before and a capital after.
END = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|(?<=[a-z]{2})[.!?][\"”’)]?(?=[“\"]?[A-Z][A-Za-z]*[\s,](?<!Com[\s,])(?<!Org[\s,]))"
)
LINE = re.compile(r"[^\n]+")
# A quotation is one unit with the words that say whose it is, so no sentence ends inside one. Bounded, so that
# a stray opening mark cannot swallow a page: the longest quoted run in the seeds has 330 characters.
QUOTATION = re.compile(r"“[^“”\n]{1,700}”|(?<!\S)\"[^\"\n]{1,700}\"")
WORD_BEFORE = re.compile(r"([^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]))*)\.$")


@lru_cache(maxsize=1024)
def split_once(text: str) -> tuple[tuple[int, int], ...]:
    """As `split`, for whole articles: one is read for many questions, and for one question by several steps."""
    return split(text)


def split_below(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """The sentences of `split_once` from the line on that begins at `start`: those below a headline."""
    spans = split_once(text)
    return spans[bisect_left(spans, (start, start)) :]


def split_between(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences of `split_once` that begin from `start` on, before `end`: those of a paragraph."""
    spans = split_once(text)
    return spans[bisect_left(spans, (start, start)) : bisect_left(spans, (end, end))]


def split(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of the sentences of a text, in order, without the white space around them.

    A quotation is never cut, so it keeps the words that attribute it. A line break always ends a sentence:
    cleaned articles keep one paragraph, headline or list item a line.
    Every character that is not white space lies in exactly one span. Linear in the text's length.

    >>> [("U.S. envoys left. They won."[a:b]) for a, b in split("U.S. envoys left. They won.")]
    ['U.S. envoys left.', 'They won.']
    """
    spans: list[tuple[int, int]] = []
    for line in LINE.finditer(text):
        start = line.start()
        quoted = [q.span() for q in QUOTATION.finditer(text, line.start(), line.end())]
        for end in END.finditer(text, line.start(), line.end()):
            while quoted and quoted[0][1] < end.end():
                quoted.pop(0)
            inside = bool(quoted) and quoted[0][0] < end.start() and end.end() < quoted[0][1]
            if not inside and _ends(text, start, end.start(), end.end(), line.end()):
                spans.append((start, end.end()))
                start = end.end()
        spans.append((start, line.end()))
    return tuple(span for span in (_trim(text, a, b) for a, b in spans) if span[0] < span[1])


def _ends(text: str, start: int, mark: int, end: int, line_end: int) -> bool:
    """Whether the punctuation `text[mark:end]` closes the sentence that began at `start`."""
    after = text[end:line_end].lstrip()
    if not after:
        return True
    if not _opens(after):
        return False
    # The window is bounded so that a line without spaces stays linear; no abbreviation is longer.
    word = WORD_BEFORE.search(text, max(start, mark - 16), mark + 1)
    if text[mark:end] != "." or word is None:
        return True
    letters = word.group(1)
    if not text[end].isspace() and not letters.islower():
        return False  # "Last.FM"
    if letters.lower() in NUMBERED:
        return not after[0].isdigit()
    if letters.lower() in ABBREVIATIONS:
        return False
    # Initials ("J. Smith") never end a sentence. Dotted letters ("U.S.", "p.m.", "D.C.") end one only before
    # a word that commonly opens a sentence: "in the U.S. The vote" against "the U.S. State Department".
    if len(letters) == 1:
        return letters.islower() and letters != "v"
    return "." not in letters or _commonly_opens(after)


def _opens(after: str) -> bool:
    """Whether a sentence can begin so: not with a small letter, a comma or a closing mark."""
    first = after.lstrip("\"'“‘«([—–-… ")[:1]
    return bool(first) and not first.islower() and first not in ",;:.!?)"


OPENERS = frozenset(
    """
    the a an he she it they we i you this that these those there his her its their our in on at by for from
    with after before when while but and yet so if as although though however meanwhile earlier later since
    under over during both all some many most no not what who why how where asked according
    """.split()
)


def _commonly_opens(after: str) -> bool:
    word = re.match(r"[\"'“‘«(\[]*([^\W\d_]+)", after)
    return word is not None and word.group(1).lower() in OPENERS


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
