"""Ask every question, score, compare, judge, and write the reports: the run itself, without a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from evals.ask import Asker
from evals.baseline import About, Baseline
from evals.gates import Gates, differences, judge_run
from evals.gold import GoldPair
from evals.judge import judge
from evals.page import page
from evals.replay import ChatModel
from evals.report import Report, junit, markdown, to_json
from evals.score import Item, Rule, score, summarise
from index.article import Article

__all__ = ["REPORT_FILES", "ask_all", "conclude", "write"]

REPORT_FILES = ("report.json", "report.md", "junit.xml", "index.html")
# The run is over when asking keeps breaking: nothing that could be measured is left, and each may wait for a deadline.
MAX_BROKEN = 5


def ask_all(
    pairs: Sequence[GoldPair],
    asker: Asker,
    articles: Mapping[str, Article],
    *,
    rules: Mapping[str, Rule] | None = None,
    judging: ChatModel | None = None,
    done: Callable[[Item], None] = lambda _: None,
) -> list[Item]:
    """Ask and score every pair in order; `done` is called after each. Stops at the fifth that breaks.

    What breaks is an item with its error, never a wrong answer: a crash must not look like an abstention.
    """
    items: list[Item] = []
    broken = 0
    for pair in pairs:
        item = _ask(pair, asker, articles, rules, judging)
        broken += item.error is not None
        items.append(item)
        done(item)
        if broken == MAX_BROKEN:
            break
    return items


def _ask(
    pair: GoldPair,
    asker: Asker,
    articles: Mapping[str, Article],
    rules: Mapping[str, Rule] | None,
    judging: ChatModel | None,
) -> Item:
    try:
        asked = asker(pair)
        item = score(pair, asked, articles, rules)
    except Exception as error:  # noqa: BLE001  the door to what is measured: whatever it raises is a finding
        return Item(pair=pair, asked=None, error=f"{type(error).__name__}: {error}", why=["asking broke"])
    if judging is None:
        return item
    return replace(item, values={**item.values, "judged": judge(pair, asked, judging)})


def conclude(
    items: Sequence[Item], about: About, gates: Gates | None, baseline: Baseline | None, *, whole: bool = True
) -> Report:
    """Sum up, compare with the baseline and give the verdict.

    Args:
        items: of `ask_all`.
        about: what was run.
        gates: None for outside sets, whose figures inform: then only invariants and breakage count.
        baseline: None where there is none, or none that belongs to this set.
        whole: whether the whole set was asked.
    """
    summary = summarise(items, seed=about.seed)
    before = baseline.of([item.pair for item in items]) if baseline else None
    bounds = gates or Gates.none()
    moved = differences(items, before, bounds) if before is not None else None
    verdict = judge_run(items, summary, bounds, moved, whole=whole)
    if gates is None:
        verdict = replace(verdict, notes=["an outside set informs: no floors, no baseline"])
    elif baseline and (was := baseline.about.model) != about.model:
        verdict = replace(
            verdict, notes=[*verdict.notes, f"the baseline was made with {was}, this run with {about.model}"]
        )
    return Report(about=about, items=items, summary=summary, verdict=verdict, moved=moved, before=before)


def write(
    report: Report, articles: Mapping[str, Article], gates: Gates | None, out: Path, *, step_summary: Path | None = None
) -> None:
    """Write report.json, report.md, junit.xml and index.html into `out`; add the Markdown to a CI's summary."""
    out.mkdir(parents=True, exist_ok=True)
    told = markdown(report)
    texts = (to_json(report), told, junit(report), page(report, articles, gates))
    for name, text in zip(REPORT_FILES, texts, strict=True):
        # Half a surrogate pair, which an answer may hold when something is wrong with it, must not lose the report.
        (out / name).write_text(text, encoding="utf-8", errors="replace")
    if step_summary is not None:
        with step_summary.open("a", encoding="utf-8", errors="replace") as file:
            file.write(told)
