"""Plots as inline SVG, drawn here: no script, nothing from outside. Pure; every untrusted character passes `escape`.

Widths are in per cent and heights in pixels, so that a plot fits a phone and a wide window with letters of one size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.mark import escape

__all__ = ["SHORT", "Bar", "Mark", "plot_bars", "plot_columns", "plot_days", "short"]

LANE, HEAD = 26, 22  # pixels: a row of marks, and the heading above the rows
# Marks are kept apart as on the narrowest plot that is shown; a wider one only gives them more room.
NARROW, LETTER = 330, 6.7
TICKS = 5
COLUMNS_HIGH = 96
SHORT = 22  # letters
ABOVE = 14  # pixels of a label above its bar
# Days between two ticks; the first that needs no more than TICKS is taken.
STEPS = (1, 2, 7, 14, 31, 61, 92, 183, 366, 731, 1827, 3653, 18263)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing on a time line, from `first` to `last`; `data` is what pressing it sends, `told` what it says aloud."""

    first: date
    last: date
    label: str
    told: str
    sign: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A labelled amount, 0 or more; `told` is what it says aloud, `data` what pressing it sends.

    `within` are the ends of the interval it lies in, where one is known.
    """

    label: str
    amount: float
    told: str
    within: tuple[float, float] | None = None
    data: Mapping[str, str] = field(default_factory=dict)


def plot_days(lanes: Mapping[str, Sequence[Mark]], *, name: str) -> str:
    """Time from left to right, a lane for each kind of mark, lanes without marks left out; "" without a mark."""
    lanes = {title: marks for title, marks in lanes.items() if marks}
    every = [mark for marks in lanes.values() for mark in marks]
    if not every:
        return ""
    scale = _Scale(first=min(mark.first for mark in every), last=max(mark.last for mark in every))
    parts, y = [], 0
    for title, marks in lanes.items():
        rows = _stack(sorted(marks, key=lambda mark: (mark.first, mark.last)), scale)
        parts.append(f'<text class="lane" x="0" y="{y + 14}">{escape(title)}</text>')
        for row in rows:
            parts += [_mark(mark, scale, y + HEAD + LANE // 2) for mark in row]
            y += LANE
        y += HEAD + 6
    grid = [_tick(day, scale, y) for day in _ticks(scale)]
    return _svg([*grid, *parts], height=y + 22, name=name, kind="days")


def plot_columns(bars: Sequence[Bar], *, name: str, first: str, last: str) -> str:
    """Upright columns of equal width from `first` to `last`, the highest amount as high as the plot."""
    most = max((bar.amount for bar in bars), default=0) or 1
    wide = 100 / max(1, len(bars))
    parts = [f'<text class="soft" x="0" y="11">{most:g}</text><line class="grid" x1="0" x2="100%" y1="16" y2="16"/>']
    for place, bar in enumerate(bars):
        high = round(bar.amount / most * COLUMNS_HIGH, 1)
        x, gap = place * wide, min(wide * 0.2, 0.4)
        touch = f'<rect class="touch" x="{x:.2f}%" width="{wide:.2f}%" y="16" height="{COLUMNS_HIGH}"/>'
        column = (
            f'<rect x="{x + gap / 2:.2f}%" width="{wide - gap:.2f}%" y="{16 + COLUMNS_HIGH - high}" height="{high}"/>'
        )
        parts.append(_pressed(touch + column, bar.data, bar.told) if bar.amount else "")
    foot = 16 + COLUMNS_HIGH
    parts.append(f'<line class="axis" x1="0" x2="100%" y1="{foot}" y2="{foot}"/>')
    parts.append(f'<text class="soft" x="0" y="{foot + 16}">{escape(first)}</text>')
    parts.append(f'<text class="soft" x="100%" y="{foot + 16}" text-anchor="end">{escape(last)}</text>')
    return _svg(parts, height=foot + 22, name=name, kind="columns")


def plot_bars(bars: Sequence[Bar], *, name: str, most: float | None = None, unit: str = "") -> str:
    """Lying bars under each other, as long as their share of `most` or of the longest.

    Their labels stand to the left, or above them where one is too long for that.
    """
    most = most or max((bar.amount for bar in bars), default=0) or 1
    above = any(len(bar.label) > SHORT for bar in bars)
    parts = [_bar(bar, place, most, unit, above=above) for place, bar in enumerate(bars)]
    return _svg(parts, height=(LANE + above * ABOVE) * len(bars), name=name, kind="bars")


def _bar(bar: Bar, place: int, most: float, unit: str, *, above: bool) -> str:
    y, left, wide = (place * (LANE + ABOVE), 0, 86) if above else (place * LANE, 42, 46)
    middle = y + ABOVE * above + LANE // 2
    long, high = wide * min(1.0, bar.amount / most), LANE - 14
    drawn = (
        f'<rect class="touch" x="0" width="100%" y="{y}" height="{LANE + ABOVE * above}"/>'
        f'<text x="0" y="{y + 17 - 2 * above}">{escape(bar.label if above else short(bar.label))}</text>'
        f'<rect x="{left}%" width="{long:.2f}%" y="{middle - high // 2}" height="{high}"/>'
    )
    end = bar.amount
    if bar.within:
        low, end = (min(most, at) for at in bar.within)
        x1, x2 = (f"{left + wide * at / most:.2f}%" for at in (low, end))
        drawn += f'<line class="within" x1="{x1}" x2="{x2}" y1="{middle}" y2="{middle}"/>'
    beside = left + wide * min(1.0, max(end, bar.amount) / most)
    told = f'<text class="soft" x="{beside:.2f}%" dx="6" y="{middle + 4}">{bar.amount:g}{escape(unit)}</text>'
    return _pressed(drawn + told, bar.data, bar.told)


def short(label: str, *, most: int = SHORT) -> str:
    """As much of a label as stands beside its mark or bar on a phone."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        """Per cent from the left, 3 to 97; a single day stands near the left."""
        whole = (self.last - self.first).days
        return 3 + 94 * ((day - self.first).days / whole if whole else 0.02)


def _svg(parts: Sequence[str], *, height: float, name: str, kind: str) -> str:
    return (
        f'<svg class="plot {kind}" width="100%" height="{height:g}" role="group" aria-label="{escape(name)}">'
        f"{''.join(parts)}</svg>"
    )


def _pressed(drawn: str, data: Mapping[str, str], told: str) -> str:
    """Something drawn that can be pressed, by mouse or keyboard, where there is something to send."""
    if not data:
        return f'<g role="img" aria-label="{escape(told)}">{drawn}<title>{escape(told)}</title></g>'
    sent = " ".join(f'data-{key}="{escape(value)}"' for key, value in data.items())
    return f'<g role="button" tabindex="0" {sent} aria-label="{escape(told)}">{drawn}<title>{escape(told)}</title></g>'


def _stack(marks: Sequence[Mark], scale: _Scale) -> list[list[Mark]]:
    """The marks in rows, each in the first row where neither it nor its label touches another."""
    rows: list[list[Mark]] = []
    ends: list[float] = []
    for mark in marks:
        left, right = _reach(mark, scale)
        row = next((place for place, end in enumerate(ends) if end < left), len(rows))
        if row == len(rows):
            rows.append([])
            ends.append(0)
        rows[row].append(mark)
        ends[row] = right
    return rows


def _reach(mark: Mark, scale: _Scale) -> tuple[float, float]:
    """From where to where a mark and its label stand, in pixels of the narrowest plot."""
    start, end = (scale.x(day) * NARROW / 100 for day in (mark.first, mark.last))
    long = 16 + LETTER * len(short(mark.label))
    return (start - long, end + 12) if _leftward(mark, scale) else (start - 12, end + long)


def _leftward(mark: Mark, scale: _Scale) -> bool:
    """Whether the label stands before the mark, because there is more room."""
    return scale.x(mark.last) > 100 - scale.x(mark.first)


def _mark(mark: Mark, scale: _Scale, y: int) -> str:
    x, end = scale.x(mark.first), scale.x(mark.last)
    leftward = _leftward(mark, scale)
    parts = []
    if end > x:
        parts.append(f'<line class="span" x1="{x:.2f}%" x2="{end:.2f}%" y1="{y}" y2="{y}"/>')
    if mark.sign:
        parts.append(f'<circle cx="{x:.2f}%" cy="{y}" r="10"/>')
        parts.append(f'<text class="sign" x="{x:.2f}%" y="{y + 4}" text-anchor="middle">{escape(mark.sign)}</text>')
    else:
        parts += [f'<circle class="dot" cx="{at:.2f}%" cy="{y}" r="5"/>' for at in dict.fromkeys((x, end))]
    at, dx, anchor = (x, -15, "end") if leftward else (end, 15, "start")
    parts.append(f'<text x="{at:.2f}%" dx="{dx}" y="{y + 4}" text-anchor="{anchor}">{escape(short(mark.label))}</text>')
    return _pressed("".join(parts), mark.data, mark.told)


def _ticks(scale: _Scale) -> Iterator[date]:
    """Round days: any for short times, else first days of months or years."""
    whole = (scale.last - scale.first).days
    step = next((step for step in STEPS if whole / step <= TICKS), STEPS[-1])
    if step < 28:  # noqa: PLR2004 -- shorter than any month
        yield from (scale.first + timedelta(days=n) for n in range(0, whole + 1, step))
        return
    months = max(1, round(step / 30.4))
    year, month = scale.first.year, scale.first.month
    for n in range(whole // 28 + 2):
        at = month - 1 + n
        if at % months == 0 and scale.first <= (day := date(year + at // 12, at % 12 + 1, 1)) <= scale.last:
            yield day


def _tick(day: date, scale: _Scale, y: int) -> str:
    x, near = scale.x(day), (scale.last - scale.first).days
    text = f"{day.day} {day:%b}" if near < 150 else f"{day:%b %Y}" if near < 1500 else str(day.year)  # noqa: PLR2004
    anchor = "start" if x < 8 else "end" if x > 92 else "middle"  # noqa: PLR2004
    return (
        f'<line class="grid" x1="{x:.2f}%" x2="{x:.2f}%" y1="{HEAD}" y2="{y}"/>'
        f'<text class="soft" x="{x:.2f}%" y="{y + 16}" text-anchor="{anchor}">{text}</text>'
    )
