"""How far the vector store finds what an exact search finds: for `dateline doctor` and the tests."""

from __future__ import annotations

import numpy as np

from index.catalog import Catalog
from index.dense import Dense

__all__ = ["agreement"]

SAME = 1e-5  # cosines nearer than this are one: float32 sums differ by their order


def agreement(catalog: Catalog, dense: Dense, *, k: int = 10, sample: int = 50) -> float | None:
    """The share of the `k` nearest passages that are the true nearest, in [0, 1]; None for an empty index.

    Stored vectors, evenly drawn, are the questions. A passage as near as the true k-th counts, so that copies do not.

    Args:
        catalog: the vectors as they were stored; all are read, 1.5 kB a passage.
        dense: what is asked.
        k: how deep to compare.
        sample: how many questions to ask, each one product with every vector: 16 ms for 100,000.
    """
    stored = list(catalog.stored())
    if not stored:
        return None
    vectors = np.stack([one.vector for one in stored])
    place = {one.id: row for row, one in enumerate(stored)}
    right = wanted = 0
    for row in range(0, len(stored), -(-len(stored) // sample)):
        cosines = vectors @ vectors[row]
        best = min(k, len(stored))
        least = np.partition(cosines, -best)[-best] - SAME
        found = {id_ for id_, _ in dense.rank(vectors[row], k=best)}
        right += sum(id_ in place and cosines[place[id_]] >= least for id_ in found)
        wanted += best
    return right / wanted
