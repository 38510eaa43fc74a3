"""What a headline means, beside its passages: kept as a vector, and lifting passages that say less of the question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index.catalog import Catalog
from index.embed import Embedder, Vectors
from index.row import READ_HEADLINE, whole

__all__ = ["keep_headlines", "lift_by_headline", "read_headlines"]

BATCH = 64  # headlines embedded and stored at a time; a run that is killed has embedded so many in vain
# In an index of an earlier schema there are none, and a damaged catalogue may have lost some.
MISSING = (
    "SELECT DISTINCT title FROM articles WHERE live AND id = ifnull(?, id) AND title > '' "
    "AND title NOT IN (SELECT title FROM headlines) ORDER BY title"
)
BY_TITLE = READ_HEADLINE + "WHERE h.title IN (SELECT value FROM json_each(?))"  # noqa: S608 -- of constants only
TITLES = "SELECT id, title FROM articles WHERE live AND id IN (SELECT value FROM json_each(?))"


def keep_headlines(catalog: Catalog, embedder: Embedder, *, of: str | None = None) -> None:
    """Embed and store the headlines that have no vector yet, of one live article or all; the caller is the one writer.

    A vector is kept by the headline's words, so an article that is read anew or put back is not embedded again.
    """
    missing = [row["title"] for row in catalog.run(MISSING, (of,))]
    for start in range(0, len(missing), BATCH):
        titles = missing[start : start + BATCH]
        vectors = embedder.embed_passages(titles)
        rows = [(title, vector.astype(np.float32).tobytes()) for title, vector in zip(titles, vectors, strict=True)]
        with catalog.writing():
            catalog.run_many("INSERT INTO headlines (title, vector, seal) VALUES (?1, ?2, seal(?1, ?2))", rows)


def read_headlines(catalog: Catalog, article_ids: Iterable[str]) -> dict[str, Vectors]:
    """The vector of the headline of each of these articles that is live and has one, shape (dimension,).

    Raises:
        CatalogError: a row was altered.
    """
    asked = (json.dumps(sorted(set(article_ids))),)
    titles = {row["id"]: row["title"] for row in catalog.run(TITLES, asked)}
    rows = catalog.run(BY_TITLE, (json.dumps(sorted({*titles.values()})),))
    vectors = {row["title"]: np.frombuffer(row["vector"], dtype=np.float32) for row in map(whole, rows)}
    return {id_: vectors[title] for id_, title in titles.items() if title in vectors}


def lift_by_headline(
    near: Sequence[tuple[str, float]], headlines: Mapping[str, float], *, share: float
) -> list[tuple[str, float]]:
    """A ranking by meaning, each passage lifted by `share` of the way to its headline's cosine, where that is higher.

    A passage deep in an article often does not say what the article is about; its headline does. Never lowered, since
    a passage may well answer what its headline does not speak of.

    Args:
        near: passages' ids with their cosines.
        headlines: by passage, the cosine of its article's headline; those without one are left as they are.
        share: in [0, 1].

    Returns:
        The same passages, best first, equals by id.

    >>> lift_by_headline([("a", 0.6), ("b", 0.5), ("c", 0.4)], {"a": 0.3, "c": 0.9}, share=0.5)
    [('c', 0.65), ('a', 0.6), ('b', 0.5)]
    """
    lifted = [(id_, cosine + share * max(0.0, headlines.get(id_, cosine) - cosine)) for id_, cosine in near]
    return sorted(lifted, key=lambda one: (-one[1], one[0]))
