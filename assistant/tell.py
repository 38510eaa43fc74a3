"""Answers, outcomes and settings as a person reads them in a terminal. The door to rich."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from assistant.answer import AnswerJson, CitationJson
from assistant.settings import Setting
from index.sync import Outcome

__all__ = ["tell_answer", "tell_bytes", "tell_lines", "tell_outcomes", "tell_settings"]


def tell_answer(answer: AnswerJson) -> None:
    """Print an answer with its numbered quotes. Nothing in an article is read as a terminal's control code."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(plain(answer["answer"])), soft_wrap=False)
    for citation in answer["citations"]:
        console.print()
        console.print(Text(plain(f"[{citation['n']}] {source_of(citation)}"), style="bold"))
        console.print(Padding(Text(plain(f"“{citation['quote']}”"), style="italic"), (0, 0, 0, 4)))
    console.print()
    for line in footer(answer):
        console.print(Text(plain(line), style="dim"))


def source_of(citation: CitationJson) -> str:
    """Where a quote stands: publisher, day and how it is known, headline."""
    basis = {"stated": "", "inferred": " (inferred)", "unknown": ""}[citation["published_basis"]]
    published = f"{citation['published']}{basis}" if citation["published"] else "date unknown"
    copies = f"; also printed in {', '.join(citation['copies'])}" if citation["copies"] else ""
    return f"{citation['publisher'] or 'publisher unknown'}, {published}: {citation['title']}{copies}"


def footer(answer: AnswerJson) -> Iterator[str]:
    """What a careful reader wants to know about the answering itself."""
    if answer["notice"]:
        yield answer["notice"]
    if not answer["abstained"]:
        n = answer["independent_sources"]
        yield f"{n} independent {'report' if n == 1 else 'reports'}"
    if answer["model"] == "extract":
        yield "answered by the embedded reader, in the articles' own sentences"
    else:
        yield f"drafted by {answer['model']}, checked against the articles"


def tell_outcomes(outcomes: Iterable[Outcome]) -> int:
    """Show a bar while articles are read, what was refused and why, and the counts; returns how many were refused."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    console = Console(highlight=False)
    counts: Counter[str] = Counter()
    passages = 0
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Reading articles", total=None, rate="")
        for outcome in outcomes:
            counts[outcome.what] += 1
            passages += outcome.passages
            speed = progress.tasks[0].speed
            progress.update(task, advance=1, total=outcome.of, rate=f"{speed:.0f}/s" if speed else "")
            if outcome.reason:
                console.print(Text(plain(f"refused {outcome.source}: {outcome.reason}"), style="yellow"))
    told = ", ".join(
        f"{counts[what]} {what}" for what in ("added", "updated", "unchanged", "removed", "refused") if counts[what]
    )
    console.print(Text(f"Articles: {told or 'none found'}. Passages embedded: {passages}."))
    return counts["refused"]


@contextmanager
def tell_bytes(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar of bytes while the block runs; it gives what is to be called with the bytes that came."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()
    )  # fmt: skip
    with Progress(*columns, console=Console(highlight=False)) as progress:
        task = progress.add_task(what, total=total)
        yield lambda count: progress.advance(task, count)


def tell_settings(settings: Iterable[Setting]) -> None:
    """Print every setting on a line that is never cut short, with its meaning below."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for one in settings:
        line = Text.assemble((one.name, "bold"), f" = {plain(one.value)} ", (f"({one.source})", "dim"))
        console.print(line, soft_wrap=True)
        console.print(Padding(Text(one.meaning), (0, 0, 0, 4)))


def tell_lines(lines: Iterable[str]) -> None:
    """Print plain lines; a long one is wrapped by the terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Text(plain(line)), soft_wrap=True)


def plain(text: str) -> str:
    """Text without control characters, so that nothing in it can steer a terminal; line breaks stay."""
    return "".join(c if c == "\n" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
