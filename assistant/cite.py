"""Citations as HTML: a number to press with its card, and how an article's day and publisher are told. Pure."""

from __future__ import annotations

import hashlib
from datetime import date

from assistant.answer import AnswerJson, CitationJson
from assistant.mark import escape, long_day
from assistant.within import UNKNOWN

__all__ = ["chip", "day", "opening", "origin", "plural", "turn_key"]


def turn_key(answer: AnswerJson) -> str:
    """Eight hexadecimal digits that name a turn by what was asked and answered, so that dropping turns moves none."""
    return hashlib.blake2s(
        f"{answer['question']}\0{answer['answer']}".encode("utf-8", "replace"), digest_size=4
    ).hexdigest()


def chip(citation: CitationJson, turn: str, speaker: str | None) -> str:
    """A number to press, and the card that describes it on hover or focus."""
    n, said_by = citation["n"], f'<b class="speaker">{escape(speaker)}</b>' if speaker else ""
    return (
        f'<span class="cite"> <button type="button" class="chip" data-do="cite" data-turn="{turn}" data-n="{n}" '
        f'aria-label="Quote {n}: open the article" aria-describedby="card-{turn}-{n}">{n}</button>'
        f'<span class="card" role="tooltip" id="card-{turn}-{n}"><span class="from">{origin(citation)}</span>{said_by}'
        f"<q>{escape(citation['quote'])}</q></span></span>"
    )


def opening(citation: CitationJson, turn: str, numbers: str, content: str) -> str:
    """A line of the sources that opens the article at the citation's quote."""
    return (
        f'<button type="button" class="citation" data-do="cite" data-turn="{turn}" data-n="{citation["n"]}">'
        f'<span class="n">{numbers}</span>{content}</button>'
    )


def origin(citation: CitationJson) -> str:
    """Publisher, day and how the day is known."""
    told = "day not known" if citation["published"] is None else f"{day(citation['published'])}, {basis(citation)}"
    return f"{escape(citation['publisher'] or UNKNOWN)} · {told}"


def basis(citation: CitationJson) -> str:
    """How the day of publication is known, in one word."""
    return escape(citation["published_basis"])


def day(iso: str | None) -> str:
    """A day as a newspaper prints it; what is no day, as it is."""
    try:
        return long_day(date.fromisoformat(iso)) if iso else "day not known"
    except ValueError:
        return escape(iso or "")


def plural(number: int, thing: str) -> str:
    """A number with its noun.

    >>> plural(1, "report"), plural(3, "report")
    ('1 report', '3 reports')
    """
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
