"""The live articles page by page, those of one publisher or of some days alone."""

from __future__ import annotations

from datetime import date

from index.article import Article
from index.catalog import Catalog
from index.row import READ_ARTICLE, article_from, whole

__all__ = ["list_articles"]

WANTED = (
    "WHERE live AND (?1 IS NULL OR publisher = ?1 COLLATE NOCASE) "
    "AND (?2 IS NULL OR published >= ?2) AND (?3 IS NULL OR published <= ?3) "
)


def list_articles(
    catalog: Catalog,
    *,
    publisher: str | None = None,
    after: date | None = None,
    before: date | None = None,
    limit: int,
    offset: int = 0,
) -> tuple[list[Article], int]:
    """A page of the live articles by day of publication, those of unknown day last, and how many there are in all.

    Args:
        catalog: where they are.
        publisher: only articles of this one, whatever its capitals (ASCII).
        after: only articles published on or after this day; those of unknown day are then left out.
        before: only articles published on or before this day; the same.
        limit: at most so many.
        offset: so many come before this page.
    """
    wanted = (publisher, after and after.isoformat(), before and before.isoformat())
    with catalog.reading():
        total = catalog.run(f"SELECT count(*) FROM articles {WANTED}", wanted).fetchone()[0]  # noqa: S608 -- a constant
        rows = catalog.run(
            READ_ARTICLE + WANTED + "ORDER BY published IS NULL, published, id LIMIT ?4 OFFSET ?5",
            (*wanted, limit, offset),
        )
        return [article_from(whole(row)) for row in rows], int(total)
