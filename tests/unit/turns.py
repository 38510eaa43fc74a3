"""Answers of the made newsroom as the page keeps and shows them."""

from __future__ import annotations

from assistant.answer import AnswerJson, render
from assistant.page import TurnJson, show_turn
from assistant.within import Within
from tests.browser.newsroom import Newsroom, seeds

__all__ = ["answered", "kept", "show_answer"]


def answered(room: Newsroom, question: str) -> AnswerJson:
    return render(room.ask(question))


def kept(answer: AnswerJson, *nearest: str, **limits: object) -> TurnJson:
    return TurnJson(answer=answer, within=Within.read(limits).to_json(), nearest=list(nearest), judged=None)


def show_answer(answer: AnswerJson, *nearest: str, last: bool = False) -> str:
    return show_turn(kept(answer, *nearest), {article.id: article for article in seeds().values()}, last=last)
