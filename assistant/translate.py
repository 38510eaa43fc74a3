"""A question in another language, or typed in a hurry -> its words in English, as far as a small table knows. Pure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.lexicon import is_state, stem

__all__ = ["translate", "unabbreviated"]

SHORT = re.compile(r"(?<![\w'’./-])[a-z]+(?:['/]\w*|\d)?(?![\w'’-]|\.\w)")  # in small letters: "n", "b4", "w/"
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# The English words of the table that ask; little words of the other languages that carry nothing; and words that are
# English too, so that they do not show another language.
ASKS = frozenset("who when where why how_many what which how".split())
EMPTY = frozenset(
    """
    der die das den dem des ein eine einen am an auf von vom zu zum zur mit und ist sind hat haben war waren wurde
    wurden le la les l un une des de du d au aux dans unis unidos uniti staaten sur et est sont a ont été s
    se sont-ils t-il el los las del al
    y por para con es son fue fueron ha han il lo gli i e di da nel nella o os as um uma no na do и на с со о об
    за по из к у был была были для les
    """.split()
)


def translate(question: str) -> str:
    """The question with the words that the table knows in English; unchanged where it is English already.

    It is another language where a question word of one opens it, or stands in it as it never does in English; names
    and numbers stay, little words go.

    >>> translate("Wann begann der Streik in Ostrel?")
    'When begin strike in Ostrel?'
    """
    known = [_english(word.lower()) for word in WORD.findall(question)]
    words = WORD.findall(question)
    first = next(
        (n for n, english in enumerate(known[:3]) if english in ASKS and words[n].lower() not in ENGLISH), None
    )
    if first is None:
        return question
    text = WORD.sub(lambda found: _one(found[0]), question.replace("¿", "").replace("¡", ""))
    text = re.sub(r"\s+([?.,!])", r"\1", " ".join(text.split()))
    return text[:1].upper() + text[1:]


def unabbreviated(question: str) -> str:
    """The question with what is typed in a hurry written out.

    >>> unabbreviated("wots the name n how many ppl")
    'what is the name and how many people'
    """
    return SHORT.sub(lambda found: _slang().get(found[0], found[0]), question)


@cache
def _slang() -> dict[str, str]:
    lines = (Path(__file__).parent / "slang.txt").read_text(encoding="utf-8").splitlines()
    told = [line.split() for line in lines if line and not line.startswith("#")]
    return {short: word.replace("_", " ") for word, *others in told for short in others}


PROPER = re.compile(
    r"(?:saudi|arabia|putin|trump|zelensky|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)"
)
ENGLISH = frozenset("was come comment as an so do no on a".split())


def _one(word: str) -> str:
    english = _english(word.lower())
    if english is not None:
        shown = english.replace("_", " ")
        return (
            shown.upper()
            if english == "us"
            else shown.title()
            if PROPER.match(english) or is_state(stem(english))
            else shown
        )
    return "" if word.lower() in EMPTY else word


@cache
def _table() -> tuple[dict[str, str], list[tuple[str, str]]]:
    whole: dict[str, str] = {}
    starts: list[tuple[str, str]] = []
    for line in (Path(__file__).parent / "foreign.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        english, *others = line.split()
        for other in others:
            if other.endswith("*"):
                starts.append((other[:-1], english))
            else:
                whole.setdefault(other.replace("_", " "), english)
    return whole, sorted(starts, key=lambda pair: -len(pair[0]))


def _english(word: str) -> str | None:
    whole, starts = _table()
    return whole.get(word) or next((english for start, english in starts if word.startswith(start)), None)
