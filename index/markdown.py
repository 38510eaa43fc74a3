"""Markdown -> plain words: marks removed, links to their words, images dropped; door to markdown-it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.page import Page, read_page

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
FIELD = re.compile(r"([A-Za-z_-]+):[ \t]*(.*)")


def read_markdown(text: str) -> Page:
    """The words of a Markdown text, a block a line, and what its front matter states.

    Front matter is read as "key: value" lines between two lines of "---": title, author, authors, date, publisher,
    site, url, language, lang. The first heading of the first level is the title where front matter gives none.
    """
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n")
    front = FRONT.match(text)
    stated = _fields(front[1]) if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    lines, title = [], stated.get("title")
    for place, token in enumerate(tokens):
        words = _words(token)
        if token.type == "inline" and tokens[place - 1].tag == "h1":
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
    shown = {"softbreak": " ", "hardbreak": "\n"}
    words = (
        shown.get(child.type, child.content)
        for child in token.children or ()
        if child.type in {*shown, "text", "code_inline"}
    )
    return "".join(words)
