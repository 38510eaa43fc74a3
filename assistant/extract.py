"""Question and hits -> the articles' own sentences that answer it. The embedded reader, where no chat model is set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from types import MappingProxyType

from assistant.divide import divide
from assistant.draft import Draft, Drafted
from assistant.either import sides
from assistant.focus import focus
from assistant.judge import answers
from assistant.match import Rarity
from assistant.peruse import Candidate, Part, peruse, place_of, versions_of
from assistant.posted import posted_otherwise
from assistant.reason import unclear
from assistant.rewrite import Asked
from assistant.sentence import sentences_of, text_of
from assistant.several import asks_reports, asks_several
from assistant.widen import introduced, widen
from index.article import Article, Hit, Passage
from index.select import Selector
from index.words import same_words

__all__ = ["extract"]

COPIED = 0.8  # from so much common wording on two sentences are one, and the first is enough
NEAR = 0.15  # of the question's words that it must hold, itself or near it
MAY = 0.0  # log-odds from which a sentence may answer
VERSION = 1.0  # log-odds from which such a sentence is shown
FURTHER = 1.7  # a further sentence is shown when it is worth less than the best by at most this,
SURELY = -0.5  # with log-odds of at least that: of 56 such 44 answer
ALONE: Mapping[str, str] = MappingProxyType({})  # where no text is known to be printed twice
LIKELY = -2.2  # log-odds from which a sentence may be one of several that are asked for, beside one that surely is
LISTED = 4.0  # where the question asks for several things: what is worth less than the best by at most this


def extract(
    asked: Asked,
    hits: Sequence[Hit],
    articles: Mapping[str, Article],
    selector: Selector,
    *,
    most: int,
    rarity: Rarity,
    firsts: Mapping[str, str] = ALONE,
) -> Draft:
    """Pick the sentences that answer, best first; none when no sentence answers well enough.

    Args:
        asked: the question.
        hits: the passages to read.
        articles: by id, at least those of the hits.
        selector: reads the question together with a sentence.
        most: at most so many sentences.
        rarity: weight of a stem, above 0.
        firsts: article id -> id of the earliest article with the same wire text; what all prints have is read once.

    Returns:
        Sentences whose passage is cut to the sentence itself, so that a quote keeps its place.
    """
    if unclear(asked, articles):
        return Draft(sentences=(), said_nothing=True, usage=None)
    sentences = sentences_of(hits, articles, firsts)
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    parts = [peruse(part, sentences, articles, selector, rarity=rarity, best=best) for part in divide(asked)]
    read = [part for part in parts if part.close]
    beside = any(_answers(part.asked, part.close[0]) for part in read)
    told = [part for part in read if _answers(part.asked, part.close[0], beside=beside)]
    versions = [versions_of(part, articles, selector) for part in told]
    found = [_choose(part, others, firsts, most=most) for part, others in zip(told, versions, strict=True)]
    chosen = [one for rank in zip_longest(*found) for one in rank if one is not None]
    either = sides(asked.core) is not None
    spans = dict.fromkeys(span for one in chosen for span in _spans(asked, one, articles))
    return Draft(
        sentences=tuple(_drafted(hit) for hit in list(spans)[:most]),
        said_nothing=not spans,
        usage=None,
        surely=_surely(chain(*(part.close for part in read), *versions)),
        untold=tuple(_untold(read, told, chosen)) if not either else (),
        sides=tuple(part.close[0].hit.passage.text for part in told) if either and len(told) > 1 else (),
    )


def _untold(read: Iterable[Part], told: Sequence[Part], chosen: Iterable[Candidate]) -> Iterator[str]:
    """The parts that nothing answers where something answers another."""
    for part in read if told else ():
        if part not in told and not _said(part, chosen):
            yield _bare(part.asked.core)


def _surely(read: Iterable[Candidate]) -> dict[str, float]:
    """The log-odds of each sentence by its words, the highest where it was read several times."""
    surely: dict[str, float] = {}
    for one in read:
        surely[one.hit.passage.text] = max(one.surely, surely.get(one.hit.passage.text, one.surely))
    return surely


def _bare(question: str) -> str:
    """Without the "And" that joins it to the part before."""
    words = question.strip().removeprefix("And ")
    return words[:1].upper() + words[1:]


def _said(part: Part, chosen: Iterable[Candidate]) -> bool:
    """Whether what answers the other parts may answer this one too."""
    places = {place_of(one.hit) for one in chosen}
    return any(one.surely >= MAY and place_of(one.hit) in places for one in part.close)


def _spans(asked: Asked, one: Candidate, articles: Mapping[str, Article]) -> list[Hit]:
    """What has to be read for the sentence to answer; who asks who it was is told the whole name."""
    article = articles[one.hit.passage.article_id]
    spans = widen(article, one.hit.passage.start, one.hit.passage.end)
    if asked.kind == "who" and (full := introduced(article, one.hit.passage.start, one.hit.passage.end)):
        spans = (*spans, full)
    return [Hit(passage=Passage.cut(article, *span), score=one.hit.score) for span in spans]


def _drafted(hit: Hit) -> Drafted:
    return Drafted(text=hit.passage.text, passage=hit, quoted=hit.passage.text)


def _choose(part: Part, versions: Iterable[Candidate], firsts: Mapping[str, str], *, most: int) -> list[Candidate]:
    """The best, those of other articles (of any, where several are asked) worth nearly as much, and other versions."""
    asked, ranked = part.asked, part.close
    chosen = [ranked[0]]
    several = asks_several(asked.core) or asks_reports(asked.question)
    for one in ranked[1:]:
        new = several or text_of(one.hit, firsts) not in {text_of(other.hit, firsts) for other in chosen}
        behind = ranked[0].worth - one.worth
        near = behind <= LISTED if several else behind <= FURTHER and one.surely >= SURELY
        if new and near and _adds(asked, one, chosen, beside=several and one.surely >= LIKELY):
            chosen.append(one)
    for one in versions:
        if one.surely >= VERSION and one.found.coverage >= NEAR and _adds(asked, one, chosen):
            chosen.append(one)
    return chosen[:most]


def _adds(asked: Asked, one: Candidate, chosen: Sequence[Candidate], *, beside: bool = False) -> bool:
    return (
        _answers(asked, one, beside=beside)
        and not one.found.elsewhere
        and not any(_same(one, other) for other in chosen)
    )


def _answers(asked: Asked, one: Candidate, *, beside: bool = False) -> bool:
    if focus(asked).marked and not one.found.kind:
        return False
    if asked.kind != "whether" and posted_otherwise(asked.core, one.hit.passage.text):
        return False
    return answers(asked, one.found, one.score, one.surely, beside=beside)


def _same(one: Candidate, other: Candidate) -> bool:
    return same_words(one.hit.passage.text, other.hit.passage.text) >= COPIED
