"""Cut an article into overlapping passages of whole sentences, with exact offsets. Pure."""

from __future__ import annotations

from index.article import Article, Passage
from index.split import split

__all__ = ["chunk"]


def chunk(article: Article, *, size: int, overlap: int) -> list[Passage]:
    """Windows of whole sentences, in order, that together hold every sentence of the article.

    Offsets are carried through the cut and never searched for, so a repeated sentence keeps its own place.
    A sentence longer than `size` is cut at white space, as near to `size` as there is any.

    Args:
        article: its `text` is cut; the headline is part of it.
        size: most characters of a passage.
        overlap: characters that a passage may repeat from the end of the one before; below `size`.

    Returns:
        Passages with rising starts and rising ends; empty for a text without words.

    Raises:
        ValueError: `overlap` is not in [0, size).
    """
    if not 0 <= overlap < size:
        raise ValueError(f"overlap {overlap} must be at least 0 and below size {size}")
    pieces = [piece for span in split(article.text) for piece in _bounded(article.text, *span, size)]
    windows: list[tuple[int, int]] = []
    first = 0
    for i, (_, end) in enumerate(pieces):
        full = i + 1 == len(pieces) or pieces[i + 1][1] - pieces[first][0] > size
        if not full:
            continue
        windows.append((pieces[first][0], end))
        first = _next_first(pieces, first, i, overlap, size)
    return [Passage.cut(article, start, end) for start, end in windows]


def _next_first(pieces: list[tuple[int, int]], first: int, last: int, overlap: int, size: int) -> int:
    """The piece the next window begins with: as far back as `overlap` allows, and always past `first`."""
    if last + 1 == len(pieces):
        return last + 1
    back = last + 1
    while back - 1 > first and pieces[last][1] - pieces[back - 1][0] <= overlap:
        if pieces[last + 1][1] - pieces[back - 1][0] > size:
            break
        back -= 1
    return back


def _bounded(text: str, start: int, end: int, size: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    while end - start > size:
        blank = text.rfind(" ", start + 1, start + size)
        cut = blank if blank > start else start + size
        pieces.append((start, cut))
        start = cut + 1 if text[cut] == " " else cut
    if start < end:
        pieces.append((start, end))
    return pieces
