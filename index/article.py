"""What an article is once it has been read: its own text, its dates, and the passages cut from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

__all__ = ["Article", "Basis", "Cut", "DateMention", "Hit", "Passage", "Published"]

Basis = Literal["stated", "inferred", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article was published, and how that is known.

    `day` is None exactly when `basis` is "unknown". `words` are the words the day was read in ("stated")
    or inferred from ("inferred"). `at` is set only where the source states an hour; it always falls on `day`.
    """

    day: date | None
    basis: Basis
    words: str | None = None
    at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a day without a basis, a basis without a day, and an hour on another day."""
        if (self.day is None) != (self.basis == "unknown"):
            raise ValueError(f"published day {self.day} does not fit basis {self.basis!r}")
        if self.at is not None and self.at.date() != self.day:
            raise ValueError(f"published hour {self.at} is not on the day {self.day}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Words of a text that mean a day or a span of days: `text[start:end]` means `first`..`last`, inclusive.

    `doubt` says, in a person's words, why the date cannot be right; it is None for a date that fits.
    """

    start: int
    end: int
    first: date
    last: date
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A piece of the page that is not the article's own text, kept so that a person can see what was removed."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one news article. `text` is final: every offset in the product refers to it.

    `text` opens with the headline where the page has one, so that a headline can be quoted too; `body_start`
    is where the text below it begins (0 without a headline). `version` is a hash of everything a reader sees.
    `credit` is the page's own line about whose report it is ("With inputs from Reuters").
    """

    id: str
    version: str
    title: str
    text: str
    published: Published
    body_start: int = 0
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    credit: str | None = None
    updated: date | None = None
    dates: tuple[DateMention, ...] = ()
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A half-open span of one article's text; made by `cut`, so that `text == article.text[start:end]` always."""

    article_id: str
    version: str
    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, article: Article, start: int, end: int) -> Passage:
        """Read the span `start`..`end` out of the article.

        Raises:
            ValueError: the span is empty or leaves the text.
        """
        if not 0 <= start < end <= len(article.text):
            raise ValueError(
                f"span {start}..{end} is not inside article {article.id} of {len(article.text)} characters"
            )
        return cls(article_id=article.id, version=article.version, start=start, end=end, text=article.text[start:end])

    @property
    def id(self) -> str:
        """Unique over all versions of all articles: "<article>@<version>:<start>-<end>"."""
        return f"{self.article_id}@{self.version}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage and the score that ranked it; scores compare within one search only, higher is better."""

    passage: Passage
    score: float
