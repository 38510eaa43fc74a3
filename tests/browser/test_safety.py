from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.answer import render
from tests.browser.conftest import Browse
from tests.browser.newsroom import ATTACKS, Newsroom
from tests.browser.steps import ask, click, every, foreign, marked, open_quote, room, seen, texts, until, write


def test_hostile_text_runs_nothing_and_calls_nobody(
    browse: Browse, newsroom: Newsroom, address: str, report: Path
) -> None:
    driver = browse()
    bad = render(newsroom.ask("attack"))
    ask(driver, "attack <img src=x onerror=window.pwned=1> ${window.pwned=1}")
    for citation in bad["citations"]:
        open_quote(driver, citation["n"])
        assert marked(driver, citation["n"]) == citation["quote"]
    driver.execute_script("document.querySelector('#article details').open = true")
    harmless(driver)
    click(driver, '#article [data-do="contents"]')
    until(lambda: every(driver, "#article .contents"))
    room(driver, "library")
    click(driver, '#listed .contents [data-id^="x"]')
    until(lambda: seen(driver, "#article article"))
    harmless(driver)
    click(driver, '#listed g[aria-label*="onerror"]')
    until(lambda: len(every(driver, "#listed .contents li")) == 1)
    write(driver, '#listed [data-field="words"]', f"zzz {ATTACKS[1]}\n")
    until(lambda: "No article fits" in "".join(texts(driver, "#listed .about")))
    everything = " ".join(ATTACKS)
    items = [{"question": everything, "slice": everything, "passed": False, "why": [everything]}]
    whole = {"about": {"set": everything}, "verdict": {"word": everything}, "items": items}
    report.write_text(json.dumps(whole), encoding="utf-8")
    room(driver, "evals")
    click(driver, "#evals .wrong summary")
    harmless(driver)
    report.unlink()
    driver.refresh()
    until(lambda: every(driver, ".turn"))
    harmless(driver)
    assert foreign(driver, address) == []


def harmless(driver: Any) -> None:
    """No element and no handler that an attack would make is on the page, and nothing ran."""
    rooms = ":is(#chat, #article, #listed, #limits, #evals)"
    made = f"{rooms} :is(img, script, iframe, style, link, base, a, svg:not(.plot, .thumb))"
    assert every(driver, made) == []
    assert every(driver, f"{rooms} :is([onload], [onerror], [onfocus], [ontoggle], [onclick])") == []
    assert driver.execute_script("return window.pwned") is None


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
