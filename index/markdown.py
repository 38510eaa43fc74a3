"""Markdown -> plain words: marks removed, links to their words, images dropped; door to markdown-it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.masthead import masthead
from index.page import Page, read_page
from index.shape import is_sentence

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
FIELD = re.compile(r"([A-Za-z_-]+):[ \t]*(.*)")
HEADINGS = frozenset({"h1", "h2", "h3"})


def read_markdown(text: str) -> Page:
    """The words of a Markdown text, a block a line, and what its front matter states.

    Front matter is read as "key: value" lines between two lines of "---": title, author, authors, date, publisher,
    site, url, language, lang. The first heading of the first level is the title where front matter gives none, but not
    where it names an outlet, or where a date or a menu stands between it and a second heading above the text.
    """
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n")
    front = FRONT.match(text)
    stated = _fields(front[1]) if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    lines, title = [], stated.get("title")
    for place, token in enumerate(tokens):
        words = _words(token)
        if token.type == "inline" and tokens[place - 1].tag == "h1" and not _heads_page(tokens, place, words):
            title = title or words
        lines.append(_mark(tokens, place) + words)
    names = stated.get("authors") or stated.get("author") or ""
    return Page(
        text="".join(lines),
        title=title,
        publisher=stated.get("publisher") or stated.get("site"),
        url=stated.get("url"),
        language=stated.get("language") or stated.get("lang"),
        authors=tuple(name for part in re.split(r"[,;\[\]]", names) if (name := part.strip(" \"'"))),
        stated=stated.get("date") or stated.get("published"),
    )


def _heads_page(tokens: list[Token], place: int, words: str) -> bool:
    """Whether the first heading is the page's: the headline is another, below it and what stands between."""
    between = 0
    for n, token in enumerate(tokens[place + 1 :], place + 1):
        if token.type == "inline" and tokens[n - 1].tag in HEADINGS:
            return between > 0 or masthead(words) is not None
        if token.type == "inline":
            between += 1
            if is_sentence(_words(token)):
                return False
    return False


def _fields(front: str) -> dict[str, str]:
    found = (FIELD.fullmatch(line.strip()) for line in front.split("\n"))
    fields = ((match[1].lower(), match[2].strip().strip("\"'").strip()) for match in found if match)
    return {key: value for key, value in fields if value}


def _mark(tokens: list[Token], place: int) -> str:
    """What a reader sees before a block: a new line, a bullet or the item's number, a comma between cells."""
    token = tokens[place]
    if token.type == "list_item_open":
        return f"\n{token.info}. " if token.info else "\n• "
    if token.type == "tr_open":
        return "\n• "
    if token.type in {"th_open", "td_open"}:
        return "" if tokens[place - 1].type == "tr_open" else ", "
    first_in_item = token.type == "paragraph_open" and tokens[place - 1].type == "list_item_open"
    return "\n" if token.block and token.nesting == 1 and not first_in_item else ""


def _words(token: Token) -> str:
    if token.type == "html_block":
        return "\n" + read_page(token.content).text + "\n"
    if token.type in {"fence", "code_block"}:
        return "\n" + token.content
    words = ""
    for child in token.children or ():
        if child.type == "softbreak":  # an outlet's name stands alone, whatever menu follows it
            words += "\n" if masthead(words) is not None else " "
        elif child.type in {"hardbreak", "text", "code_inline"}:
            words += "\n" if child.type == "hardbreak" else child.content
    return words
