"""When a new generation of the vector store is due, and how it comes to count: built, read back, then named."""

from __future__ import annotations

import re
from pathlib import Path

from index.catalog import Catalog
from index.embedded import EmbeddedStore
from index.remote import RemoteStore
from index.vectors import Receipt, Store, VectorError

__all__ = ["CATALOG", "EMBEDDED", "VECTORS", "open_store", "publish"]

CATALOG = "catalog.db"  # below DATELINE_HOME
VECTORS = "vectors"
EMBEDDED = EmbeddedStore.place
# A new generation is built when so much of the present one is missing or gone; until then the rest is ranked exactly,
# which takes 16 ms for 100,000 passages. A tenth keeps both the building and the rest small.
STALE_SHARE = 0.1


def open_store(vectors: str, home: Path) -> Store:
    """The store that a setting names: "embedded", or the address of a Chroma server.

    Raises:
        VectorError: it names nothing that is known.
    """
    if vectors == EMBEDDED:
        return EmbeddedStore(home / VECTORS)
    if re.fullmatch(r"https?://[^/@\s]+", vectors):
        return RemoteStore(vectors)
    raise VectorError(f"vectors cannot be kept in {vectors!r}; set DATELINE_VECTORS to embedded or http://host:port")


def publish(catalog: Catalog, store: Store, *, anyhow: bool = False) -> None:
    """Build a new generation from the catalogue when the present one has grown stale, without embedding anything.

    Killed at any moment, the generation before still counts: the new one does with the commit that names it.

    Args:
        catalog: the caller is its only writer.
        store: where the generation is kept.
        anyhow: build also when none is due, as after damage.
    """
    meta = catalog.meta()
    name, here = meta.get("generation", ""), meta.get("generation_place") == store.place
    _, live = catalog.count()
    if here and not anyhow and not _stale(catalog, meta, live) and _whole(store, meta):
        store.keep_only(name, before=name)
        return
    newest = catalog.newest()
    made = f"g-{meta['id']}-{meta['revision']}-{newest}"
    receipt = store.build(made, catalog.stored(), total=live)
    with catalog.writing():
        catalog.set_meta("generation", made)
        catalog.set_meta("generation_place", store.place)
        catalog.set_meta("generation_upto", str(newest))
        catalog.set_meta("generation_receipt", receipt.to_json())
    store.keep_only(made, before=name)


def _stale(catalog: Catalog, meta: dict[str, str], live: int) -> bool:
    fresh = catalog.count_after(int(meta["generation_upto"]))
    gone = Receipt.from_json(meta["generation_receipt"]).count - (live - fresh)
    return fresh + gone > STALE_SHARE * live


def _whole(store: Store, meta: dict[str, str]) -> bool:
    try:
        store.check(meta["generation"], Receipt.from_json(meta["generation_receipt"]))
    except VectorError:
        return False
    return True
