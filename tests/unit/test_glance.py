"""Vectors of words: what they are packed into, and that they learn what they should."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.training.glance import Batch, pulls
from index.glance import pack

TOKENS, WIDTH = 12, 4


def a_batch(dice: np.random.Generator) -> Batch:
    def texts(count: int) -> list[np.ndarray]:
        return [dice.integers(0, TOKENS, size=dice.integers(1, 6)) for _ in range(count)]

    right = np.zeros((2, 5), bool)
    right[0, [0, 1]] = right[1, 3] = True
    shared = dice.random((2, 5)).astype(np.float32)
    return Batch(questions=texts(2), sentences=texts(5), right=right, shared=shared)


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_is_that_of_the_loss(seed: int) -> None:
    dice = np.random.default_rng(seed)
    rows, batch = dice.standard_normal((TOKENS, WIDTH)), a_batch(dice)
    _, gradient = pulls(rows, batch)
    step = 1e-6
    for at in np.ndindex(rows.shape):
        up, down = rows.copy(), rows.copy()
        up[at] += step
        down[at] -= step
        slope = (pulls(up, batch)[0] - pulls(down, batch)[0]) / (2 * step)
        assert gradient[at] == pytest.approx(slope, abs=1e-4)


def test_a_step_down_the_gradient_lowers_the_loss() -> None:
    dice = np.random.default_rng(7)
    rows, batch = dice.standard_normal((TOKENS, WIDTH)), a_batch(dice)
    loss, gradient = pulls(rows, batch)
    assert pulls(rows - 1e-3 * gradient, batch)[0] < loss


def test_what_is_packed_comes_out_the_same_to_a_hundredth(tmp_path: Path) -> None:
    vectors = np.random.default_rng(3).standard_normal((TOKENS, WIDTH)).astype(np.float32)
    vectors[4] = 0
    pack(tmp_path / "some.npz", vectors)
    with np.load(tmp_path / "some.npz") as parts:
        out = parts["vectors"] * parts["scales"][:, None]
    assert np.abs(out - vectors).max() <= np.abs(vectors).max() / 127
    assert not out[4].any()
