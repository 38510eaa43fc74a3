"""Drafted sentences -> claims whose quotes stand in their articles, character for character. The rest is dropped.

Three questions kept apart: do the words stand in the article; do they carry the claim; does the claim answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Claim, Quote
from assistant.attribute import told_by
from assistant.draft import Drafted
from assistant.figures import ORDINAL, Figure, figures
from assistant.lexicon import same_group, stems
from assistant.locate import locate
from assistant.match import happened
from assistant.named import names_stand, same_parts, same_speaker
from assistant.opposites import contrary
from assistant.replaced import replaced
from assistant.scope import same_sense
from index.article import Article, DateMention
from index.mention import find_dates
from index.split import split

__all__ = ["carries", "verify"]

TOLD = 0.6  # of a claim's words that its quote and the sentences before it must hold; the rest may be wording
MEASURED = frozenset(
    "percent hour minut day week month year crown dollar euro pound metr kilometr tonn kilogram million".split()
)
DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def verify(drafted: Sequence[Drafted], articles: Mapping[str, Article]) -> tuple[Claim, ...]:
    """Keep what the articles carry, in order.

    A quote is widened to the whole sentences it stands in, so that it is never cut out of a negation or away from
    the one who said it.

    Args:
        drafted: sentences with the words they say they quote; None: the best sentence of the passage is looked for.
        articles: by id; a sentence on an article that is not here is dropped.
    """
    claims = []
    for one in drafted:
        article = articles.get(one.passage.passage.article_id)
        quote = _quote(one, article) if article else None
        if article is None or quote is None or not carries(one.text, quote, article):
            continue
        claims.append(
            Claim(
                text=one.text,
                quotes=(quote,),
                said_by=told_by(article, quote.start, quote.end),
                happened=happened(article, quote.start, quote.end),
            )
        )
    return tuple(claims)


def carries(claim: str, quote: Quote, article: Article) -> bool:
    """Whether the quoted words carry the claim.

    Its names, numbers and dates must be theirs; who said it, who did it to whom, what is denied, to come or only
    possible, and words with a contrary ("rose", "fell") must be as the quote has them. The outlet and the day of
    publication may be told, and a name for a pronoun.
    """
    if claim.strip() == quote.text.strip():
        return True
    said, told = stems(claim), stems(quote.text)
    span = (quote.start, quote.end)
    return (
        _told(said, told, article, quote)
        and _figures_stand(claim, quote, article)
        and names_stand(claim, article, *span)
        and same_speaker(claim, article, *span)
        and same_parts(claim, quote.text)
        and same_sense(claim, quote.text)
        and not contrary(said, told)
        and not replaced(claim, quote.text)
    )


def _told(said: Sequence[str], told: Sequence[str], article: Article, quote: Quote) -> bool:
    around = article.text[max(0, quote.start - 400) : quote.start]
    known = {*told, *stems(f"{around} {article.title} {article.publisher or ''} {article.published.day or ''}")}
    content = [one for one in said if len(one) > 3]  # noqa: PLR2004 -- shorter ones carry no subject
    held = sum(one in known or not same_group(one).isdisjoint(known) for one in content)
    return bool(content) and held >= TOLD * len(content) and not {*content}.isdisjoint(told)


def _figures_stand(claim: str, quote: Quote, article: Article) -> bool:
    """Whether each number of the claim is one of the quote's, in the same unit; and each date a day the quote means."""
    dates = find_dates(claim, published=article.published)
    mentions = [one for one in article.dates if quote.start <= one.start and one.end <= quote.end]
    if not all(_date_stands(claim[one.start : one.end], one, mentions, quote, article) for one in dates):
        return False
    loose = [one for one in figures(claim) if not any(d.start <= one.start < d.end for d in dates)]
    told, words = figures(quote.text), set(stems(quote.text))
    bare = [one for one in DAY.finditer(claim) if not any(d.start <= one.start() < d.end for d in dates)]
    return all(stems(one.group())[0] in words for one in bare) and all(
        any(_same_figure(one, other) for other in told) or _one_of(one, quote.text) for one in loose
    )


def _date_stands(words: str, one: DateMention, mentions: Sequence[DateMention], quote: Quote, article: Article) -> bool:
    day = article.published.day
    meant = [(other.first, other.last) for other in mentions] or ([(day, day)] if day else [])
    if locate(words, quote.text) is not None or (one.first, one.last) in meant:
        return True
    known = {figure.value for figure in figures(quote.text)} | {float(end.year) for span in meant for end in span}
    return {figure.value for figure in figures(words)} <= known and any(
        one.first <= first and last <= one.last for first, last in meant
    )


def _same_figure(one: Figure, other: Figure) -> bool:
    measured = {one.unit, other.unit} & MEASURED
    return (
        one.value == other.value
        and (one.unit == ORDINAL) == (other.unit == ORDINAL)
        and (not measured or one.unit == other.unit)
    )


def _one_of(one: Figure, text: str) -> bool:
    """Whether a "one" of the claim is an "a" or "single" before the same noun."""
    if one.value != 1 or one.unit == ORDINAL or not one.nouns:
        return False
    return re.search(rf"\b(?:an?|single) (?:\w+ )?{re.escape(one.nouns[0])}", text, re.IGNORECASE) is not None


def _quote(one: Drafted, article: Article) -> Quote | None:
    """The whole sentences of the article that hold the quoted words, or the one nearest to a claim without any."""
    passage = one.passage.passage
    span = locate(one.quoted if one.quoted is not None else one.text, passage.text)
    if span is None and one.quoted is None:
        span = _closest(one.text, passage.text)
    if span is None:
        return None
    start, end = passage.start + span[0], passage.start + span[1]
    line = article.text.rfind("\n", 0, start) + 1
    stop = article.text.find("\n", end)
    whole = [(line + a, line + b) for a, b in split(article.text[line : stop if stop >= 0 else None])]
    held = [(a, b) for a, b in whole if a < end and b > start]
    return Quote.cut(article, held[0][0], held[-1][1])


def _closest(claim: str, text: str) -> tuple[int, int] | None:
    wanted = set(stems(claim))
    best = max(split(text), key=lambda span: len(wanted & set(stems(text[span[0] : span[1]]))), default=None)
    return best if best and len(wanted & set(stems(text[best[0] : best[1]]))) * 2 >= len(wanted) else None
