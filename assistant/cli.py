"""The terminal door: index, ask, serve, articles, doctor, config, and what other packages add (eval)."""

import gc
import json
import os
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from assistant.answer import render
from assistant.articles import findings, list_articles, show_article, tell_finding, tell_repaired
from assistant.assemble import choose_embedder, open_assistant
from assistant.call import ModelError
from assistant.chain import QuestionError
from assistant.cli_bots import keys_app, mcp_command
from assistant.keys import KeyringError
from assistant.obtain import MODEL, SIZE, ObtainError, obtain
from assistant.serve import PortError, listen, serve, serve_many
from assistant.settings import Settings, SettingsError, list_settings, load_settings
from assistant.tell import tell_answer, tell_bytes, tell_lines, tell_outcomes, tell_settings
from index.carried import EmbeddingError
from index.database import CatalogError
from index.single import delete
from index.sync import BusyError, repair, sync, wipe
from index.vectors import VectorError

__all__ = ["app", "main"]

SEEDS = Path(__file__).parent.parent / "seeds"
YIELDING = 10  # niceness of an indexing run: a question that is asked meanwhile goes first
EXPECTED = (
    SettingsError, CatalogError, VectorError, EmbeddingError, BusyError, PortError, QuestionError, ModelError,
    KeyringError, ObtainError,
)  # fmt: skip

app = typer.Typer(
    help="Ask questions about news articles. Every sentence of an answer is tied to a quote that stands in an article.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
articles_app = typer.Typer(add_completion=False, rich_markup_mode=None)
app.add_typer(articles_app, name="articles")
app.add_typer(keys_app, name="keys")
app.command("mcp")(mcp_command)


@app.command()
def index(
    places: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, URLs, or - for standard input. Without any: the five seed articles."),
    ] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Throw the index away first and make it anew.")] = False,  # noqa: FBT002
    mend: Annotated[  # noqa: FBT002
        bool, typer.Option("--repair", help="Mend a damaged index without embedding anything, then stop.")
    ] = False,
) -> None:
    """Read articles into the index; only what is new or changed costs time."""
    settings = load_settings()
    if mend:
        done = repair(settings.home, vectors=settings.vectors)
        tell_lines(tell_repaired(done))
        raise typer.Exit(1 if done.lost or done.unreadable else 0)
    if hasattr(os, "nice"):
        os.nice(YIELDING)
    embedder = choose_embedder(settings)
    if rebuild:
        wipe(settings.home)
    outcomes = sync(
        places or [str(SEEDS)],
        home=settings.home,
        embedder=embedder,
        size=settings.chunk_size,
        overlap=settings.chunk_overlap,
        max_bytes=settings.max_article_bytes,
        vectors=settings.vectors,
    )
    refused = tell_outcomes(outcomes)
    raise typer.Exit(1 if refused else 0)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help='In plain words, for example "Who led the US delegation in April?"')],
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer object, as POST /ask gives it.")] = False,  # noqa: FBT002
    publisher: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Read only articles of this publisher, named in full; may be given often."),
    ] = None,
) -> None:
    """Answer one question from the indexed articles."""
    answer = render(open_assistant(load_settings()).ask(question, publishers=publisher or ()))
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        tell_answer(answer)


@app.command("serve")
def serve_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on; DATELINE_HOST, else 127.0.0.1.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="DATELINE_PORT, else 7860; 0: any free one.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes over one data folder; DATELINE_WORKERS, else 1.")
    ] = None,
) -> None:
    """Serve the page and the HTTP API until Ctrl+C."""
    settings = load_settings()
    place = listen(host or settings.host, settings.port if port is None else port)

    def started(url: str) -> None:
        typer.echo(f"Dateline answers at {url} (Ctrl+C stops it)")

    if (many := workers or settings.workers) > 1:
        serve_many(settings, place, workers=many, started=started)
    else:
        serve(open_assistant(settings), place, started=started)


@articles_app.callback(invoke_without_command=True)
def articles(context: typer.Context) -> None:
    """Look at the articles that are kept; without a command, list them."""
    if context.invoked_subcommand is None:
        articles_list()


@articles_app.command("list")
def articles_list() -> None:
    """List the articles by day of publication: publisher, date and how it is known, passages, copies."""
    tell_lines(list_articles(load_settings()))


@articles_app.command("show")
def articles_show(article_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show one article: what is known of it, what was cut from its page, and its text."""
    tell_lines(show_article(load_settings(), article_id))


@articles_app.command("delete")
def articles_delete(
    article_id: Annotated[str, typer.Argument(metavar="ID")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this nothing is deleted.")] = False,  # noqa: FBT002
) -> None:
    """Take an article out of every later answer."""
    if not yes:
        typer.echo(f"Nothing was deleted; `dateline articles delete {article_id} --yes` does it.", err=True)
        raise typer.Exit(1)
    if delete(load_settings().home, article_id) is None:
        raise CatalogError(f"there is no article {article_id!r}; `dateline articles` lists those there are")
    tell_lines([f"Deleted {article_id}. If its file or feed still holds it, the next `dateline index` reads it again."])


@app.command()
def doctor() -> None:
    """Check everything that is kept, and say what was found; exit code 1 when something is wrong."""
    found = list(findings(load_settings()))
    tell_lines(tell_finding(one) for one in found)
    wrong = sum(one.ok is False for one in found)
    tell_lines(["Nothing is wrong." if not wrong else f"{wrong} of {len(found)} things are wrong."])
    raise typer.Exit(1 if wrong else 0)


@app.command("model")
def model_command() -> None:
    """Get the local chat model, once: 1.1 GB. Where DATELINE_MODEL is "local", it drafts the answers."""
    with tell_bytes("Getting the local chat model", SIZE) as advance:
        weights = obtain(load_settings().home / MODEL, advance=advance)
    tell_lines([f"The local chat model is whole: {weights}. DATELINE_MODEL=local has it draft."])


@app.command()
def config() -> None:
    """Show every setting, its value and where that came from; keys are masked."""
    settings: Settings = load_settings()
    tell_settings(list_settings(settings))


def main() -> NoReturn:
    """Run the command line; an expected error is one line on standard error and exit code 2."""
    # Importing chromadb and llama_index makes half a million objects that live on; Python's default has the collector
    # go through them again and again. Rare collections save 0.3 s of the 2.9 s that a cold `dateline ask` takes.
    gc.set_threshold(200_000, 20, 20)
    for entry in entry_points(group="dateline.commands"):
        app.command(entry.name)(entry.load())
    try:
        app()
    except EXPECTED as error:
        typer.echo(f"dateline: {error}", err=True)
        sys.exit(2)
    sys.exit(0)
