"""The sentences of what was read, each with how far it answers the question: what weighing compares. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType

from assistant.answer import Claim, Quote
from assistant.attribute import told_by
from assistant.figures import figures
from assistant.lexicon import carried, read_terms
from assistant.match import Match, Rarity, happened, match
from assistant.order import speaks_to_machines
from assistant.rewrite import Asked
from index.article import Article
from index.split import split_below, split_once
from index.words import QUOTED

__all__ = [
    "NOT_READ",
    "WHOLE",
    "Telling",
    "asks_correction",
    "claim_of",
    "gap",
    "is_note",
    "owns_up",
    "telling",
    "tellings",
]

# An outlet's words about its own earlier words: they tell what was wrong, not what happened.
NOTE = re.compile(
    r"\b(?:correction|clarification|corrigend\w+|erratum|editing error|(?:earlier|previous|first) version|"
    r"was updated on|editor['’]s note)\b|"
    r"^(?:putting (?:it|things|that) right|for the record|setting the record straight|where we went wrong)\s?[:–—-]",
    re.IGNORECASE,
)
# What the outlet itself says it got wrong. Between quotation marks "our report" is the speaker's, and a figure that
# somebody is said to call wrong is news.
OWN = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=\n))(?:"
    r"(?:(?:on|in|last|yesterday|earlier)\b[^.!?,]{0,40},? )?we (?:also )?"
    r"(?:(?:wrongly|mistakenly|incorrectly) (?:wrote|reported|stated|said)|wrote) (?:that|on|in)\b|"
    r"(?:in )?our (?:\w+ )?(?:report|story|article|caption|headline|account)\b[^.!?]{0,120}"
    r"\b(?:said|stated|gave|wrote|put|named|described|called|listed|reported) (?!(?:correct|right)\b)|"
    r"the (?:\w+ )?(?:name|spelling|date|figure|caption|headline)\b[^.!?]{0,40}\bwas (?:also )?"
    r"(?:wrong|incorrect|misspel\w+|mis-?stated|misreported|wrongly (?:given|stated|spelled))\b"
    r"(?![^.!?]*\b(?:said|says|told|according)\b))",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:correct\w*|(?<!went\s)(?<!go\s)(?<!goes\s)(?<!gone\s)wrong\w*|mistake\w*|error\w*|versions?|retract\w*|withdr\w+|"
    r"(?:took|take|taken|takes) back|own(?:ed)? up|first report\w*|apologi[sz]\w*|"
    r"misreport\w*|inaccura\w*|clarif\w+|updated)\b",
    re.IGNORECASE,
)

NOT_READ: Mapping[str, float] = MappingProxyType({})  # where no sentence was read with the question
WHOLE = '.!?…”"’)»'  # what a sentence ends in; a headline or crosshead does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One sentence of an article, or several of a claim, and how they meet the question.

    `surely`: the log-odds that it answers, as it was read with the question; 0 where it was not read.
    `lead`: where the sentence stands that was read as the surest answer; None where there is but one, or none was read.
    """

    article: Article
    start: int
    end: int
    found: Match
    surely: float = 0.0
    lead: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """Its words, as the article has them."""
        return self.article.text[self.start : self.end]

    def quote(self) -> Quote:
        """The sentence as a quote."""
        return Quote.cut(self.article, self.start, self.end)

    def alone(self) -> Telling:
        """Only the sentence that was read as the surest answer, without those that say of whom it speaks."""
        return replace(self, start=self.lead[0], end=self.lead[1], lead=None) if self.lead else self


def gap(one: Telling, other: Telling) -> timedelta:
    """Between the days on which two were published; as long as can be where one is not known."""
    days = one.article.published.day, other.article.published.day
    return abs(days[0] - days[1]) if days[0] and days[1] else timedelta.max


def claim_of(quote: Quote) -> Claim:
    """A quoted sentence as a claim of its own."""
    article, start, end = quote.article, quote.start, quote.end
    said_by, days = told_by(article, start, end), happened(article, start, end)
    return Claim(text=quote.text, quotes=(quote,), said_by=said_by, happened=days)


@lru_cache(maxsize=8192)
def is_note(text: str) -> bool:
    """Whether a sentence is a correction or speaks of an earlier version of the article."""
    return NOTE.search(text) is not None or owns_up(text)


def asks_correction(question: str) -> bool:
    """Whether it may be asked what an outlet put right."""
    return ASKS.search(question) is not None


def owns_up(text: str) -> bool:
    """Whether the outlet says in its own voice what it got wrong."""
    return OWN.search(QUOTED.sub(" ", text)) is not None


def telling(asked: Asked, claim: Claim, rarity: Rarity, surely: Mapping[str, float] = NOT_READ) -> Telling:
    """The first quote of a claim, met with the question; as sure as the surest of its sentences that was read."""
    quote = claim.quotes[0]
    found = match(asked, quote.article, quote.start, quote.end, rarity=rarity)
    read = [(surely[quote.text[a:b]], a, b) for a, b in split_once(quote.text) if quote.text[a:b] in surely]
    odds, a, b = max(read, default=(0.0, 0, 0))
    lead = (quote.start + a, quote.start + b) if b and b - a < len(quote.text) else None
    return Telling(article=quote.article, start=quote.start, end=quote.end, found=found, surely=odds, lead=lead)


def tellings(
    asked: Asked,
    articles: Mapping[str, Article],
    ids: Iterable[str],
    *,
    rarity: Rarity,
    surely: Mapping[str, float] = NOT_READ,
) -> Iterator[Telling]:
    """The whole sentences of the named articles' bodies that share a word with the question.

    After one that does, a sentence that tells a number is among them too; and any that was read as more likely an
    answer than not. Notes of correction are left out, and orders to whatever reads the page.

    Args:
        asked: the question.
        articles: by id; ids that are not here are passed over.
        ids: the articles to read, in order.
        rarity: weight of a stem, above 0.
        surely: of sentences that were read with the question, by their words: log-odds that they answer.
    """
    keys = {key for term in read_terms(asked.standalone) for key in term.keys}
    for article_id in dict.fromkeys(ids):
        article = articles.get(article_id)
        if article is None:
            continue
        shared = False
        for start, end in split_below(article.text, article.body_start):
            text, before = article.text[start:end], shared
            shared = not keys.isdisjoint(carried(text))
            odds = surely.get(text, 0.0)
            met = shared or (before and figures(text)) or odds > 0
            if met and text[-1] in WHOLE and not is_note(text) and not speaks_to_machines(article.text, start, end):
                found = match(asked, article, start, end, rarity=rarity)
                yield Telling(article=article, start=start, end=end, found=found, surely=odds)
