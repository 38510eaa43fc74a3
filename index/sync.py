"""The index line: load -> clean -> date -> chunk -> embed -> store. Only what changed; an interrupted run resumes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Literal

from index.article import Article, Passage
from index.catalog import Catalog
from index.chunk import chunk
from index.count import count_inputs
from index.database import IndexMismatchError
from index.embed import Embedder, Vectors
from index.headline import keep_headlines
from index.load import load
from index.lock import BusyError, only_writer
from index.manifest import MANIFEST
from index.publish import CATALOG, EMBEDDED, VECTORS, open_store, publish
from index.raw import RawArticle, Refusal
from index.read import read_article
from index.relate import relate, unrelate
from index.repair import repair
from index.upgrade import upgrade

__all__ = ["BusyError", "Outcome", "read_article", "repair", "sync", "wipe"]

# Raised when cleaning, dating or cutting changes, so that every article is read again; what stays the same in it is not
# embedded again.
READING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one input; `reason` says why it was refused.

    `of` is about how many inputs the run has, never less than there were so far; None where it cannot be known.
    """

    source: str
    what: Literal["added", "updated", "unchanged", "removed", "refused"]
    article_id: str | None = None
    passages: int = 0
    reason: str | None = None
    of: int | None = None


def wipe(home: Path) -> None:
    """Throw the index in `home` away; nothing else in the folder is touched.

    Raises:
        BusyError: another process writes to it.
    """
    with only_writer(home):
        shutil.rmtree(home / VECTORS, ignore_errors=True)
        Catalog.remove(home / CATALOG)


def sync(
    places: Sequence[str],
    *,
    home: Path,
    embedder: Embedder,
    size: int,
    overlap: int,
    max_bytes: int,
    vectors: str = EMBEDDED,
) -> Iterator[Outcome]:
    """Make the index hold what the places hold now; yields an outcome for each input as it is done.

    Each article is one commit, so a run that is stopped loses nothing and the next one goes on where it was.
    An article that vanished from a folder is removed. The last outcome comes after the vectors are in order.

    Args:
        places: files, folders, URLs, or "-" for standard input.
        home: the folder of the index; made when missing.
        embedder: makes the vectors; an index remembers which.
        size: most characters of a passage.
        overlap: characters that passages share.
        max_bytes: largest input that is read.
        vectors: where the vector store is kept; see `open_store`.

    Raises:
        BusyError: another process writes to this index.
        CatalogError: the catalogue is damaged, or the disk full.
        VectorError: `vectors` names no store, or the store does not hold what was written.
        IndexMismatchError: the index was made with another embedding model or other passage sizes.
    """
    made_with = {"embedding": embedder.name, "chunk_size": str(size), "chunk_overlap": str(overlap)}
    store = open_store(vectors, home)
    with only_writer(home):
        path = home / CATALOG
        if not path.exists():
            Catalog.create(path, made_with)
        upgrade(path)
        with closing(Catalog(path)) as catalog:
            if not catalog.as_left:
                catalog.check_words()
            _check(catalog, made_with)
            counted = [count_inputs(place) for place in places]
            of = None if None in counted else sum(filter(None, counted))
            done = 0
            for place in places:
                for outcome in _sync_place(place, catalog, embedder, size=size, overlap=overlap, max_bytes=max_bytes):
                    done += 1
                    yield outcome if of is None else replace(outcome, of=max(of, done))
            keep_headlines(catalog, embedder)
            publish(catalog, store)


@dataclass(frozen=True, slots=True, kw_only=True)
class _New:
    """An article to be stored, and what the catalogue knew of its source: (article id, fingerprint)."""

    article: Article
    root: str
    source: str
    fingerprint: str
    before: tuple[str, str] | None


