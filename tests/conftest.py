"""What many tests share: the seeds indexed once, an assistant over them, and the real server on loopback."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chain import Assistant
from assistant.serve import create_app
from assistant.settings import Settings
from index.embed import Embedder, open_embedder
from index.search import Index, Weights
from index.select import Selector, open_selector
from index.sync import sync

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    """What the developer's own shell sets must not decide whether a test passes."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("DATELINE_", "OPENAI_")):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The real embedded model, loaded once."""
    return open_embedder(threads=2)


@pytest.fixture(scope="session")
def seeds_home(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the five seeds indexed, to be read only; copy it before changing it."""
    home = tmp_path_factory.mktemp("seeds-home")
    outcomes = list(sync([str(SEEDS)], home=home, embedder=embedder, size=900, overlap=300, max_bytes=5_000_000))
    assert sum(outcome.what == "added" for outcome in outcomes) == 5
    return home


@pytest.fixture(scope="session")
def selector() -> Selector:
    """The embedded cross-encoder, loaded once."""
    return open_selector(threads=2)


@pytest.fixture(scope="session")
def assistant(seeds_home: Path, embedder: Embedder, selector: Selector) -> Iterator[Assistant]:
    """An assistant over the seeds, without a chat model."""
    index = Index(seeds_home, embedder, weights=Weights())
    yield Assistant(index=index, embedder=embedder, selector=selector, model=None, settings=Settings(home=seeds_home))
    index.close()


@pytest.fixture(scope="session")
def server(assistant: Assistant) -> Iterator[str]:
    """The address of the real app, API and page, under real uvicorn on a free loopback port."""
    import uvicorn

    place = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(assistant), log_level="warning", timeout_graceful_shutdown=1)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not running.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < deadline, "the server did not start in time"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{place.getsockname()[1]}"
    running.should_exit = True
    thread.join(timeout=20)
    place.close()
