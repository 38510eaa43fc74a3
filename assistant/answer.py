"""What an answer is: claims tied to quotes, or an abstention with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from typing_extensions import TypedDict

from index.article import Article, Hit

__all__ = [
    "Answer",
    "AnswerJson",
    "Claim",
    "Disagreement",
    "Quote",
    "Reason",
    "Version",
    "render",
]

Reason = Literal["no_coverage", "outside_period", "premise", "unclear"]
Kind = Literal["later update", "another count", "another event", "another spelling", "contradiction", "impossible date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A span of an article in the article's own characters; made by `cut`, so `text == article.text[start:end]`."""

    article: Article
    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, article: Article, start: int, end: int) -> Quote:
        """Read the half-open span `start`..`end` out of the article.

        Raises:
            ValueError: the span is empty or leaves the text.
        """
        if not 0 <= start < end <= len(article.text):
            raise ValueError(f"quote {start}..{end} is not inside article {article.id}")
        return cls(article=article, start=start, end=end, text=article.text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of an answer and the quotes that carry it; never without a quote once verified.

    `said_by` names who said it where the article attributes it ("Tammy Bruce", "a diplomatic source").
    `happened` is the first and last day the claim is about, where its words or its article tell.
    """

    text: str
    quotes: tuple[Quote, ...]
    said_by: str | None = None
    happened: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side of a disagreement: what is said, the quote that says it, and who said it."""

    text: str
    quote: Quote
    said_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Articles that cannot all be right about one thing, or right at different times; at least two versions."""

    about: str
    kind: Kind
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Claims in order, or an abstention: `reason` is set exactly when there is an abstention.

    An abstention may carry claims too: the nearest true thing the articles do tell. `notice` is a sentence
    about the answering itself (the model was down, so the embedded reader answered). `note` opens an
    abstention in words. `read` are the passages it was made from, best first. `sources`
    counts independent reports behind the quotes: wire copies count once.
    """

    question: str
    claims: tuple[Claim, ...]
    reason: Reason | None = None
    note: str | None = None
    notice: str | None = None
    disagreements: tuple[Disagreement, ...] = ()
    copies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: int = 0
    as_of: date | None = None
    read: tuple[Hit, ...] = ()
    model: str = "extract"
    tokens: int | None = None
    took_ms: dict[str, float] = field(default_factory=dict)


class ClaimJson(TypedDict):
    """A sentence of `answer`: `answer[start:end]` is `text`; `citations` are the numbers behind it."""

    text: str
    citations: list[int]
    said_by: str | None
    start: int
    end: int


class CitationJson(TypedDict):
    """A numbered quote: `text[start:end]` of the article is `quote`, character for character."""

    n: int
    article_id: str
    version: str
    title: str
    publisher: str | None
    url: str | None
    published: str | None
    published_basis: str
    quote: str
    start: int
    end: int
    copies: list[str]


class VersionJson(TypedDict):
    """One side of a disagreement."""

    text: str
    citation: int
    said_by: str | None
    publisher: str | None
    published: str | None


class DisagreementJson(TypedDict):
    """What the articles disagree about, and each side."""

    about: str
    kind: str
    versions: list[VersionJson]


class AnswerJson(TypedDict):
    """The one answer object, the same at every door."""

    question: str
    answer: str
    abstained: bool
    reason: str | None
    notice: str | None
    claims: list[ClaimJson]
    citations: list[CitationJson]
    disagreements: list[DisagreementJson]
    independent_sources: int
    as_of: str | None
    model: str
    took_ms: dict[str, float]


def render(answer: Answer) -> AnswerJson:
    """The answer as every door gives it: text with [n] markers, numbered citations in order of first use.

    `answer[start:end]` is a claim's text, half-open, markers outside; `quote` is `text[start:end]` of its article.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[CitationJson] = []

    def number(quote: Quote) -> int:
        key = (quote.article.id, quote.start, quote.end)
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            citations.append(_citation(numbers[key], quote, answer.copies))
        return numbers[key]

    text = answer.note or ""
    claims: list[ClaimJson] = []
    for claim in answer.claims:
        text += " " if text else ""
        start = len(text)
        cited = list(dict.fromkeys(number(quote) for quote in claim.quotes))
        text += claim.text
        claims.append(ClaimJson(text=claim.text, citations=cited, said_by=claim.said_by, start=start, end=len(text)))
        text += "".join(f" [{n}]" for n in cited)
    return AnswerJson(
        question=answer.question,
        answer=text,
        abstained=answer.reason is not None,
        reason=answer.reason,
        notice=answer.notice,
        claims=claims,
        disagreements=[_disagreement(one, number) for one in answer.disagreements],
        citations=citations,
        independent_sources=answer.sources,
        as_of=answer.as_of.isoformat() if answer.as_of else None,
        model=answer.model,
        took_ms={step: round(ms, 1) for step, ms in answer.took_ms.items()},
    )


def _citation(n: int, quote: Quote, copies: Mapping[str, Sequence[str]]) -> CitationJson:
    article = quote.article
    return CitationJson(
        n=n,
        article_id=article.id,
        version=article.version,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published.day.isoformat() if article.published.day else None,
        published_basis=article.published.basis,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        copies=list(copies.get(article.id, ())),
    )


def _disagreement(one: Disagreement, number: Callable[[Quote], int]) -> DisagreementJson:
    return DisagreementJson(
        about=one.about,
        kind=one.kind,
        versions=[
            VersionJson(
                text=version.text,
                citation=number(version.quote),
                said_by=version.said_by,
                publisher=version.quote.article.publisher,
                published=version.quote.article.published.day.isoformat()
                if version.quote.article.published.day
                else None,
            )
            for version in one.versions
        ],
    )
