"""What a run found, for a terminal, a program, a pull request and a CI server."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

from evals.baseline import About
from evals.gates import Difference, Scores, Verdict
from evals.score import METRICS, OVERALL, Item, Metric, Rate, Summary

if TYPE_CHECKING:
    from rich.console import Group

__all__ = ["AMOUNTS", "Report", "change", "figure", "junit", "markdown", "terminal", "title", "to_json"]

# The columns that fit a terminal and a pull request; the page and report.json have all of them.
COLUMNS = {
    "correct": "right",
    "all_evidence@5": "evid@5",
    "cite_precision": "cited",
    "abstain_recall": "silent",
    "over_refusal": "refused",
    "sources_right": "sources",
}
# XML 1.0 has no form for these characters, not even as references.
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SHOWN_ITEMS = 30
# Seconds, tokens and dollars are amounts; everything else is a share.
AMOUNTS = frozenset({"took_s", "took_p50", "took_p95", "tokens", "cost_usd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A finished run. `moved` and `before` are None without a baseline; `rules` are the set's own columns, by title."""

    about: About
    items: Sequence[Item]
    summary: Summary
    verdict: Verdict
    moved: Sequence[Difference] | None = None
    before: Scores | None = None


def title(metric: str) -> str:
    """The column's heading; a set's own rule keeps its name."""
    return METRICS.get(metric, Metric(title=metric)).title


def figure(metric: str, value: float | None) -> str:
    """A value as a reader sees it: per cent with one decimal, amounts with two digits, a dash for None.

    >>> figure("correct", 0.875), figure("took_s", 0.12345), figure("correct", None)
    ('87.5 %', '0.12', '–')
    """
    if value is None:
        return "–"
    return f"{value:.2g}" if metric in AMOUNTS else f"{100 * value:.1f} %"


def change(item: Item, before: Scores | None) -> Literal["better", "worse", "same", "new"]:
    """How an item's correctness moved since the baseline; "new" where the baseline does not have it."""
    old = (before or {}).get(item.pair.id, {}).get("correct")
    new = item.values.get("correct")
    if old is None or new is None:
        return "new"
    return "same" if new == old else "better" if new > old else "worse"


def to_json(report: Report) -> str:
    """The whole report as JSON; keys: about, verdict, summary, differences, items. Stable order, two runs diff well."""
    items = [
        {
            "id": item.pair.id,
            "slice": item.pair.slice,
            "question": item.pair.question,
            "expected": asdict(item.pair),
            "passed": item.passed,
            "change": change(item, report.before),
            "why": list(item.why),
            "breaches": [list(one) for one in item.breaches],
            "error": item.error,
            "scores": dict(item.values),
            "answer": item.asked and item.asked.answer,
            "retrieved": list(item.asked.retrieved) if item.asked else [],
        }
        for item in report.items
    ]
    whole = {
        "about": asdict(report.about),
        "verdict": {**asdict(report.verdict), "word": report.verdict.word},
        "summary": {
            group: {metric: asdict(rate) for metric, rate in rates.items()} for group, rates in report.summary.items()
        },
        "differences": None if report.moved is None else [asdict(one) for one in report.moved],
        "items": items,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False, default=str) + "\n"


def terminal(report: Report) -> Group:
    """A table of the slices, and under it the verdict with every gate that failed. For rich's `print`."""
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        title=f"{report.about.set} · {report.about.model}",
        title_justify="left",
    )
    table.add_column("per cent", no_wrap=True)
    table.add_column("n", justify="right", min_width=3)
    shown = _columns(report)
    for metric in shown:
        table.add_column(COLUMNS.get(metric, metric), justify="right", no_wrap=True)
    for group, rates in report.summary.items():
        cells = [figure(metric, _rate(rates, metric).value).removesuffix(" %") for metric in shown]
        table.add_row(group, str(_rate(rates, "correct").n), *cells, style="bold" if group == OVERALL else "")
    verdict = report.verdict
    lines = [
        Text(f"{verdict.word} (exit {verdict.code})", style=("bold green", "bold red", "bold magenta")[verdict.code])
    ]
    lines += [Text(f"  {failure.gate}: {failure.said}") for failure in verdict.failures]
    lines += [Text(f"  {note}", style="dim") for note in verdict.notes]
    return Group(table, *lines)


