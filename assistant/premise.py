"""Whether a question takes for granted what the articles contradict. Pure.

Silence is no contradiction: a sentence about the same thing, which the answer would quote, must say otherwise, and no
sentence that fits as well may say what the question assumes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.figures import ORDINAL, Figure, figures
from assistant.lexicon import carried, read_terms, same_group, states, stem, stems
from assistant.nth import NAMELESS, of_one_kind
from assistant.opposites import opposites
from assistant.rewrite import Asked
from assistant.scope import Operator, scopes
from assistant.telling import Telling
from assistant.together import brought_together, told_together
from index.fuse import STOP_WORDS
from index.words import words

__all__ = ["contradicting"]

ABOUT = 0.5  # of the question's words that a sentence and its surroundings must hold to speak of the same thing
NAMED_ABOUT = 0.33  # the same for a sentence that has a name of the question which the answer leaves out
AS_WELL = 0.8  # of the share that is in the sentence itself, for one that says what the question assumes
NEAR = 6  # words between a contrary and a word of the question, where it is a contrary of what is asked
COUNTED = 3  # from the third on, what is counted is called so
NEGATED = re.compile(r"\b(?:not|never|no|none|nobody|nothing|nowhere|neither|without|nor)\b|n['’]t\b", re.IGNORECASE)
NOBODY = re.compile(r"\b(?:no|nobody|none)\b", re.IGNORECASE)
SAYS = re.compile(
    r"^(?!\W*why\b).*\b(?:say|says|said|tell|told|claim\w*|(?-i:state[ds]?)|report\w*|announce\w*|"
    r"(?:admit\w*|concede\w*|acknowledg\w*|confess\w*|insist\w*|argu(?:e|ed|es)|warn\w*|believe\w*) that)\b",
    re.IGNORECASE,
)
SHOULD = re.compile(r"\b(?:should|ought)\b", re.IGNORECASE)  # asks for an opinion
PLACE = re.compile(r"\b(?:in|at)\s(?:the\s)?((?:[A-Z]\.){2,}|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)")
# "back Mr Hall", "beat Ann Kent": what was done, and the last name of whom it was done to.
DONE_TO = re.compile(
    r"\b(?P<verb>back|support|endorse|beat|defeat|succeed|replace|sack|dismiss|appoint|arrest|sue|accuse|marry|meet|join|"
    r"blame|thank|praise|criticise|criticize)(?:s|ed|d|ing)?\s(?:M(?:r|rs|s)\.?\s|Dr\.?\s)?(?:[A-Z][\w’'-]+\s){0,2}?"
    r"(?P<name>[A-Z][\w’-]{2,})\b(?!\s[A-Z])"
)
ASKS = frozenset("who whom whose what which when where why how many much do does did name tell happen".split())

# Who falls ill or victim to something does not go down.
NO_FALL = re.compile(
    r"\bf[ea]ll(?:s|en|ing)? (?:victim|ill|sick|short|asleep|apart|silent|foul|through|prey)\b", re.IGNORECASE
)


def contradicting(asked: Asked, told: Sequence[Telling], pool: Sequence[Telling]) -> Telling | None:
    """The sentence that contradicts what the question takes for granted, or None.

    A question whether something is so, and one about what somebody said, take nothing for granted here.

    Args:
        asked: the question.
        told: the sentences that would be the answer, best first.
        pool: the sentences of what was read, met with the question.
    """
    if asked.kind in ("whether", "said") or NEGATED.search(asked.core) or SHOULD.search(asked.core):
        return None
    if SAYS.search(asked.question):
        return None
    near = [one for one in pool if not one.found.missing and one.found.period is not False]
    verbs, valued = _verbs(asked.core), _values(asked.core)
    for mine in (*(one for one in told if one.found.coverage >= ABOUT), *_named(asked, told, near)):
        denied = [word for word in verbs if _denies(asked, word, mine.text)]
        as_well = [one.text for one in (*told, *near) if _fits(asked, mine, one)] if denied else []
        if any(not _affirmed(word, as_well, valued=bool(valued & _values(mine.text))) for word in denied):
            return mine
    if (pair := brought_together(asked.core)) and told and not told_together(pair, pool):
        return told[0]
    return _misplaced(asked, told, near) or _misnumbered(asked, told, near) or _misdirected(asked, told, near)


def _named(asked: Asked, told: Sequence[Telling], near: Sequence[Telling]) -> list[Telling]:
    """Sentences about a name of the question that the first sentence of the answer does not tell of."""
    unsaid = set(asked.names).difference(*(_names_in(asked, one) for one in told[:1]))
    return [one for one in near if one.found.coverage >= NAMED_ABOUT and unsaid & _names_in(asked, one)]


def _fits(asked: Asked, mine: Telling, other: Telling) -> bool:
    """Whether another sentence speaks of the same as well: in its own words, of the same names and numbers."""
    mentioned = _values(asked.core) & _values(mine.text)
    return (
        mentioned <= _values(other.text)
        and other.found.own >= AS_WELL * mine.found.own
        and _names_in(asked, mine) <= _names_in(asked, other)
    )


def _values(text: str) -> set[float]:
    return {one.value for one in figures(text) if one.unit != ORDINAL}


def _names_in(asked: Asked, one: Telling) -> set[str]:
    own = set(stems(one.text))
    return {name for name in asked.names if (parts := stems(name)) and parts[-1] in own}


def _verbs(question: str) -> list[str]:
    """The stems of the question's words that may say what happened: no names, no question words, no small words."""
    question = NO_FALL.sub(lambda found: " " * len(found[0]), question)
    return [
        stem(word.key)
        for word in words(question)
        if question[word.start].islower() and word.key not in STOP_WORDS | ASKS and len(word.key) > 2  # noqa: PLR2004
    ]


