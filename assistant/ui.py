"""The page: Gradio's door. Gradio carries questions and HTML; what the HTML says is made elsewhere, without it."""

# Gradio reads the annotations of the functions below when it is handed them, so they stand as objects, not as text
# (no `from __future__ import annotations` here).
import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from assistant.converse import Conversation, Shown
from assistant.curate import Curation
from assistant.operate import Operates
from assistant.secure import Secure
from assistant.shelf import Shelf
from assistant.stream import Step
from index.catalog import Catalog

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["mount_page"]

HERE = Path(__file__).parent
VIEWS = {"ask": "Ask", "library": "Library", "evals": "Evals"}
TABS = "".join(
    f'<button type="button" data-do="view" data-view="{view}">{name}</button>' for view, name in VIEWS.items()
)
MASTHEAD = f'<header><h1>Dateline</h1><p>The news, in its own words</p><nav aria-label="Rooms">{TABS}</nav></header>'


def mount_page(
    app: "FastAPI",
    *,
    stream: Callable[..., Iterator[Step]],
    catalog: Catalog,
    home: Path,
    shelf: Shelf | None = None,
    operates: Callable[[str | None], bool] = lambda _: True,
    report: Path = Path("report/report.json"),
    at_once: int = 4,
) -> "FastAPI":
    """Serve the page at "/" of `app`, which is returned, and guard every answer of `app` with `Secure`.

    Call it after the other routes are added: Gradio answers every path that is left.

    Args:
        app: the server.
        stream: as `Assistant.stream`, called in a worker thread.
        catalog: the articles.
        home: the data folder; Gradio's temporary files and the readers' feedback go below it.
        shelf: what changes the library; None: nobody can.
        operates: whether the caller whose key has this id may change the library; None where no key was asked for.
        report: the `report.json` of the last eval run, which need not be there.
        at_once: questions answered at the same time; eight times as many may wait before one is refused.
    """
    gr = _gradio(home)
    conversation = Conversation(stream=stream, catalog=catalog, home=home)
    curation = Curation(catalog=catalog, report=report, shelf=shelf)
    blocks = _blocks(gr, conversation, curation, Operates(allowed=operates, writable=shelf is not None), at_once)
    blocks.queue(max_size=8 * at_once, api_open=False)
    _mount(gr, app, blocks)
    return app


def _mount(gr: Any, app: "FastAPI", blocks: Any) -> None:  # noqa: ANN401 - Gradio is untyped here, and only here
    app.add_middleware(Secure)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=_theme(gr),
        css=(HERE / "page.css").read_text(encoding="utf-8"),
        footer_links=[],
        show_error=False,
        run_history=False,
        ssr_mode=False,
        max_file_size=1,
    )


def _gradio(home: Path) -> Any:  # noqa: ANN401
    """Gradio, told before its import to call nobody and to write nowhere but below `home`."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(home / "gradio")
    import gradio

    return gradio


def _theme(gr: Any) -> Any:  # noqa: ANN401
    """Gradio's plainest theme with fonts of the system, and the colours that show before `page.css` has arrived."""
    return gr.themes.Base(font=["Georgia", "serif"], font_mono=["monospace"]).set(
        body_background_fill="#fbfaf6",
        body_background_fill_dark="#161513",
        body_text_color="#1b1a18",
        body_text_color_dark="#ebe6da",
    )


def _sent(event: Any) -> dict[str, object]:  # noqa: ANN401
    """What the page's script sent; anything else a client makes up is nothing."""
    data = event._data  # noqa: SLF001 - Gradio's own way: `event.name` raises where a name is missing
    return data if isinstance(data, dict) else {}


def _blocks(gr: Any, conversation: Conversation, curation: Curation, operates: Operates, at_once: int) -> Any:  # noqa: ANN401
    quick = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as blocks:
        at = _rooms(gr)
        _wire_asking(gr, at, conversation, quick, {**quick, "queue": True, "concurrency_limit": at_once})
        _wire_reading(gr, at, conversation, operates, quick)
        _wire_library(gr, at, curation, operates, quick)
        blocks.load(conversation.open, at.stored, [at.chat, at.article], **quick)
        blocks.load(curation.limit, at.within, [at.limits, at.within], **quick)
    return blocks


def _rooms(gr: Any) -> Any:  # noqa: ANN401
    """Everything that stands on the page, empty, by name."""
    # The template stays "${value}": Gradio pastes `{{value}}` into JavaScript source, where an article's "${...}" runs.
    script = {"js_on_load": (HERE / "page.js").read_text(encoding="utf-8"), "apply_default_css": False}
    # Not secrets: they are sent to the page, and only let what it keeps outlive a restart of the server.
    at = SimpleNamespace(
        stored=gr.BrowserState([], storage_key="dateline", secret="conversation"),  # noqa: S106
        within=gr.BrowserState({}, storage_key="dateline-within", secret="within"),  # noqa: S106
        sifted=gr.State({}),
        masthead=gr.HTML(MASTHEAD, elem_id="masthead", **script),
    )
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="asking"):
            at.chat = gr.HTML(elem_id="chat", **script)
            at.limits = gr.HTML(elem_id="limits", **script)
            with gr.Row(elem_id="box"):
                at.question = gr.Textbox(
                    label="Question",
                    show_label=False,
                    container=False,
                    placeholder="Ask the articles",
                    elem_id="question",
                    max_lines=6,
                )
                at.ask = gr.Button("Ask", elem_id="ask", variant="primary")
                at.stop = gr.Button("Stop", elem_id="stop")
                at.fresh = gr.Button("New", elem_id="fresh")
        with gr.Column(elem_id="library"):
            at.shelves = gr.HTML(elem_id="shelves", **script)
            at.added = gr.HTML(elem_id="added", **script)
            at.listed = gr.HTML(elem_id="listed", **script)
        at.evals = gr.HTML(elem_id="evals", **script)
        at.article = gr.HTML(elem_id="article", **script)
    return at


