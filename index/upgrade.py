"""An index that an earlier Dateline made -> one of this schema, without embedding anything."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from index.catalog import Catalog
from index.database import SCHEMA

__all__ = ["upgrade"]

TOLD = "CREATE INDEX articles_told ON articles (id, published, publisher, title) WHERE live"
HEADLINES = (  # filled by the next run
    "CREATE TABLE headlines (\n"
    "  n INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL UNIQUE, vector BLOB NOT NULL, seal BLOB NOT NULL\n)"
)
# By the schema of the file: what makes it one of this schema.
CHANGES = {
    "2": ("DROP TABLE article_words", TOLD, HEADLINES),  # the words of whole articles, which no ranking reads any more
    "3": ("DROP INDEX IF EXISTS articles_told", TOLD, HEADLINES),
}


def upgrade(path: Path) -> None:
    """Bring a catalogue of an older schema to this one, in one commit; any other is left as it is.

    The caller is the one writer. A process that has the index open goes on reading it.

    Raises:
        NoIndexError: there is no catalogue.
        CatalogError: it is damaged; nothing was changed.
    """
    with closing(Catalog(path, checked=False)) as catalog:
        changes = CHANGES.get(catalog.meta().get("schema", ""))
        if changes is not None:
            catalog.check()
            with catalog.writing():
                for change in changes:
                    catalog.run(change)
                catalog.set_meta("schema", SCHEMA)
