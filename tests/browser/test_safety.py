from __future__ import annotations

from assistant.answer import render
from tests.browser.conftest import Browse
from tests.browser.newsroom import Newsroom
from tests.browser.steps import ask, click, every, foreign, marked, open_quote, room, until


def test_hostile_text_runs_nothing_and_calls_nobody(browse: Browse, newsroom: Newsroom, address: str) -> None:
    driver = browse()
    bad = render(newsroom.ask("attack"))
    ask(driver, "attack <img src=x onerror=window.pwned=1> ${window.pwned=1}")
    for citation in bad["citations"]:
        open_quote(driver, citation["n"])
        assert marked(driver, citation["n"]) == citation["quote"]
    driver.execute_script("document.querySelector('#article details').open = true")
    click(driver, '#article [data-do="contents"]')
    until(lambda: every(driver, "#article .contents"))
    assert driver.execute_script("return window.pwned") is None
    room(driver, "library")
    assert driver.execute_script("return window.pwned") is None
    made = (
        ":is(#chat, #article, #listed, #limits) :is(img, script, iframe, style, link, base, a, svg:not(.plot, .thumb))"
    )
    assert every(driver, made) == []
    assert every(driver, ":is(#chat, #article, #listed, #limits) :is([onload], [onerror], [onfocus], [ontoggle])") == []
    assert foreign(driver, address) == []


def test_a_page_brings_its_policy_and_breaks_none_of_it(browse: Browse, address: str) -> None:
    driver = browse()
    ask(driver, "What was on the agenda?")
    open_quote(driver, 1)
    complaints = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert complaints == []
    driver.execute_script("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.pwned=1>')")
    until(lambda: any("Content Security Policy" in entry["message"] for entry in driver.get_log("browser")))
    assert driver.execute_script("return window.pwned") is None
    assert foreign(driver, address) == []
