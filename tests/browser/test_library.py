from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Browse
from tests.browser.steps import click, every, one, room, until

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
    words = one(driver, '#listed [data-field="words"]')
    words.send_keys("Caliber.Az\n")
    until(lambda: len(listed(driver)) == 1)
    click(driver, "#listed [data-clear]")
    until(lambda: len(listed(driver)) == 6)
    bar = next(
        each for each in every(driver, ".bars g") if "The Diplomatic Insight" in each.get_attribute("aria-label")
    )
    bar.click()
    until(lambda: len(listed(driver)) == 1)
    click(driver, "#listed .contents button")
    until(lambda: one(driver, "#article article").is_displayed())
    assert not every(driver, "#article [data-do='delete'], #shelves .adding")


def test_an_operator_adds_a_file_deletes_it_and_takes_that_back(browse: Browse, shelved: str, tmp_path: Path) -> None:
    story = tmp_path / "harbour-bridge.txt"
    story.write_text(STORY, encoding="utf-8")
    driver = browse(url=shelved)
    room(driver, "library")
    before = len(listed(driver))
    click(driver, ".adding summary")
    one(driver, '.adding [data-field="files"]').send_keys(str(story))
    click(driver, '.adding [data-do="add"]')
    report = until(lambda: every(driver, "#added li"))[0].text
    assert "Added" in report
    assert "3 May 2025" in report
    until(lambda: len(listed(driver)) == before + 1)
    click(driver, "#added li button")
    until(lambda: "Lindqvist" in one(driver, "#article").text)
    click(driver, '#article [data-do="delete"]')
    until(lambda: len(listed(driver)) == before)
    click(driver, '#article [data-do="undo"]')
    until(lambda: len(listed(driver)) == before + 1)
    assert "Back again" in one(driver, "#article").text


def test_what_cannot_be_added_is_told_in_words(browse: Browse, shelved: str) -> None:
    driver = browse(url=shelved)
    room(driver, "library")
    click(driver, ".adding summary")
    click(driver, '.adding [data-do="add"]')
    assert one(driver, ".adding .told").text == "Choose files, or give an address."
    one(driver, '.adding [data-field="address"]').send_keys("/etc/passwd")
    click(driver, '.adding [data-do="add"]')
    assert "not a web address" in one(driver, "#added .trouble").text
    one(driver, '.adding [data-field="address"]').send_keys("http://127.0.0.1:1/story")
    click(driver, '.adding [data-do="add"]')
    refused = until(lambda: every(driver, "#added li"))[0].text
    assert "Not read" in refused


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


def test_the_last_eval_report_is_shown(browse: Browse, report: Path) -> None:
    driver = browse()
    room(driver, "evals")
    assert "make eval" in one(driver, "#evals").text
    rate = {"value": 0.9, "low": 0.8, "high": 0.95, "n": 10}
    items = [
        {"question": f"Question {n} <b>?", "slice": "fact", "passed": n > 0, "why": ["no quote"]} for n in range(10)
    ]
    summary = {"overall": {"correct": rate}, "fact": {"correct": rate}}
    whole = {"about": {"set": "gold"}, "verdict": {"word": "passed"}, "summary": summary, "items": items}
    report.write_text(json.dumps(whole), encoding="utf-8")
    room(driver, "ask")
    click(driver, '[data-view="evals"]')
    until(lambda: "Passed: 9 of 10 gold questions right." in one(driver, "#evals").text)
    assert len(every(driver, "#evals .bars")) == 2
    report.unlink()
