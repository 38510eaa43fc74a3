"""Outside sets, run through the same metrics, each with its published scoring rule beside ours."""

from __future__ import annotations

from pathlib import Path

from evals.sets.attack import bipia, poisonedrag, ramdocs
from evals.sets.news import multihoprag
from evals.sets.reading import clapnq, squad2, timebench
from evals.sets.rows import OutsideSet, SetError

__all__ = ["SETS", "OutsideSet", "SetError", "load_set"]

SETS = {
    "multihoprag": multihoprag,
    "squad2": squad2,
    "clapnq": clapnq,
    "ramdocs": ramdocs,
    "poisonedrag": poisonedrag,
    "bipia": bipia,
    "timebench": timebench,
}


def load_set(name: str, data: Path, *, sample: int | None, seed: int) -> OutsideSet:
    """Read the set `name` from the folder `data`/`name`, a seeded sample of it where `sample` is given.

    Raises:
        SetError: the name is no set, a file is missing, or a row lacks a key.
    """
    if name not in SETS:
        raise SetError(f"{name!r} is no set; known are {', '.join(SETS)}, and gold, seeds, made")
    try:
        return SETS[name](data / name, sample=sample, seed=seed)
    except (KeyError, TypeError, IndexError) as error:
        raise SetError(
            f"{data / name}: a row does not have the shape of {name}: {type(error).__name__} {error}"
        ) from error
