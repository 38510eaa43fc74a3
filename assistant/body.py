"""What comes in over HTTP and what goes out beside answers: the shapes that the OpenAPI page shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from assistant.rewrite import Turn
from index.article import Article
from index.jsonlines import LONGEST
from index.raw import ID, Form, RawArticle, make_id
from index.stamp import parse_stamp

__all__ = [
    "ArticleBody", "ArticleJson", "AskBody", "JobJson", "ListedJson", "NewArticleBody", "TurnBody", "WithinBody",
    "show_article", "show_listed",
]  # fmt: skip

MOST_TURNS = 100  # of history; a conversation of more is one that a bot forgot to shorten
MOST_WORDS = 20_000  # characters of one earlier turn
MOST_PUBLISHERS = 100
ROOT = "api"  # where such an article came from: no path, so no run over a folder takes it away


class TurnBody(BaseModel):
    """One earlier message of the conversation."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: str = Field(max_length=MOST_WORDS)

    def turn(self) -> Turn:
        """The same as our own noun."""
        return Turn(role=self.role, content=self.content)


class WithinBody(BaseModel):
    """Which articles an answer may be made from, the same at every door."""

    published_after: date | None = Field(default=None, description="only articles published on this day or later")
    published_before: date | None = Field(default=None, description="only articles published on this day or earlier")
    as_of: date | None = Field(default=None, description="answer as on this day: nothing published later is read")
    publishers: list[Annotated[str, Field(max_length=LONGEST)]] = Field(
        default=[], max_length=MOST_PUBLISHERS, description="only articles of these, named in full, in any case"
    )

    def limits(self) -> dict[str, Any]:
        """The same as `Assistant.ask` takes it."""
        return {
            "after": self.published_after,
            "before": self.published_before,
            "as_of": self.as_of,
            "publishers": self.publishers,
        }


class AskBody(WithinBody):
    """A question about the articles."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "Who led the US delegation in April?"}]},
    )

    question: str = Field(description="in plain words; at most DATELINE_MAX_QUESTION characters")
    history: list[TurnBody] = Field(default=[], max_length=MOST_TURNS, description="earlier turns, oldest first")


class ArticleBody(BaseModel):
    """An article as an operator sends it: its text, or the page it stands in, and what is known about it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"title": "Talks begin", "text": "Talks began on Monday.", "published": "2026-11-20"}]
        },
    )

    text: str = Field(min_length=1, description="the article, or its page where `form` is html")
    form: Form = Field(default="text", description="how `text` is written")
    title: str | None = Field(default=None, max_length=LONGEST)
    publisher: str | None = Field(default=None, max_length=LONGEST)
    url: str | None = Field(default=None, max_length=LONGEST, pattern=r"^https?://")
    language: str | None = Field(default=None, max_length=100, description="BCP 47, such as en")
    authors: list[Annotated[str, Field(max_length=LONGEST)]] = Field(default=[], max_length=50)
    published: date | datetime | None = Field(default=None, description="ISO 8601; without it, the day is inferred")
    updated: date | None = None

    def raw(self, article_id: str) -> RawArticle:
        """The same as our own noun, under this id."""
        stamp = self.published.isoformat() if self.published else None
        return RawArticle(
            id=article_id,
            source=article_id,
            root=ROOT,
            form=self.form,
            body=self.text,
            encoding="utf-8",
            title=_line(self.title),
            publisher=_line(self.publisher),
            url=self.url,
            language=_line(self.language),
            authors=tuple(name for each in self.authors if (name := _line(each))),
            published=parse_stamp(stamp) if stamp else None,
            updated=self.updated,
        )


class NewArticleBody(ArticleBody):
    """An article that is not there yet; without an id it gets one."""

    id: str | None = Field(default=None, pattern=f"^{ID.pattern}$")

    def name(self) -> str:
        """Its id: the one that was given, or one made from its address or headline, and its text."""
        return self.id or make_id(self.url or self.title or "article", ROOT, self.url or self.text)


class JobJson(TypedDict):
    """Where the writing of an article stands: queued or running, then done, refused (with the reason) or failed."""

    id: str
    do: str
    article_id: str
    state: str
    created: str
    ended: str | None
    what: str | None
    reason: str | None


class ListedJson(TypedDict):
    """An article in a list."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    language: str | None
    published: str | None
    published_basis: str


class CutJson(TypedDict):
    """A piece of the page that is not the article's own text, and why it was cut."""

    text: str
    reason: str


class DateJson(TypedDict):
    """Words of the text that mean days: `text[start:end]` means `first`..`last`, inclusive."""

    start: int
    end: int
    first: str
    last: str
    doubt: str | None


class ArticleJson(ListedJson):
    """An article with the text that all offsets refer to."""

    version: str
    text: str
    published_words: str | None
    authors: list[str]
    credit: str | None
    dates: list[DateJson]
    cuts: list[CutJson]


def show_listed(article: Article) -> ListedJson:
    """The row of an article in a list."""
    return ListedJson(
        id=article.id,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        language=article.language,
        published=article.published.day.isoformat() if article.published.day else None,
        published_basis=article.published.basis,
    )


def show_article(article: Article) -> ArticleJson:
    """The whole article."""
    return ArticleJson(
        **show_listed(article),
        version=article.version,
        text=article.text,
        published_words=article.published.words,
        authors=list(article.authors),
        credit=article.credit,
        dates=[
            DateJson(start=d.start, end=d.end, first=d.first.isoformat(), last=d.last.isoformat(), doubt=d.doubt)
            for d in article.dates
        ],
        cuts=[CutJson(text=cut.text, reason=cut.reason) for cut in article.cuts],
    )


def _line(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None
