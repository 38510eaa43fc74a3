"""The figures in the README, written by the run that made the baseline. Pure but for one file."""

from __future__ import annotations

from pathlib import Path

from evals.report import Report

__all__ = ["ReadmeError", "figures", "write_figures"]

BEGIN, END = "<!-- figures: written by `dateline eval --update-baseline` -->", "<!-- end of figures -->"
COLUMNS = (
    ("right", "correct"),
    ("abstained where it must", "abstain_recall"),
    ("refused where it should not", "over_refusal"),
    ("citations that are evidence", "cite_precision"),
    ("quotes verbatim", "verbatim"),
    ("reason right", "reason_right"),
    ("sources counted right", "sources_right"),
)


class ReadmeError(ValueError):
    """The README has no place for the figures; the message says which marks are missing."""


def figures(report: Report) -> str:
    """One table, a row for all pairs and a row a slice; a rate that cannot be computed is a dash, never 0."""
    lines = [
        f"{report.about.at}, reader `{report.about.model}`, {len(report.items)} gold pairs:",
        "",
        "| per cent | pairs | " + " | ".join(name for name, _ in COLUMNS) + " |",
        "|---|---" + "|---" * len(COLUMNS) + "|",
    ]
    for group, rates in report.summary.items():
        if group.startswith("length "):
            continue
        values = [rates[metric].value if metric in rates else None for _, metric in COLUMNS]
        pairs = sum(group in ("overall", item.pair.slice) for item in report.items)
        shown = " | ".join("–" if value is None else f"{100 * value:.0f}" for value in values)
        lines.append(f"| {group} | {pairs} | {shown} |")
    return "\n".join(lines)


def write_figures(report: Report, path: Path) -> None:
    """Put the table between its two marks in the README; every other character stays.

    Raises:
        ReadmeError: a mark is missing.
    """
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ReadmeError(f"{path.name} has no place for the figures; it needs the lines {BEGIN!r} and {END!r}")
    path.write_text(f"{before}{BEGIN}\n{figures(report)}\n{END}{after}", encoding="utf-8")
