"""What a reader can do with an answer, as HTML: copy it, ask again, judge it with a reason. Pure."""

from __future__ import annotations

from typing import Literal

from assistant.answer import AnswerJson
from assistant.cite import day
from assistant.mark import escape
from assistant.within import UNKNOWN

__all__ = ["REASONS", "plain_text", "show_actions"]

Verdict = Literal["up", "down"]
# Why an answer is found wanting: what is stored, and what the reader is shown.
REASONS = {
    "wrong": "A sentence is wrong",
    "missing": "Something is missing",
    "off": "It is not what I asked",
    "silent": "It should have said that the articles do not tell",
    "refused": "The articles do tell",
}
THUMB = (
    '<svg class="thumb {verdict}" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">'
    '<path d="M7 10.5 11 3c1.7 '
    '0 2.6 1 2.3 2.7L12.7 9H18c1.5 0 2.4 1.2 2 2.6l-1.8 6.6c-.3 1.1-1.2 1.8-2.3 1.8H7z M3.5 10.5H7V20H3.5z"/></svg>'
)


def show_actions(answer: AnswerJson, *, turn: str, judged: Verdict | None, last: bool) -> str:
    """The row below an answer, and the form that a thumb unfolds; only the last answer can be asked for again."""
    again = '<button type="button" data-do="again" data-turn="' + turn + '">Ask again</button>' if last else ""
    copy = f'<button type="button" data-do="copy" data-text="{escape(plain_text(answer))}">Copy</button>'
    if judged:
        thanks = f"{THUMB.format(verdict=judged)}Thank you; kept on the server, for its operator."
        return f'<div class="actions">{copy}{again}<span class="judged">{thanks}</span></div>'
    thumbs = "".join(
        f'<button type="button" data-do="judge" data-verdict="{verdict}" aria-expanded="false" '
        f'aria-controls="judge-{turn}" aria-label="{label}">{THUMB.format(verdict=verdict)}</button>'
        for verdict, label in (("up", "A good answer"), ("down", "A bad answer"))
    )
    return f'<div class="actions">{copy}{again}<span class="thumbs">{thumbs}</span></div>{_form(turn)}'


def _form(turn: str) -> str:
    reasons = "".join(
        f'<label><input type="radio" name="reason-{turn}" data-field="reason" value="{key}"> {words}</label>'
        for key, words in REASONS.items()
    )
    return (
        f'<div class="judging" id="judge-{turn}" role="group" aria-label="Judge this answer" hidden>'
        f"<fieldset><legend>What is wrong?</legend>{reasons}</fieldset>"
        '<label class="wide">In your words, if you like'
        '<textarea data-field="words" rows="2" maxlength="2000"></textarea></label>'
        f'<button type="button" class="plain" data-do="feedback" data-turn="{turn}">Send</button>'
        '<span class="about">Kept with the question and the answer on the server; it goes nowhere else.</span></div>'
    )


def plain_text(answer: AnswerJson) -> str:
    """The answer with its sources as text to paste: `[n]`, publisher, day, title, address, quote."""
    lines = [answer["question"], "", answer["answer"]]
    if answer["citations"]:
        lines.append("")
    for citation in answer["citations"]:
        published = day(citation["published"]) if citation["published"] else "day not known"
        told = [citation["publisher"] or UNKNOWN, published, citation["title"], citation["url"] or ""]
        lines.append(f"[{citation['n']}] {', '.join(part for part in told if part)}: “{citation['quote']}”")
    return "\n".join(lines)
