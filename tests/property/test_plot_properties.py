from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.plot import Bar, Mark, plot_bars, plot_columns, plot_days
from assistant.within import Within

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    first = draw(DAYS)
    last = min(date(2100, 12, 31), first + timedelta(days=draw(st.integers(0, 400))))
    return Mark(first=first, last=last, label=draw(WORDS), told=draw(WORDS), sign=draw(st.sampled_from(["", "7"])))


def drawn(plot: str) -> ET.Element:
    return ET.fromstring(plot)  # that it is well-formed is half of the test


@settings(deadline=None)
@given(st.dictionaries(WORDS, st.lists(marks(), max_size=8), max_size=3))
def test_every_mark_is_drawn_inside_and_in_the_order_of_time(lanes: dict[str, list[Mark]]) -> None:
    plot = plot_days(lanes, name="days")
    every = [mark for lane in lanes.values() for mark in lane]
    if not every:
        assert plot == ""
        return
    root = drawn(plot)
    assert len(root.findall("g")) == len(every)
    for x in re.findall(r'(?:cx|x1|x2)="([\d.-]+)%"', plot):
        assert 0 <= float(x) <= 100
    height = float(root.attrib["height"])
    for y in re.findall(r' (?:cy|y1|y2|y)="([\d.-]+)"', plot):
        assert 0 <= float(y) <= height


@settings(deadline=None)
@given(st.lists(marks(), min_size=1, max_size=8))
def test_marks_of_one_row_do_not_touch(found: list[Mark]) -> None:
    root = drawn(plot_days({"lane": found}, name="days"))
    rows: dict[str, list[tuple[float, float]]] = {}
    for group in root.findall("g"):
        circles = group.findall("circle")
        at = sorted(float(circle.attrib["cx"].rstrip("%")) * 3.3 for circle in circles)
        rows.setdefault(circles[0].attrib["cy"], []).append((at[0], at[-1]))
    for row in rows.values():
        ordered = sorted(row)
        assert all(after[0] - before[1] >= 12 for before, after in pairwise(ordered))


@settings(deadline=None)
@given(st.lists(st.builds(Bar, label=WORDS, amount=st.floats(0, 1e6), told=WORDS), max_size=30))
def test_bars_stay_inside_their_plot(bars: list[Bar]) -> None:
    for plot in (plot_bars(bars, name="bars"), plot_columns(bars, name="columns", first="a", last="b")):
        root = drawn(plot)
        for rect in root.iter("rect"):
            assert 0 <= float(rect.attrib["width"].rstrip("%")) <= 100
            assert 0 <= float(rect.attrib["y"]) <= float(root.attrib["height"])


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), DAYS), min_size=3, max_size=3), st.lists(WORDS, max_size=5))
def test_a_limit_survives_the_browser(days: list[date | None], publishers: list[str]) -> None:
    sent = dict(zip(("after", "before", "as_of"), (day and day.isoformat() for day in days), strict=True))
    once = Within.read({**sent, "publishers": publishers})
    assert Within.read(once.to_json()) == once
    assert once.after is None or once.before is None or once.after <= once.before
