"""What an outlet has taken back: texts it replaced by a later version, and what a note calls wrong. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.align import distance, paragraph_of, sentences
from assistant.figures import ORDINAL, figures
from assistant.lexicon import Term, carried, read_terms
from assistant.name import CAPITAL
from assistant.telling import is_note, owns_up
from assistant.widen import widen
from index.article import Article, Hit
from index.copies import age
from index.outlet import outlet
from index.split import split_once

__all__ = ["Retired", "Wrong", "current", "retired", "superseded", "takes_back"]

SAID = re.compile(r"\b(?:said|wrote|gave|put|stated|named|reported|had|listed|called)\b", re.IGNORECASE)
# A page of corrections: what any of its paragraphs says the paper said is wrong.
COLUMN = re.compile(
    r"\b(?:corrections?|clarifications?|we (?:got|were) (?:it )?wrong|sets? the record straight)\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"\b(?:said|wrote|stated|reported)\b[^.!?]{0,40}?\bthat (?P<wrong>[^!?]+)", re.IGNORECASE)
WORD = rf"{CAPITAL}[\w’'-]{{1,40}}"
# "He was Ann Trescott, not Truscott": two spellings of one name; "in Arno, not Norrick" takes back no name.
NOT_NAME = re.compile(
    rf"(?<![\w’'-])(?P<right>{WORD}),? (?:and )?not (?:{WORD} ){{0,3}}(?P<wrong>{WORD})(?! {CAPITAL})"
)
SLIPS = 2  # letters by which a name and its misspelling may differ
SHOULD = re.compile(r"\bshould (?:have|be)\b", re.IGNORECASE)  # tells what is right
SAYS_AGAIN = 0.75  # of the small words of what was wrong that a sentence has to say to say it too
FEWEST = 2  # such words: fewer are no statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is called wrong: a number with its unit, the words of a statement, or a name."""

    number: tuple[float, str] | None = None
    statement: tuple[Term, ...] = ()
    name: str | None = None

    def stands_in(self, text: str) -> bool:
        """Whether a sentence says it."""
        if self.number is not None:
            return self.number in {(one.value, one.unit) for one in figures(text)}
        if self.name is not None:
            return re.search(rf"\b{re.escape(self.name)}\b", text) is not None
        own = carried(text)
        said = sum(not own.isdisjoint(term.keys) for term in self.statement)
        return said >= SAYS_AGAIN * len(self.statement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """Something that a note of correction, `article.text[start:end]`, calls wrong.

    `outlet` is the note's, `texts` the ids of the wire texts that it has printed.
    """

    wrong: Wrong
    outlet: str
    article: Article
    start: int
    end: int
    texts: frozenset[str]


def superseded(articles: Mapping[str, Article], firsts: Mapping[str, str]) -> frozenset[str]:
    """Ids of the articles that a later version by the same outlet has replaced, among these.

    Args:
        articles: by id.
        firsts: article id -> id of the earliest article with the same wire text.
    """
    groups: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles.values():
        if article.id in firsts and outlet(article):
            groups[firsts[article.id], outlet(article)].append(article)
    return frozenset(one.id for group in groups.values() for one in sorted(group, key=age)[:-1])


def current(hits: Sequence[Hit], articles: Mapping[str, Article], firsts: Mapping[str, str]) -> list[Hit]:
    """The hits without those in superseded articles."""
    old = superseded(articles, firsts)
    return [hit for hit in hits if hit.passage.article_id not in old]


def retired(articles: Mapping[str, Article], firsts: Mapping[str, str]) -> tuple[Retired, ...]:
    """What notes of correction in these articles call wrong.

    In "An earlier version said the rise was 8.5 percent. It is 8.2 percent." that is 8.5 percent; in "We wrote that the
    alarm was off." that the alarm was off; in "He was Ann Weber, not Webber." the name Webber.
    """
    found = []
    for article in articles.values():
        if not is_note(article.text):
            continue
        column = _is_column(article)
        own = outlet(article)
        texts = frozenset(firsts[one.id] for one in articles.values() if one.id in firsts and outlet(one) == own)
        spans = split_once(article.text)
        start = end = 0  # of the note that was met last
        for n, (a, b) in enumerate(spans):
            if column and a >= end:
                start, end = paragraph_of(article.text, a, b)
            elif a >= end and is_note(article.text[a:b]):
                start, end = widen(article, a, b)[0]
            if a >= end:
                continue
            right = article.text[slice(*spans[n + 1])] if n + 1 < len(spans) else ""
            found += [
                Retired(wrong=one, outlet=own, article=article, start=start, end=end, texts=texts)
                for one in _wrong(article, a, b, right, column=column)
            ]
    return tuple(found)


def _wrong(article: Article, a: int, b: int, right: str, *, column: bool) -> Iterator[Wrong]:
    """What the sentence `article.text[a:b]` of a note calls wrong; `right` is the sentence after it."""
    note = article.text[a:b]
    if SAID.search(note) and not SHOULD.search(note) and (column or is_note(note)):
        known = {one.value for one in figures(right)}
        dated = [(d.start - a, d.end - a) for d in article.dates]
        wrong = [one for one in figures(note) if one.value not in known and one.unit != ORDINAL]
        wrong = [one for one in wrong if not any(first <= one.start < last for first, last in dated)]
        yield from (Wrong(number=(one.value, one.unit)) for one in wrong)
        clause = None if wrong else CLAUSE.search(note)
        terms = [one for one in read_terms(clause["wrong"]) if one.word[:1].islower()] if clause else []
        if len(terms) >= FEWEST:
            yield Wrong(statement=tuple(terms))
    for found in NOT_NAME.finditer(note):
        if 0 < distance(found["right"], found["wrong"]) <= SLIPS:
            yield Wrong(name=found["wrong"])


def _is_column(article: Article) -> bool:
    """Whether it is a page of corrections: called so, and owning up to something."""
    return COLUMN.search(article.title) is not None and owns_up(article.text[article.body_start :])


def takes_back(
    wrong: Sequence[Retired], firsts: Mapping[str, str], article: Article, start: int, end: int
) -> Retired | None:
    """The note that calls wrong what `article.text[start:end]` says, its last sentence first, or None.

    A note speaks of what its outlet printed before it, and of the wire text that was printed there.
    """
    text = article.text[start:end]
    if not wrong or is_note(text):
        return None
    mine = _spoken_of(wrong, firsts, article)
    told = reversed(sentences(text)) if mine else ()
    return next((one for sentence in told for one in mine if one.wrong.stands_in(sentence)), None)


def _spoken_of(wrong: Sequence[Retired], firsts: Mapping[str, str], article: Article) -> list[Retired]:
    """What the notes take back of an article; of their own one numbers only, as what is wrong and right share words."""
    own, text = outlet(article), firsts.get(article.id)
    return [
        one
        for one in wrong
        if (one.outlet == own or text in one.texts)
        and (one.wrong.number is not None if one.article.id == article.id else age(article) <= age(one.article))
    ]
