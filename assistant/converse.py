"""The reader's conversation: what the browser sent becomes what it shows next. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.answer import Answer, AnswerJson, CitationJson, render
from assistant.chain import Turn
from assistant.cite import turn_key
from assistant.feedback import keep
from assistant.mark import mark_article
from assistant.page import Pending, TurnJson, show_contents, show_conversation
from assistant.progress import Progress
from assistant.stream import Step
from assistant.suggest import suggest
from assistant.trouble import Trouble, attempt
from assistant.within import Within
from index.article import Article
from index.browse import Wanted, browse
from index.catalog import Catalog

__all__ = ["Conversation", "Shown"]

STORED = TypeAdapter(list[TurnJson], config=ConfigDict(defer_build=True))
# A conversation keeps this many turns: 20 answers are some 100 kB, and browsers give a site 5 MB.
KEPT = 20
FOLLOW_UPS, NEAREST = 3, 3
LISTED = 30  # articles of the front page; the first questions are made from them too
BACK = '<button type="button" data-do="close">Back</button>'
BAR = f'<div class="bar"><button type="button" data-do="contents">All articles</button>{BACK}</div>'


class Shown(NamedTuple):
    """What the reader sees next: the conversation as HTML, the text in the box (None: what he typed), the answers."""

    conversation: str
    question: str | None
    turns: list[TurnJson]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One reader's questions and what is shown for them; holds no state, so that any number of readers share one.

    `stored` is the conversation as the browser kept it: text from outside, which is checked and else forgotten.
    `stream` is as `Assistant.stream`; what readers judge is kept below `home`.
    """

    stream: Callable[..., Iterator[Step]]
    catalog: Catalog
    home: Path

    def open(self, stored: object) -> tuple[str, str]:
        """The conversation and the front page, as a reader finds them on (re)load."""
        turns, front = checked(stored), attempt(self._front, "list the articles")
        if isinstance(front, Trouble):
            return show_conversation(turns, trouble=front.words), ""
        newest, listed = front
        return self._show(turns, examples=suggest(newest)), listed

    def reply(self, question: str, stored: object, within: object = None) -> Generator[Shown]:
        """What is done for the question, the sentences as they are checked, then the answer or why there is none."""
        yield from self._reply(question.strip(), checked(stored), Within.read(within))

    def again(self, turn: object, stored: object) -> Generator[Shown]:
        """The last turn asked once more, in its place; any other turn stays as it is."""
        turns = checked(stored)
        if not turns or turn_key(turns[-1]["answer"]) != turn:
            yield Shown(self._show(turns), None, turns)
        else:
            yield from self._reply(turns[-1]["answer"]["question"], turns[:-1], Within.read(turns[-1]["within"]))

    def _reply(self, question: str, turns: list[TurnJson], within: Within) -> Generator[Shown]:
        articles = self._quoted(turns)
        counted = attempt(self.catalog.count, "count the articles")
        progress = Progress(question=question, articles=None if isinstance(counted, Trouble) else counted[0])
        yield Shown(_waiting(turns, articles, progress, within), "", turns)
        events = attempt(lambda: self._ask(question, turns, within), "answer this question")
        while not isinstance(events, Trouble):
            event = attempt(partial(next, events, None), "answer this question")
            if isinstance(event, Answer):
                turn = TurnJson(answer=render(event), within=within.to_json(), nearest=_nearest(event), judged=None)
                kept = [*turns, turn][-KEPT:]
                yield Shown(self._show(kept), None, kept)
                return
            if event is None or isinstance(event, Trouble):
                events = event or Trouble("The answer broke off before its end. Ask again.")
            else:
                progress = progress.after(event)
                yield Shown(_waiting(turns, articles, progress, within), None, turns)
        yield Shown(self._show(turns, trouble=events.words), question, turns)

    def _ask(self, question: str, turns: Sequence[TurnJson], within: Within) -> Iterator[Step]:
        return iter(
            self.stream(
                question,
                history=history(turns),
                after=within.after,
                before=within.before,
                as_of=within.as_of,
                publishers=within.publishers,
            )
        )

    def stop(self, stored: object) -> str:
        """The conversation without the question that was being answered."""
        return self._show(checked(stored), trouble="Stopped without an answer; ask again when you like.")

    def judge(self, sent: Mapping[str, object], stored: object) -> tuple[str, list[TurnJson]]:
        """Keep what the reader thinks of a turn, and show that it was kept."""
        turns = checked(stored)
        place = next((n for n, turn in enumerate(turns) if turn_key(turn["answer"]) == sent.get("turn")), None)
        verdict = sent.get("verdict")
        if place is None or (verdict != "up" and verdict != "down"):  # noqa: PLR1714 -- mypy narrows this form only
            return self._show(turns), turns
        kept = attempt(
            lambda: keep(
                self.home,
                turns[place]["answer"],
                verdict=verdict,
                reason=str(sent.get("reason") or ""),
                words=str(sent.get("words") or ""),
                history=history(turns[:place]),
            ),
            "keep what you said",
        )
        if isinstance(kept, Trouble) or not kept:
            told = (
                kept.words
                if isinstance(kept, Trouble)
                else "The server's file for feedback is full; tell its operator."
            )
            return self._show(turns, trouble=told), turns
        turns[place] = {**turns[place], "judged": verdict}
        return self._show(turns), turns

    def cite(self, turn: object, n: object, stored: object) -> str:
        """The article behind citation `n` of turn `turn`, with every quote of that answer in it marked."""
        answer = next((each["answer"] for each in checked(stored) if turn_key(each["answer"]) == turn), None)
        wanted = next((each for each in answer["citations"] if str(each["n"]) == n), None) if answer else None
        if wanted is None:
            return _missing(Trouble("This answer is no longer in the conversation; ask again."))
        shown = self.read(wanted["article_id"], answer, current=wanted["n"])
        return f'<div data-shown="{turn}/{n}">{shown}</div>'

    def read(
        self, article_id: object, answer: AnswerJson | None = None, *, current: int | None = None, writes: bool = False
    ) -> str:
        """One article, whole; with the quotes of `answer` marked where there is one, and a way to delete it."""
        citations = answer["citations"] if answer else []
        found = attempt(lambda: self._marked(str(article_id), citations, current, writes=writes), "open this article")
        return _missing(found) if isinstance(found, Trouble) else BAR + found

    def contents(self) -> str:
        """The front page."""
        front = attempt(self._front, "list the articles")
        return _missing(front) if isinstance(front, Trouble) else front[1]

    def _front(self) -> tuple[list[Article], str]:
        newest = browse(self.catalog, Wanted(), limit=LISTED)
        return newest, f'<div class="bar phone">{BACK}</div>{show_contents(newest, total=self.catalog.count()[0])}'

    def _show(self, turns: Sequence[TurnJson], *, examples: Sequence[str] = (), trouble: str | None = None) -> str:
        articles = self._quoted(turns)
        offered = _follow_ups(turns, articles)
        return show_conversation(turns, articles=articles, examples=examples, follow_ups=offered, trouble=trouble)

    def _quoted(self, turns: Sequence[TurnJson]) -> dict[str, Article]:
        """What the turns quote, in the versions quoted, with its copies, and what they point at; but what is gone."""
        cited = [citation for turn in turns for citation in turn["answer"]["citations"]]
        versions = {citation["article_id"]: citation["version"] for citation in cited}
        beside = [*(each["copies"] for each in cited), *(turn["nearest"] for turn in turns)]
        wanted: dict[str, str | None] = {**dict.fromkeys(chain.from_iterable(beside)), **versions}
        found = attempt(
            lambda: [self.catalog.article(*pair) for pair in wanted.items()], "find the articles of this conversation"
        )
        return {} if isinstance(found, Trouble) else {one.id: one for one in found if one is not None}

    def _marked(self, article_id: str, citations: Sequence[CitationJson], current: int | None, *, writes: bool) -> str:
        found = self.catalog.article(article_id)
        if found is None:
            return Trouble("This article is not in the index any more.").html()
        ids = {copy for citation in citations if citation["article_id"] == found.id for copy in citation["copies"]}
        copies = [copy for copy in map(self.catalog.article, sorted(ids)) if copy is not None]
        return mark_article(found, citations, current=current, copies=copies, writes=writes)


