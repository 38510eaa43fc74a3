"""A question's misspelled words -> as the articles spell them: one slip each, and never a name or an English word."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise

from index.embed import CARRIED, TOKENIZER
from index.fulltext import FullText

__all__ = ["respell", "slips"]

LEAST = 5  # letters; shorter words are one slip from too many others
TEXTS = 50  # passages read to see how they spell the word: the best ones, so all of a rare word's
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Letters written one for the other: vowels, letters that sound alike, and neighbours on the keyboard.
ALIKE = ("aeiouy", "csz", "ckq", "ct", "gj", "mn", "td", "pb", "fv", "vw", "lr")
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qaz", "wsx", "edc", "rfv", "tgb", "yhn", "ujm")
FORMS = ("s", "es", "d", "ed", "ing", "ly", "er", "ers", "r", "rs")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LETTER_RUN = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"(?:^|[.?!:])\W*$")


def respell(question: str, words: FullText) -> str:
    """The question with each word that is no English word, and stands in no article, as the articles spell it.

    A word with a capital letter inside a sentence is a name, and stays as it is: "Joran" is not "Joren". So does a
    word to which no word of the articles is one slip away.
    """

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        opens = SENTENCE.search(question[: found.start()]) is not None
        named = not word.islower() and not (opens and word.istitle())
        if len(word) < LEAST or not word.isascii() or not word.isalpha() or named:
            return word
        if words.holds_any([word]) or _is_english(word.lower()):
            return word
        meant = _meant(word.lower(), words)
        return meant.title() if meant and word.istitle() else meant or word

    return WORD.sub(mended, question)


def slips(word: str) -> frozenset[str]:
    """What may have been meant: every string one slip away, which begins with the same letter.

    A slip is a letter left out, written twice or too many, two that changed places, or one for another of `ALIKE` or
    beside it on the keyboard.

    Source: Damerau, Communications of the ACM 7(3), 1964: four in five misspellings are one such slip.

    >>> "embassy" in slips("embasy"), "shelter" in slips("smelter")
    (True, False)
    """
    pairs = [(word[:n], word[n:]) for n in range(1, len(word) + 1)]
    left_out = {a + c + b for a, b in pairs for c in LETTERS}
    too_many = {a + b[1:] for a, b in pairs if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in pairs if len(b) > 1}
    other = {a + c + b[1:] for a, b in pairs if b for c in _alike(b[0])}
    return frozenset(left_out | too_many | swapped | other) - {word}


@cache
def _alike(letter: str) -> frozenset[str]:
    groups = {c for group in ALIKE if letter in group for c in group}
    beside = {c for row in KEYS for a, b in pairwise(row) if letter in (a, b) for c in (a, b)}
    return frozenset((groups | beside) - {letter})


def _meant(word: str, words: FullText) -> str | None:
    """The word one slip away that most passages hold, as most of them write it; a name only if no letter differs."""
    near = slips(word)
    counted: Counter[str] = Counter()
    for text in words.texts_with(sorted(near), k=TEXTS):
        counted.update({one for one in LETTER_RUN.findall(text) if one.lower() in near})
    spelled = [
        (count, one)
        for one, count in counted.items()
        if one.islower() or len(one) != len(word) or sorted(one.lower()) == sorted(word)
    ]
    return max(spelled, key=lambda pair: (pair[0], pair[1].islower(), pair[1]))[1] if spelled else None


def _is_english(word: str) -> bool:
    """Whether it is a common English word, or a form of one: "boat" is not meant to be "boar"."""
    known = _english()
    bare = {word, *(word.removesuffix(form) for form in FORMS), *(word.removesuffix(form) + "e" for form in FORMS)}
    return not known.isdisjoint(bare)


@cache
def _english() -> frozenset[str]:
    """The 20,000 commonest words of English: those that the embedding model reads as one piece."""
    pieces = json.loads((CARRIED.place / TOKENIZER).read_bytes())["model"]["vocab"]
    return frozenset(piece for piece in pieces if piece.isalpha() and len(piece) >= LEAST - 1)