def _denies(asked: Asked, word: str, text: str) -> bool:
    """Whether the sentence says the contrary outcome, or that it did or will not happen.

    "No one was hurt" does not deny a question about who or how many were hurt: it answers it.
    """
    told = _meant(word, text)
    if told:
        answered = asked.kind in ("count", "who") and NOBODY.search(text)
        return not answered and all("not" in operators for operators in told)
    text = _near_to(asked, word, text)
    against = opposites(word, outcomes=True)
    groups = Counter(key for one in against for key in carried(one) if key.startswith("#"))
    phrases = {key for key, times in groups.items() if times > 1} - carried(word)  # "drop" is also to call off
    return not against.isdisjoint(stems(text)) or not phrases.isdisjoint(carried(text))


def _near_to(asked: Asked, word: str, text: str) -> str:
    """The words of a sentence that stand near one of the question's others: that profits fell, no price need have."""
    others = frozenset().union(*(term.keys for term in read_terms(asked.core) if term.keys[0] != word))
    told = words(text)
    at = (n for n, one in enumerate(told) if not others.isdisjoint(carried(text[one.start : one.end])))
    near = {n + by for n in at for by in range(-NEAR, NEAR + 1)}
    return " ".join(text[one.start : one.end] for n, one in enumerate(told) if n in near)


def _affirmed(word: str, texts: Iterable[str], *, valued: bool) -> bool:
    """Whether one of the sentences has the word, or one that asks for the same, and does not deny it.

    Where the question names a number, a sentence that tells both outcomes ("agreed to 16.50, after it had refused
    14.20") affirms neither.
    """
    plain = (text for text in texts if not (valued and not opposites(word, outcomes=True).isdisjoint(stems(text))))
    return any("not" not in operators for text in plain for operators in _meant(word, text))


def _meant(word: str, text: str) -> set[frozenset[Operator]]:
    """What governs the word in a sentence; where it does not stand there, what governs words that ask for the same."""
    told = scopes(text)
    alike = {word} if word in told else same_group(word) & told.keys()
    return {operators for one in alike for operators in told[one]}


def _misplaced(asked: Asked, told: Sequence[Telling], near: Sequence[Telling]) -> Telling | None:
    """A sentence of the answer that sets the event in one state, where the question sets it in another.

    Only states are compared: whether a city lies in a country, the articles need not tell.
    """
    assumed = _states(asked.core)
    for mine in told:
        if mine.found.coverage >= ABOUT and assumed and (instead := _states(mine.text)) and not assumed & instead:
            others = [one for one in near if _fits(asked, mine, one)]
            if not any(assumed & _states(one.text) for one in others):
                return mine
    return None


def _states(text: str) -> frozenset[str]:
    """The states in which a text sets something: "in Moscow", "at Washington"."""
    return frozenset().union(*(states(place.group(1)) for place in PLACE.finditer(text)))


def _misdirected(asked: Asked, told: Sequence[Telling], near: Sequence[Telling]) -> Telling | None:
    """A sentence of the answer that tells of one whom it was done to, where the question names another.

    "Why did she tell them to back Kent?" of "she called on them to back Mr Hall".
    """
    for found in DONE_TO.finditer(asked.core):
        verb, name = stem(found["verb"]), found["name"]
        for mine in told[:1]:
            if verb in _done_to(mine.text) and name not in mine.text and mine.found.coverage >= ABOUT:
                texts = (one.text for one in (*told, *near))
                return None if any(name in _done_to(text).get(verb, ()) for text in texts) else mine
    return None


def _done_to(text: str) -> dict[str, set[str]]:
    """The stem of each verb that a person follows, and the last names of those."""
    done: dict[str, set[str]] = {}
    for found in DONE_TO.finditer(text):
        done.setdefault(stem(found["verb"]), set()).add(found["name"])
    return done


def _misnumbered(asked: Asked, told: Sequence[Telling], near: Sequence[Telling]) -> Telling | None:
    """A sentence about the second round, where the question takes a third for granted of which nothing tells.

    A first and a second need not be called so; what is the third mostly is.
    """
    for wanted in (one for one in figures(asked.core) if one.unit == ORDINAL and one.value > 1 and one.nouns):
        others = [(one, figure) for one in near for figure in figures(one.text) if _of_one_kind(wanted, figure)]
        if others and 1 < max(figure.value for _, figure in others) < wanted.value:
            return max(others, key=lambda pair: pair[1].value)[0]
        if told and wanted.value >= COUNTED and not any(_tells_of(wanted, one) for one in (*told, *near)):
            return told[0]
    return None


def _tells_of(wanted: Figure, one: Telling) -> bool:
    """Whether a sentence has the same ordinal with a noun of the question's: "a third lot" for "the third flu lot"."""
    nouns = frozenset().union(*(carried(noun) for noun in wanted.nouns))
    return any(
        figure.unit == ORDINAL
        and figure.value == wanted.value
        and (NAMELESS.match(one.text, figure.end) or not nouns.isdisjoint(carried(" ".join(figure.nouns))))
        for figure in figures(one.text)
    )


def _of_one_kind(one: Figure, other: Figure) -> bool:
    """Whether an ordinal or a number counts what the other ordinal does, and that is more than a time or a thing."""
    return of_one_kind(one, other) and one.nouns[0] not in GENERAL


GENERAL = frozenset(stem(word) for word in "time day week month year half quarter place thing person man woman".split())
