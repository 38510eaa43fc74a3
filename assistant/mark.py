"""An article as HTML with the quotes of one answer marked in it. Pure; every untrusted character passes `escape`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

from assistant.answer import CitationJson
from index.article import Article, Published

__all__ = ["escape", "long_day", "mark_article", "mark_text", "title_button"]

# One paragraph and the line breaks after it, so that the pieces joined are the text.
PARAGRAPH = re.compile(r"\n*[^\n]+\n*|\n+")


def escape(text: str) -> str:
    r"""Text as HTML that reads as that text, in an element or in a quoted attribute.

    A carriage return is written as a reference, because HTML parsers turn a bare one into a line feed and the
    text on the page would no longer be the article's.

    >>> escape('<b a="1">\r')
    '&lt;b a=&quot;1&quot;&gt;&#13;'
    """
    return html.escape(text, quote=True).replace("\r", "&#13;")


def long_day(day: date | None) -> str:
    """A day as a newspaper prints it.

    >>> long_day(date(2025, 4, 8)), long_day(None)
    ('8 April 2025', 'undated')
    """
    return f"{day.day} {day:%B} {day.year}" if day else "undated"


def title_button(article_id: str, title: str) -> str:
    """A title that opens its article when it is pressed."""
    return f'<button type="button" data-do="read" data-id="{escape(article_id)}" dir="auto">{escape(title)}</button>'


def mark_article(
    article: Article,
    citations: Sequence[CitationJson] = (),
    *,
    current: int | None = None,
    copies: Sequence[Article] = (),
    writes: bool = False,
) -> str:
    """The article with each citation that quotes it in `<mark class="quote" data-n="...">`, as HTML.

    A citation whose words no longer stand at its place (the article was read anew since) is not marked; a line says so.

    Args:
        article: what to show.
        citations: of one answer; those of other articles are passed over.
        current: the citation number to stand out.
        copies: articles that carry the same report.
        writes: whether the reader may delete it.
    """
    cited = [citation for citation in citations if citation["article_id"] == article.id]
    quotes = [citation for citation in cited if article.text[citation["start"] : citation["end"]] == citation["quote"]]
    spans = [(citation["start"], citation["end"], citation["n"]) for citation in quotes]
    stale = "" if len(quotes) == len(cited) else '<p class="trouble">This article has changed since it was quoted.</p>'
    language = f' lang="{escape(article.language)}"' if article.language else ""
    title = "" if article.body_start else f'<h2 tabindex="-1" dir="auto">{escape(article.title)}</h2>'
    sent = f'data-do="delete" data-id="{escape(article.id)}"'
    button = f'<button type="button" class="plain" {sent}>Delete this article</button>'
    delete = f'<p class="operate">{button}</p>' if writes else ""
    return (
        f'<article data-id="{escape(article.id)}"{language}>'
        f'<p class="kicker">{escape(article.publisher or "Publisher not known")} '
        f'<span class="day">{long_day(article.published.day)}</span></p>{title}'
        f'<div class="text">{mark_text(article.text, spans, current=current, body_start=article.body_start)}</div>'
        f"{stale}<footer>{_about(article)}{_copies(copies)}{_doubts(article)}{_cuts(article)}{delete}</footer></article>"
    )


def mark_text(
    text: str, spans: Iterable[tuple[int, int, int]], *, current: int | None = None, body_start: int = 0
) -> str:
    """The text as headings and paragraphs, with `(start, end, n)` spans marked; its text content is `text` itself.

    Spans may overlap and cross paragraphs: a mark's `data-n` lists every number that covers it, and the marks of one
    number, joined in order, are that number's words.

    >>> mark_text("One two.", [(0, 3, 1)])
    '<p dir="auto"><mark class="quote" data-n="1">One</mark> two.</p>'
    """
    marks = sorted(spans)
    edges = {0, len(text), body_start} | {edge for start, end, _ in marks for edge in (start, end)}
    blocks = []
    for part, end in pairwise(sorted({0, body_start, len(text)})):
        tag, focus = ("h2", ' tabindex="-1"') if end <= body_start else ("p", "")
        for paragraph in PARAGRAPH.finditer(text, part, end):
            a, b = paragraph.span()
            cuts = sorted({a, b} | {edge for edge in edges if a < edge < b})
            inner = "".join(_piece(text, x, y, marks, current) for x, y in pairwise(cuts))
            blocks.append(f'<{tag}{focus} dir="auto">{inner}</{tag}>')
    return "".join(blocks)


def _piece(text: str, start: int, end: int, marks: Sequence[tuple[int, int, int]], current: int | None) -> str:
    numbers = sorted({n for first, last, n in marks if first <= start and end <= last})
    if not numbers:
        return escape(text[start:end])
    name = "quote current" if current in numbers else "quote"
    return f'<mark class="{name}" data-n="{" ".join(map(str, numbers))}">{escape(text[start:end])}</mark>'


def _about(article: Article) -> str:
    lines = [_dated(article.published)]
    if article.updated:
        lines.append(f"updated {long_day(article.updated)}")
    if article.authors:
        lines.append(f"by {escape(', '.join(article.authors))}")
    if article.credit:
        lines.append(escape(article.credit))
    if article.url:
        lines.append(_link(article.url))
    return f'<p class="about">{" · ".join(lines)}</p>'


def _dated(published: Published) -> str:
    words = f" from “{escape(published.words)}”" if published.words else ""
    if published.basis == "unknown":
        return "Its day of publication is not known"
    return f"Published {long_day(published.day)}, {published.basis}{words if published.basis == 'inferred' else ''}"


def _link(url: str) -> str:
    """A link for a web address, the bare text for anything else (`javascript:`, `file:`, a relative path)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return escape(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return escape(url)
    return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow" target="_blank">{escape(parts.hostname)}</a>'


def _copies(copies: Sequence[Article]) -> str:
    if not copies:
        return ""
    items = "".join(
        f"<li>{title_button(copy.id, copy.title)} "
        f"{escape(copy.publisher or 'publisher not known')}, {long_day(copy.published.day)}</li>"
        for copy in copies
    )
    return f'<p class="about">The same report, counted once with this one:</p><ul class="copies">{items}</ul>'


def _doubts(article: Article) -> str:
    """The dates in the text that cannot be right, each with what is wrong about it."""
    doubts = [
        f"<li>“{escape(article.text[mention.start : mention.end])}”: {escape(mention.doubt)}</li>"
        for mention in article.dates
        if mention.doubt
    ]
    return f'<ul class="doubts">{"".join(doubts)}</ul>' if doubts else ""


def _cuts(article: Article) -> str:
    if not article.cuts:
        return ""
    pieces = "".join(f'<dt>{escape(cut.reason)}</dt><dd dir="auto">{escape(cut.text)}</dd>' for cut in article.cuts)
    count = "1 piece" if len(article.cuts) == 1 else f"{len(article.cuts)} pieces"
    return f'<details class="cuts"><summary>Left out as page furniture: {count}</summary><dl>{pieces}</dl></details>'
