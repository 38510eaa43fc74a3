"""A web page or a piece of one -> its article, a paragraph a line; door to trafilatura, htmldate, lxml."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.shape import is_name
from index.stamp import parse_stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

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
ASIDE = ("figure", "aside", "nav", "footer")
# Between a headline and its article stand a byline, a date, a summary; more lines than these are another article's.
LONGEST_HEAD = 15
# Below so many characters trafilatura takes its first find for a failure and falls back to a find without paragraphs;
# its own 250 is more than a news brief has.
SHORTEST = "100"
SHORT = 20
LONG = 40  # characters of a paragraph that tells something
ENOUGH = 0.7  # of the main part's paragraphs
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
    from lxml.etree import strip_elements
    from trafilatura import load_html

    try:
        tree = load_html(html)
        if tree is None:
            return Page(text="")
        stated, language = _stated(tree), tree.get("lang")
        unseen = _drop_unseen(tree)
        audible = _audible(deepcopy(tree))
        whole = _told(deepcopy(audible))
        strip_elements(audible, *ASIDE, with_tail=False)
        plain = _told(audible)
        found = _extract(tree)
    except Exception:  # noqa: BLE001 - the door: a page that breaks the parser holds no article
        return Page(text="")
    if found is None:
        return Page(text="")
    text, title = _lines(found.body), found.title
    text = "\n".join([*_head(plain, text, title or ""), text])
    printed = {_words(line) for line in (*text.split("\n"), title or "")}
    joined = _words(text)  # trafilatura may join lines; a short one ("News") would be found in any long text

    def is_inside(line: str) -> bool:
        return line in printed or (len(line) > SHORT and line in joined)

    return Page(
        text=text,
        outside=(*(line for line in whole if not is_inside(_words(line))), *unseen),
        title=title,
        publisher=found.sitename,
        url=found.url if str(found.url).startswith(("http://", "https://")) else None,
        language=language or found.language,
        authors=_names(found.author or ""),
        stated=stated,
    )


def _extract(tree: HtmlElement) -> Document | None:
    """What trafilatura takes for the article.

    Of several like parts, as a live blog has, it may take the first alone. Where it lacks paragraphs of what the page
    itself marks as its main part, it is asked for all it can find.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG, Document

    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = SHORTEST
    main = tree.xpath("//main") or tree.xpath("//article")
    told = [_words(str(one.text_content())) for one in main[0].iter("p")] if len(main) == 1 else []
    told = [words for words in told if len(words) > LONG]
    best, most = None, -1
    for everything in (False, True):
        found = bare_extraction(
            deepcopy(tree), include_comments=False, with_metadata=True, config=config, favor_recall=everything
        )
        if not isinstance(found, Document) or found.body is None:
            continue
        text = _words(_lines(deepcopy(found.body)))
        inside = sum(words in text for words in told)
        if inside > most:
            best, most = found, inside
        if inside >= ENOUGH * len(told):
            break
    return best


def _head(page: list[str], text: str, title: str) -> list[str]:
    """What the page prints from its headline down to the text that was found, where that lacks the headline.

    trafilatura takes the element that holds most of the paragraphs, and so loses a summary above them.
    """
    inside = {_words(line) for line in text.split("\n") if len(line) > SHORT}
    first = next((n for n, line in enumerate(page) if _words(line) in inside), 0)
    places = [n for n, line in enumerate(page[:first]) if _words(line) == _words(title)]
    if not places or _words(title) in inside or first - places[-1] > LONGEST_HEAD:
        return []
    return page[places[-1] : first]


def _names(authors: str) -> tuple[str, ...]:
    """The people of a page's metadata; none where it is no list of names."""
    names = tuple(name.strip() for name in authors.split(";") if name.strip())
    return names if all(is_name(name) or name.isalnum() for name in names) else ()


def _told(tree: HtmlElement) -> list[str]:
    return [line.strip() for line in _lines(tree).split("\n") if line.strip()]


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
