from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.library import LISTED
from evals.ask import Asked
from evals.baseline import About
from evals.gates import Gates
from evals.gold import GoldPair
from evals.suite import ask_all, conclude
from evals.suite import write as write_report
from tests.browser.conftest import Browse
from tests.browser.steps import click, every, one, room, seen, texts, until, write
from tests.tiny_gold import ARTICLES, NO_DEAL, Said, gold, perfect, said

STORY = (
    "Harbour bridge reopens after repair\n\nThe Harbour Post\n\nPublished: 3 May 2025\n\n"
    "The old harbour bridge of Port Vell reopened on Friday after eleven weeks of repair, the port authority said.\n\n"
    "Engineer Marta Lindqvist said the last of the forty cables had been replaced during the night.\n"
)


def listed(driver: Any) -> list[str]:
    """The titles, read at one moment: the list may be brought to its new form while it is read piece by piece."""
    script = "return [...document.querySelectorAll('#listed .contents button')].map(one => one.textContent)"
    return list(driver.execute_script(script))


def test_the_library_is_filtered_by_words_publisher_and_plot(browse: Browse) -> None:
    driver = browse()
    room(driver, "library")
    assert len(listed(driver)) == 6
    write(driver, '#listed [data-field="words"]', "Caliber.Az\n")
    until(lambda: len(listed(driver)) == 1)
    click(driver, "#listed [data-clear]")
    until(lambda: len(listed(driver)) == 6)
    click(driver, '.bars g[aria-label="1 article by The Diplomatic Insight"]')
    until(lambda: len(listed(driver)) == 1)
    click(driver, "#listed [data-clear]")
    until(lambda: len(listed(driver)) == 6)
    click(driver, '.bars g[aria-label="3 articles by publisher not known"]')
    until(lambda: len(listed(driver)) == 3)
    click(driver, "#listed .contents button")
    until(lambda: seen(driver, "#article article"))
    assert not every(driver, "#article [data-do='delete'], #shelves .adding")


def test_an_operator_adds_a_file_deletes_it_and_takes_that_back(browse: Browse, shelved: str, tmp_path: Path) -> None:
    story = tmp_path / "harbour-bridge.txt"
    story.write_text(STORY, encoding="utf-8")
    driver = browse(url=shelved)
    room(driver, "library")
    before = len(listed(driver))
    click(driver, ".adding summary")
    write(driver, '.adding [data-field="files"]', str(story))
    click(driver, '.adding [data-do="add"]')
    until(lambda: every(driver, "#added li"))
    report = texts(driver, "#added li")[0]
    assert "Added" in report
    assert "3 May 2025" in report
    until(lambda: len(listed(driver)) == before + 1)
    click(driver, "#added li button")
    until(lambda: "Lindqvist" in texts(driver, "#article")[0])
    click(driver, '#article [data-do="delete"]')
    until(lambda: len(listed(driver)) == before)
    click(driver, '#article [data-do="undo"]')
    until(lambda: len(listed(driver)) == before + 1)
    assert "Back again" in texts(driver, "#article")[0]


def test_what_cannot_be_added_is_told_in_words(browse: Browse, shelved: str) -> None:
    driver = browse(url=shelved)
    room(driver, "library")
    click(driver, ".adding summary")
    click(driver, '.adding [data-do="add"]')
    until(lambda: texts(driver, ".adding .told") == ["Choose files, or give an address."])
    write(driver, '.adding [data-field="address"]', "/etc/passwd")
    click(driver, '.adding [data-do="add"]')
    one(driver, "#added .trouble")
    assert "not a web address" in texts(driver, "#added .trouble")[0]
    write(driver, '.adding [data-field="address"]', "http://127.0.0.1:1/story")
    click(driver, '.adding [data-do="add"]')
    one(driver, "#added li")
    assert "Not read" in texts(driver, "#added li")[0]


def test_a_long_library_is_turned_page_by_page(browse: Browse, shelved: str, tmp_path: Path) -> None:
    stories = tmp_path / "stories.jsonl"
    many = ({"id": f"story-{n}", "publisher": f"Paper {n}", "text": f"{STORY} It was number {n}."} for n in range(60))
    stories.write_text("".join(json.dumps(each) + "\n" for each in many), encoding="utf-8")
    driver = browse(url=shelved)
    room(driver, "library")
    before = len(listed(driver))
    click(driver, ".adding summary")
    write(driver, '.adding [data-field="files"]', str(stories))
    click(driver, '.adding [data-do="add"]')
    until(lambda: texts(driver, "#listed .found") == [f"1 to {LISTED} of {before + 60} articles"])
    script = "return [...document.querySelectorAll('#listed .contents button')].map(one => one.dataset.id)"
    first = driver.execute_script(script)
    click(driver, "#listed .paging button")
    until(lambda: texts(driver, "#listed .found") == [f"{LISTED + 1} to {before + 60} of {before + 60} articles"])
    assert driver.execute_script("return document.activeElement.matches('#listed .found')")
    assert len({*first, *driver.execute_script(script)}) == before + 60


@pytest.mark.parametrize("event", ["delete", "undo"])
def test_nobody_changes_a_library_that_is_only_shown(browse: Browse, event: str) -> None:
    """What the page does not offer is refused by the server too: the events are called as a script would."""
    driver = browse()
    room(driver, "library")
    script = """const [event, done] = arguments;
    fetch('/config').then(answer => answer.json()).then(config => {
      const target = config.dependencies.find(one => one.targets.some(([, name]) => name === event));
      return fetch('/gradio_api/run/predict', { method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fn_index: target.id, session_hash: 'x', data: [], event_data: { id: 'seed-000',
          version: '1', address: 'http://x.example/' } }) });
    }).then(answer => answer.text()).then(done)"""
    answer = driver.execute_async_script(script, event)
    assert "Only an operator" in answer


def test_the_report_that_evals_writes_is_shown(browse: Browse, report: Path, tmp_path: Path) -> None:
    driver = browse()
    room(driver, "evals")
    assert "make eval" in texts(driver, "#evals")[0]
    items = ask_all(gold(tmp_path), one_wrong, ARTICLES)
    run = About(set="tiny", at="2026-11-22", model="m", settings={}, prompts="p", corpus="c", gold="g", seed=1)
    finished = conclude(items, run, Gates.none(), None)
    write_report(finished, ARTICLES, None, report.parent)
    room(driver, "ask")
    click(driver, '[data-view="evals"]')
    until(lambda: "Passed: 11 of 12 gold questions right." in texts(driver, "#evals")[0])
    told = driver.execute_script("return [...document.querySelectorAll('#evals g')].map(one => one.ariaLabel)")
    slices = {pair.slice for pair in gold(tmp_path)}
    assert {f"{slice_}: " in "".join(told) for slice_ in slices} == {True}
    correct = finished.summary["overall"]["correct"]
    assert f"right answers: {100 * (correct.value or 0):.1f} % of {correct.n}, 95 % interval" in told[0]
    click(driver, "#evals .wrong summary")
    assert "When was the deal reached?" in texts(driver, "#evals .wrong li")[0]
    for written in report.parent.iterdir():
        written.unlink()


def one_wrong(pair: GoldPair) -> Asked:
    return said(pair, [Said(NO_DEAL, "wire", NO_DEAL)]) if pair.id == "t-02" else perfect(pair)
