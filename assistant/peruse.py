"""Which sentences are read together with the question, and how surely each answers it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.align import sentence_before
from assistant.focus import focus
from assistant.judge import sureness, worth, worth_of_words
from assistant.match import Match, Rarity, match
from assistant.plain import briefly, plainly
from assistant.rewrite import Asked
from assistant.rival import rivals
from assistant.sentence import as_read
from assistant.telling import asks_correction, is_note
from assistant.widen import PLACED
from index.article import Article, Hit
from index.select import Selector

__all__ = ["CLOSE", "Candidate", "Part", "peruse", "place_of", "versions_of"]

CLOSE = 6  # so many sentences are read together with the question; one takes 5 to 10 ms on 2 cores
LAST = 24  # and so many where none of those is plainly an answer, which is so for two questions in five
TRIED = 3  # so many are read in any case
BEHIND = 7.0  # what is so much less worth reading than the first is not read: 3 of 1,300 answers stand further behind
GLANCE = 15.0  # what a glance counts in choosing those: of 237 answers 98 % stand among the first 16 then, else 90 %
PLAIN = 0.9  # log-odds from which one is; what stands further on is seldom missed where they are above it
AGAIN = 4  # and so many more that tell another number than the answer does, after it is found
NOTED = 4.0  # log-odds that a note of correction is likelier an answer to who asks for one, where it speaks of the same
UNASKED = 2.0  # and that much less likely one to who asks for what happened: it tells what was wrong


# "It was found", "Under it lay": of somebody or something that the sentence before names.
PRONOUN = re.compile(rf"(?:he|she|they|it|his|her|their|its|{PLACED} (?:him|her|it|them))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """A sentence, how its words meet the question, its passage's share of the best score, and its nearness."""

    hit: Hit
    found: Match
    score: float
    near: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(_Met):
    """A sentence that was read."""

    surely: float

    @property
    def worth(self) -> float:
        """What speaks for it in all; only differences between sentences of one question count."""
        return worth(self.found, self.score, self.near, self.surely)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the things a question asks for, the sentences read for it, best first, and how all meet it."""

    asked: Asked
    close: list[Candidate]
    matched: list[_Met]


def peruse(
    asked: Asked,
    sentences: Sequence[Hit],
    articles: Mapping[str, Article],
    selector: Selector,
    *,
    rarity: Rarity,
    best: float,
) -> Part:
    """Read the sentences that come closest to a question.

    Args:
        asked: the question.
        sentences: each with its passage's score.
        articles: by id, at least those of the sentences.
        selector: reads the question together with a sentence.
        rarity: weight of a stem, above 0.
        best: the best passage's score, above 0.
    """
    matched = _matched(asked, sentences, articles, selector, rarity=rarity, best=best)
    return Part(asked=asked, close=_read(asked, matched, articles, selector), matched=matched)


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
    glanced = selector.glance(plainly(asked.full), [_glanced(hit, articles) for hit in sentences])
    for hit, near in zip(sentences, glanced, strict=True):
        found = match(asked, articles[hit.passage.article_id], hit.passage.start, hit.passage.end, rarity=rarity)
        met.append(_Met(hit=hit, found=found, score=hit.score / best, near=near))
    return sorted(met, key=_promise, reverse=True)


def _promise(one: _Met) -> float:
    """How much worth reading a sentence is."""
    return worth_of_words(one.found, one.score) + GLANCE * one.near


def _glanced(hit: Hit, articles: Mapping[str, Article]) -> str:
    """The sentence; one that opens with a pronoun after the one before it."""
    if not PRONOUN.match(hit.passage.text):
        return hit.passage.text
    a, b = sentence_before(articles[hit.passage.article_id].text, hit.passage.start)
    return f"{articles[hit.passage.article_id].text[a:b]} {hit.passage.text}"


def _read(
    asked: Asked, matched: Sequence[_Met], articles: Mapping[str, Article], selector: Selector
) -> list[Candidate]:
    """The closest sentences as read with the question, best first; more of them where none is plainly an answer."""
    found: list[Candidate] = []
    least = _promise(matched[0]) - BEHIND if matched else 0.0
    promising = [one for n, one in enumerate(matched) if n < TRIED or _promise(one) >= least]
    for close in (promising[:CLOSE], promising[CLOSE:LAST]):
        found += _candidates(asked, close, articles, selector)
        found = _ranked(asked, found)
        if found and sureness(asked, found[0].found, found[0].score, found[0].surely) >= PLAIN:
            break
    return found


def _ranked(asked: Asked, found: Iterable[Candidate]) -> list[Candidate]:
    """Best first; where one tells of the period asked about, those that tell of another come last.

    So do those without the mark that no answer lacks: a year, an age, a name.
    """
    ranked = sorted(found, key=lambda one: one.worth, reverse=True)
    inside = any(one.found.period is True for one in ranked)
    marked = focus(asked).marked or focus(asked).unit == "year"
    return sorted(ranked, key=lambda one: (inside and one.found.period is False, marked and not one.found.kind))


def _candidates(
    asked: Asked, matched: Sequence[_Met], articles: Mapping[str, Article], selector: Selector
) -> list[Candidate]:
    question, told = plainly(asked.full), [as_read(one.hit, articles) for one in matched]
    surely = selector.select([(briefly(question, f"{one.text} {one.around}"), one) for one in told])
    corrects = asks_correction(asked.core)
    return [
        Candidate(
            hit=one.hit,
            found=one.found,
            score=one.score,
            near=one.near,
            surely=odds + is_note(one.hit.passage.text) * (NOTED * one.found.coverage if corrects else -UNASKED),
        )
        for one, odds in zip(matched, surely, strict=True)
    ]


def versions_of(part: Part, articles: Mapping[str, Article], selector: Selector) -> list[Candidate]:
    """The sentences that tell another number than the best, surest first; those that were not read are read now."""
    met, known = {place_of(one.hit): one for one in part.matched}, {place_of(one.hit): one for one in part.close}
    pairs = ((one.hit, one.found) for one in part.matched)
    others = [place_of(hit) for hit, _ in rivals(part.asked, part.close[0].hit.passage, pairs, articles)]
    read = [known[place] for place in others if place in known]
    unread = [met[place] for place in others if place not in known][:AGAIN]
    return sorted([*read, *_candidates(part.asked, unread, articles, selector)], key=_odds, reverse=True)


def _odds(one: Candidate) -> float:
    return one.surely


def place_of(hit: Hit) -> tuple[str, int]:
    """Where a sentence stands: its article's id, and where it begins."""
    return hit.passage.article_id, hit.passage.start
