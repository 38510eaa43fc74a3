"""A conversation and the front page as HTML. Pure; every untrusted character passes `escape`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from typing_extensions import TypedDict

from assistant.answer import AnswerJson, CitationJson, ClaimJson
from assistant.behind import show_behind
from assistant.cite import chip, plural, turn_key
from assistant.mark import escape, long_day, title_button
from assistant.respond import show_actions
from assistant.within import UNKNOWN, Within, WithinJson
from index.article import Article
from index.split import split

__all__ = ["Pending", "TurnJson", "show_contents", "show_conversation", "show_turn"]

LED = 4  # articles of the front page that open with their first sentence
LEDE = 240
MARKER = re.compile(r"\s?\[\d+\]")
# Above an abstention's own words, which say more.
REASONS = {
    "no_coverage": "No answer",
    "outside_period": "Outside the period asked about",
    "premise": "Not as the question has it",
    "unclear": "An unclear question",
}


class TurnJson(TypedDict):
    """An answer as the browser keeps it: what it was asked within, and how the reader judged it.

    `nearest` are the ids of the articles read, best first, where none of them answered.
    """

    answer: AnswerJson
    within: WithinJson
    nearest: list[str]
    judged: Literal["up", "down"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """The question that is being answered.

    `steps` is what is done for it, the last one still under way; `checked` what of its answer has been checked so far.
    """

    question: str
    within: Within
    steps: Sequence[str]
    checked: AnswerJson | None = None


def show_conversation(
    turns: Sequence[TurnJson],
    *,
    articles: Mapping[str, Article] | None = None,
    examples: Sequence[str] = (),
    follow_ups: Sequence[str] = (),
    pending: Pending | None = None,
    trouble: str | None = None,
) -> str:
    """All turns, oldest first; before the first one, what this page is and questions to begin with.

    Args:
        turns: what was answered so far.
        articles: by id, those that the turns quote and their copies.
        examples: questions offered while there is no turn yet.
        follow_ups: questions offered after the last turn.
        pending: the question that is being answered.
        trouble: why the last question got no answer, in words.
    """
    last = len(turns) - 1 if pending is None else -1
    html = "".join(
        show_turn(turn, articles, last=place == last, follow_ups=follow_ups if place == last else ())
        for place, turn in enumerate(turns)
    )
    if pending is not None:
        html += _pending(pending)
    if trouble is not None:
        html += f'<p class="trouble" role="alert">{escape(trouble)}</p>'
    return f'<div role="log" aria-label="Conversation">{html or _welcome(examples)}</div>'


def show_turn(
    kept: TurnJson,
    articles: Mapping[str, Article] | None = None,
    *,
    last: bool = False,
    follow_ups: Sequence[str] = (),
) -> str:
    """One turn: the question, the claims with a chip for each citation, and what stands behind and against them.

    A chip carries the turn's key as `data-turn` and its number as `data-n`.
    """
    answer, within = kept["answer"], Within.read(kept["within"])
    turn = turn_key(answer)
    kind = " abstention" if answer["abstained"] else ""
    return (
        f'<section class="turn{kind}" data-turn="{turn}">{_asked(answer["question"], within)}'
        f"{_said(answer, turn)}{_nearest(kept['nearest'], articles or {})}"
        f"{show_behind(answer, articles or {}, turn=turn)}"
        f"{show_actions(answer, turn=turn, judged=kept['judged'], last=last)}{_follow_ups(follow_ups)}</section>"
    )


def show_contents(newest: Sequence[Article], *, total: int) -> str:
    """The front page: the newest articles, each as a button that opens it, and the way to all of them."""
    if not newest:
        return (
            '<nav aria-label="Articles"><h2>No articles yet</h2><p class="contents">Whoever runs this server adds them '
            "in the library, or with <code>dateline index</code>.</p></nav>"
        )
    items = "".join(_item(article, led=place < LED) for place, article in enumerate(newest))
    library = f'<button type="button" data-do="view" data-view="library">All {total:,} in the library</button>'
    more = f'<p class="more">{library}</p>' if total > len(newest) else ""
    return (
        f'<nav aria-label="Articles"><h2>{plural(total, "article")}</h2><ol class="contents">{items}</ol>{more}</nav>'
    )


def _item(article: Article, *, led: bool) -> str:
    lede = f'<span class="lede" dir="auto">{escape(_lede(article))}</span>' if led else ""
    return (
        f'<li>{title_button(article.id, article.title)}{lede}<span class="about">'
        f"{escape(article.publisher or UNKNOWN)} · {long_day(article.published.day)}</span></li>"
    )


def _lede(article: Article) -> str:
    """The first sentence of the article's own text, cut at a word where it is long."""
    body = article.text[article.body_start : article.body_start + 2 * LEDE]
    first = next((body[start:end] for start, end in split(body)), "")
    return first if len(first) <= LEDE else f"{first[:LEDE].rsplit(' ', 1)[0]} …"


