"""Who printed an article: the outlet's name as keys, equal for every way of writing it. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from index.article import Article
from index.words import words

__all__ = ["host", "outlet"]


def outlet(article: Article) -> str:
    """The publisher's name, or the host of the address where none is known; empty when neither is."""
    name = article.publisher or host(article.url)
    return " ".join(w.key for w in words(name.removeprefix("www.")) if w.key != "the")


def host(url: str | None) -> str:
    """The host of an address; empty for what is none, such as "http://[x"."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
