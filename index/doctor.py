"""Look at everything an index is made of, and say what is found in a person's words. Changes nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.article import Passage
from index.catalog import Catalog
from index.copies import Copy, age, group
from index.database import CatalogError
from index.embed import Vectors
from index.headline import read_headlines
from index.lock import BusyError, only_writer
from index.publish import CATALOG, open_store
from index.vectors import Generation, Receipt, VectorError, rank_exactly

__all__ = ["Finding", "examine"]

ASKED = 50  # questions that compare the vector store with exact search; the vectors of that many passages
NEAR = 10
RECALL = 0.99
UNIT = 1e-3  # a vector's length may differ so much from 1: float32 rounding is 1e-6
ROOM = 200_000_000  # bytes; a run on 1,000 articles needs about 20 MB
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `ok` None: it could not be looked at now, and `told` says why."""

    what: str
    ok: bool | None
    told: str


def examine(home: Path, *, made_with: dict[str, str], vectors: str) -> Iterator[Finding]:
    """Look at the index in `home`, the cheap things first; what stands on something broken is not looked at.

    Args:
        home: the data folder.
        made_with: what the settings ask for: embedding, chunk_size, chunk_overlap.
        vectors: where the settings say the vector store is.
    """
    yield _room(home)
    try:
        catalog = Catalog(home / CATALOG)
        catalog.check()
    except CatalogError as error:
        yield Finding(what="catalogue", ok=False, told=str(error))
        return
    with closing(catalog):
        articles, passages = catalog.count()
        yield Finding(
            what="catalogue", ok=True, told=f"{articles} articles in {passages} passages; every row is sealed"
        )
        yield _settings(catalog, made_with)
        for what, look in (
            ("passages", _passages),
            ("full text", _words),
            ("vectors", _lengths),
            ("headlines", _headlines),
            ("copies", _copies),
        ):
            yield _found(what, look, catalog)
        yield _index_of_words(catalog, home)
        yield from _store(catalog, home, vectors)


def _found(what: str, look: Callable[[Catalog], tuple[str, list[str]]], catalog: Catalog) -> Finding:
    """What one look found: what is told when all is well, or the first few of what is wrong."""
    try:
        told, wrong = look(catalog)
    except CatalogError as error:
        return Finding(what=what, ok=False, told=str(error))
    if not wrong:
        return Finding(what=what, ok=True, told=told)
    more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    return Finding(
        what=what, ok=False, told=f"{'; '.join(wrong[:SHOWN])}{more}; mend it with `dateline index --repair`"
    )


def _room(home: Path) -> Finding:
    place = next(one for one in (home, *home.absolute().parents) if one.exists())
    free = shutil.disk_usage(place).free
    told = f"{free / 1e9:.1f} GB free where the index is kept"
    if free < ROOM:
        told += f"; less than {ROOM / 1e6:.0f} MB is too little to index anything, so make room"
    return Finding(what="disk", ok=free >= ROOM, told=told)


def _settings(catalog: Catalog, made_with: dict[str, str]) -> Finding:
    meta = catalog.meta()
    wrong = [
        f"the index was made with {key} {meta.get(key)}, the settings ask for {wanted}: set "
        f"DATELINE_{key.upper()}={meta.get(key)}, or run `dateline index --rebuild`"
        for key, wanted in made_with.items()
        if meta.get(key) != wanted
    ]
    told = ", ".join(f"{key} {value}" for key, value in made_with.items())
    return Finding(what="settings", ok=not wrong, told="; ".join(wrong) or f"as the index was made: {told}")


def _passages(catalog: Catalog) -> tuple[str, list[str]]:
    wrong = []
    for article in catalog.articles():
        ids = catalog.live_passages([article.id])
        for id_, passage in catalog.passages(ids).items():
            try:
                if Passage.cut(article, passage.start, passage.end).id != id_:
                    wrong.append(f"passage {id_} belongs to another version")
            except ValueError:
                wrong.append(f"passage {id_} is not inside its article")
        if not ids and article.text.strip():
            wrong.append(f"article {article.id} has no passages")
    return "each is its article's own text, character by character", wrong


def _words(catalog: Catalog) -> tuple[str, list[str]]:
    found, wanted = catalog.run("SELECT count(*) FROM passage_words").fetchone()[0], catalog.count()[1]
    wrong = [] if found == wanted else [f"the full-text index has {found} passages, not {wanted}"]
    return "a row for each passage", wrong


def _index_of_words(catalog: Catalog, home: Path) -> Finding:
    try:
        with only_writer(home):
            catalog.check_words()
    except BusyError as error:
        return Finding(what="words", ok=None, told=f"not looked at, for {error}")
    except CatalogError as error:
        return Finding(what="words", ok=False, told=f"the full-text index does not say what the texts say: {error}")
    return Finding(what="words", ok=True, told="the full-text index says what the texts say")


