"""The page over the whole product: the real reader on the seeds, beside its API."""

from __future__ import annotations

import json
from urllib.request import Request, urlopen

import pytest

from assistant.answer import AnswerJson
from tests.browser.conftest import Browse
from tests.browser.steps import ask, click, every, in_sight, marked, one, open_quote, texts, until

QUESTIONS = (
    "Who led the US delegation in April?",
    "Is Ukraine on the agenda of the talks?",
    "Where did the talks take place?",
    "How many properties were restricted?",
)


def by_api(server: str, question: str, **limits: object) -> AnswerJson:
    body = json.dumps({"question": question, **limits}).encode()
    with urlopen(Request(f"{server}/ask", body, {"content-type": "application/json"})) as reply:
        answer: AnswerJson = json.load(reply)
    return answer


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_marks_what_the_api_quotes(browse: Browse, server: str, question: str) -> None:
    wanted = by_api(server, question)
    driver = browse(url=f"{server}/")
    ask(driver, question)
    assert texts(driver, ".claim .words") == [claim["text"] for claim in wanted["claims"]]
    for citation in wanted["citations"]:
        open_quote(driver, citation["n"], ":is(.chip, .citation)")
        assert marked(driver, citation["n"]) == citation["quote"]
        assert in_sight(driver, "#article mark.current")
    assert wanted["citations"] or "No answer" in texts(driver, ".reason")


def test_limits_reach_the_reader_and_are_shown(browse: Browse, server: str) -> None:
    question = "Will Ukraine be discussed at the talks?"
    wanted = by_api(server, question, publishers=["Caliber.Az"])
    assert {citation["publisher"] for citation in wanted["citations"]} == {"Caliber.Az"}
    driver = browse(url=f"{server}/")
    click(driver, ".within summary")
    until(lambda: every(driver, ".within .publishers summary"))
    click(driver, ".within .publishers summary")
    click(driver, '.within [value="Caliber.Az"]')
    until(lambda: "Only by Caliber.Az" in texts(driver, ".within summary"))
    ask(driver, question)
    assert texts(driver, ".turn .limit") == ["By Caliber.Az"]
    assert texts(driver, ".claim .words") == [claim["text"] for claim in wanted["claims"]]


def test_a_day_to_ask_as_of_reaches_the_reader(browse: Browse, server: str) -> None:
    question = "Who led the US delegation in April?"
    driver = browse(url=f"{server}/")
    click(driver, ".within summary")
    script = "arguments[0].value = '2025-03-01'; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))"
    driver.execute_script(script, one(driver, '.within [data-field="as_of"]'))
    until(lambda: "Only as of 1 March 2025" in texts(driver, ".within summary"))
    ask(driver, question)
    assert texts(driver, ".turn .limit") == ["As of 1 March 2025"]
    assert "As of 1 March 2025" in texts(driver, ".colophon")[0]
    wanted = by_api(server, question, as_of="2025-03-01")
    assert texts(driver, ".claim .words") == [claim["text"] for claim in wanted["claims"]]
