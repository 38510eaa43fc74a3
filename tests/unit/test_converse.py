from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer, Claim, render
from assistant.behind import group_reports
from assistant.cite import turn_key
from assistant.converse import KEPT, Conversation
from assistant.feedback import drafts
from assistant.stream import Step
from assistant.suggest import suggest
from index.article import Hit, Passage
from tests.browser.newsroom import Newsroom, quote, seeds
from tests.tags import Tags
from tests.unit.turns import answered, kept


@pytest.fixture
def talk(room: Newsroom, tmp_path: Path) -> Conversation:
    return Conversation(stream=room.stream, catalog=room.catalog, home=tmp_path)


def test_reports_are_grouped_as_they_are_counted(room: Newsroom) -> None:
    one, other = room.articles["002"], replace(room.articles["002"], id="reprint", publisher="Reprint Daily")
    line = "The Russian delegation will be led by"
    claims = (Claim(text="x", quotes=(quote(one, line), quote(other, line), quote(room.articles["000"], "Ukraine"))),)
    answer = render(Answer(question="?", claims=claims, sources=2))
    articles = {article.id: article for article in (one, other, room.articles["000"])}
    groups = group_reports(answer, articles)
    assert [[each["n"] for each in group] for group in groups] == [[1, 2], [3]]
    without = group_reports(answer, {})
    assert [[each["n"] for each in group] for group in without] == [[1], [2], [3]]


def test_a_limit_is_asked_within_and_shown(talk: Conversation, room: Newsroom) -> None:
    limits = {"after": "2025-04-09", "as_of": "2025-04-30", "publishers": ["", "Caliber.Az"]}
    last = list(talk.reply("delegation", [], limits))[-1]
    asked = {"after": date(2025, 4, 9), "before": None, "as_of": date(2025, 4, 30), "publishers": ["", "Caliber.Az"]}
    assert room.limits[-1] == asked
    told = "Published since 9 April 2025, by publisher not known or Caliber.Az, as of 30 April 2025"
    assert told in last.conversation
    assert told in talk.open(last.turns)[0], "the limits are kept with the answer"


def test_the_last_turn_is_asked_again_within_its_limits(talk: Conversation, room: Newsroom) -> None:
    first = list(talk.reply("agenda", []))[-1].turns
    both = list(talk.reply("delegation", first, {"before": "2025-04-30"}))[-1].turns
    again = list(talk.again(turn_key(both[-1]["answer"]), both))[-1].turns
    assert [turn["answer"]["question"] for turn in again] == ["agenda", "delegation"]
    assert room.limits[-1]["before"] == date(2025, 4, 30)
    assert len(room.asked[-1][1]) == 2
    older = list(talk.again(turn_key(both[0]["answer"]), both))
    assert [shown.turns for shown in older] == [both]


def test_a_stream_that_breaks_off_is_told(room: Newsroom, tmp_path: Path) -> None:
    def broken(question: str, **_: object) -> Iterator[Step]:
        yield from list(room.stream(question))[:-1]

    talk = Conversation(stream=broken, catalog=room.catalog, home=tmp_path)
    last = list(talk.reply("delegation", []))[-1]
    assert "broke off" in last.conversation
    assert last.question == "delegation"


def test_an_abstention_with_nothing_to_quote_shows_the_nearest_articles(room: Newsroom, tmp_path: Path) -> None:
    read = [room.articles[name] for name in ("002", "004", "002", "000", "001")]
    hits = tuple(Hit(passage=Passage.cut(article, 0, 9), score=1.0) for article in read)

    def silent(question: str, **_: object) -> Iterator[Step]:
        yield Answer(question=question, claims=(), reason="no_coverage", note="The articles do not say.", read=hits)

    talk = Conversation(stream=silent, catalog=room.catalog, home=tmp_path)
    turns = list(talk.reply("Which spoons?", []))[-1].turns
    assert turns[0]["nearest"] == ["seed-002", "seed-004", "seed-000"]
    with room.catalog.writing():
        room.catalog.retire("seed-004")
    shown = [one["data-id"] for tag, one in Tags(talk.open(turns)[0]).tags if one.get("data-do") == "read"]
    assert shown == ["seed-002", "seed-000"], "what is gone since is left out"


def test_judgements_become_drafts_that_a_person_finishes(talk: Conversation, tmp_path: Path) -> None:
    turns = list(talk.reply("delegation", []))[-1].turns
    turns = list(talk.reply("spoons", turns))[-1].turns
    first, second = (turn_key(turn["answer"]) for turn in turns)
    page, turns = talk.judge({"turn": first, "verdict": "up"}, turns)
    assert "Thank you" in page
    _, turns = talk.judge({"turn": second, "verdict": "down", "reason": "refused", "words": " It does. "}, turns)
    assert [turn["judged"] for turn in turns] == ["up", "down"]
    good, bad = drafts(tmp_path / "feedback.jsonl", today="2026-11-22")
    assert (good["answerable"], good["slice"]) == (True, "fact")
    assert len(good["evidence"]) == len(turns[0]["answer"]["citations"])  # type: ignore[arg-type]
    assert (bad["answerable"], bad["answers"], bad["evidence"]) == (True, [], [])
    assert str(bad["comment"]).endswith("The articles do tell. It does.")
    assert len(bad["history"]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize("sent", [{}, {"turn": "00000000", "verdict": "up"}, {"turn": 1, "verdict": "sideways"}])
def test_a_judgement_of_nothing_is_not_kept(talk: Conversation, tmp_path: Path, sent: dict[str, object]) -> None:
    turns = list(talk.reply("delegation", []))[-1].turns
    assert talk.judge(sent, turns)[1] == turns
    assert not (tmp_path / "feedback.jsonl").exists()


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
    with room.catalog.writing():
        room.catalog.retire(answer["citations"][0]["article_id"])
    assert "not in the index any more" in talk.cite(turn_key(answer), "1", [kept(answer)])


def test_a_server_without_articles_says_what_to_do(talk: Conversation, room: Newsroom) -> None:
    with room.catalog.writing():
        for article in room.articles.values():
            room.catalog.retire(article.id)
    conversation, front = talk.open([])
    assert "Ask what the articles say" in conversation
    assert "<ul" not in conversation
    assert "dateline index" in front


def test_suggestions_come_from_the_articles(room: Newsroom) -> None:
    questions = suggest(list(room.articles.values()))
    assert questions[0] == "What did Tammy Bruce say?"
    assert len(questions) == len(set(questions)) == 4
    assert suggest([]) == []


def test_suggestions_skip_institutions_and_other_languages() -> None:
    def said(text: str, language: str = "en") -> list[str]:
        article = replace(seeds()["000"], title="", text=text, language=language, dates=())
        return suggest([article])

    assert said("The State Department said no. Ana María Ruiz said yes.") == ["What did Ana María Ruiz say?"]
    assert said("Ana Ruiz said yes.", "es") == []
