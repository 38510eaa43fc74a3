"""A raw article -> the article's own text, with what was cut and why. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from index.article import Cut
from index.markdown import read_markdown
from index.page import Page, read_page
from index.raw import RawArticle
from index.shape import CLOSED, is_credit
from index.trim import trim

__all__ = ["Cleaned", "clean"]

# Control characters, surrogates, private use, noncharacters, and what Unicode calls Default_Ignorable_Code_Point
# (DerivedCoreProperties): nothing a reader sees, and a known way to hide words from a reader. Tab and line breaks stay.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Column widths of wrapped plain text: 65 to 80 as a rule; a line that reaches 60 % of the longest was broken by it.
LONGEST_WRAPPED = 100
WRAPPED_FROM = 0.6
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What a reader of the page would call the article.

    `text` has the headline as its first line where there is one, then one paragraph, crosshead or list item a line;
    `body_start` is where the text below the headline begins, 0 without a headline. `cuts` are in page order, what a web
    page prints outside its article last.
    `credit` says whose report it is, `date_line` is the page's own date as printed; both are cut from the text.
    `stated` is the publication time in the page's metadata, ISO 8601.
    """

    title: str | None
    text: str
    body_start: int
    cuts: tuple[Cut, ...]
    authors: tuple[str, ...]
    credit: str | None
    date_line: str | None
    stated: str | None
    publisher: str | None
    url: str | None
    language: str | None


def clean(raw: RawArticle) -> Cleaned:
    """Cut everything but the article's own text; the words that stay keep their characters, normalised to NFC.

    A page in which no article is found gives an empty text. What the container states (a feed, a record, a manifest)
    wins over what the page says. Never raises, whatever the body holds.
    """
    page = _read(raw)
    text, hidden = _visible(page.text)
    title = " ".join(_visible(raw.title or page.title or "")[0].split()) or None
    lines = _paragraphs(text)
    trimmed = trim(lines, title=title)
    cuts = (*trimmed.cuts, *(Cut(text=line, reason="outside the article") for line in page.outside))
    if hidden:
        cuts = (*cuts, Cut(text="", reason=f"{hidden} invisible character{'s' if hidden > 1 else ''}"))
    text, headline = "\n".join(trimmed.lines), trimmed.headline
    return Cleaned(
        title=headline,
        text=text,
        body_start=0 if headline is None else min(len(headline) + 1, len(text)),
        cuts=cuts,
        authors=raw.authors or page.authors or trimmed.authors,
        credit=trimmed.credit or next(filter(is_credit, page.outside), None),
        date_line=trimmed.date_line,
        stated=page.stated,
        publisher=raw.publisher or page.publisher or trimmed.publisher,
        url=raw.url or page.url,
        language=raw.language or page.language,
    )


def _read(raw: RawArticle) -> Page:
    if raw.form == "html":
        return read_page(raw.body)
    return read_markdown(raw.body) if raw.form == "markdown" else Page(text=raw.body)


def _paragraphs(text: str) -> list[str]:
    """One paragraph a line. A text that was wrapped at a column, with blank lines between its paragraphs, is joined."""
    blocks = [[" ".join(line.split()) for line in block.split("\n")] for block in re.split(r"\n\s*\n", text.strip())]
    pairs = [(line, after) for block in blocks for line, after in pairwise(block)]
    longest = max((len(line) for block in blocks for line in block), default=0)
    # Wrapped lines are of like length and break inside sentences; a page's paragraphs are of any length.
    broken = sum(len(line) > WRAPPED_FROM * longest and CLOSED.search(line) is None for line, _ in pairs)
    if len(blocks) == 1 or longest > LONGEST_WRAPPED or broken * 2 <= len(pairs):
        return [line for block in blocks for line in block if line]
    joined = []
    for block in blocks:
        joined.append(block[0])
        for line, after in pairwise(block):
            if len(line) > WRAPPED_FROM * longest:
                joined[-1] += f" {after}"
            else:
                joined.append(after)
    return [line for line in joined if line]


def _visible(text: str) -> tuple[str, int]:
    """The text in NFC without what a reader cannot see, with plain blanks and line breaks, and how much was hidden."""
    shown, hidden = INVISIBLE.subn("", BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", shown), hidden
