from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import AnswerJson, render
from assistant.cite import turn_key
from assistant.converse import KEPT, Conversation
from assistant.page import TurnJson, show_turn
from assistant.suggest import suggest
from assistant.within import Within
from tests.browser.newsroom import Newsroom, seeds
from tests.tags import Tags


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture
def talk(room: Newsroom, tmp_path: Path) -> Conversation:
    return Conversation(
        stream=room.stream, article=room.find, articles=room.all, home=tmp_path, count=lambda: len(room.articles)
    )


def answered(room: Newsroom, question: str) -> AnswerJson:
    return render(room.ask(question))


def kept(answer: AnswerJson, **limits: object) -> TurnJson:
    return TurnJson(answer=answer, within=Within.read(limits).to_json(), judged=None)


def show_answer(answer: AnswerJson, *, last: bool = False) -> str:
    return show_turn(kept(answer), {article.id: article for article in Newsroom().all()}, last=last)


def test_a_reply_comes_after_a_status(talk: Conversation) -> None:
    asked, found, first, second, done = talk.reply("  Who led the delegation? ", [])
    assert "Searching 5 articles" in asked.conversation
    assert "Reading 2 passages from 2 articles" in found.conversation
    assert [len(Tags(step.conversation).having("claim")) for step in (found, first, second)] == [0, 1, 2]
    assert second.turns == []
    assert [turn["answer"]["question"] for turn in done.turns] == ["Who led the delegation?"]
    assert "chip" in done.conversation
    assert "status" not in done.conversation


def test_earlier_turns_are_handed_on(talk: Conversation, room: Newsroom) -> None:
    stored = list(talk.reply("delegation", []))[-1].turns
    list(talk.reply("agenda", stored))
    assert [turn.role for turn in room.asked[-1][1]] == ["user", "assistant"]


def test_an_error_is_told_without_its_text(talk: Conversation) -> None:
    last = list(talk.reply("please fail", []))[-1]
    assert last.question == "please fail"
    assert "The server could not answer this question" in last.conversation
    assert "sk-123" not in last.conversation
    assert "/etc" not in last.conversation


def test_a_refused_question_says_why_and_is_kept(talk: Conversation) -> None:
    assert "the question is empty" in list(talk.reply("   ", []))[-1].conversation


@pytest.mark.parametrize("stored", [None, "x", [1], [{"question": "?"}], {"a": 1}, [[]]])
def test_a_broken_memory_is_forgotten(talk: Conversation, stored: object) -> None:
    assert "welcome" in talk.open(stored)[0]
    assert "no longer in the conversation" in talk.cite("00000000", "1", stored)


def test_a_conversation_is_bounded_and_dropping_turns_moves_no_citation(talk: Conversation, room: Newsroom) -> None:
    answer = answered(room, "agenda")
    stored = [kept(answered(room, f"delegation {n}")) for n in range(KEPT)]
    turns = list(talk.reply("agenda", stored))[-1].turns
    assert len(turns) == KEPT
    assert 'data-n="3">will not include Ukraine</mark>' in talk.cite(turn_key(answer), "3", turns)


def test_citing_marks_the_quote_and_lists_the_copies(talk: Conversation, room: Newsroom) -> None:
    answer = answered(room, "delegation")
    page = talk.cite(turn_key(answer), "2", [kept(answer)])
    assert 'class="quote current" data-n="2"' in page
    assert "The same report, counted once" in page


def test_an_article_that_is_gone_is_told(talk: Conversation, room: Newsroom) -> None:
    answer = answered(room, "delegation")
    room.articles.clear()
    assert "not in the index any more" in talk.cite(turn_key(answer), "1", [kept(answer)])


def test_suggestions_come_from_the_articles(room: Newsroom) -> None:
    questions = suggest(room.all())
    assert questions[0] == "What did Tammy Bruce say?"
    assert len(questions) == len(set(questions)) == 4
    assert suggest([]) == []


def test_suggestions_skip_institutions_and_other_languages() -> None:
    def said(text: str, language: str = "en") -> list[str]:
        article = replace(seeds()["000"], title="", text=text, language=language, dates=())
        return suggest([article])

    assert said("The State Department said no. Ana María Ruiz said yes.") == ["What did Ana María Ruiz say?"]
    assert said("Ana Ruiz said yes.", "es") == []
