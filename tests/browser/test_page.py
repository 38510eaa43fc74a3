from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import AnswerJson, render
from tests.browser.conftest import Browse
from tests.browser.newsroom import Newsroom
from tests.browser.steps import ask, click, every, in_sight, marked, one, open_quote, room, until


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
    chip = driver.switch_to.active_element
    assert chip.get_attribute("class") == "chip"
    card = driver.execute_script("return arguments[0].nextElementSibling", chip)
    assert card.is_displayed()
    chip.send_keys(Keys.ESCAPE)
    assert not card.is_displayed()
    chip.send_keys(Keys.ENTER)
    until(lambda: driver.execute_script("return document.activeElement.matches('mark.current')"))
    assert in_sight(driver, "#article mark.current")
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    until(lambda: not one(driver, "#article").is_displayed())
    assert driver.switch_to.active_element == chip


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
    example = one(driver, ".examples button")
    words = example.text
    example.click()
    until(lambda: every(driver, ".turn:not(.pending)"))
    assert newsroom.asked[-1][0] == words


def test_errors_are_told_in_place_and_the_question_is_kept(browse: Browse) -> None:
    driver = browse()
    one(driver, "#question textarea").send_keys("please fail\n")
    assert "could not answer this question" in one(driver, "#chat .trouble").text
    assert one(driver, "#question textarea").get_attribute("value") == "please fail"
    assert "sk-123" not in driver.page_source


def test_sentences_appear_once_checked_and_the_rest_can_be_stopped(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    newsroom.done.clear()
    one(driver, "#question textarea").send_keys("a slow one about the delegation\n")
    sentence = answered(newsroom, "delegation")["claims"][0]["text"]
    assert one(driver, ".pending .claim .words").text == sentence
    assert [step.text for step in every(driver, ".pending .status li")] == [
        "Searched 6 articles",
        "Read 2 passages from 2 articles",
        "Checking the sentences against the articles: 1 so far",
    ]
    assert len(every(driver, ".claim")) == 1
    assert not one(driver, "#ask").is_displayed()
    click(driver, "#stop")
    assert "Stopped" in one(driver, "#chat .trouble").text
    newsroom.done.set()
    ask(driver, "What was on the agenda?")
    assert [turn.text for turn in every(driver, ".asked")] == ["What was on the agenda?"]


def test_an_answer_can_be_copied_and_asked_again(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    ask(driver, "Who led the delegation in April?")
    driver.execute_script("navigator.clipboard.writeText = async words => { window.copied = words; }")
    click(driver, '[data-do="copy"]')
    copied = str(until(lambda: driver.execute_script("return window.copied")))
    for citation in answered(newsroom, "delegation")["citations"]:
        assert citation["quote"] in copied
    assert one(driver, ".actions .told").text == "Copied"
    before = len(newsroom.asked)
    click(driver, '[data-do="again"]')
    until(lambda: len(newsroom.asked) > before)
    until(lambda: not every(driver, ".pending"))
    assert len(every(driver, ".turn")) == 1
    assert newsroom.asked[-1] == ("Who led the delegation in April?", [])


def test_a_question_to_ask_next_is_asked_after_the_first(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    ask(driver, "What was on the agenda?")
    offered = one(driver, ".examples.next button")
    words = offered.text
    offered.click()
    until(lambda: len(every(driver, ".turn:not(.pending)")) == 2)
    assert newsroom.asked[-1][0] == words
    assert [turn.role for turn in newsroom.asked[-1][1]] == ["user", "assistant"]


def test_limits_are_asked_shown_and_kept(browse: Browse, newsroom: Newsroom) -> None:
    driver = browse()
    click(driver, ".within summary")
    set_day(driver, '.within [data-field="after"]', "2025-04-09")
    until(lambda: "Only what was published since 9 April 2025" in one(driver, ".within summary").text)
    click(driver, ".within .publishers summary")
    click(driver, '.within [value="The Diplomatic Insight"]')
    until(lambda: "by The Diplomatic Insight" in one(driver, ".within summary").text)
    set_day(driver, '.within [data-field="as_of"]', "2025-04-30")
    until(lambda: "as of 30 April 2025" in one(driver, ".within summary").text)
    ask(driver, "Who led the delegation in April?")
    assert newsroom.limits[-1] == {
        "after": date(2025, 4, 9),
        "before": None,
        "as_of": date(2025, 4, 30),
        "publishers": ["The Diplomatic Insight"],
    }
    told = "Published since 9 April 2025, by The Diplomatic Insight, as of 30 April 2025"
    assert one(driver, ".turn .limit").text == told
    driver.refresh()
    until(lambda: every(driver, ".turn .limit"))
    assert one(driver, ".turn .limit").text == told
    until(lambda: "since 9 April 2025" in one(driver, ".within summary").text)
    click(driver, ".within summary")
    click(driver, ".within [data-clear]")
    until(lambda: one(driver, ".within summary").text == "From all articles")


def test_a_judgement_is_kept_with_its_reason(browse: Browse, home: Path) -> None:
    driver = browse()
    ask(driver, "Which spoons were used?")
    click(driver, '[data-verdict="down"]')
    click(driver, '.judging [value="refused"]')
    one(driver, ".judging textarea").send_keys("It stands in the last article.")
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
    marks = every(driver, ".days [data-n]")
    assert len(marks) >= 2
    for mark in marks:
        opened = f'#article [data-shown$="/{mark.get_attribute("data-n")}"] mark.current'
        driver.execute_script("arguments[0].focus()", mark)
        mark.send_keys(Keys.ENTER)
        one(driver, opened)


def test_a_phone_shows_nothing_wider_than_itself(browse: Browse) -> None:
    driver = browse(390, 800)
    click(driver, ".within summary")
    ask(driver, "What was on the agenda?")
    assert width(driver) == 390
    open_quote(driver, 1)
    assert in_sight(driver, "#article mark.current")
    click(driver, '#article [data-do="close"]')
    until(lambda: not one(driver, "#article").is_displayed())
    click(driver, '[data-verdict="down"]')
    assert width(driver) == 390
    for name in ("library", "evals"):
        room(driver, name)
        assert width(driver) == 390
    room(driver, "library")
    click(driver, "#listed .contents button")
    until(lambda: one(driver, "#article article").is_displayed())


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


def set_day(driver: Any, selector: str, day: str) -> None:
    script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))"
    driver.execute_script(script, one(driver, selector), day)
