"""Mend an index without embedding anything: what is whole in the catalogue is kept, all that follows is made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.catalog import Catalog
from index.database import CatalogError, IndexMismatchError, NoIndexError
from index.headline import read_headlines
from index.lock import only_writer
from index.publish import CATALOG, EMBEDDED, open_store, publish
from index.relate import relate
from index.row import READ_ARTICLE, READ_HEADLINE, READ_VECTOR, article_from
from index.upgrade import upgrade

__all__ = ["Repaired", "repair"]

MENDED = "mended.db"  # the new catalogue, until it takes the place of the old one
SETTINGS = ("embedding", "chunk_size", "chunk_overlap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What `repair` did: live articles kept; those whose passages were lost; rows that could not be read at all."""

    articles: int
    catalog: bool  # whether the catalogue itself had to be made anew
    lost: tuple[str, ...] = ()
    unreadable: int = 0


def repair(home: Path, *, vectors: str = EMBEDDED) -> Repaired:
    """Make the vector store anew from the catalogue, and the catalogue from its whole rows when it is damaged.

    An article that lost a passage is no longer live, and is read in again by the next `dateline index` of its place.

    Raises:
        BusyError: another process writes to it.
        NoIndexError: there is no catalogue.
        IndexMismatchError: a later Dateline made it.
        CatalogError: nothing in it can be read any more.
    """
    path, store = home / CATALOG, open_store(vectors, home)
    with only_writer(home):
        result = None
        try:
            upgrade(path)
            with closing(Catalog(path)) as catalog:
                catalog.check_words()
                read_headlines(catalog, (one.id for one in catalog.articles()))
        except (NoIndexError, IndexMismatchError):
            raise
        except CatalogError:
            result = _mend(path)
        with closing(Catalog(path)) as catalog:
            publish(catalog, store, anyhow=True)
            return result or Repaired(articles=catalog.count()[0], catalog=False)


def _mend(path: Path) -> Repaired:
    """Put in the catalogue's place a new one, made from the rows whose seals hold."""
    new = path.with_name(MENDED)
    Catalog.remove(new)
    try:
        with closing(Catalog(path, checked=False)) as old:
            meta = old.meta()
            Catalog.create(new, {key: meta[key] for key in SETTINGS})
            with closing(Catalog(new)) as catalog:
                result = _carry_over(old, catalog)
    except (CatalogError, KeyError) as error:
        raise CatalogError(
            "the catalogue cannot be mended, for its first pages are lost; "
            "make the index anew with `dateline index --rebuild`"
        ) from error
    Catalog.replace(path, by=new)
    return result


def _carry_over(old: Catalog, new: Catalog) -> Repaired:
    held: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    unreadable = 0
    for row in _rows(old, "passages", READ_VECTOR):
        if row is not None:
            held[row["article_id"], row["version"]].append(row["n"])
    lost, kept = [], 0
    with new.writing():
        for row in _rows(old, "articles", READ_ARTICLE):
            if row is None:
                unreadable += 1
                continue
            numbers = held[row["id"], row["version"]]
            whole = bool(row["live"]) and len(numbers) == row["passages"]
            if row["live"] and not whole:
                lost.append(row["id"])
            passages = (old.run("SELECT * FROM passages WHERE n = ?", (n,)).fetchone() for n in numbers)
            new.restore(row, list(passages) if whole else [], live=whole)
            if whole:
                relate(new, article_from(row))
                kept += 1
        headlines = (tuple(row)[:4] for row in _rows(old, "headlines", READ_HEADLINE) if row is not None)
        new.run_many("INSERT INTO headlines VALUES (?, ?, ?, ?)", headlines)
    return Repaired(articles=kept, catalog=True, lost=tuple(lost), unreadable=unreadable)


def _rows(old: Catalog, table: str, read: str) -> Iterator[Any]:
    """Every row of a table by its number; None for one that cannot be read or is not as it was written."""
    top = old.run("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()[0]
    for n in range(1, int(top) + 1):
        try:
            row = old.run(read + "WHERE n = ?", (n,)).fetchone()
        except CatalogError:
            yield None
            continue
        if row is not None:
            yield row if row["whole"] else None
