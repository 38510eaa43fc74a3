"""What a reader does and sees, for the tests of the page."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
)

__all__ = [
    "ask", "click", "every", "foreign", "in_sight", "marked", "one", "open_quote", "room", "seen", "texts", "until",
    "write",
]  # fmt: skip

WAIT_S = 30.0
# The page draws a room anew when something arrives; what was found just before that is looked for again.
DRAWN_ANEW = (StaleElementReferenceException, ElementNotInteractableException, ElementClickInterceptedException)


def until(found: Callable[[], Any]) -> Any:
    """The first truthy thing that is found; the last try is outside the loop, so that its failure is the message."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        with suppress(*DRAWN_ANEW):
            if result := found():
                return result
        time.sleep(0.05)
    result = found()
    assert result, "it did not appear on the page in time"
    return result


def every(driver: Any, selector: str) -> list[Any]:
    return list(driver.find_elements("css selector", selector))


def one(driver: Any, selector: str) -> Any:
    return until(lambda: every(driver, selector))[0]


def texts(driver: Any, selector: str) -> list[str]:
    """What all such elements say, read at one moment."""
    script = "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText.trim())"
    return list(driver.execute_script(script, selector))


def seen(driver: Any, selector: str) -> bool:
    """Whether such an element is there and not hidden, at this moment."""
    script = "return [...document.querySelectorAll(arguments[0])].some(one => one.checkVisibility())"
    return bool(driver.execute_script(script, selector))


def click(driver: Any, selector: str) -> None:
    def clicked() -> bool:
        one(driver, selector).click()
        return True

    until(clicked)


def write(driver: Any, selector: str, words: str) -> None:
    def written() -> bool:
        one(driver, selector).send_keys(words)
        return True

    until(written)


def ask(driver: Any, question: str) -> None:
    one(driver, "#chat [role='log']")
    turns = len(every(driver, ".turn:not(.pending)"))
    write(driver, "#question textarea", question + "\n")
    until(lambda: len(every(driver, ".turn:not(.pending)")) > turns)


def marked(driver: Any, n: int) -> str:
    script = "return [...document.querySelectorAll(arguments[0])].map(mark => mark.textContent).join('')"
    return str(driver.execute_script(script, f'#article mark.quote[data-n~="{n}"]'))


def open_quote(driver: Any, n: int, selector: str = ".chip") -> None:
    click(driver, f'.turn:last-of-type {selector}[data-n="{n}"]')
    until(lambda: every(driver, f'#article [data-shown$="/{n}"]'))
    until(lambda: driver.execute_script("return document.activeElement.matches('mark.current, #article h2')"))


def in_sight(driver: Any, selector: str) -> bool:
    script = (
        "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth"
    )
    return bool(driver.execute_script(script, selector))


def foreign(driver: Any, address: str) -> list[str]:
    """Requests of this page to any other host, from the browser's own network log."""
    messages = (json.loads(entry["message"])["message"] for entry in driver.get_log("performance"))
    urls = [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]
    assert urls, "the network log is empty, so it proves nothing"
    host = urlsplit(address).netloc
    return [url for url in urls if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != host]


def room(driver: Any, name: str) -> None:
    """Go to one of the page's rooms, and wait until it shows something."""
    click(driver, f'[data-view="{name}"]')
    place = {"ask": "#chat [role='log']", "library": "#listed .contents", "evals": "#evals h2"}[name]
    until(lambda: seen(driver, place))
