"""Rates with their intervals, drawn as SVG: a dot and a line a row. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from evals.score import Rate

__all__ = ["Row", "plot"]

ROW, LEFT, RIGHT, WIDTH, TOP = 26, 190, 96, 860, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a plot, shares in [0, 1]. `under` says that the value misses its floor."""

    label: str
    rate: Rate
    before: float | None = None
    floor: float | None = None
    under: bool = False


def plot(rows: Sequence[Row], *, name: str) -> str:
    """An inline SVG, 860 units wide, 26 a row, on a scale from 0 to 100 %; `name` is what a screen reader says.

    Rows without a value keep their place with a dash. Labels are escaped; nothing refers outside.
    """
    height = TOP + ROW * len(rows) + 6
    parts = [f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(name)}">']
    for share in (0, 25, 50, 75, 100):
        x = _x(share / 100)
        parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{height}"/>')
        parts.append(f'<text class="soft" x="{x}" y="{TOP - 11}" text-anchor="middle">{share} %</text>')
    parts += [_row(row, TOP + ROW * place + ROW // 2) for place, row in enumerate(rows)]
    return "".join([*parts, "</svg>"])


def _row(row: Row, y: int) -> str:
    rate = row.rate
    parts = [f'<text x="0" y="{y + 4}">{escape(row.label)} <tspan class="soft">{rate.n or ""}</tspan></text>']
    if row.floor is not None:
        x = _x(row.floor)
        parts.append(f'<line class="floor" x1="{x}" x2="{x}" y1="{y - 8}" y2="{y + 8}"/>')
    if rate.value is None:
        return "".join([*parts, f'<text class="soft" x="{WIDTH}" y="{y + 4}" text-anchor="end">–</text>'])
    line, dot = ("under-line", "under") if row.under else ("line", "dot")
    if rate.low is not None and rate.high is not None:
        parts.append(f'<line class="{line}" x1="{_x(rate.low)}" x2="{_x(rate.high)}" y1="{y}" y2="{y}"/>')
    if row.before is not None:
        parts.append(f'<circle class="before" cx="{_x(row.before)}" cy="{y}" r="6.5"/>')
    parts.append(f'<circle class="{dot}" cx="{_x(rate.value)}" cy="{y}" r="4"/>')
    parts.append(f'<text class="{dot}" x="{WIDTH}" y="{y + 4}" text-anchor="end">{100 * rate.value:.1f} %</text>')
    return "".join(parts)


def _x(share: float) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, max(0.0, share)), 1)