def _asked(question: str, within: Within) -> str:
    limit = f'<p class="limit">{escape(_capital(within.told()))}</p>' if within.told() else ""
    return f'<h3 class="asked" dir="auto">{escape(question)}</h3>{limit}'


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _pending(pending: Pending) -> str:
    """The question, the steps done for it, and under them the sentences that have been checked."""
    items = "".join(f"<li>{escape(step)}</li>" for step in pending.steps)
    steps = f'<ol class="status" role="status">{items}</ol>' if items else ""
    said = _said(pending.checked, "pending") if pending.checked else ""
    return f'<section class="turn pending">{_asked(pending.question, pending.within)}{said}{steps}</section>'


def _welcome(examples: Sequence[str]) -> str:
    offered = "".join(f"<li>{_offer(question)}</li>" for question in examples)
    begin = f'<ul class="examples" aria-label="Questions to begin with">{offered}</ul>' if offered else ""
    return (
        '<section class="welcome"><p class="lead">Ask what the articles say. Every sentence of an answer is carried by '
        f"words that stand in an article: follow its number and see for yourself.</p>{begin}</section>"
    )


def _follow_ups(questions: Sequence[str]) -> str:
    if not questions:
        return ""
    offered = "".join(f"<li>{_offer(question)}</li>" for question in questions)
    return f'<h4>Ask next</h4><ul class="examples next" aria-label="Questions to ask next">{offered}</ul>'


def _offer(question: str) -> str:
    return f'<button type="button" data-do="suggest" data-question="{escape(question)}">{escape(question)}</button>'


def _said(answer: AnswerJson, turn: str) -> str:
    """The answer's text in order: claims with their chips, and what is said between them without the markers."""
    cited = {citation["n"]: citation for citation in answer["citations"]}
    text, at, parts = answer["answer"], 0, []
    if answer["reason"]:
        parts.append(f'<p class="reason">{escape(REASONS.get(answer["reason"], answer["reason"]))}</p>')
    for claim in sorted(answer["claims"], key=lambda each: each["start"]):
        parts += [_between(text[at : claim["start"]]), _claim(claim, turn, cited)]
        at = claim["end"]
    return "".join([*parts, _between(text[at:])])


def _nearest(ids: Sequence[str], articles: Mapping[str, Article]) -> str:
    """Where the reader may look himself, when nothing answered."""
    near = [article for id_ in ids if (article := articles.get(id_))]
    items = "".join(_item(article, led=False) for article in near)
    return f'<h4>The nearest articles</h4><ol class="contents">{items}</ol>' if near else ""


def _between(text: str) -> str:
    words = MARKER.sub("", text).strip()
    return f'<p class="note" dir="auto">{escape(words)}</p>' if words else ""


def _claim(claim: ClaimJson, turn: str, cited: Mapping[int, CitationJson]) -> str:
    """One sentence and its chips; who said it is added where the sentence itself does not name them."""
    speaker = claim["said_by"]
    chips = "".join(chip(cited[n], turn, speaker) for n in claim["citations"] if n in cited)
    named = speaker is None or speaker.casefold() in claim["text"].casefold()
    said_by = "" if named else f' <span class="said">— {escape(speaker or "")}</span>'
    return f'<p class="claim" dir="auto"><span class="words">{escape(claim["text"])}</span>{said_by}{chips}</p>'
