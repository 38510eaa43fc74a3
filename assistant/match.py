"""How far a sentence answers the question that was asked: its words, names, kind and period. Pure.

The answer and its checks meet here: extract picks sentences by it, verify refuses claims by it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.align import Place, Scene, align, other_place, scene, sentence_before, spread
from assistant.dated import in_period
from assistant.focus import focus
from assistant.kind import candidates
from assistant.lexicon import Term, read_terms, stems
from assistant.namesake import of_namesake
from assistant.nth import other_nth
from assistant.opposites import opposites
from assistant.rewrite import Asked
from index.article import Article

__all__ = ["Match", "Rarity", "happened", "match"]

Rarity = Callable[[str], float]

# Words that only say what kind of thing is asked for: "how old", "which year", "what is the name of".
BY_KIND = re.compile(
    r"\bhow (?:old|long|far|high|tall|deep|wide|thick|heavy|big|large|fast|soon|late|hot|cold|warm|expensive)\b|"
    r"\b(?:what|which)(?: exact)? (?:day|date|weekday|year|month|time|number|amount)s?\b|\bnames?(?: of)?\b|"
    r"\bsupposed to\b|"
    r"\b(?:exact|exactly|actually|really)\b",
    re.IGNORECASE,
)
# Asks what came of something. Who is to lead it, where it will be and whether it was put off, a preview may tell.
OUTCOME = re.compile(
    r"\bwhat (?:was|were)\b[^?]{0,80}\b(?:outcomes?|results?|upshot|verdict)\b|"
    r"\bhow did\b[^?]{0,80}\b(?:end|go|finish|turn out)\W*$|"
    r"\bwhat did\b[^?]{0,80}\b(?:show|find|reveal|achieve|yield|conclude)\b|"
    r"\bwhat ha(?:ve|s)\b[^?]{0,80}\b(?:shown|found|revealed|achieved|yielded|concluded)\b|"
    r"^\W*(?:did|was|were|has|have)\b(?![^?]*\b(?:plan|set|call|cancel|postpone|put off|announce|schedule))"
    r"[^?]{0,80}\b(?:actually|really|in the end|after all)\b",
    re.IGNORECASE,
)
UNHEARD = "zqxjkvq"  # stands in no article, so it has the greatest rarity there is
BORROWED = 0.4  # what a word of an earlier turn counts against one of the question itself
# What a word of the question is worth by where it stands, for the sentence and for its article.
WORTH: dict[Place, float] = {"own": 1.0, "near": 0.6, "topic": 0.4, "article": 0.1, "nowhere": 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How one sentence meets one question. Shares are in [0, 1].

    `whole`: share of the question's words, weighted by rarity in the corpus, that its article holds. `coverage`: share
    that it or its surroundings hold, weighted by rarity among the sentences of the article, so that what all of them
    speak of counts little; `own`: the same for the sentence alone. `gap`: the weight of the heaviest word that
    neither it nor its surroundings hold.
    `missing`: names asked about that stand nowhere in the article. `kind`: it holds the kind of thing asked for.
    `noun`: where what is asked for by name ("how many *properties*") stands; None where nothing is.
    `period`: whether what it tells lies in the period asked about; None where no period is asked or none is known;
    `dated`: its own words say so. `elsewhere`: it tells of another place, round or namesake than the question.
    `strangers`: how many of the names asked about are neither in it, nor near it, nor in headline and lead.
    """

    coverage: float
    deed: Place | None
    whole: float
    own: float
    gap: float
    missing: tuple[str, ...]
    kind: bool
    noun: Place | None
    period: bool | None
    dated: bool
    elsewhere: bool
    strangers: int

    @property
    def fits(self) -> bool:
        """Whether nothing says that another name, period, place or round is spoken of than the question's."""
        return not self.missing and self.period is not False and not self.elsewhere