def checked(stored: object) -> list[TurnJson]:
    """The conversation as the browser kept it, its last turns; a broken one is forgotten."""
    try:
        return STORED.validate_python(stored)[-KEPT:]
    except ValidationError:
        return []


def history(turns: Sequence[TurnJson]) -> list[Turn]:
    """The turns as the assistant reads them."""
    found: list[Turn] = []
    for turn in turns:
        answer = turn["answer"]
        found += [Turn(role="user", content=answer["question"]), Turn(role="assistant", content=answer["answer"])]
    return found


def _waiting(turns: Sequence[TurnJson], articles: Mapping[str, Article], progress: Progress, within: Within) -> str:
    pending = Pending(question=progress.question, within=within, steps=progress.steps(), checked=progress.checked())
    return show_conversation(turns, articles=articles, pending=pending)


def _follow_ups(turns: Sequence[TurnJson], articles: Mapping[str, Article]) -> list[str]:
    """Questions that the articles behind the last answer can answer, none of them asked before."""
    if not turns:
        return []
    asked = {turn["answer"]["question"].casefold() for turn in turns}
    behind = dict.fromkeys(citation["article_id"] for citation in turns[-1]["answer"]["citations"])
    offered = suggest([articles[id_] for id_ in behind if id_ in articles], count=2 * FOLLOW_UPS)
    return [question for question in offered if question.casefold() not in asked][:FOLLOW_UPS]


def _nearest(answer: Answer) -> list[str]:
    """The articles read, best first, for an abstention that has nothing nearer to show."""
    if not answer.reason or answer.claims:
        return []
    return list(dict.fromkeys(hit.passage.article_id for hit in answer.read))[:NEAREST]


def _missing(trouble: Trouble) -> str:
    return BAR + trouble.html()