def _sync_place(
    place: str, catalog: Catalog, embedder: Embedder, *, size: int, overlap: int, max_bytes: int
) -> Iterator[Outcome]:
    """Read, embed and store one place; while an article is embedded, the one before is stored and the next is read.

    So all but the model's own time is hidden behind it; a run that is killed has embedded two articles at most in vain.
    """
    seen: dict[str, bool] = {}  # by source, whether it is an article
    pending: tuple[_New, list[Passage], Future[Vectors]] | None = None
    with ThreadPoolExecutor(1, thread_name_prefix="embed") as model:
        for raw in load(place, max_bytes=max_bytes):
            if isinstance(raw, Refusal) and PurePath(raw.source).name == MANIFEST:
                continue  # read, though not as an article
            seen[raw.source] = not isinstance(raw, Refusal)
            new = _read(raw, catalog)
            if isinstance(new, _New):
                passages = chunk(new.article, size=size, overlap=overlap)
                vectors = model.submit(_embed, passages, catalog.vectors_of(passages), embedder)
            if pending is not None:
                yield _store(catalog, *pending)
                pending = None
            if isinstance(new, _New):
                pending = new, passages, vectors
            else:
                yield new
        if pending is not None:
            yield _store(catalog, *pending)
    yield from _remove_vanished(place, seen, catalog)


def _read(raw: RawArticle | Refusal, catalog: Catalog) -> _New | Outcome:
    """The article; or the outcome, when there is nothing to store."""
    if isinstance(raw, Refusal):
        return Outcome(source=raw.source, what="refused", reason=raw.reason)
    fingerprint = hashlib.sha256(repr((READING, asdict(raw))).encode("utf-8", "surrogatepass")).hexdigest()
    before = catalog.fingerprint(raw.root, raw.source)
    if before == (raw.id, fingerprint):
        return Outcome(source=raw.source, what="unchanged", article_id=raw.id)
    article = read_article(raw)
    if isinstance(article, Refusal):
        return Outcome(source=raw.source, what="refused", reason=article.reason)
    return _New(article=article, root=raw.root, source=raw.source, fingerprint=fingerprint, before=before)


def _embed(passages: list[Passage], known: Vectors | None, embedder: Embedder) -> Vectors:
    return embedder.embed_passages([passage.text for passage in passages]) if known is None else known


def _store(catalog: Catalog, new: _New, passages: list[Passage], vectors: Future[Vectors]) -> Outcome:
    """Wait for the vectors and make the article the live one, in one commit."""
    article, made = new.article, vectors.result()
    with catalog.writing():
        if new.before and new.before[0] != article.id:  # the same source under another id
            unrelate(catalog, new.before[0])
            catalog.retire(new.before[0])
        unrelate(catalog, article.id)
        catalog.put(article, passages, made, root=new.root, source=new.source, fingerprint=new.fingerprint)
        relate(catalog, article)
    what: Literal["added", "updated"] = "updated" if new.before else "added"
    return Outcome(source=new.source, what=what, article_id=article.id, passages=len(passages))


def _remove_vanished(place: str, seen: dict[str, bool], catalog: Catalog) -> Iterator[Outcome]:
    """Retire what was read under a path once and is not there now; a file that is refused now stays as it was."""
    try:
        root = Path(place).expanduser().resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return  # a URL, standard input, or a path that is not there at all, such as an unmounted disk
    for source, article_id in catalog.sources(str(root)).items():
        file = source.split("#", 1)[0]
        refused = source in seen or file in seen
        if seen.get(source) or (refused and (root.is_file() or (root / file).exists())):
            continue
        with catalog.writing():
            unrelate(catalog, article_id)
            catalog.retire(article_id)
        yield Outcome(source=source, what="removed", article_id=article_id)


def _check(catalog: Catalog, made_with: dict[str, str]) -> None:
    meta = catalog.meta()
    for key, wanted in made_with.items():
        if meta.get(key) != wanted:
            raise IndexMismatchError(
                f"the index was made with {key} {meta.get(key)!r} but settings ask for {wanted!r}; rebuild it with "
                f"`dateline index --rebuild`, or set DATELINE_{key.upper()}={meta.get(key)}"
            )