def markdown(report: Report) -> str:
    """The verdict, the slices and the failed items, for a pull request; text from outside stands in code spans."""
    about, verdict = report.about, report.verdict
    shown = _columns(report)
    lines = [
        f"## Evals: {verdict.word}",
        "",
        f"{_code(about.set)} · {_code(about.model)} · {len(report.items)} questions · {about.at}",
        "",
    ]
    lines += [f"- **{_code(one.gate)}** {_code(one.said)}" for one in verdict.failures]
    lines += [f"- {_code(note)}" for note in verdict.notes]
    lines += ["", "| slice | n | " + " | ".join(map(title, shown)) + " |", "|---|--:|" + "--:|" * len(shown)]
    for group, rates in report.summary.items():
        cells = [_interval(metric, _rate(rates, metric)) for metric in shown]
        lines.append(f"| {_code(group)} | {_rate(rates, 'correct').n} | " + " | ".join(cells) + " |")
    changed = [(item, change(item, report.before)) for item in report.items]
    worse = [item for item, how in changed if how == "worse"]
    better = sum(how == "better" for _, how in changed)
    if report.before is not None:
        lines += ["", f"Since the baseline: {better} better, {len(worse)} worse."]
    failed = worse + [item for item in report.items if not item.passed and item not in worse]
    if failed:
        lines += [
            "",
            f"<details><summary>{len(failed)} wrong</summary>",
            "",
            "| id | question | why |",
            "|---|---|---|",
        ]
        lines += [
            "| " + " | ".join(map(_code, (item.pair.id, item.pair.question, item.error or "; ".join(item.why)))) + " |"
            for item in failed[:SHOWN_ITEMS]
        ]
        more = len(failed) - SHOWN_ITEMS
        lines += ["", *([f"and {more} more in the report"] if more > 0 else []), "</details>"]
    return "\n".join(lines) + "\n"


def junit(report: Report) -> str:
    """JUnit XML: one suite for the gates, which fails with the verdict, and one for each slice, for reading.

    A wrong item is "skipped" and not failed: one item is no verdict, and a CI server would count it as one.
    """
    root = ET.Element("testsuites", name="evals")
    gates = ET.SubElement(root, "testsuite", name="gates", tests=str(max(1, len(report.verdict.failures))))
    gates.set("failures", str(len(report.verdict.failures)))
    for failure in report.verdict.failures:
        case = ET.SubElement(gates, "testcase", classname="evals.gates", name=_xml(failure.gate))
        ET.SubElement(case, "failure", message=_xml(failure.said)).text = _xml(failure.said)
    if not report.verdict.failures:
        ET.SubElement(gates, "testcase", classname="evals.gates", name=report.verdict.word)
    for name in dict.fromkeys(item.pair.slice for item in report.items):
        members = [item for item in report.items if item.pair.slice == name]
        suite = ET.SubElement(root, "testsuite", name=_xml(name), tests=str(len(members)), failures="0")
        suite.set("errors", str(sum(item.error is not None for item in members)))
        suite.set("skipped", str(sum(item.error is None and not item.passed for item in members)))
        for item in members:
            seconds = f"{item.asked.took_s:.3f}" if item.asked else "0"
            case = ET.SubElement(
                suite, "testcase", classname=f"evals.{_xml(name)}", name=_xml(item.pair.id), time=seconds
            )
            if item.error is not None:
                ET.SubElement(case, "error", message=_xml(item.error))
            elif not item.passed:
                ET.SubElement(case, "skipped", message=_xml("; ".join(item.why)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _columns(report: Report) -> list[str]:
    """The short columns that have a figure, the judge's, and after them whatever rules of its own the set has."""
    overall = report.summary.get(OVERALL, {})
    short = [name for name in (*COLUMNS, "judged") if _rate(overall, name).value is not None]
    return [*short, *(name for name in overall if name not in METRICS)]


def _rate(rates: Mapping[str, Rate], metric: str) -> Rate:
    return rates.get(metric, Rate(value=None))


def _interval(metric: str, rate: Rate) -> str:
    if rate.low is None or rate.high is None:
        return figure(metric, rate.value)
    scale = 1 if metric in AMOUNTS else 100
    return f"{figure(metric, rate.value)} ({scale * rate.low:.0f}–{scale * rate.high:.0f})"


def _code(text: str) -> str:
    """A code span that no text can leave, in a table or not: nothing in it is a link, a mention or HTML."""
    flat = " ".join(text.replace("`", "'").replace("|", "¦").split())
    return f"`{flat}`" if flat else ""


def _xml(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
