"""The last eval report as HTML, read from its `report.json`. Pure but for the reading."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ValidationError

from assistant.cite import plural
from assistant.mark import escape
from assistant.plot import Bar, plot_bars
from assistant.trouble import Trouble

__all__ = ["show_evals"]

OVERALL = "overall"
WRONG = 50  # questions listed that went wrong
# The figures a reader understands without the handbook, and what they say.
TOLD = {
    "correct": "right answers",
    "cite_precision": "citations that carry their sentence",
    "carried": "sentences carried by their quote",
    "abstain_precision": "refusals that were right",
    "abstain_recall": "unanswerable questions refused",
    "over_refusal": "answerable questions refused",
    "conflict_shown": "disagreements shown",
    "conflict_invented": "disagreements invented",
    "sources_right": "independent reports counted right",
    "all_evidence@5": "all evidence among the first five passages",
}


class Rate(BaseModel):
    """A figure and its 95 % interval over `n` items; None where it cannot be computed."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0


class About(BaseModel):
    """What was run."""

    at: str = ""
    set: str = ""
    model: str = ""


class Verdict(BaseModel):
    """What the run came to."""

    word: str = ""


class Item(BaseModel):
    """One question and how it went."""

    question: str
    slice: str = ""
    passed: bool
    why: list[str] = []


class ReportJson(BaseModel):
    """The part of a report that is shown; what else it holds is passed over."""

    about: About = About()
    verdict: Verdict = Verdict()
    summary: dict[str, dict[str, Rate]] = {}
    items: list[Item] = []


def show_evals(path: Path) -> str:
    """The report at `path`: verdict, figures, right answers by slice, and the questions that went wrong."""
    head = '<h2 tabindex="-1">How good is it?</h2>'
    if not path.is_file():
        return (
            f'<div class="evals">{head}<p>There is no report yet. <code>make eval</code> asks the gold questions and '
            "writes one; it is shown here then.</p></div>"
        )
    try:
        report = ReportJson.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        unreadable = Trouble("The report cannot be read; make it again with `make eval`.")
        return f'<div class="evals">{head}{unreadable.html()}</div>'
    right = sum(item.passed for item in report.items)
    about = " · ".join(part for part in (report.about.set, report.about.model, report.about.at) if part)
    return (
        f'<div class="evals">{head}<p class="lead">{escape(_capital(report.verdict.word))}: {right:,} of '
        f'{plural(len(report.items), "gold question")} right.</p><p class="about">{escape(about)}</p>'
        f'<div class="plots">{_figures(report)}{_by_slice(report)}</div>{_wrong(report)}</div>'
    )


def _figures(report: ReportJson) -> str:
    rates = report.summary.get(OVERALL, {})
    shown = [
        _bar(words, rates[metric])
        for metric, words in TOLD.items()
        if metric in rates and rates[metric].value is not None
    ]
    if not shown:
        return ""
    drawn = plot_bars(shown, name="Scores over all questions", most=100, unit=" %")
    return f"<figure><figcaption>Over all questions, with 95 % intervals</figcaption>{drawn}</figure>"


def _by_slice(report: ReportJson) -> str:
    shown = [
        _bar(group, rates["correct"])
        for group, rates in report.summary.items()
        if group != OVERALL and not group.startswith("length ") and rates.get("correct", Rate()).value is not None
    ]
    if not shown:
        return ""
    drawn = plot_bars(shown, name="Right answers by kind of question", most=100, unit=" %")
    return f"<figure><figcaption>Right answers by kind of question</figcaption>{drawn}</figure>"


def _bar(label: str, rate: Rate) -> Bar:
    value = round(100 * (rate.value or 0), 1)
    known = rate.low is not None and rate.high is not None
    interval = f", 95 % interval {100 * (rate.low or 0):.0f} to {100 * (rate.high or 0):.0f}" if known else ""
    within = (100 * (rate.low or 0), 100 * (rate.high or 0)) if known else None
    return Bar(label=label, amount=value, told=f"{label}: {value:g} % of {rate.n}{interval}", within=within)


def _wrong(report: ReportJson) -> str:
    wrong = [item for item in report.items if not item.passed]
    if not wrong:
        return ""
    items = "".join(
        f'<li><span dir="auto">{escape(item.question)}</span><span class="about">{escape(item.slice)}: '
        f"{escape('; '.join(item.why)[:300])}</span></li>"
        for item in wrong[:WRONG]
    )
    more = (
        f'<p class="about">and {len(wrong) - WRONG} more; report/index.html has them all</p>'
        if len(wrong) > WRONG
        else ""
    )
    told = f"{plural(len(wrong), 'question')} that went wrong"
    return f'<details class="wrong"><summary>{told}</summary><ol>{items}</ol>{more}</details>'


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
