"""Who is behind the words of an article: the speaker, with pronouns resolved, or the author of an opinion. Pure."""

from __future__ import annotations

import re

from assistant.speaker import speaker
from index.article import Article
from index.split import split

__all__ = ["before", "is_opinion", "told_by"]

# "the mayor, Anselm Pryce, said": the name in the apposition says more than the office.
PERSON = r"[A-Z][\w’'-]+(?: (?:[A-Z]\.|de|van|von|bin|al|[A-Z][\w’'-]+)){1,3}"
PEOPLE = re.compile(rf"(?<![\w’'])(?:(?:Mr|Mrs|Ms|Dr)\.? [A-Z][\w’'-]+|{PERSON})")
QUOTES = re.compile(r"[“”\"]")
PRONOUN_SAYS = re.compile(
    r"\b(?:he|she|they|who)(?: (?:has|had|also|later|then|further|\w+ly))* "
    r"(?:said|says|told|added|adds|stated|noted|announced|confirmed|claimed|warned|argued|insisted|stressed|wrote|clarified|denied|"
    r"declared|explained|acknowledged|admitted|recalled|replied|answered|promised)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"^\W*(?:opinion|comment(?:ary)?|editorial|leader|op-?ed|column|viewpoint|letters?)\b\s*[:|–—-]", re.IGNORECASE
)
DISCLAIMER = re.compile(
    r"\b(?:views|opinions) expressed\b[^.]{0,60}\b(?:own|author|writer|not necessarily)", re.IGNORECASE
)
UNSIGNED = re.compile(r"^\W*(?:editorial|leader)\b", re.IGNORECASE)
BYLINE = re.compile(rf"\s*(?:By )?({PERSON})\s*(?:\n|$)")
FURTHEST = 3  # sentences back that a pronoun is followed


def told_by(article: Article, start: int, end: int) -> str | None:
    """Who says what `article.text[start:end]` tells: a name where the article gives one; None where nobody is told.

    A pronoun, and a quotation without its speaker, are resolved from the sentences before. What nobody is told to
    have said is, in an opinion piece, its author's or (a leader) its outlet's.
    """
    return _speaker(article, start, end, FURTHEST) or (_author(article) if is_opinion(article) else None)


def is_opinion(article: Article) -> bool:
    """Whether the page labels the article as opinion: in the headline, or in a line about the views expressed."""
    return bool(OPINION.match(article.title)) or any(
        DISCLAIMER.search(piece) for piece in (article.text, *(cut.text for cut in article.cuts))
    )


def before(article: Article, start: int) -> tuple[int, int] | None:
    """The span of the sentence that ends before `start`, in the same paragraph or the one before; None at the top."""
    opening = max(article.text.rfind("\n", 0, max(article.text.rfind("\n", 0, start), 0)), 0)
    spans = split(article.text[opening:start])
    return (opening + spans[-1][0], opening + spans[-1][1]) if spans else None


def _speaker(article: Article, start: int, end: int, steps: int) -> str | None:
    sentence = article.text[start:end]
    who = speaker(sentence)
    if who is not None:
        return _named(who, sentence)
    back = before(article, start)
    if steps == 0 or back is None or not (PRONOUN_SAYS.search(sentence) or QUOTES.match(sentence)):
        return None
    earlier = _speaker(article, *back, steps - 1)
    people = set(PEOPLE.findall(article.text[slice(*back)]))
    return earlier or (people.pop() if len(people) == 1 else None)


def _named(who: str, sentence: str) -> str:
    """The name that stands in apposition to an office, or the office."""
    office = who[0].islower() or who.rsplit(maxsplit=1)[-1][0].islower()
    beside = re.search(rf"{re.escape(who)}, ({PERSON})(?=[,.])", sentence) if office else None
    return beside.group(1) if beside else who


def _author(article: Article) -> str | None:
    if article.authors:
        return article.authors[0]
    if UNSIGNED.match(article.title):
        return article.publisher
    signed = [found.group(1) for cut in article.cuts if (found := BYLINE.fullmatch(cut.text))]
    return signed[0] if signed else article.publisher
