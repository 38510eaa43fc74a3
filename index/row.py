"""Rows of the catalogue: an article as a row and back without losing a field, and how a row is read whole. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from index.article import Article, Cut, DateMention, Published
from index.database import MEND, CatalogError

__all__ = [
    "ALTERED", "READ_ARTICLE", "READ_HEADLINE", "READ_PASSAGE", "READ_VECTOR", "RESEAL",
    "article_from", "details_of", "whole",
]  # fmt: skip

# Made of constants only: what a row's seal must be, and statements that read rows together with whether it is so.
ARTICLE_SEAL = (
    "seal(a.n, a.id, a.version, a.live, a.superseded_by, a.root, a.source, a.fingerprint, a.title, a.text, "
    "a.published, a.publisher, a.url, a.passages, a.details)"
)
PASSAGE_SEAL = 'seal(p.n, p.id, p.article_id, p.version, p.start, p."end", p.vector)'
WHOLE_ARTICLE, WHOLE_PASSAGE = f"a.seal = {ARTICLE_SEAL}", f"p.seal = {PASSAGE_SEAL}"
OF_ITS_ARTICLE = "articles a ON a.id = p.article_id AND a.version = p.version "
RESEAL = f"UPDATE articles AS a SET seal = {ARTICLE_SEAL} WHERE id = ?"  # noqa: S608
READ_ARTICLE = f"SELECT a.*, {WHOLE_ARTICLE} AS whole FROM articles a "  # noqa: S608
READ_VECTOR = f"SELECT p.*, {WHOLE_PASSAGE} AS whole FROM passages p "  # noqa: S608
READ_HEADLINE = "SELECT h.*, h.title AS id, h.seal = seal(h.title, h.vector) AS whole FROM headlines h "
READ_PASSAGE = (
    f'SELECT p.id, p.article_id, p.version, p.start, p."end", a.text, {WHOLE_ARTICLE} AND {WHOLE_PASSAGE} AS whole '  # noqa: S608
    f"FROM passages p JOIN {OF_ITS_ARTICLE}"
)
# Each counts the rows of one table that are not as they were written, or belong to nothing.
ALTERED = (
    f"SELECT count(*) FROM articles a WHERE NOT {WHOLE_ARTICLE}",  # noqa: S608
    f"SELECT count(*) FROM passages p LEFT JOIN {OF_ITS_ARTICLE} WHERE a.live IS NOT 1 OR NOT {WHOLE_PASSAGE}",  # noqa: S608
)


Row = TypeVar("Row", bound=Mapping[str, Any])


def details_of(article: Article) -> str:
    """The fields that have no column of their own, as JSON."""
    return json.dumps(
        {
            "published": {
                "day": article.published.day,
                "basis": article.published.basis,
                "words": article.published.words,
                "at": article.published.at,
            },
            "body_start": article.body_start,
            "url": article.url,
            "language": article.language,
            "authors": article.authors,
            "credit": article.credit,
            "updated": article.updated,
            "dates": [[d.start, d.end, d.first, d.last, d.doubt] for d in article.dates],
            "cuts": [[c.text, c.reason] for c in article.cuts],
        },
        ensure_ascii=False,
        default=lambda day: day.isoformat(),
    )


def article_from(row: Mapping[str, Any]) -> Article:
    """The article of a row with the columns id, version, title, text, publisher and details."""
    more = json.loads(row["details"])
    day, hour = more["published"]["day"], more["published"]["at"]
    return Article(
        id=row["id"],
        version=row["version"],
        title=row["title"],
        text=row["text"],
        publisher=row["publisher"],
        published=Published(
            day=_day(day),
            basis=more["published"]["basis"],
            words=more["published"]["words"],
            at=datetime.fromisoformat(hour) if hour else None,
        ),
        body_start=more["body_start"],
        url=more["url"],
        language=more["language"],
        authors=tuple(more["authors"]),
        credit=more["credit"],
        updated=_day(more["updated"]),
        dates=tuple(
            DateMention(start=a, end=b, first=date.fromisoformat(first), last=date.fromisoformat(last), doubt=doubt)
            for a, b, first, last, doubt in more["dates"]
        ),
        cuts=tuple(Cut(text=text, reason=reason) for text, reason in more["cuts"]),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def whole(row: Row) -> Row:
    """The row, when its seal says that it is as it was written.

    Raises:
        CatalogError: it is not.
    """
    if not row["whole"]:
        raise CatalogError(f"a row of the catalogue was altered ({row['id']}); {MEND}")
    return row