def match(asked: Asked, article: Article, start: int, end: int, *, rarity: Rarity) -> Match:
    """Compare the sentence `article.text[start:end]` with the question.

    Args:
        asked: the question.
        article: where the sentence stands.
        start: first character of the sentence.
        end: one past its last.
        rarity: weight of a stem, above 0; rarer words of the corpus weigh more.
    """
    core, borrowed = read_terms(_subject(asked, asked.core)), read_terms(_subject(asked, asked.standalone))
    terms = (*core, *(term for term in borrowed if term.keys not in {one.keys for one in core}))
    if asked.kind == "whether":
        terms = tuple(_or_contrary(term) for term in terms)
    worth = [1.0 if n < len(core) else BORROWED for n in range(len(terms))]
    rare = [rarity(term.word) for term in terms]
    most = rarity(UNHEARD)
    unknown = frozenset(term.word for term, weight in zip(terms, rare, strict=True) if weight >= most)
    seen, before = scene(article, start, end), sentence_before(article.text, start)
    places = align(terms, seen, unknown=unknown)
    wide = [w * r for w, r in zip(worth, rare, strict=True)]
    local = [w * math.log(1.5 / spread(term, article.text)) for w, term in zip(worth, terms, strict=True)]
    wanted = focus(asked)
    period = _period(asked, article, start, end)
    answers, text = candidates(asked, wanted, article, start, end), article.text[start:end]
    deeds = align(wanted.deed, seen, unknown=unknown)
    nouns = align(wanted.noun, seen, unknown=unknown)
    dated = period is True and any(start <= d.start and d.end <= end for d in article.dates)
    bare = float(dated)  # "What happened on May 3?" has no word but the day
    return Match(
        coverage=_share(local, [WORTH[place] for place in places], bare),
        whole=_share(wide, [float(place != "nowhere") for place in places], bare),
        own=_share(local, [float(place == "own") for place in places], bare),
        gap=max((w for w, place in zip(local, places, strict=True) if place not in ("own", "near")), default=0.0)
        / (sum(local) or 1.0),
        missing=tuple(name for name in asked.names if _missing(name, seen.article)),
        deed=deeds[0] if deeds else None,
        kind=answers != [] and _on_topic(wanted.topic, seen, unknown),
        noun=nouns[0] if nouns else None,
        period=period,
        dated=dated,
        strangers=_strangers(asked, seen, unknown),
        elsewhere=other_place(asked.standalone, text)
        or other_nth(asked.standalone, text)
        or of_namesake(asked.names, f"{article.title}. {article.text[before[0] : before[1]]} {text}"),
    )


def _or_contrary(term: Term) -> Term:
    """The term, which a contrary carries too: "it is voluntary" tells whether it is compulsory."""
    return replace(term, keys=(*term.keys, *sorted(opposites(term.keys[0]))))


def _on_topic(topic: Sequence[Term], seen: Scene, unknown: frozenset[str]) -> bool:
    """Whether the sentence or its neighbours hold a word of what somebody is asked to have spoken about."""
    return not topic or not {"own", "near"}.isdisjoint(align(topic, seen, unknown=unknown))


def _strangers(asked: Asked, seen: Scene, unknown: frozenset[str]) -> int:
    """How many of the names asked about stand neither in the sentence, nor near it, nor in headline and lead."""
    places = (align(read_terms(name), seen, unknown=unknown) for name in asked.names)
    return sum(bool(one) and not {"own", "near", "topic"} & set(one) for one in places)


def _share(weights: Sequence[float], held: Sequence[float], bare: float) -> float:
    """The share of the weights that is held; `bare` where nothing weighs."""
    total = sum(weights)
    return sum(w * h for w, h in zip(weights, held, strict=True)) / total if total else bare


def happened(article: Article, start: int, end: int) -> tuple[date, date] | None:
    """The days a sentence is about: those its own words name, else the day its article was published; or None."""
    mentions = [d for d in article.dates if start <= d.start and d.end <= end and d.doubt is None]
    if mentions:
        return min(d.first for d in mentions), max(d.last for d in mentions)
    day = article.published.day
    return (day, day) if day else None


def _subject(asked: Asked, text: str) -> str:
    """The question without the words of its period and of its kind, which dates and figures answer and not words."""
    undated = text.replace(asked.period.words, " ") if asked.period is not None and asked.period.hard else text
    return BY_KIND.sub(" ", undated)


def _missing(name: str, words: frozenset[str]) -> bool:
    """A name stands where a word of it does: "Tammy Bruce" is also "Bruce", an adjective shares the stem."""
    terms: tuple[Term, ...] = read_terms(name)
    return bool(terms) and all(words.isdisjoint(term.keys) for term in terms) and bool(stems(name))


def _period(asked: Asked, article: Article, start: int, end: int) -> bool | None:
    """As `in_period`; a period that the question only leans to ("recently") excludes nothing."""
    if asked.period is None:
        return None
    hard = asked.period.hard
    found = in_period(asked.period, article, start, end, outcome=hard and _asks_outcome(asked.core))
    return found if hard else found or None


@lru_cache(maxsize=256)  # asked of each sentence
def _asks_outcome(question: str) -> bool:
    return OUTCOME.search(question) is not None
