"""Whether the names of a claim are those of its quote, and in the same parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from assistant.attribute import before, told_by
from assistant.lexicon import same_group, stem, stems
from assistant.name import NO_NAME
from assistant.speaker import speaker
from index.article import Article
from index.fuse import STOP_WORDS
from index.words import Word, words

__all__ = ["names_of", "names_stand", "same_parts", "same_speaker"]

PRONOUN = re.compile(r"\b(?:he|she|they|it|him|her|them|his|hers|its|their)\b", re.IGNORECASE)
PLACED = re.compile(r"\b(?:in|at|near|from|of|outside|off)\s(?:the\s)?[A-Z]")
KIN = 4  # letters that two forms of one name share at least: Russia, Russian
ENDING = 3  # letters at most that an adjective adds to a name


def names_of(text: str) -> list[tuple[str, ...]]:
    """The runs of capitalised words of a text as stems; a word that only opens a sentence is no name.

    >>> names_of("On Friday the mayor, Anna Weber, left Kerala.")
    [('anna', 'weber'), ('kerala',)]
    """
    return [tuple(_stem(word) for word in run) for run in _runs(text)]


def names_stand(claim: str, article: Article, start: int, end: int) -> bool:
    """Whether each name of the claim stands in `article.text[start:end]`, or may be told with it.

    Told with it may be the outlet; the rest of a name that the quote cuts short; the name behind a pronoun that the
    claim replaces, from the sentence before; and a place from there or the headline, if the quote names none itself.
    """
    quote = article.text[start:end]
    told = set(stems(quote))
    outlet = {one for one in stems(article.publisher or "") if one not in STOP_WORDS}
    back = before(article, start)
    near = set(stems(article.text[slice(*back)])) if back else set()
    around = near | set(stems(article.title)) | set(stems(article.text[max(0, start - 400) : start]))
    replaced = len(PRONOUN.findall(quote)) > len(PRONOUN.findall(claim))
    common = {word.key for word in words(article.text) if article.text[word.start].islower()}
    for run in _runs(claim, common):
        name = [_stem(word) for word in run]
        rest = [one for one in name if not _stands(one, told)] if set(name) != outlet else []
        completed = len(rest) < len(name) and set(rest) <= around
        placed = (
            PLACED.search(claim[max(0, run[0].start - 12) : run[0].end])
            and not PLACED.search(quote)
            and set(rest) <= around
        )
        if rest and not (completed or placed or (replaced and set(rest) <= near)):
            return False
    return True


def same_parts(claim: str, quote: str) -> bool:
    """Whether no two names of the quote have changed places around the same verb ("A beat B", "B beat A").

    A passive turns the order around rightly: "B was beaten by A".
    """
    told = stems(quote)
    for one, other in pairwise(_runs(claim)):
        a, b = (_place(told, _stem(run[-1])) for run in (one, other))
        if a is None or b is None or b >= a:
            continue
        said = stems(claim[one[-1].end : other[0].start])
        between = told[b + 1 : a]
        shared = {word for word in set(said) & set(between) if word not in STOP_WORDS}
        if shared and ("by" in said) == ("by" in between):
            return False
    return True


def same_speaker(claim: str, article: Article, start: int, end: int) -> bool:
    """Whether whoever the claim says said it is who the article says; a claim may leave the speaker out."""
    who = speaker(claim)
    if who is None:
        return True
    quote = article.text[start:end]
    said_by = [speaker(quote), told_by(article, start, end), article.publisher]
    known = {one for name in said_by if name for one in stems(name)}
    return not {one for one in stems(who) if one not in STOP_WORDS}.isdisjoint(known)


def _runs(text: str, common: Collection[str] = ()) -> list[list[Word]]:
    """Capitalised words that stand side by side, without days, months and a `common` word that opens a sentence."""
    runs: list[list[Word]] = []
    tokens = words(text)
    for i, token in enumerate(tokens):
        follows = (
            bool(runs)
            and i > 0
            and runs[-1][-1] == tokens[i - 1]
            and text[runs[-1][-1].end : token.start] in (" ", "-")
        )
        if not text[token.start].isupper() or token.key in NO_NAME:
            continue
        following = text[tokens[i + 1].start].isupper() if i + 1 < len(tokens) else False
        opens = not re.search(r"[\w,;:)’']\W?\s*$", text[: token.start]) or text[token.start - 1] in '“"'
        if opens and (token.key in STOP_WORDS or (not following and token.key in common)):
            continue
        if follows:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _stem(word: Word) -> str:
    return stem(word.key.removesuffix("'s"))


def _stands(one: str, told: Iterable[str]) -> bool:
    told = frozenset(told)
    if one in told or not same_group(one).isdisjoint(told):
        return True
    return any(_kin(one, other) for other in told)


def _kin(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= KIN and long.startswith(short) and len(long) - len(short) <= ENDING


def _place(told: Sequence[str], one: str) -> int | None:
    return told.index(one) if one in told else None
