"""A web page or a piece of one -> its article, a paragraph a line; door to trafilatura, htmldate, lxml."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.stamp import parse_stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Page", "read_page"]

# The elements that begin a line of their own, in HTML and in the tree that trafilatura makes of it.
BLOCKS = frozenset(
    """
    address article aside blockquote body br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header
    hr li main ol p pre section table ul head lb list quote
    """.split()
)
ITEMS = frozenset({"li", "item", "tr", "row"})
CELLS = frozenset({"td", "th", "cell"})
SILENT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "svg", "form", "button", "select", "head", "title"}
)
# Words that a browser does not show are a known way to speak to machines behind a reader's back. A whole page may be
# hidden until its script has run, so body itself does not count.
UNSEEN = re.compile(r"display:none|visibility:hidden|(?:opacity|font-size):0(?![.\d]*[1-9])")
# Below so many characters trafilatura takes its first find for a failure and falls back to a find without paragraphs;
# its own 250 is more than a news brief has.
SHORTEST = "100"
SHORT = 20
STAMP = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
STATED = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='date' or @name='pubdate'"
    " or @name='publish-date' or @name='DC.date.issued']/@content | //time[@itemprop='datePublished']/@datetime"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds of an article, and what its metadata states. `stated` is ISO 8601, with the hour if known.

    `outside` is every other line that a reader of the page sees, in page order, and then what the page hides.
    """

    text: str
    outside: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    stated: str | None = None


def read_page(html: str) -> Page:
    """The article of a page without its menus and comments; the whole of a piece that has no html or body element.

    A page in which nothing is found, or which cannot be parsed, gives an empty text. List items and table rows open
    with a bullet, as a reader of the page sees them.
    """
    if re.search(r"<(?:!doctype|html|body)\b", html, re.IGNORECASE) is None:
        return Page(text=_read_piece(html))
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG, Document

    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = SHORTEST
    try:
        tree = trafilatura.load_html(html)
        if tree is None:
            return Page(text="")
        stated, language = _stated(tree), tree.get("lang")
        unseen = _drop_unseen(tree)
        whole = _lines(_audible(deepcopy(tree)))
        found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True, config=config)
    except Exception:  # noqa: BLE001 - the door: a page that breaks the parser holds no article
        return Page(text="")
    if not isinstance(found, Document) or found.body is None:
        return Page(text="")
    text, title = _lines(found.body), found.title
    printed = {_words(line) for line in (*text.split("\n"), title or "")}
    joined = _words(text)  # trafilatura may join lines; a short one ("News") would be found in any long text

    def is_inside(line: str) -> bool:
        return line in printed or (len(line) > SHORT and line in joined)

    return Page(
        text=text,
        outside=(*(line.strip() for line in whole.split("\n") if not is_inside(_words(line))), *unseen),
        title=title,
        publisher=found.sitename,
        url=found.url if str(found.url).startswith(("http://", "https://")) else None,
        language=language or found.language,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        stated=stated,
    )


def _words(line: str) -> str:
    return "".join(line.replace("•", "").split())


def _drop_unseen(tree: HtmlElement) -> list[str]:
    """Remove what the page's own markup hides from a reader; give the words that were in it."""
    unseen = [
        element
        for element in tree.iterdescendants()
        if element.tag != "body"
        and (element.get("hidden") is not None or UNSEEN.search("".join(element.get("style", "").lower().split())))
    ]
    words = [" ".join(str(element.text_content()).split()) for element in unseen]
    for element in unseen:
        element.drop_tree()
    return list(filter(None, words))


def _read_piece(html: str) -> str:
    from lxml.etree import LxmlError
    from lxml.html import fragment_fromstring

    try:
        piece = fragment_fromstring(html, create_parent="div")
        _drop_unseen(piece)
        return _lines(_audible(piece))
    except (LxmlError, ValueError, RecursionError):
        return ""


def _audible(tree: HtmlElement) -> HtmlElement:
    from lxml.etree import strip_elements

    strip_elements(tree, *SILENT, with_tail=False)
    return tree


def _lines(tree: HtmlElement) -> str:
    """The words below an element, with a line break around each block and a bullet before each item."""
    for element in tree.iter():
        if not isinstance(element.tag, str):  # a comment or a processing instruction says nothing to a reader
            element.text = ""
            continue
        if element.tag not in {"pre", "code"}:  # a line break in the source is a blank on the page
            element.text = re.sub(r"\s+", " ", element.text or "")
        tail = re.sub(r"\s+", " ", element.tail or "")
        if element.tag in ITEMS:
            element.text = f"\n• {element.text or ''}"
        elif element.tag in BLOCKS:
            element.text = f"\n{element.text or ''}"
        if element.tag in CELLS and element.getnext() is not None:
            tail = f", {tail.lstrip()}"
        element.tail = f"\n{tail}" if element.tag in BLOCKS or element.tag in ITEMS else tail
    text = "".join(str(part) for part in tree.itertext())
    return re.sub(r"•\s*\n\s*(?:•\s*\n\s*)*", "• ", text)


def _stated(tree: HtmlElement) -> str | None:
    """When the page's metadata says it was first published: the day as htmldate finds it, with the hour if stated.

    Running text is not searched: a day found there is inferred, not stated. The clock plays no part.
    """
    from htmldate import find_date

    day = find_date(tree, extensive_search=False, original_date=True, max_date="2100-01-01")
    if day is None:
        return None
    scripts = "\n".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    for words in [*STAMP.findall(scripts), *tree.xpath(STATED)]:
        stamp = parse_stamp(words)
        if stamp is not None and stamp.at is not None and stamp.at.date().isoformat() == day:
            return stamp.at.isoformat()
    return str(day)
