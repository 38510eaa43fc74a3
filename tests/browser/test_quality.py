from __future__ import annotations

import importlib.util
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Browse
from tests.browser.newsroom import Newsroom
from tests.browser.steps import ask, click, every, in_sight, one, open_quote, room, seen, texts, until, write

SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, read from the package that carries it."""
    found = importlib.util.find_spec("axe_core_python")
    assert found is not None, "axe-core-python is not installed; make test installs it"
    assert found.submodule_search_locations
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


def answered(driver: Any, question: str) -> bool:
    return question in texts(driver, ".turn:not(.pending) .asked")


def findings(driver: Any, axe: str) -> list[str]:
    """What axe finds that is serious or critical, each with the first elements it is found at."""
    # Through the debugger, as the page's policy lets no inline script in.
    driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    script = "const done = arguments[arguments.length - 1]; axe.run(document).then(done, error => done(String(error)))"
    result = driver.execute_async_script(script)
    assert isinstance(result, dict), result
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in result["violations"]
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False)])
def test_axe_finds_nothing_serious(browse: Browse, axe: str, width: int, *, dark: bool) -> None:
    driver = browse(width, 860, dark=dark)
    one(driver, ".welcome")
    assert findings(driver, axe) == []
    ask(driver, "What was on the agenda?")
    click(driver, '[data-verdict="down"]')
    click(driver, ".within summary")
    assert findings(driver, axe) == []
    open_quote(driver, 1)
    assert findings(driver, axe) == []
    if width < 600:
        click(driver, '#article [data-do="close"]')
    ask(driver, "Which spoons were used?")
    assert findings(driver, axe) == []
    room(driver, "library")
    click(driver, "#listed .publishers summary")
    assert findings(driver, axe) == []
    click(driver, "#listed .contents button")
    until(lambda: seen(driver, "#article article"))
    click(driver, "#article .cuts summary")
    assert findings(driver, axe) == []
    if width < 600:
        click(driver, '#article [data-do="close"]')
    room(driver, "evals")
    assert findings(driver, axe) == []


def test_axe_finds_nothing_serious_in_what_operators_see(browse: Browse, axe: str, shelved: str) -> None:
    driver = browse(url=shelved)
    room(driver, "library")
    click(driver, ".adding summary")
    click(driver, "#listed .contents button")
    until(lambda: every(driver, '#article [data-do="delete"]'))
    assert findings(driver, axe) == []


def test_the_keyboard_alone_asks_judges_and_changes_rooms(browse: Browse, newsroom: Newsroom) -> None:
    from selenium.webdriver import Keys

    driver = browse()
    one(driver, ".welcome")
    until(lambda: driver.execute_script("return document.activeElement.matches('#question textarea')"))

    def tab_to(selector: str, *, back: bool = False) -> Any:
        for _ in range(60):
            if driver.execute_script("return document.activeElement.matches(arguments[0])", selector):
                return driver.switch_to.active_element
            keys = (Keys.SHIFT, Keys.TAB) if back else (Keys.TAB,)
            driver.switch_to.active_element.send_keys(*keys)
        raise AssertionError(f"{selector} cannot be reached by Tab")

    tab_to(".examples button", back=True).send_keys(Keys.ENTER)
    until(lambda: every(driver, ".turn:not(.pending)"))
    driver.switch_to.active_element.send_keys("What was on the agenda?", Keys.ENTER)
    until(lambda: newsroom.asked[-1][0] == "What was on the agenda?" and not every(driver, ".pending"))
    tab_to('.turn:last-of-type [data-verdict="up"]', back=True).send_keys(Keys.ENTER)
    assert driver.execute_script("return document.activeElement.matches('.judging textarea')")
    tab_to(".turn:last-of-type [data-do='feedback']").send_keys(Keys.SPACE)
    until(lambda: every(driver, ".judged"))
    driver.execute_script("document.querySelector('#question textarea').focus()")
    tab_to('[data-view="library"]', back=True).send_keys(Keys.ENTER)
    until(lambda: every(driver, "#listed .columns g"))
    tab_to(".columns g[role='button']").send_keys(Keys.SPACE)
    until(lambda: every(driver, "#listed [data-clear]"))


def test_five_pages_at_once_get_their_own_answers(browse: Browse, address: str) -> None:
    driver = browse()
    first = driver.current_window_handle
    questions = [f"Who led the delegation, page {n}?" for n in range(5)]
    for place in range(5):
        if place:
            driver.switch_to.new_window("tab")
            driver.get(address)
        one(driver, ".welcome, .turn")
        driver.execute_script("localStorage.clear()")
    pages = driver.window_handles
    for page, question in zip(pages, questions, strict=True):
        driver.switch_to.window(page)
        write(driver, "#question textarea", question + "\n")
    for page, question in zip(pages, questions, strict=True):
        driver.switch_to.window(page)
        until(partial(answered, driver, question))
        if page != first:
            driver.close()
    driver.switch_to.window(first)


def test_the_page_is_small_enough_to_paint_at_once(browse: Browse) -> None:
    """Speed itself is measured by `make bench`; here, that nothing stands between the reader and the first words."""
    driver = browse()
    one(driver, ".welcome")
    names = driver.execute_script("return performance.getEntriesByType('resource').map(one => new URL(one.name).host)")
    assert set(names) <= {driver.execute_script("return location.host")}
    assert driver.execute_script("return performance.getEntriesByName('first-contentful-paint').length") == 1


def test_a_phone_shows_nothing_wider_than_itself(browse: Browse) -> None:
    driver = browse(390, 800)
    click(driver, ".within summary")
    ask(driver, "What was on the agenda?")
    assert width(driver) == 390
    open_quote(driver, 1)
    assert in_sight(driver, "#article mark.current")
    click(driver, '#article [data-do="close"]')
    until(lambda: not seen(driver, "#article"))
    click(driver, '[data-verdict="down"]')
    assert width(driver) == 390
    for name in ("library", "evals"):
        room(driver, name)
        assert width(driver) == 390
    room(driver, "library")
    click(driver, "#listed .contents button")
    until(lambda: seen(driver, "#article article"))


def test_dark_follows_the_system(browse: Browse) -> None:
    def luminance(*, dark: bool) -> int:
        driver = browse(dark=dark)
        one(driver, ".welcome")
        colour = driver.execute_script("return getComputedStyle(document.querySelector('#article')).backgroundColor")
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    assert luminance(dark=True) < 200
    assert luminance(dark=False) > 600


def width(driver: Any) -> int:
    """How wide the widest thing on the page is, seen or not."""
    script = """return Math.max(document.documentElement.scrollWidth,
        ...[...document.querySelectorAll('#chat, #listed, #evals, #article')].map(one => one.scrollWidth))"""
    return int(driver.execute_script(script))
