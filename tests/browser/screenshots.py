"""`make screenshots`: the page as the README shows it, from a real server on the seeds and on the made corpus."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.assemble import choose_embedder, open_assistant
from assistant.serve import create_app
from assistant.settings import Settings
from index.sync import sync
from tests.browser.conftest import launch, look, serving
from tests.browser.steps import ask, every, one, open_quote, room, until

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / ".github" / "screenshots"
MOST_BYTES = 300_000


def main() -> None:
    """Write every screenshot anew; the names are those the README uses."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    driver = launch()
    try:
        with served(ROOT / "seeds") as url:
            seeds(driver, url)
            driver.get("about:blank")
        with served(ROOT / "evals" / "gold" / "made") as url:
            made(driver, url)
            driver.get("about:blank")
    finally:
        driver.quit()


def seeds(driver: Any, url: str) -> None:
    """The five seed articles: desktop, dark, phone."""
    for name, dark in (("desktop", False), ("dark", True)):
        look(driver, url, 1360, 860, dark=dark)
        ask(driver, "Who led the Russian delegation in Istanbul in April?")
        open_quote(driver, 1)
        save(driver, name)
    look(driver, url, 390, 844)
    ask(driver, "Is Ukraine on the agenda of the talks?")
    save(driver, "phone")


def made(driver: Any, url: str) -> None:
    """The made corpus, where articles disagree: disagreement, days behind an answer, the library."""
    look(driver, url, 1360, 900)
    ask(driver, "How many visitors came to the 2025 Lantern Festival?")
    second = one(driver, ".disagreement tr:last-child .chip").get_attribute("data-n")
    open_quote(driver, int(second), ".disagreement .chip")
    save(driver, "disagreement")
    look(driver, url, 1360, 900)
    ask(driver, "What did the National Bank of Corvany decide about its key rate in the first half of 2025?")
    until(lambda: every(driver, ".days"))
    open_quote(driver, 1)
    save(driver, "timeline")
    look(driver, url, 1360, 900)
    room(driver, "library")
    save(driver, "library")


@contextmanager
def served(corpus: Path) -> Iterator[str]:
    """A real server, embedded reader and all, on an index of the corpus that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        for _ in sync(
            [str(corpus)],
            home=settings.home,
            embedder=choose_embedder(settings),
            size=settings.chunk_size,
            overlap=settings.chunk_overlap,
            max_bytes=settings.max_article_bytes,
        ):
            pass
        with serving(create_app(open_assistant(settings))) as url:
            yield url


def save(driver: Any, name: str) -> None:
    """Write one PNG; too large a one is an error, as the README loads them all."""
    one(driver, "#masthead")
    path = SHOTS / f"{name}.png"
    driver.execute_script("document.activeElement.blur()")
    driver.save_screenshot(str(path))
    size = path.stat().st_size
    sys.stdout.write(f"{path.relative_to(ROOT)} {size:,} bytes\n")
    if size > MOST_BYTES:
        raise SystemExit(f"{path} has more than {MOST_BYTES:,} bytes; show less of the page")


if __name__ == "__main__":
    main()
