"""The steps of an answer as named events: search_results, claim, citation, answer, done."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

from assistant.answer import Answer, Claim, render
from assistant.events import frame
from assistant.stream import Checked, Found, Step
from index.article import Article, Hit

__all__ = ["follow"]

Lookup = Callable[[str, str], Article | None]


def follow(steps: Generator[Step], *, question: str, lookup: Lookup) -> Generator[bytes]:
    """Events as they are made; a claim leaves when it is checked, never before.

    `claim` and `citation` are numbered in the order in which they were checked; `answer` is the whole answer object,
    which alone counts where it differs. After it comes `done`. Closing this closes `steps`.
    """
    checked: list[Claim] = []
    known = 0
    try:
        for step in steps:
            match step:
                case Found(hits=hits):
                    yield frame({"search_results": _results(hits, lookup)}, event="search_results")
                case Checked(claim=claim):
                    checked.append(claim)
                    so_far = render(Answer(question=question, claims=tuple(checked)))
                    for citation in so_far["citations"][known:]:
                        yield frame(citation, event="citation")
                    known = len(so_far["citations"])
                    yield frame(so_far["claims"][-1], event="claim")
                case Answer():
                    yield frame(render(step), event="answer")
        yield frame({}, event="done")
    finally:
        steps.close()


def _results(hits: Sequence[Hit], lookup: Lookup) -> list[dict[str, Any]]:
    """Each article that will be read, once, best first, with the place of its best passage."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.passage.article_id, hit)
    found = []
    for hit in best.values():
        article = lookup(hit.passage.article_id, hit.passage.version)
        if article is not None:
            day = article.published.day
            found.append(
                {
                    "article_id": article.id,
                    "version": article.version,
                    "title": article.title,
                    "publisher": article.publisher,
                    "url": article.url,
                    "date": day.isoformat() if day else None,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                }
            )
    return found
