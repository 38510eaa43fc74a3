"""Does a text hold these words, and where in an article do they stand. Pure."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["holds", "normalise", "places", "same_words", "words"]

# Typography is the publisher's choice, not the reader's: every quotation mark and dash has one plain form.
MARKS = str.maketrans(dict.fromkeys("‘’‚‛`´′", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-"))
WORD = re.compile(r"\d+(?:[.,:]\d+)*|\w+")
# Two articles may say "he said" without one being a copy of the other; five equal words in a row are a sentence's core.
MIN_COPIED_WORDS = 5


def normalise(text: str) -> str:
    """Fold case, width, white space and typography, so that only the words compare.

    >>> normalise("“Up  1–0”")
    '"up 1-0"'
    """
    return " ".join(unicodedata.normalize("NFKC", text.translate(MARKS)).translate(MARKS).casefold().split())


def holds(text: str, wording: str) -> bool:
    """Whether the wording stands in the text as whole words; a number is never found inside a longer number.

    >>> holds("It rose to 10,500 on April 10.", "april 10"), holds("It rose to 10,500.", "10"), holds("often", "ten")
    (True, False, False)
    """
    wanted = normalise(wording)
    if not wanted:
        return False
    before = r"(?<!\w)(?<!\d[.,])" if wanted[0].isdigit() else r"(?<!\w)"
    after = r"(?!\w)(?![.,]\d)" if wanted[-1].isdigit() else r"(?!\w)"
    return re.search(before + re.escape(wanted) + after, normalise(text)) is not None


def places(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    """Every half-open span where the quote stands in the text, character for character, overlaps included.

    All of them, because the first copy of a repeated sentence is not the only right one.

    >>> places("No. No.", "No.")
    ((0, 3), (4, 7))
    """
    if not quote:
        return ()
    return tuple((found.start(), found.start() + len(quote)) for found in re.finditer(f"(?={re.escape(quote)})", text))


def words(text: str) -> list[str]:
    """The normalised words of a text in order; a number with its separators is one word.

    >>> words("U.S. aid: 1,000.")
    ['u', 's', 'aid', '1,000']
    """
    return WORD.findall(normalise(text))


def same_words(text: str, quote: str) -> bool:
    """Whether the text repeats the quote word for word, as a wire copy does; quotes under five words never count."""
    wanted = words(quote)
    return len(wanted) >= MIN_COPIED_WORDS and f" {' '.join(wanted)} " in f" {' '.join(words(text))} "
