from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from assistant.shelf import Shelf
from assistant.ui import mount_page
from index.catalog import Catalog
from index.publish import CATALOG
from index.sync import sync
from tests.browser.newsroom import SEEDS, Newsroom, hostile
from tests.made import HashEmbedder

webdriver = pytest.importorskip("selenium.webdriver")

CHROMIUM = Path("/usr/bin/chromium")
DRIVER = Path("/usr/bin/chromedriver")


@pytest.fixture(scope="session")
def newsroom(home: Path) -> Newsroom:
    room = Newsroom(home)
    room.add(bad=hostile())
    return room


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server at `address`."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server at `address` looks for the last eval report; there is none at first."""
    return tmp_path_factory.mktemp("report") / "report.json"


@pytest.fixture(scope="session")
def address(newsroom: Newsroom, home: Path, report: Path) -> Iterator[str]:
    """The address of a real server with the page and nothing else, over a corpus that nobody can change."""
    from fastapi import FastAPI

    app = mount_page(
        FastAPI(),
        stream=newsroom.stream,
        catalog=newsroom.catalog,
        home=home,
        report=report,
    )
    with serving(app) as url:
        yield url


@pytest.fixture(scope="session")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a real index of the seeds, which its operator may change."""
    from fastapi import FastAPI

    home = tmp_path_factory.mktemp("shelved")
    embedder, settings = HashEmbedder(), Settings(home=home)
    for _ in sync(
        [str(SEEDS)],
        home=home,
        embedder=embedder,
        size=settings.chunk_size,
        overlap=settings.chunk_overlap,
        max_bytes=settings.max_article_bytes,
    ):
        pass
    app = mount_page(
        FastAPI(),
        stream=Newsroom(tmp_path_factory.mktemp("unasked")).stream,
        catalog=Catalog(home / CATALOG),
        home=home,
        shelf=Shelf(home=home, embedder=embedder, settings=settings),
    )
    with serving(app) as url:
        yield url


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Run the app on a free port until the block ends."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < deadline, "the server did not start in time"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join(timeout=20)


Browse = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless chromium for all tests: starting it takes longer than most of them."""
    if not (CHROMIUM.exists() and DRIVER.exists()):
        pytest.fail("the page is tested in Debian's chromium: apt-get install chromium chromium-driver")
    driver = launch()
    yield driver
    driver.quit()


@pytest.fixture
def browse(chromium: Any, address: str) -> Browse:
    """Opens the page as a new reader does: `browse(width, height, dark=..., url=...)` gives the driver."""

    def opened(width: int = 1280, height: int = 860, *, dark: bool = False, url: str = address) -> Any:
        look(chromium, url, width, height, dark=dark)
        return chromium

    return opened


def look(driver: Any, url: str, width: int, height: int, *, dark: bool = False) -> None:
    """Open the page as a new reader does, in a window of this size."""
    driver.get("about:blank")
    driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": url.rstrip("/"), "storageTypes": "all"})
    for kind in ("performance", "browser"):
        driver.get_log(kind)
    phone = width < 600
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    driver.get(url)


def launch() -> Any:
    """A headless chromium that keeps its network log."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
