"""Question and hits -> the articles' own sentences that answer it. The embedded reader, where no chat model is set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from types import MappingProxyType

from assistant.divide import divide
from assistant.draft import Draft, Drafted
from assistant.focus import focus
from assistant.judge import answers, sureness, worth, worth_of_words
from assistant.match import Match, Rarity, match
from assistant.plain import briefly, plainly
from assistant.reason import unclear
from assistant.rewrite import Asked
from assistant.rival import rivals
from assistant.sentence import as_read, sentences_of, text_of
from assistant.several import asks_several
from assistant.telling import asks_correction, is_note
from assistant.widen import widen
from index.article import Article, Hit, Passage
from index.select import Selector
from index.words import same_words

__all__ = ["extract"]

CLOSE = 6  # so many sentences are read together with the question; one takes 5 ms on 2 cores
DEEP = 14  # and so many where none of those is plainly an answer, which is so for two questions in five
LAST = 24  # and where there is still none
GLANCE = 15.0  # what a glance counts in choosing those: of 237 answers 98 % stand among the first 16 then, else 90 %
PLAIN = 1.3  # log-odds from which one is; what stands further on is seldom missed where they are above it
COPIED = 0.8  # from so much common wording on two sentences are one, and the first is enough
AGAIN = 4  # and so many more that tell another number than the answer does, after it is found
NEAR = 0.15  # of the question's words that it must hold, itself or near it
MAY = 0.0  # log-odds from which a sentence may answer
VERSION = 1.0  # log-odds from which such a sentence is shown
NOTED = 4.0  # log-odds that a note of correction is likelier an answer to who asks for one, where it speaks of the same
UNASKED = 2.0  # and that much less likely one to who asks for what happened: it tells what was wrong
FURTHER = 1.4  # a further sentence is shown when it is worth less than the best by at most this
ALONE: Mapping[str, str] = MappingProxyType({})  # where no text is known to be printed twice
LISTED = 4.0  # the same, where the question asks for several things


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """A sentence, how its words meet the question, its passage's share of the best score, and its nearness."""

    hit: Hit
    found: Match
    score: float
    near: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate(_Met):
    """A sentence that was read."""

    surely: float

    @property
    def worth(self) -> float:
        return worth(self.found, self.score, self.near, self.surely)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One of the things a question asks for, the sentences read for it, best first, and how all meet it."""

    asked: Asked
    close: list[_Candidate]
    matched: list[_Met]


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
    read: list[_Part] = []
    for part in divide(asked):
        matched = _matched(part, sentences, articles, selector, rarity=rarity, best=best)
        if close := _read(part, matched, articles, selector):
            read.append(_Part(asked=part, close=close, matched=matched))
    beside = any(_answers(part.asked, part.close[0]) for part in read)
    told = [part for part in read if _answers(part.asked, part.close[0], beside=beside)]
    versions = [_versions(part, articles, selector) for part in told]
    found = [_choose(part, others, firsts, most=most) for part, others in zip(told, versions, strict=True)]
    chosen = [one for rank in zip_longest(*found) for one in rank if one is not None]
    spans = dict.fromkeys(span for one in chosen for span in _spans(one, articles))
    return Draft(
        sentences=tuple(_drafted(hit) for hit in list(spans)[:most]),
        said_nothing=not spans,
        usage=None,
        surely=_surely(chain(*(part.close for part in read), *versions)),
        untold=tuple(_bare(part.asked.core) for part in read if told and part not in told and not _said(part, chosen)),
    )


def _surely(read: Iterable[_Candidate]) -> dict[str, float]:
    """The log-odds of each sentence by its words, the highest where it was read several times."""
    surely: dict[str, float] = {}
    for one in read:
        surely[one.hit.passage.text] = max(one.surely, surely.get(one.hit.passage.text, one.surely))
    return surely


def _bare(question: str) -> str:
    """Without the "And" that joins it to the part before."""
    words = question.strip().removeprefix("And ")
    return words[:1].upper() + words[1:]


def _said(part: _Part, chosen: Iterable[_Candidate]) -> bool:
    """Whether what answers the other parts may answer this one too."""
    places = {_place(one.hit) for one in chosen}
    return any(one.surely >= MAY and _place(one.hit) in places for one in part.close)


def _matched(
    asked: Asked,
    sentences: Sequence[Hit],
    articles: Mapping[str, Article],
    selector: Selector,
    *,
    rarity: Rarity,
    best: float,
) -> list[_Met]:
    """The sentences and how their words meet the question, those most worth reading first."""
    met: list[_Met] = []
    glanced = selector.glance(plainly(asked.full), [hit.passage.text for hit in sentences])
    for hit, near in zip(sentences, glanced, strict=True):
        found = match(asked, articles[hit.passage.article_id], hit.passage.start, hit.passage.end, rarity=rarity)
        met.append(_Met(hit=hit, found=found, score=hit.score / best, near=near))
    return sorted(met, key=lambda one: worth_of_words(one.found, one.score) + GLANCE * one.near, reverse=True)


def _spans(one: _Candidate, articles: Mapping[str, Article]) -> list[Hit]:
    article = articles[one.hit.passage.article_id]
    spans = widen(article, one.hit.passage.start, one.hit.passage.end)
    return [Hit(passage=Passage.cut(article, *span), score=one.hit.score) for span in spans]


def _drafted(hit: Hit) -> Drafted:
    return Drafted(text=hit.passage.text, passage=hit, quoted=hit.passage.text)


def _choose(part: _Part, versions: Iterable[_Candidate], firsts: Mapping[str, str], *, most: int) -> list[_Candidate]:
    """The best, those of other articles (of any, where several are asked) worth nearly as much, and other versions."""
    asked, ranked = part.asked, part.close
    chosen = [ranked[0]]
    several = asks_several(asked.core)
    least = ranked[0].worth - (LISTED if several else FURTHER)
    for one in ranked[1:]:
        new = several or text_of(one.hit, firsts) not in {text_of(other.hit, firsts) for other in chosen}
        if new and one.worth >= least and _adds(asked, one, chosen):
            chosen.append(one)
    for one in versions:
        if one.surely >= VERSION and one.found.coverage >= NEAR and _adds(asked, one, chosen):
            chosen.append(one)
    return chosen[:most]


def _adds(asked: Asked, one: _Candidate, chosen: Sequence[_Candidate]) -> bool:
    return _answers(asked, one) and not one.found.elsewhere and not any(_same(one, other) for other in chosen)


def _answers(asked: Asked, one: _Candidate, *, beside: bool = False) -> bool:
    if focus(asked).measured and not one.found.kind:
        return False
    return answers(asked.kind, one.found, one.score, one.surely, beside=beside)


def _same(one: _Candidate, other: _Candidate) -> bool:
    return same_words(one.hit.passage.text, other.hit.passage.text) >= COPIED


def _read(
    asked: Asked, matched: Sequence[_Met], articles: Mapping[str, Article], selector: Selector
) -> list[_Candidate]:
    """The closest sentences as read with the question, best first; more of them where none is plainly an answer."""
    found: list[_Candidate] = []
    for close in (matched[:CLOSE], matched[CLOSE:DEEP], matched[DEEP:LAST]):
        found += _candidates(asked, close, articles, selector)
        found.sort(key=lambda one: (one.found.period is not False, one.worth), reverse=True)
        if found and sureness(asked.kind, found[0].found, found[0].score, found[0].surely) >= PLAIN:
            break
    return found


def _candidates(
    asked: Asked, matched: Sequence[_Met], articles: Mapping[str, Article], selector: Selector
) -> list[_Candidate]:
    question, told = plainly(asked.full), [as_read(one.hit, articles) for one in matched]
    surely = selector.select([(briefly(question, f"{one.text} {one.around}"), one) for one in told])
    corrects = asks_correction(asked.core)
    return [
        _Candidate(
            hit=one.hit,
            found=one.found,
            score=one.score,
            near=one.near,
            surely=odds + is_note(one.hit.passage.text) * (NOTED * one.found.coverage if corrects else -UNASKED),
        )
        for one, odds in zip(matched, surely, strict=True)
    ]


def _versions(part: _Part, articles: Mapping[str, Article], selector: Selector) -> list[_Candidate]:
    """The sentences that tell another number than the best, surest first; those that were not read are read now."""
    met, known = {_place(one.hit): one for one in part.matched}, {_place(one.hit): one for one in part.close}
    pairs = ((one.hit, one.found) for one in part.matched)
    others = [_place(hit) for hit, _ in rivals(part.asked, part.close[0].hit.passage, pairs, articles)]
    read = [known[place] for place in others if place in known]
    unread = [met[place] for place in others if place not in known][:AGAIN]
    return sorted([*read, *_candidates(part.asked, unread, articles, selector)], key=_odds, reverse=True)


def _odds(one: _Candidate) -> float:
    return one.surely


def _place(hit: Hit) -> tuple[str, int]:
    return hit.passage.article_id, hit.passage.start
