"""An index that an earlier Dateline made -> one of this schema, without embedding anything."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from index.catalog import Catalog
from index.database import SCHEMA

__all__ = ["upgrade"]

# By the schema of the file: what makes it one of this schema.
CHANGES = {
    "2": (
        "DROP TABLE article_words",  # the words of whole articles, which no ranking reads any more
        "CREATE INDEX articles_told ON articles (id, published, publisher) WHERE live",
    ),
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