def _lengths(catalog: Catalog) -> tuple[str, list[str]]:
    wrong, sizes = [], set()
    for one in catalog.stored():
        sizes.add(len(one.vector))
        if not _is_unit(one.vector):
            wrong.append(f"the vector of {one.id} is not of length 1")
    if len(sizes) > 1:
        wrong.append(f"vectors have {' and '.join(map(str, sorted(sizes)))} dimensions")
    return f"of length 1 and {max(sizes, default=0)} dimensions", wrong


def _is_unit(vector: Vectors) -> bool:
    """Whether it has length 1; what is no number has none."""
    return abs(float(np.linalg.norm(vector)) - 1.0) <= UNIT


def _headlines(catalog: Catalog) -> tuple[str, list[str]]:
    ids = [one.id for one in catalog.articles() if one.title]
    held = read_headlines(catalog, ids)
    wrong = [
        f"the headline of {id_} has a vector not of length 1"
        for id_, vector in sorted(held.items())
        if not _is_unit(vector)
    ]
    missing = len(ids) - len(held)
    told = (
        f"each of {len(held)} has a vector"
        if not missing
        else f"{missing} have no vector until the next `dateline index`"
    )
    return told, wrong


def _copies(catalog: Catalog) -> tuple[str, list[str]]:
    live = {one.id: one for one in catalog.articles()}
    rows = catalog.run("SELECT article_id, of, shared FROM links").fetchall()
    wrong = [
        f"{r['article_id']} or {r['of']} is no longer live" for r in rows if {r["article_id"], r["of"]} - set(live)
    ]
    links = [
        Copy(article_id=r["article_id"], of=r["of"], shared=r["shared"], relation="copy")
        for r in rows
        if r["article_id"] in live and r["of"] in live
    ]
    groups = group([one.id for one in sorted(live.values(), key=age)], links)
    wanted = {id_: found.first for found in groups for id_ in found.members}
    held = catalog.copies()
    wrong += [
        f"{id_} counts with {held.get(id_)}, and should with {wanted.get(id_)}"
        for id_ in sorted(held.keys() | wanted.keys())
        if held.get(id_) != wanted.get(id_)
    ]
    return f"{len(wanted)} articles carry the text of another, in {len(groups)} groups", wrong


def _store(catalog: Catalog, home: Path, vectors: str) -> Iterator[Finding]:
    meta = catalog.meta()
    if "generation" not in meta:
        yield Finding(what="vector store", ok=True, told="none yet; every passage is ranked exactly")
        return
    if meta["generation_place"] != vectors:
        told = f"it is kept in {meta['generation_place']}, not in {vectors}; move it with `dateline index --repair`"
        yield Finding(what="vector store", ok=False, told=told)
        return
    try:
        store = open_store(vectors, home)
        generation = store.open(meta["generation"], Receipt.from_json(meta["generation_receipt"]))
    except VectorError as error:
        yield Finding(what="vector store", ok=False, told=str(error))
        return
    with closing(generation):
        yield Finding(what="vector store", ok=True, told=f"its files are as they were made, {generation.count} vectors")
        yield _recall(catalog, generation, upto=int(meta["generation_upto"]))


def _recall(catalog: Catalog, generation: Generation, *, upto: int) -> Finding:
    """Compare the store with exact search, over the passages that are in both."""
    held = [one for one in catalog.stored() if one.n <= upto]
    if not held:
        return Finding(what="ranking", ok=True, told="nothing to rank")
    ids, vectors = [one.id for one in held], np.stack([one.vector for one in held])
    here = set(ids)
    gone = generation.count - len(held)
    asked = random.Random(0).sample(range(len(held)), min(ASKED, len(held)))  # noqa: S311 -- the same ones each time
    same = total = 0
    nearest = generation.rank(vectors[asked], k=NEAR + gone)
    for i, found in zip(asked, nearest, strict=True):
        exact = rank_exactly(vectors[i], ids, vectors, k=NEAR)
        # Passages as near as the tenth are as good as it: copies have equal vectors.
        near = [id_ for id_, cosine in found if cosine >= exact[-1][1] - UNIT]
        same += min(len(exact), sum(id_ in here for id_ in near))
        total += len(exact)
    told = f"the store's nearest {NEAR} are those of exact search in {same / total:.1%} of cases"
    if same < RECALL * total:
        told += f", below {RECALL:.0%}; build it again with `dateline index --repair`"
    return Finding(what="ranking", ok=same >= RECALL * total, told=told)
