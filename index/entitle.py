"""Which of the lines above an article is its headline, and no outlet's name, slogan or section. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from index.masthead import masthead
from index.shape import is_open, is_short, stems, words_of

__all__ = ["entitle", "entitled"]

# Shorter lines above an article name a section or a place, unless there is none but them.
HEADLINE = 4
# The headline is the first line above the article whose wording the first paragraphs take up; at least this well,
# against the line that they take up best.
LIKELY = 0.4
# What stands above the date, with another such line below it, is mostly a name or a slogan: it must come so near it.
ABOVE_DATE = 0.8
# "Your town, your paper", "The lake's own paper since 1911", between an outlet's name and the date.
SLOGAN = re.compile(r"\byour\b|\b(?:since|est\.?|established|founded(?: in)?) 1[5-9]\d\d\b", re.IGNORECASE)
# A list's item and what stands before a lead ("CNN —") are no headlines.
PREFIX = re.compile(r"^[•▪◦‣·*–—-] |\s[–—-]+$")


def entitled(lines: Sequence[str], places: Sequence[int], title: str | None) -> int | None:
    """Which of the lines at these places is the title, word for word; None where none is or no title is known."""
    wanted = words_of((title or "").lower())
    return next((n for n in places if wanted and words_of(lines[n].lower()) == wanted), None)


def entitle(
    lines: Sequence[str], above: Sequence[int], *, lead: Collection[str], dated: int | None, title: str | None
) -> int | None:
    """The first line above the article that its lead takes up well; None where none can be a headline.

    Args:
        lines: the page's.
        above: the places of those that stand above the article's first sentence and are not cut.
        lead: the stems of the first paragraphs.
        dated: the place of the line that says the day; None where none does.
        title: what the page's container states; then no line counts that shares nothing with it or with the lead.
    """
    heads = (n for n in above if is_open(lines[n]) or not is_short(lines[n]))  # "Your town. Your paper."
    places = [n for n in takewhile(lambda n: is_open(lines[n]), heads) if not PREFIX.search(lines[n])]
    if title is not None:
        places = [n for n in places if _share(lines[n], lead) or stems(lines[n]) & stems(title)]
    day = len(lines) if dated is None else dated
    named = [n for n in places if masthead(lines[n]) is None and not (n < day < places[-1] and SLOGAN.search(lines[n]))]
    long = [n for n in named if len(words_of(lines[n])) >= HEADLINE]
    shares = {n: _share(lines[n], lead) for n in long or named or places}
    below = max((share for n, share in shares.items() if n > day), default=0.0)
    least = LIKELY * max(shares.values(), default=0.0)
    likely = (n for n, share in shares.items() if share >= max(least, (n < day) * ABOVE_DATE * below))
    return next(likely, None)


def _share(line: str, lead: Collection[str]) -> float:
    """How much of a line's wording the first paragraphs take up: much of a headline's, little of a slogan's."""
    mine = stems(line)
    return len(mine.intersection(lead)) / len(mine) if mine else 0.0
