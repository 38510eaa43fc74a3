"""A question in, a checked answer out: the straight line, and the timing of each step."""

from __future__ import annotations

import math
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from time import perf_counter

from typing_extensions import TypedDict

from assistant.answer import Answer, Claim
from assistant.check import QuestionError, check_question
from assistant.draft import Draft, Drafted, draft, stream_draft
from assistant.extract import extract
from assistant.match import Rarity
from assistant.model import Model, ModelError, Usage
from assistant.rerank import Judge, rerank
from assistant.revise import current
from assistant.rewrite import Asked, Turn, asks_what_happened, rewrite
from assistant.settings import Settings
from assistant.stream import Checked, Found, Step
from assistant.verify import verify
from assistant.weigh import weigh
from index.article import Article, Hit
from index.catalog import Catalog
from index.embed import Embedder
from index.search import Index

__all__ = ["Assistant", "QuestionError", "Turn", "check_question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """An open index, what reads it, and the settings. Thread-safe.

    `model` None: the embedded reader answers; `judge` None: the search's own scores rank what is read.
    """

    index: Index
    embedder: Embedder
    model: Model | None
    settings: Settings
    judge: Judge | None = None

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        after: date | None = None,
        before: date | None = None,
        as_of: date | None = None,
        publishers: Collection[str] = (),
    ) -> Answer:
        """Answer one question from the articles.

        Args:
            question: 1 to `max_question` characters, at least one of them a letter or digit.
            history: earlier turns of the conversation, oldest first.
            after: only articles published on or after this day.
            before: only articles published on or before this day.
            as_of: the day on which the question is asked: nothing published later is read, and "last week" counts
                from it. None: the day of the newest article, and everything is read.
            publishers: only articles of these, named in full, in any case; "" is a publisher not known. Empty: all.
                One that the index does not hold finds nothing.

        Raises:
            QuestionError: the question is empty, too long, or no text.
        """
        reading = self._read(question, history=history, after=after, before=before, as_of=as_of, publishers=publishers)
        with timed(reading.took_ms, "draft"):
            drafted, notice = self._draft(reading)
        with timed(reading.took_ms, "verify"):
            claims = verify(drafted.sentences, reading.articles)
        return self._weigh(reading, claims, notice=notice, usage=drafted.usage)

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        after: date | None = None,
        before: date | None = None,
        as_of: date | None = None,
        publishers: Collection[str] = (),
    ) -> Generator[Step]:
        """The same as `ask`, step by step: `Found` once, `Checked` for each claim as it is verified, last the Answer.

        The answer is authoritative: it may order the claims anew, or abstain. Closing the generator closes the
        model's request.

        Raises:
            QuestionError: as `ask`, at the first step.
        """
        reading = self._read(question, history=history, after=after, before=before, as_of=as_of, publishers=publishers)
        yield Found(hits=reading.hits)
        claims: list[Claim] = []
        notice = None
        try:
            for claim in self._draft_aloud(reading):
                claims.append(claim)
                yield Checked(claim=claim)
        except ModelError as error:
            notice = _sorry(error)
            claims = list(verify(self._extract(reading).sentences, reading.articles))
        yield self._weigh(reading, claims, notice=notice, usage=None)

    def _read(
        self,
        question: str,
        *,
        history: Sequence[Turn],
        after: date | None,
        before: date | None,
        as_of: date | None,
        publishers: Collection[str],
    ) -> Reading:
        """The line up to the passages worth reading."""
        question = check_question(question, most=self.settings.max_question)
        took: dict[str, float] = {}
        if as_of is not None:
            before = min(before, as_of) if before else as_of
        with timed(took, "rewrite"):
            today, respelled = as_of or self.index.catalog.newest_day(), self.index.respell(question)
            asked = rewrite(question, history=history, as_of=today, respelled=respelled)
        most = self.settings.per_publisher if asks_what_happened(asked) else None
        with timed(took, "search"):
            found = self.index.search(
                asked.queries, k=self.settings.retrieve, after=after, before=before, publishers=publishers,
                per_publisher=most,
            )  # fmt: skip
            articles, firsts = self._articles(found), self.index.catalog.copies()
            found = current(found, articles, firsts)
        rarity = rarity_of(self.index.catalog)
        with timed(took, "rerank"):
            hits = rerank(
                asked, found, articles, keep=self.settings.keep, rarity=rarity, judge=self.judge, per_publisher=most
            )
        return Reading(asked=asked, hits=tuple(hits), articles=articles, firsts=firsts, rarity=rarity, took_ms=took)

    def _draft(self, reading: Reading) -> tuple[Draft, str | None]:
        """What the model drafts; where there is none, or it fails, what the embedded reader finds, and a notice."""
        if self.model is None:
            return self._extract(reading), None
        try:
            return draft(*reading.shown, self.model, **self._limits), None
        except ModelError as error:
            return self._extract(reading), _sorry(error)

    def _draft_aloud(self, reading: Reading) -> Iterator[Claim]:
        """The claims of `_draft`, each as soon as the model has written it and it is verified."""
        with timed(reading.took_ms, "draft"):
            if self.model is None:
                drafted: Iterable[Drafted] = self._extract(reading).sentences
            else:
                drafted = stream_draft(*reading.shown, self.model, **self._limits)
            for one in drafted:
                yield from verify([one], reading.articles)

    def _extract(self, reading: Reading) -> Draft:
        most, rarity = self.settings.max_claims, reading.rarity
        return extract(reading.asked, reading.hits, reading.articles, self.embedder, most=most, rarity=rarity)

    def _weigh(self, reading: Reading, claims: Sequence[Claim], *, notice: str | None, usage: Usage | None) -> Answer:
        with timed(reading.took_ms, "weigh"):
            answer = weigh(
                reading.asked,
                claims,
                read=reading.hits,
                articles=reading.articles,
                firsts=reading.firsts,
                rarity=reading.rarity,
            )
        return replace(
            answer,
            model=self.model.name if self.model and not notice else "extract",
            notice=notice,
            tokens=usage.prompt_tokens + usage.completion_tokens if usage else None,
            took_ms=reading.took_ms,
        )

    @property
    def _limits(self) -> _Limits:
        return _Limits(max_tokens=self.settings.model_max_tokens, deadline_s=self.settings.model_deadline_s)

    def _articles(self, hits: Sequence[Hit]) -> Mapping[str, Article]:
        found = {hit.passage.article_id: hit.passage.version for hit in hits}
        articles = (self.index.article(article_id, version) for article_id, version in found.items())
        return {article.id: article for article in articles if article is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question understood, and the passages that will be read for it, best first; `took_ms` goes on being filled."""

    asked: Asked
    hits: tuple[Hit, ...]
    articles: Mapping[str, Article]
    firsts: Mapping[str, str]
    rarity: Rarity
    took_ms: dict[str, float]

    @property
    def shown(self) -> tuple[str, Sequence[Hit], Mapping[str, Article]]:
        """What a model is shown: the standalone question, the passages, their articles."""
        return self.asked.standalone, self.hits, self.articles


class _Limits(TypedDict):
    max_tokens: int
    deadline_s: float


def _sorry(error: ModelError) -> str:
    return f"The chat model did not answer ({error}), so these are the articles' own sentences."


def rarity_of(catalog: Catalog) -> Rarity:
    """Inverse document frequency over the live passages: log(1 + N / (n + 1)), above 0. Counted once a question."""
    _, total = catalog.count()

    @cache
    def rarity(stem: str) -> float:
        return math.log(1 + total / (1 + catalog.passages_with(stem)))

    return rarity


@contextmanager
def timed(took_ms: dict[str, float], step: str) -> Iterator[None]:
    """Note how many milliseconds the block took."""
    start = perf_counter()
    try:
        yield
    finally:
        took_ms[step] = (perf_counter() - start) * 1000
