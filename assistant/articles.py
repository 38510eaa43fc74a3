"""What is kept, told to a person: the articles, one article, and what a look at everything found."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from assistant.settings import Settings
from index.article import Article
from index.carried import EmbeddingError
from index.catalog import Catalog
from index.database import CatalogError
from index.doctor import Finding, examine
from index.embed import EMBEDDED, open_embedder
from index.publish import CATALOG
from index.repair import Repaired
from index.select import open_selector

__all__ = ["findings", "list_articles", "show_article", "tell_finding", "tell_repaired"]

ANSWER_S = 5.0  # how long an endpoint may take to accept a connection
SIGNS = {True: "ok", False: "BAD", None: "--"}


def list_articles(settings: Settings) -> Iterator[str]:
    """Two lines an article, by day of publication: what it is known by, and its headline."""
    catalog = Catalog(settings.home / CATALOG)
    copies = catalog.copies()
    for article in catalog.articles():
        yield f"{article.id}  {'  '.join(_facts(article, catalog, copies))}"
        yield f"    {article.title}"
    articles, passages = catalog.count()
    yield f"{articles} articles in {passages} passages"


def show_article(settings: Settings, article_id: str) -> Iterator[str]:
    """All that is known of an article, what was cut from its page and why, and its text.

    Raises:
        CatalogError: there is no such article.
    """
    catalog = Catalog(settings.home / CATALOG)
    article = catalog.article(article_id)
    if article is None:
        raise CatalogError(f"there is no article {article_id!r}; `dateline articles` lists those there are")
    yield article.title
    yield from _facts(article, catalog, catalog.copies())
    if article.published.words:
        yield f"date read in: {article.published.words}"
    for name, value in (
        ("version", article.version), ("address", article.url), ("authors", ", ".join(article.authors)),
        ("credit", article.credit), ("language", article.language), ("updated", article.updated),
    ):  # fmt: skip
        if value:
            yield f"{name}: {value}"
    for mention in article.dates:
        span = str(mention.first) if mention.first == mention.last else f"{mention.first} to {mention.last}"
        doubt = f" ({mention.doubt})" if mention.doubt else ""
        yield f"“{article.text[mention.start : mention.end]}” is {span}{doubt}"
    for cut in article.cuts:
        yield f"cut, {cut.reason}: {cut.text}"
    yield ""
    yield article.text


def findings(settings: Settings) -> Iterator[Finding]:
    """What a look at everything found: the index, the model's files, and the endpoint where one is set."""
    made_with = {
        "embedding": settings.embedding,
        "chunk_size": str(settings.chunk_size),
        "chunk_overlap": str(settings.chunk_overlap),
    }
    yield from examine(settings.home, made_with=made_with, vectors=settings.vectors)
    if settings.embedding == EMBEDDED:
        yield _loads("model", "embedding model", open_embedder)
    yield _loads("reader", "reader", open_selector)
    yield _endpoint(settings)


def _loads(what: str, name: str, load: Callable[..., object]) -> Finding:
    try:
        load(threads=1)
    except EmbeddingError as error:
        return Finding(what=what, ok=False, told=str(error))
    return Finding(what=what, ok=True, told=f"the {name}'s files are the pinned ones, and load")


def tell_finding(finding: Finding) -> str:
    """One line: whether it is well, what was looked at, what was found."""
    return f"{SIGNS[finding.ok]:<4}{finding.what}: {finding.told}"


def tell_repaired(done: Repaired) -> Iterator[str]:
    """What was mended, and what could not be."""
    if not done.catalog:
        yield "The vector store was built again from the catalogue."
        return
    yield f"The catalogue and the vector store were made anew; {done.articles} articles were kept."
    if done.lost or done.unreadable:
        named = f": {', '.join(done.lost)}" if done.lost else ""
        yield f"{len(done.lost) + done.unreadable} articles or passages could not be mended{named}."
        yield "Run `dateline index` on the places of your articles; it reads in again what is missing."


def _facts(article: Article, catalog: Catalog, copies: dict[str, str]) -> list[str]:
    published = f"{article.published.day} ({article.published.basis})" if article.published.day else "date unknown"
    passages = len(catalog.live_passages([article.id]))
    facts = [published, article.publisher or "publisher unknown", f"{passages} passage{'s' if passages != 1 else ''}"]
    first = copies.get(article.id)
    if first == article.id:
        also = sorted(id_ for id_, of in copies.items() if of == first and id_ != first)
        facts.append(f"also printed as {', '.join(also)}")
    elif first:
        facts.append(f"copy of {first}")
    return facts


def _endpoint(settings: Settings) -> Finding:
    """Whether somebody listens at the endpoint; nothing is asked there, and no key is sent."""
    if settings.openai_base_url is None:
        told = "none is set; the embedded reader answers" if settings.model is None else "the model's own"
        return Finding(what="endpoint", ok=True, told=told)
    place = urlsplit(settings.openai_base_url)
    port = place.port or {"http": 80, "https": 443}[place.scheme]
    try:
        socket.create_connection((place.hostname or "", port), timeout=ANSWER_S).close()
    except OSError as error:
        told = f"nobody answers at {place.hostname} port {port} ({error}); start it, or set another OPENAI_BASE_URL"
        return Finding(what="endpoint", ok=False, told=told)
    return Finding(what="endpoint", ok=True, told=f"somebody answers at {place.hostname} port {port}")
