from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import AnswerJson, render
from tests.browser.conftest import Browse
from tests.browser.newsroom import Newsroom
from tests.browser.steps import ask, click, every, in_sight, marked, one, open_quote, seen, texts, until, write


def answered(newsroom: Newsroom, question: str) -> AnswerJson:
    return render(newsroom.ask(question))


def test_each_citation_opens_its_article_at_the_marked_quote(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    for question in ("Who led the delegation in April?", "What was on the agenda?"):
        ask(driver, question)
        for citation in answered(newsroom, question)["citations"]:
            open_quote(driver, citation["n"])
            assert marked(driver, citation["n"]) == citation["quote"]
            assert in_sight(driver, "#article mark.current")
            text = driver.execute_script("return document.querySelector('#article .text').textContent")
            article = newsroom.catalog.article(citation["article_id"])
            assert article is not None
            assert text == article.text


def test_the_same_quote_can_be_opened_twice_and_from_the_sources(browse: Browse) -> None:
    driver = browse()
    ask(driver, "What was on the agenda?")
    open_quote(driver, 1)
    click(driver, '#article [data-do="contents"]')
    until(lambda: every(driver, "#article .contents"))
    open_quote(driver, 1, ".citation")
    driver.execute_script("document.querySelector('#article').scrollTop = 0; document.activeElement.blur()")
    open_quote(driver, 1)
    assert in_sight(driver, "#article mark.current")


def test_keyboard_alone_reaches_card_quote_and_back(browse: Browse) -> None:
    from selenium.webdriver import Keys

    driver = browse(390, 800)
    ask(driver, "Who led the delegation in April?")
    driver.execute_script("document.querySelector('#question textarea').focus()")
    # From the box backwards: what can be asked next, the sources, the days, then the chips.
    for _ in range(40):
        driver.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
        if driver.execute_script("return document.activeElement.matches('.chip')"):
            break
    card = "#chat .cite:focus-within .card"
    assert seen(driver, card)
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not seen(driver, card)
    chip = driver.execute_script("return document.activeElement.getAttribute('aria-describedby')")
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    until(lambda: driver.execute_script("return document.activeElement.matches('mark.current')"))
    assert in_sight(driver, "#article mark.current")
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    until(lambda: not seen(driver, "#article"))
    assert driver.execute_script("return document.activeElement.getAttribute('aria-describedby')") == chip


def test_a_reload_keeps_the_conversation_with_its_citations(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    ask(driver, "What was on the agenda?")
    driver.refresh()
    until(lambda: every(driver, ".turn .chip"))
    open_quote(driver, 3)
    assert marked(driver, 3) == answered(newsroom, "agenda")["citations"][2]["quote"]
    click(driver, "#fresh")
    until(lambda: every(driver, ".welcome"))


def test_an_example_question_is_asked(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    one(driver, ".examples button")
    words = texts(driver, ".examples button")[0]
    click(driver, ".examples button")
    until(lambda: every(driver, ".turn:not(.pending)"))
    assert newsroom.asked[-1][0] == words


def test_errors_are_told_in_place_and_the_question_is_kept(browse: Browse) -> None:
    driver = browse()
    write(driver, "#question textarea", "please fail\n")
    one(driver, "#chat .trouble")
    assert "could not answer this question" in texts(driver, "#chat .trouble")[0]
    assert in_box(driver) == "please fail"
    assert "sk-123" not in driver.page_source


def test_sentences_appear_once_checked_and_the_rest_can_be_stopped(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    newsroom.done.clear()
    newsroom.cut.clear()
    write(driver, "#question textarea", "a slow one about the delegation\n")
    one(driver, ".pending .claim .words")
    assert texts(driver, ".claim .words") == [answered(newsroom, "delegation")["claims"][0]["text"]]
    assert texts(driver, ".pending .status li") == [
        "Searched 6 articles",
        "Read 2 passages from 2 articles",
        "Checking the sentences against the articles: 1 so far",
    ]
    assert not seen(driver, "#ask")
    write(driver, "#question textarea", "What was on the agenda?")
    click(driver, "#stop")
    one(driver, "#chat .trouble")
    assert "Stopped" in texts(driver, "#chat .trouble")[0], "told at once, while the step that is stopped still waits"
    assert not newsroom.cut.is_set()
    newsroom.done.set()
    until(newsroom.cut.is_set)
    assert in_box(driver) == "What was on the agenda?", "what was written meanwhile stays"
    ask(driver, "")
    assert texts(driver, ".asked") == ["What was on the agenda?"]


def test_an_answer_can_be_copied_and_asked_again(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    ask(driver, "Who led the delegation in April?")
    driver.execute_script("navigator.clipboard.writeText = async words => { window.copied = words; }")
    click(driver, '[data-do="copy"]')
    copied = str(until(lambda: driver.execute_script("return window.copied")))
    for citation in answered(newsroom, "delegation")["citations"]:
        assert citation["quote"] in copied
    one(driver, ".actions .told")
    assert texts(driver, ".actions .told") == ["Copied"]
    before = len(newsroom.asked)
    click(driver, '[data-do="again"]')
    until(lambda: len(newsroom.asked) > before)
    until(lambda: not every(driver, ".pending"))
    assert len(every(driver, ".turn")) == 1
    assert newsroom.asked[-1] == ("Who led the delegation in April?", [])


def test_a_question_to_ask_next_is_asked_after_the_first(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    ask(driver, "What was on the agenda?")
    words = texts(driver, ".examples.next button")[0]
    click(driver, ".examples.next button")
    until(lambda: len(every(driver, ".turn:not(.pending)")) == 2)
    assert newsroom.asked[-1][0] == words
    assert [turn.role for turn in newsroom.asked[-1][1]] == ["user", "assistant"]


def test_limits_are_asked_shown_and_kept(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    click(driver, ".within summary")
    set_day(driver, '.within [data-field="after"]', "2025-04-09")
    until(lambda: "Only what was published since 9 April 2025" in limit(driver))
    click(driver, ".within .publishers summary")
    click(driver, '.within [value="The Diplomatic Insight"]')
    until(lambda: "by The Diplomatic Insight" in limit(driver))
    set_day(driver, '.within [data-field="as_of"]', "2025-04-30")
    until(lambda: "as of 30 April 2025" in limit(driver))
    ask(driver, "Who led the delegation in April?")
    assert newsroom.limits[-1] == {
        "after": date(2025, 4, 9),
        "before": None,
        "as_of": date(2025, 4, 30),
        "publishers": ["The Diplomatic Insight"],
    }
    told = "Published since 9 April 2025, by The Diplomatic Insight, as of 30 April 2025"
    assert texts(driver, ".turn .limit") == [told]
    driver.refresh()
    until(lambda: texts(driver, ".turn .limit") == [told])
    until(lambda: "since 9 April 2025" in limit(driver))
    click(driver, ".within summary")
    click(driver, ".within [data-clear]")
    until(lambda: limit(driver) == "From all articles")
    fields = "[...document.querySelectorAll('.within [data-field]')]"
    filled = f"return {fields}.filter(one => one.type === 'date' ? one.value : one.checked).length"
    assert driver.execute_script(filled) == 0


def test_a_judgement_is_kept_with_its_reason(browse: Browse, home: Path) -> None:
    driver = browse()
    ask(driver, "Which spoons were used?")
    click(driver, '[data-verdict="down"]')
    click(driver, '.judging [value="refused"]')
    write(driver, ".judging textarea", "It stands in the last article.")
    click(driver, '[data-do="feedback"]')
    until(lambda: every(driver, ".judged"))
    kept = json.loads((home / "feedback.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (kept["verdict"], kept["reason"], kept["words"]) == ("down", "refused", "It stands in the last article.")
    driver.refresh()
    until(lambda: every(driver, ".judged"))


def test_the_days_behind_an_answer_open_their_quotes(browse: Browse) -> None:
    from selenium.webdriver import Keys

    driver = browse()
    ask(driver, "Who led the delegation in April?")
    script = "return [...document.querySelectorAll('.days [data-n]')].map(one => one.dataset.n)"
    numbers = driver.execute_script(script)
    assert len(numbers) >= 2
    for place, n in enumerate(numbers):
        driver.execute_script("document.querySelectorAll('.days [data-n]')[arguments[0]].focus()", place)
        driver.switch_to.active_element.send_keys(Keys.ENTER)
        one(driver, f'#article [data-shown$="/{n}"] mark.current')


def limit(driver: Any) -> str:
    return "".join(texts(driver, ".within summary")[:1])


def in_box(driver: Any) -> str:
    return str(driver.execute_script("return document.querySelector('#question textarea').value"))


def set_day(driver: Any, selector: str, day: str) -> None:
    script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))"
    driver.execute_script(script, one(driver, selector), day)
