"""The committed run that later runs are compared with, item by item."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.gates import Scores
from evals.gold import GoldPair
from evals.score import METRICS, Item

__all__ = ["About", "Baseline", "BaselineError", "load_baseline", "save_baseline"]

DECIMALS = 4


class BaselineError(ValueError):
    """The baseline file cannot be used; the message names it and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What was run: enough to say whether two runs may be compared. Hashes are sha256, its first 16 digits.

    `settings` are the assistant's, without secrets. `at` is the day, ISO.
    """

    set: str
    at: str
    model: str
    settings: dict[str, str]
    prompts: str
    corpus: str
    gold: str
    seed: int
    sample: int | None = None
    slice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """An earlier run: what it was, and every item's scores; `versions` is the version of each pair as it was asked."""

    about: About
    scores: Scores
    versions: dict[str, int]

    def of(self, pairs: Sequence[GoldPair]) -> Scores:
        """The scores of those pairs that are still the same question: same id, same version."""
        return {pair.id: self.scores[pair.id] for pair in pairs if self.versions.get(pair.id) == pair.version}


def load_baseline(path: Path) -> Baseline | None:
    """Read a baseline; None where there is none yet.

    Raises:
        BaselineError: the file is there and is not a baseline.
    """
    if not path.exists():
        return None
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        items: dict[str, dict[str, Any]] = read["items"]
        return Baseline(
            about=About(**read["about"]),
            scores={id_: one["scores"] for id_, one in items.items()},
            versions={id_: one["version"] for id_, one in items.items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BaselineError(
            f"{path} is not a baseline ({type(error).__name__}: {error}); "
            "take the committed one back, or write a new one with `dateline eval --update-baseline`"
        ) from error


def save_baseline(path: Path, about: About, items: Sequence[Item]) -> None:
    """Write a baseline with one line an item, so that a change of it can be read in a diff.

    Only metrics that gate are kept: seconds differ on every machine.
    """
    gating = {name for name, one in METRICS.items() if one.better}
    lines = [
        f"  {json.dumps(item.pair.id)}: "
        + json.dumps(
            {
                "version": item.pair.version,
                "scores": {
                    name: None if value is None else round(value, DECIMALS)
                    for name, value in item.values.items()
                    if name in gating
                },
            }
        )
        for item in sorted(items, key=lambda item: item.pair.id)
    ]
    head = json.dumps(asdict(about), indent=1, ensure_ascii=False).replace("\n", "\n ")
    text = f'{{\n "about": {head},\n "items": {{\n' + ",\n".join(lines) + "\n }\n}\n"
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
