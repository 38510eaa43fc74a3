"""Short articles for the tests of verify and weigh."""

from __future__ import annotations

from datetime import date

from assistant.answer import Answer, Claim, Quote
from assistant.rewrite import Asked, rewrite
from assistant.telling import Telling, claim_of, telling, tellings
from assistant.weigh import weigh
from index.article import Article, Hit, Passage, Published
from index.mention import find_dates


def an_article(
    name: str, body: str, *, day: str = "2025-05-12", title: str = "News", publisher: str | None = None
) -> Article:
    published = Published(day=date.fromisoformat(day), basis="stated")
    text = f"{title}\n{body}"
    return Article(
        id=name,
        version="1",
        title=title,
        text=text,
        published=published,
        body_start=len(title) + 1,
        publisher=publisher or f"The {name.title()}",
        dates=find_dates(text, published=published),
    )


def quote_of(article: Article, words: str) -> Quote:
    start = article.text.index(words)
    return Quote.cut(article, start, start + len(words))


def ask(question: str) -> Asked:
    return rewrite(question, history=(), as_of=date(2025, 12, 31))


def even(_: str) -> float:
    """Every word weighs the same."""
    return 1.0


def pool_of(asked: Asked, *articles: Article) -> list[Telling]:
    return list(tellings(asked, {one.id: one for one in articles}, [one.id for one in articles], rarity=even))


def told_by(asked: Asked, article: Article, words: str) -> Telling:
    return telling(asked, claim_of(quote_of(article, words)), even)


def weighed(question: str, claims: list[Claim], *articles: Article, firsts: dict[str, str] | None = None) -> Answer:
    read = [Hit(passage=Passage.cut(one, 0, len(one.text)), score=1.0) for one in articles]
    return weigh(
        ask(question), claims, read=read, articles={one.id: one for one in articles}, firsts=firsts or {}, rarity=even
    )
