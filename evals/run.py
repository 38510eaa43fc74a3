"""`dateline eval`: the command. Everything heavy is loaded once it runs, so that help is quick."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from evals.execute import Wish, execute

__all__ = ["eval_command"]

log = logging.getLogger(__name__)
SEED = 20261122
SETS = (
    "gold (both corpora), seeds, made; held, which informs; or an outside set in --data: multihoprag, squad2, clapnq, "
    "ramdocs, poisonedrag, bipia, timebench."
)
Set = Annotated[str, typer.Option("--set", help=SETS)]
Data = Annotated[Path | None, typer.Option(help="Folder with a folder for each outside set.")]
Sample = Annotated[int | None, typer.Option(min=1, help="Ask only so many, drawn by --seed.")]
Seed = Annotated[int, typer.Option(help="Of every draw: the sample and the intervals.")]
Slice = Annotated[str | None, typer.Option("--slice", help="Ask only this slice, for example conflict.")]
Update = Annotated[bool, typer.Option("--update-baseline", help="Keep this run as what later ones are compared with.")]
Record = Annotated[Path | None, typer.Option(help="Keep the chat model's replies in this file.")]
Replay = Annotated[Path | None, typer.Option(help="Take the chat model's replies from this file; ask no model.")]
Judge = Annotated[str | None, typer.Option(help="A chat model that also judges each answer; it never gates.")]
Price = Annotated[float | None, typer.Option(min=0, help="Dollars for a million tokens, to report the cost.")]
Out = Annotated[Path, typer.Option(help="Folder for report.json, report.md, junit.xml and index.html.")]


def eval_command(  # noqa: PLR0913, PLR0917  one parameter an option
    set_name: Set = "gold",
    data: Data = None,
    sample: Sample = None,
    seed: Seed = SEED,
    slice_name: Slice = None,
    update_baseline: Update = False,  # noqa: FBT002
    record: Record = None,
    replay: Replay = None,
    judge: Judge = None,
    usd_per_mtok: Price = None,
    out: Out = Path("report"),
) -> None:
    """Ask every gold question, score, compare with the baseline, give one verdict.

    Exit code 0: passed. 1: quality regressed; the table names each gate that failed. 2: the run itself broke.
    """
    options = dict(locals())
    try:
        from rich.console import Console

        code = execute(Wish(**options), console=Console())
    except KeyboardInterrupt:
        sys.exit(130)  # the shell's code for Ctrl+C; typer would give 1
    except Exception as error:
        # The door: whatever stops a run is 2. Python's own code for it would be 1, which says that quality fell.
        log.debug("eval broke", exc_info=True)
        typer.echo(f"dateline eval: {str(error) or type(error).__name__}", err=True)
        sys.exit(2)
    raise typer.Exit(code)
