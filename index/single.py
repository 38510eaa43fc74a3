"""One article into the index, out of it or back, when nobody named a place to read: what operators do."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from index.article import Article
from index.catalog import Catalog
from index.chunk import chunk
from index.embed import Embedder
from index.headline import keep_headlines
from index.lock import only_writer
from index.publish import CATALOG
from index.raw import RawArticle, Refusal
from index.relate import relate, unrelate
from index.sync import Outcome, read_article

__all__ = ["delete", "put_article", "remove_article", "restore"]


def put_article(raw: RawArticle, catalog: Catalog, embedder: Embedder, *, size: int, overlap: int) -> Outcome:
    """Read an article and store it; what had its id is its earlier version. The caller is the one writer.

    Args:
        raw: as received.
        catalog: where it goes.
        embedder: the one that the index was made with.
        size: most characters of a passage.
        overlap: characters that passages share.
    """
    article = read_article(raw)
    if isinstance(article, Refusal):
        return Outcome(source=raw.source, what="refused", reason=article.reason)
    known = catalog.article(article.id)
    if known is not None and known.version == article.version:
        return Outcome(source=raw.source, what="unchanged", article_id=article.id)
    passages = chunk(article, size=size, overlap=overlap)
    vectors = embedder.embed_passages([passage.text for passage in passages])
    with catalog.writing():
        unrelate(catalog, article.id)
        catalog.put(
            article, passages, vectors, root=raw.root, source=raw.source, fingerprint=_fingerprint(raw, article)
        )
        relate(catalog, article)
    keep_headlines(catalog, embedder, of=article.id)
    what: Literal["added", "updated"] = "updated" if known else "added"
    return Outcome(source=raw.source, what=what, article_id=article.id, passages=len(passages))


def remove_article(article_id: str, catalog: Catalog) -> Outcome:
    """Take an article out of every later answer, in one commit; the versions that were cited stay readable.

    The caller is the one writer.
    """
    with catalog.writing():
        unrelate(catalog, article_id)
        catalog.retire(article_id)
    return Outcome(source=article_id, what="removed", article_id=article_id)


def delete(home: Path, article_id: str) -> Article | None:
    """Take an article out of the index in `home`; gives what it was, or None when it is not there.

    Where it was read from, it is read in again by the next run; remove it there too.

    Raises:
        BusyError: another process writes to it.
        CatalogError: the catalogue is damaged.
    """
    with only_writer(home), closing(Catalog(home / CATALOG)) as catalog:
        article = catalog.article(article_id)
        if article is not None:
            remove_article(article_id, catalog)
        return article


def restore(
    home: Path, article_id: str, version: str, *, embedder: Embedder, size: int, overlap: int
) -> Article | None:
    """Put a version that is no longer live back as it was; None when it was never there. It replaces none that lives.

    Args:
        home: the folder of the index.
        article_id: as it was known.
        version: which of its versions.
        embedder: the one that the index was made with.
        size: most characters of a passage.
        overlap: characters that passages share.

    Raises:
        BusyError: another process writes to it.
        CatalogError: the catalogue is damaged.
    """
    with only_writer(home), closing(Catalog(home / CATALOG)) as catalog:
        article = catalog.article(article_id, version)
        if article is None or catalog.number(article_id) is not None:
            return article
        passages = chunk(article, size=size, overlap=overlap)
        vectors = embedder.embed_passages([passage.text for passage in passages])
        root, source, fingerprint = catalog.origin(article_id, version)
        with catalog.writing():
            catalog.put(article, passages, vectors, root=root, source=source, fingerprint=fingerprint)
            relate(catalog, article)
        keep_headlines(catalog, embedder, of=article_id)
        return article


def _fingerprint(raw: RawArticle, article: Article) -> str:
    """What names this reading; no run over a folder looks for it, because its root is no path."""
    return hashlib.sha256(repr((asdict(raw), article.version)).encode("utf-8", "surrogatepass")).hexdigest()
