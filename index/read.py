"""One article as received -> the article: cleaned, dated, versioned. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from index.article import Article
from index.clean import clean
from index.date import infer_published
from index.mention import find_dates, tensed_wordings
from index.raw import RawArticle, Refusal

__all__ = ["read_article"]

MOST_TEXT = 1_000_000  # characters; the longest news features have 100,000, and words take 30 times their text's memory


def read_article(raw: RawArticle) -> Article | Refusal:
    """One article as received -> the article: cleaned, dated, versioned; or why there is none in it."""
    cleaned = clean(raw)
    if not cleaned.text.strip():
        return Refusal(source=raw.source, reason="no article text was found in it; check that it is an article")
    if len(cleaned.text) > MOST_TEXT:
        reason = f"has {len(cleaned.text):,} characters; no news article has more than {MOST_TEXT:,}, so split it"
        return Refusal(source=raw.source, reason=reason)
    tensed = tensed_wordings(cleaned.text)
    published = raw.published or infer_published(
        cleaned.text, stated=cleaned.stated, date_line=cleaned.date_line, tensed=tensed
    )
    dates = find_dates(cleaned.text, published=published, tensed=tensed)
    seen = [cleaned.title, cleaned.text, raw.publisher or cleaned.publisher, raw.url or cleaned.url, asdict(published)]
    return Article(
        id=raw.id,
        version=hashlib.sha256(repr(seen).encode()).hexdigest()[:16],
        title=cleaned.title or _opening(cleaned.text),
        text=cleaned.text,
        published=published,
        body_start=cleaned.body_start,
        publisher=raw.publisher or cleaned.publisher,
        url=raw.url or cleaned.url,
        language=raw.language or cleaned.language,
        authors=cleaned.authors or raw.authors,
        credit=cleaned.credit,
        updated=raw.updated,
        dates=dates,
        cuts=cleaned.cuts,
    )


def _opening(text: str, *, most: int = 80) -> str:
    """The first words of a text that has no headline, to be called by."""
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
