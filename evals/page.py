"""The report as one page for a person: no outside resource, nothing unescaped, filters in a few lines of script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from statistics import fmean
from string import Template

from evals.gates import Gates
from evals.item import item_html
from evals.plot import Row, plot
from evals.report import AMOUNTS, Report, figure, title
from evals.score import METRICS, OVERALL, Rate
from index.article import Article

__all__ = ["page"]

HERE = Path(__file__).parent
STATES = ("passed", "regressed", "broke")
KEY_FIGURES = ("correct", "cite_precision", "carried", "abstain_f1", "over_refusal", "all_evidence@5", "took_p50")


def page(report: Report, articles: Mapping[str, Article], gates: Gates | None = None) -> str:
    """The whole HTML page. Style and script are inline and allowed by their hashes only, so that nothing else runs.

    Args:
        report: the run.
        articles: by id, to show quotes where they stand; one that is missing shows the quote alone.
        gates: for the floors in the plots.
    """
    style, script = ((HERE / f"report.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    about, verdict = report.about, report.verdict
    wrong = sum(not item.passed for item in report.items)
    slices = [group for group in report.summary if group != OVERALL and not group.startswith("length ")]
    settings = ", ".join(f"{key} {value}" for key, value in about.settings.items())
    told = f"{about.model} · corpus {about.corpus} · gold {about.gold} · prompts {about.prompts} · seed {about.seed}"
    return Template((HERE / "report.html").read_text(encoding="utf-8")).substitute(
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        word=escape(verdict.word),
        state=STATES[verdict.code],
        set=escape(about.set),
        at=escape(about.at),
        headline=escape(_headline(verdict.word, len(report.items), wrong)),
        about=f'<span title="{escape(settings)}">{escape(told)}</span>',
        failures=_failures(report),
        figures=_figures(report.summary.get(OVERALL, {})),
        by_slice=_by_slice(report, slices, gates),
        by_metric=_by_metric(report, gates),
        table=_table(report),
        options="".join(f"<option>{escape(name)}</option>" for name in slices),
        items="".join(item_html(item, report.before, articles) for item in report.items),
    )


def _hash(inline: str) -> str:
    digest = hashlib.sha256(inline.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _headline(word: str, asked: int, wrong: int) -> str:
    right = f"all {asked} right" if not wrong else f"{asked - wrong} of {asked} right"
    return f"{word[0].upper()}{word[1:]}, {right}"


def _failures(report: Report) -> str:
    lines = [f"<li><b>{escape(one.gate)}</b>{escape(one.said)}</li>" for one in report.verdict.failures]
    lines += [f"<li>{escape(note)}</li>" for note in report.verdict.notes]
    return f'<ul class="gates">{"".join(lines)}</ul>' if lines else ""


def _figures(rates: Mapping[str, Rate]) -> str:
    cells = []
    for metric in KEY_FIGURES:
        rate = rates.get(metric, Rate(value=None))
        value = figure(metric, rate.value) + (" s" if metric == "took_p50" and rate.value is not None else "")
        interval = f" · {100 * rate.low:.0f}–{100 * rate.high:.0f}" if rate.low is not None and rate.high else ""
        label = f"{title(metric)}{interval if metric not in AMOUNTS else ''}"
        cells.append(f"<div><strong>{escape(value)}</strong><span>{escape(label)}</span></div>")
    return "".join(cells)


def _by_slice(report: Report, slices: list[str], gates: Gates | None) -> str:
    rows = [_row(report, group, "correct", group, gates) for group in (OVERALL, *slices)]
    lengths = [group for group in report.summary if group.startswith("length ")]
    rows += [Row(label=f"{name[7:]} answers", rate=report.summary[name]["correct"]) for name in lengths]
    return plot(rows, name="Share of right answers by slice, with intervals")


def _by_metric(report: Report, gates: Gates | None) -> str:
    had = dict.fromkeys(name for rates in report.summary.values() for name in rates)
    shares = [name for name in (*METRICS, *(n for n in had if n not in METRICS)) if name in had and name not in AMOUNTS]
    rows = [_row(report, OVERALL, metric, title(metric), gates) for metric in shares]
    return plot(rows, name="Every score over all slices, with intervals")


def _row(report: Report, group: str, metric: str, label: str, gates: Gates | None) -> Row:
    """A plot's row, with the baseline over the same items and the floor that binds it."""
    rate = report.summary.get(group, {}).get(metric, Rate(value=None))
    old = [
        value
        for item in report.items
        if report.before is not None
        and group in (OVERALL, item.pair.slice)
        and (value := report.before.get(item.pair.id, {}).get(metric)) is not None
    ]
    failed = f"floor {metric} in {group}"
    return Row(
        label=label,
        rate=rate,
        before=fmean(old) if old else None,
        floor=gates.floor(group, metric) if gates else None,
        under=any(one.gate == failed for one in report.verdict.failures),
    )


def _table(report: Report) -> str:
    had = {name for rates in report.summary.values() for name, rate in rates.items() if rate.value is not None}
    shown = [name for name in METRICS if name in had] + sorted(had - METRICS.keys())
    head = "".join(f"<th scope='col'>{escape(title(name))}</th>" for name in shown)
    lines = []
    for group, rates in report.summary.items():
        cells = [_cell(name, rates.get(name, Rate(value=None))) for name in shown]
        lines.append(f"<tr><th scope='row'>{escape(group)}</th>{''.join(cells)}</tr>")
    return f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _cell(metric: str, rate: Rate) -> str:
    if rate.value is None:
        return '<td class="none">–</td>'
    told = f"n = {rate.n}"
    if rate.low is not None and rate.high is not None:
        told += f", {figure(metric, rate.low)} to {figure(metric, rate.high)}"
    return f'<td title="{escape(told)}">{escape(figure(metric, rate.value))}</td>'
