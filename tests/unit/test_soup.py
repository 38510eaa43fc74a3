"""Two trained sets of adapters, mixed."""

from __future__ import annotations

import numpy as np
import pytest

from evals.training.soup import soup
from index.adapt import Array


def adapters(seed: int, *, rank: int = 4) -> dict[str, Array]:
    dice = np.random.default_rng(seed)
    parts = {"first": (8,), "bias": (), "w.A": (rank, 8), "w.B": (6, rank)}
    return {name: dice.standard_normal(shape).astype(np.float32) for name, shape in parts.items()}


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_at_either_end_the_change_is_that_of_the_end(share: float) -> None:
    before, after = adapters(1), adapters(2)
    mixed, end = soup(before, after, share=share), after if share else before
    assert np.allclose(mixed["w.B"] @ mixed["w.A"], end["w.B"] @ end["w.A"], atol=1e-5)
    assert np.allclose(mixed["first"], end["first"])


def test_between_them_it_is_the_nearest_of_the_same_rank() -> None:
    before, after = adapters(1), adapters(2)
    mixed = soup(before, after, share=0.5)
    assert {name: part.shape for name, part in mixed.items()} == {name: part.shape for name, part in after.items()}
    wanted = 0.5 * (before["w.B"] @ before["w.A"] + after["w.B"] @ after["w.A"])
    lost = np.linalg.norm(wanted - mixed["w.B"] @ mixed["w.A"])
    assert lost == pytest.approx(np.linalg.norm(np.linalg.svd(wanted, compute_uv=False)[4:]), abs=1e-4)
