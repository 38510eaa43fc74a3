"""One eval run as it was wished for: parts, models, progress, reports, baseline, exit code."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from assistant.assemble import choose_embedder, choose_model
from assistant.settings import Settings, load_settings
from evals.baseline import load_baseline, save_baseline
from evals.bench import GOLD, HELD, HERE, Part, about, asker_of, gold_parts, opened, outside_parts
from evals.gates import Verdict, load_gates
from evals.gold import SLICES, GoldPair
from evals.readme import write_figures
from evals.replay import ChatModel, Recorder, Replayer, ReplayError
from evals.report import terminal
from evals.score import Item
from evals.suite import REPORT_FILES, ask_all, conclude, write
from index.article import Article
from index.select import open_selector

__all__ = ["Wish", "WishError", "execute"]

BASELINE = HERE / "baseline.json"
README = HERE.parent / "README.md"
GATES = HERE / "gates.toml"
GOLD_SETS = {"gold": tuple(GOLD), **{name: (name,) for name in (*GOLD, *HELD)}}


class WishError(ValueError):
    """The options do not go together; the message says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of `dateline eval`, as given."""

    set_name: str
    data: Path | None
    sample: int | None
    seed: int
    slice_name: str | None
    update_baseline: bool
    record: Path | None
    replay: Path | None
    judge: str | None
    usd_per_mtok: float | None
    out: Path


def execute(wish: Wish, *, console: Console) -> int:
    """Run, report, and return the exit code: 0 passed, 1 quality regressed, 2 nothing could be asked or it broke.

    Raises:
        WishError, GoldError, SetError, CorpusError, GatesError, BaselineError, ReplayError and what opening the
            assistant raises: nothing was asked.
    """
    check(wish)
    settings = load_settings()
    gates, baseline = load_gates(GATES), load_baseline(BASELINE)
    own = wish.set_name in GOLD_SETS and wish.set_name not in HELD
    model = _model(wish, settings)
    with TemporaryDirectory(prefix="dateline-set-") as folder:
        parts = _chosen(wish, _parts(wish, settings, Path(folder)))
        run = replace(about(wish.set_name, parts, settings, seed=wish.seed), sample=wish.sample, slice=wish.slice_name)
        items = _ask(wish, settings, parts, model, console)
    articles: dict[str, Article] = {id_: one for part in parts for id_, one in part.articles.items()}
    before = baseline if own and not wish.update_baseline else None
    report = conclude(items, run, gates if own else None, before, whole=wish.slice_name is None)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    write(report, articles, gates if own else None, wish.out, step_summary=Path(summary) if summary else None)
    console.print(terminal(report))
    console.print(f"  reports: {wish.out / REPORT_FILES[-1]}", style="dim", highlight=False)
    if wish.update_baseline:
        _keep(report.verdict, items)
        save_baseline(BASELINE, run, items)
        write_figures(report, README)
        console.print(f"  baseline written: {BASELINE}", style="dim", highlight=False)
    return report.verdict.code


def check(wish: Wish) -> None:
    """Refuse options that do not go together.

    Raises:
        WishError: as its message says.
    """
    if wish.set_name not in GOLD_SETS and wish.data is None:
        raise WishError(f"--set {wish.set_name} needs --data DIR, the folder that holds a folder {wish.set_name}")
    if wish.slice_name is not None and wish.set_name in GOLD_SETS and wish.slice_name not in SLICES:
        raise WishError(f"--slice {wish.slice_name} is no slice; known are {', '.join(SLICES)}")
    if wish.record is not None and wish.replay is not None:
        raise WishError("--record and --replay exclude each other; record once, then replay")
    if wish.update_baseline and (wish.set_name != "gold" or wish.sample is not None or wish.slice_name is not None):
        raise WishError("--update-baseline wants the whole gold set: leave out --set, --sample and --slice")


def _parts(wish: Wish, settings: Settings, folder: Path) -> list[Part]:
    if wish.set_name in GOLD_SETS:
        return gold_parts(GOLD_SETS[wish.set_name], settings)
    assert wish.data is not None, "checked"
    return outside_parts(wish.set_name, wish.data, folder, settings, sample=wish.sample, seed=wish.seed)


def _chosen(wish: Wish, parts: Sequence[Part]) -> list[Part]:
    """The parts with the pairs that are to be asked; outside sets were sampled while they were read."""
    pairs = [pair for part in parts for pair in part.pairs if wish.slice_name in (None, pair.slice)]
    if wish.set_name in GOLD_SETS and wish.sample is not None:
        pairs = _drawn(pairs, wish.sample, wish.seed)
    ids = {pair.id for pair in pairs}
    return [replace(part, pairs=[pair for pair in part.pairs if pair.id in ids]) for part in parts]


def _drawn(pairs: Sequence[GoldPair], sample: int, seed: int) -> list[GoldPair]:
    """So many pairs, in turn from each slice; a smaller sample of the same seed is a part of a larger one."""
    slices: dict[str, list[GoldPair]] = {}
    for pair in random.Random(seed).sample(pairs, len(pairs)):  # noqa: S311  no secret: a repeatable draw
        slices.setdefault(pair.slice, []).append(pair)
    turns = zip_longest(*(slices[name] for name in sorted(slices)))
    return [pair for turn in turns for pair in turn if pair is not None][:sample]


def _model(wish: Wish, settings: Settings) -> ChatModel | None:
    if wish.replay is not None:
        if settings.model is None:
            raise ReplayError(f"{wish.replay} was recorded with a chat model: set DATELINE_MODEL to its name")
        return Replayer(wish.replay, name=settings.model)
    model = choose_model(settings)
    if wish.record is not None:
        if model is None:
            raise ReplayError("there is no model traffic to record: set DATELINE_MODEL, and the endpoint it is at")
        return Recorder(model, wish.record)
    return model


def _judge(wish: Wish, settings: Settings) -> ChatModel | None:
    """The judging model; it goes through the recording as the answering one does."""
    return None if wish.judge is None else _model(wish, settings.model_copy(update={"model": wish.judge}))


def _ask(
    wish: Wish, settings: Settings, parts: Sequence[Part], model: ChatModel | None, console: Console
) -> list[Item]:
    embedder, selector = choose_embedder(settings), open_selector(threads=settings.threads)
    judging = _judge(wish, settings)
    items: list[Item] = []
    with _progress(sum(len(part.pairs) for part in parts), console) as advance:
        for part in (one for one in parts if one.pairs):
            with opened(part, settings, embedder, selector, model) as assistant:
                asker = asker_of(assistant, usd_per_mtok=wish.usd_per_mtok)
                items += ask_all(part.pairs, asker, part.articles, rules=part.rules, judging=judging, done=advance.item)
    return items


class Advance:
    """The bar of a run, which says how many are right so far."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._right = 0
        self._task = progress.add_task("asking", total=total, right=0)

    def item(self, item: Item) -> None:
        """One more question was asked."""
        self._right += item.passed
        self._progress.update(self._task, advance=1, right=self._right)


@contextmanager
def _progress(total: int, console: Console) -> Iterator[Advance]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[right]} right"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Advance(progress, total)


def _keep(verdict: Verdict, items: Sequence[Item]) -> None:
    """Refuse to keep a run that broke as what later ones are held to.

    Raises:
        WishError: an invariant is broken, or not every question was answered.
    """
    if verdict.code == 2 or any(item.breaches for item in items):  # noqa: PLR2004  the run broke
        raise WishError("no baseline was written: the run broke, or broke an invariant; see the report")