async def _shown(gr: Any, steps: Generator[Shown]) -> AsyncIterator[Any]:  # noqa: ANN401
    """What Gradio puts on the page, step by step; when it is cancelled, the steps are closed, and the model's request.

    Gradio itself cancels a plain generator only when its step is done, which with a slow model takes many seconds.
    """
    stopped = threading.Event()

    def advance() -> Shown | None:
        step = next(steps, None)
        if stopped.is_set():
            steps.close()
        return step

    try:
        while step := await asyncio.to_thread(advance):
            yield step.conversation, gr.skip() if step.question is None else step.question, step.turns
    finally:
        stopped.set()
        with suppress(ValueError):  # its last step is still under way, and closes it
            steps.close()


def _wire_asking(gr: Any, at: Any, conversation: Conversation, quick: Any, asking: Any) -> None:  # noqa: ANN401
    async def typed(question: str, stored: object, within: object) -> AsyncIterator[Any]:
        async for step in _shown(gr, conversation.reply(question, stored, within)):
            yield step

    async def suggested(stored: object, within: object, event: gr.EventData) -> AsyncIterator[Any]:
        async for step in _shown(gr, conversation.reply(str(_sent(event).get("question", "")), stored, within)):
            yield step

    async def again(stored: object, event: gr.EventData) -> AsyncIterator[Any]:
        async for step in _shown(gr, conversation.again(_sent(event).get("turn"), stored)):
            yield step

    def judge(stored: object, event: gr.EventData) -> tuple[str, Any]:
        return conversation.judge(_sent(event), stored)

    replies = [at.chat, at.question, at.stored]
    asks = [
        gr.on([at.question.submit, at.ask.click], typed, [at.question, at.stored, at.within], replies, **asking),
        at.chat.suggest(suggested, [at.stored, at.within], replies, **asking),
        at.chat.again(again, at.stored, replies, **asking),
    ]
    at.stop.click(None, None, None, cancels=asks, **quick)
    for ask in asks:
        # Gradio calls a cancelled event a failure once the next one may come; before that it drops a question.
        ask.failure(conversation.stop, at.stored, at.chat, **quick)
    at.fresh.click(list, None, at.stored, **quick).then(conversation.open, at.stored, [at.chat, at.article], **quick)
    at.chat.feedback(judge, at.stored, [at.chat, at.stored], **quick)


def _wire_reading(gr: Any, at: Any, conversation: Conversation, operates: Operates, quick: Any) -> None:  # noqa: ANN401
    def cite(stored: object, event: gr.EventData) -> str:
        return conversation.cite(_sent(event).get("turn"), _sent(event).get("n"), stored)

    def read(event: gr.EventData, request: gr.Request) -> str:
        return conversation.read(_sent(event).get("id"), writes=operates(request))

    at.chat.cite(cite, at.stored, at.article, **quick)
    for part in (at.chat, at.article, at.listed, at.added):
        part.read(read, None, at.article, **quick)
    at.article.contents(conversation.contents, None, at.article, **quick)


def _wire_library(gr: Any, at: Any, curation: Curation, operates: Operates, quick: Any) -> None:  # noqa: ANN401
    def within(event: gr.EventData) -> tuple[str, Any]:
        return curation.limit(_sent(event))

    def sift(event: gr.EventData, request: gr.Request) -> tuple[str, str, object]:
        return (*curation.show(_sent(event), writes=operates(request)), _sent(event))

    def again(sifted: object, request: gr.Request) -> tuple[str, str]:
        return curation.show(sifted, writes=operates(request))

    def take(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        yield from curation.add(_sent(event), writes=operates(request))

    def delete(event: gr.EventData, request: gr.Request) -> str:
        return curation.delete(_sent(event).get("id"), writes=operates(request))

    def undo(event: gr.EventData, request: gr.Request) -> str:
        return curation.undo(_sent(event).get("id"), _sent(event).get("version"), writes=operates(request))

    library = [at.shelves, at.listed]
    at.limits.within(within, None, [at.limits, at.within], **quick)
    at.masthead.evals(curation.evals, None, at.evals, **quick)
    for part in (at.masthead, at.listed):
        part.sift(sift, None, [*library, at.sifted], **quick)
    at.shelves.take(take, None, at.added, **{**quick, "queue": True}).then(again, at.sifted, library, **quick)
    at.article.delete(delete, None, at.article, **quick).then(again, at.sifted, library, **quick)
    at.article.undo(undo, None, at.article, **quick).then(again, at.sifted, library, **quick)
