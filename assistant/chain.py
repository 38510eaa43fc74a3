"""A question in, a checked answer out: the straight line, and the timing of each step."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Answer, Claim
from assistant.check import QuestionError, check_question
from assistant.extract import extract
from assistant.model import Model, ModelError, Usage
from assistant.read import Reading, rarity_of, timed
from assistant.rerank import Judge, rerank
from assistant.revise import current
from assistant.rewrite import Turn, asks_what_happened, rewrite
from assistant.settings import Settings
from assistant.stream import Checked, Found, Step
from assistant.verify import verify
from assistant.vet import vet, vet_aloud
from assistant.weigh import weigh
from index.article import Article, Hit
from index.embed import Embedder
from index.search import Index
from index.select import Selector

__all__ = ["Assistant", "QuestionError", "Turn", "check_question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """An open index, what reads it, and the settings. Thread-safe.

    `model` None: the embedded reader answers, and reads with the `selector`. `judge` None: the search's own scores rank
    what is read.
    """

    index: Index
    embedder: Embedder
    selector: Selector
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
        usage, notice = None, None
        try:
            claims, usage = vet(reading, self.model, self.settings) if self.model else (self._extract(reading), None)
        except ModelError as error:
            claims, notice = self._extract(reading), _sorry(error)
        return self._weigh(reading, claims, notice=notice, usage=usage)

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
            for claim in vet_aloud(reading, self.model, self.settings) if self.model else self._extract(reading):
                claims.append(claim)
                yield Checked(claim=claim)
        except ModelError as error:
            claims, notice = list(self._extract(reading)), _sorry(error)
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

    def _extract(self, reading: Reading) -> tuple[Claim, ...]:
        """What the embedded reader finds."""
        most, rarity = self.settings.max_claims, reading.rarity
        with timed(reading.took_ms, "draft"):
            found = extract(
                reading.asked, reading.hits, reading.articles, self.selector,
                most=most, rarity=rarity, firsts=reading.firsts,
            )  # fmt: skip
            reading.surely.update(found.surely)
            reading.untold[:] = found.untold
            reading.sides[:] = found.sides
        with timed(reading.took_ms, "verify"):
            return verify(found.sentences, reading.articles)

    def _weigh(self, reading: Reading, claims: Sequence[Claim], *, notice: str | None, usage: Usage | None) -> Answer:
        with timed(reading.took_ms, "weigh"):
            answer = weigh(
                reading.asked,
                claims,
                read=reading.hits,
                articles=reading.articles,
                firsts=reading.firsts,
                rarity=reading.rarity,
                surely=reading.surely,
                sides=reading.sides,
            )
        untold = "" if answer.reason else " ".join(f"“{part}”" for part in reading.untold)
        notices = (notice, untold and f"No sentence was found that answers {untold}")
        return replace(
            answer,
            model=self.model.name if self.model and not notice else "extract",
            notice=" ".join(filter(None, notices)) or None,
            tokens=usage.prompt_tokens + usage.completion_tokens if usage else None,
            took_ms=reading.took_ms,
        )

    def _articles(self, hits: Sequence[Hit]) -> Mapping[str, Article]:
        found = {hit.passage.article_id: hit.passage.version for hit in hits}
        articles = (self.index.article(article_id, version) for article_id, version in found.items())
        return {article.id: article for article in articles if article is not None}


def _sorry(error: ModelError) -> str:
    return f"The chat model did not answer ({error}), so these are the articles' own sentences."
