"""The terminal's commands for whoever runs bots: keys, and the server that speaks the Model Context Protocol."""

from typing import Annotated

import typer

from assistant.assemble import open_assistant
from assistant.events import Worker
from assistant.keys import Keyring
from assistant.mcp_server import open_mcp, run_stdio
from assistant.settings import load_settings
from assistant.tell import tell_lines

__all__ = ["keys_app", "mcp_command"]

keys_app = typer.Typer(
    help="Keys for the HTTP API: needed as soon as the server listens beyond this machine.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@keys_app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Who will use it; shown by `dateline keys list`.")],
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="ask (the default), operate, or both: give it twice.")
    ] = None,
) -> None:
    """Make a key, and show it this once; only a hash of it is kept."""
    key, secret = Keyring(load_settings().home).add(name, scope or ["ask"])
    tell_lines([f"Key {key.id} for {key.name} may {' and '.join(key.scopes)}. It is shown this once:"])
    typer.echo(secret)


@keys_app.command("list")
def show() -> None:
    """List the keys: id, name, scopes, and when each was made."""
    keys = Keyring(load_settings().home).keys()
    tell_lines(
        [f"{key.id}  {','.join(key.scopes):<11}  {key.created[:10]}  {key.name}" for key in keys] or ["No keys."]
    )


@keys_app.command("revoke")
def revoke(which: Annotated[str, typer.Argument(metavar="ID|NAME")]) -> None:
    """Take a key away; a running server refuses it from its next request on."""
    key = Keyring(load_settings().home).revoke(which)
    tell_lines([f"Key {key.id} ({key.name}) is revoked."])


def mcp_command() -> None:
    """Speak the Model Context Protocol on standard input and output; over HTTP, `dateline serve` does at /mcp."""
    from anyio import CapacityLimiter

    settings = load_settings()
    assistant = open_assistant(settings)
    worker = Worker(threads=CapacityLimiter(settings.key_at_once), most_s=settings.request_deadline_s)
    run_stdio(open_mcp(assistant, asking=assistant, worker=worker))
