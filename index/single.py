"""One article into the index or out of it, when nobody named a place to read: the index line for operators."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Literal

from index.article import Article
from index.catalog import Catalog
from index.chunk import chunk
from index.embed import Embedder
from index.raw import RawArticle, Refusal
from index.relate import relate, unrelate
from index.sync import Outcome, read_article

__all__ = ["put_article", "remove_article"]


def put_article(raw: RawArticle, catalog: Catalog, embedder: Embedder, *, size: int, overlap: int) -> Outcome:
    """Read an article and store it in one commit; what had its id is its earlier version. The caller is the one writer.

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
    what: Literal["added", "updated"] = "updated" if known else "added"
    return Outcome(source=raw.source, what=what, article_id=article.id, passages=len(passages))


def remove_article(article_id: str, catalog: Catalog) -> Outcome:
    """Take an article out of every later answer; the versions that were cited stay readable."""
    with catalog.writing():
        unrelate(catalog, article_id)
        catalog.retire(article_id)
    return Outcome(source=article_id, what="removed", article_id=article_id)


def _fingerprint(raw: RawArticle, article: Article) -> str:
    """What names this reading; no run over a folder looks for it, because its root is no path."""
    return hashlib.sha256(repr((asdict(raw), article.version)).encode("utf-8", "surrogatepass")).hexdigest()
