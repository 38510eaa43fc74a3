"""Which articles carry the same wire text, who had it first, and where. Pure.

Fingerprints name the candidates; an exact alignment of their words decides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal, TypeVar

from index.article import Article
from index.fingerprint import FOUND, SHINGLE, bands, is_candidate, signature
from index.outlet import outlet
from index.words import QUOTED, Run, aligned, words

__all__ = [
    "Copy",
    "CopyGroup",
    "age",
    "compare",
    "compare_each",
    "find_copies",
    "group",
    "join",
]

HOLDERS = 50  # articles looked up for one fingerprint, so that an outlet's boilerplate costs no more than news
COPIED = 0.6  # the part of the shorter one's own words that the longer must carry
BRIEF = 50  # words; below, genre alone makes texts alike ("Two people were killed when ..."), so more must be carried
COPIED_BRIEF = 0.85
BRIDGE = 6  # words changed between two shared runs that are still the same sentence, lightly edited
OPENING = 80  # words; the news stands in them, what follows may be background that everybody prints
CARRIED_OPENING = 0.3  # of those words, so that an outlet may write its own first sentence
QUOTE_WEIGHT = 0.25  # of a word in quotation marks: a press quote is in every report, copied or not
FIGURES = 3  # in a text of some length, fewer tell nothing
SAME_FIGURES = 0.5  # below, it is a template filled in again (weather, markets, quakes), not a copy
REVISED_WITHIN = 3 * 86_400.0  # seconds in which an outlet's own like text is a new version even unmarked
# An outlet's own words that this text replaces another: a label, or a sentence about the article itself.
REVISED = re.compile(
    r"^\W*(?:correct(?:ion|ed|s)|updated?(?= *\d* *[:(])|clarification|editor['’]s note)\b"
    r"|\bthis (?:article|story|report|version)\b[^.\n]{0,60}\b(?:updated|corrected|amended)\b"
    r"|\b(?:earlier|previous) version of (?:this|the) (?:article|story|report)\b",
    re.IGNORECASE | re.MULTILINE,
)

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Article `article_id` carries the text of the earlier article `of`; `shared` of the shorter's words, 0..1.

    A "version" is the same outlet's own later text, which supersedes the earlier; a "copy" is anybody else's.
    """

    article_id: str
    of: str
    shared: float
    relation: Literal["copy", "version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Two or more articles with one origin: `members` earliest first, `first == members[0]`, and why they are one."""

    first: str
    members: tuple[str, ...]
    copies: tuple[Copy, ...]


def age(article: Article) -> tuple[float, bool, str]:
    """Sorts earliest first: by hour, a day without an hour after that day's hours, unknown days last.

    At the same time a text that says it was corrected or updated comes after one that does not; then by id.
    """
    at, day = article.published.at, article.published.day
    if day is None:
        return float("inf"), _revised(article), article.id
    at = at or datetime.combine(day, time.max)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp(), _revised(article), article.id


def compare(one: Article, other: Article, *, threshold: float = COPIED) -> Copy | None:
    """The later of two articles as the copy or version of the earlier, or None; the order of the two is free.

    They are one text when the longer carries at least `threshold` of the shorter one's words, in the opening of both
    or in as much of both, and with the same figures. Words in quotation marks count a quarter: everybody at the press
    conference has them. A body of fewer than twelve words is a headline, and nobody's copy.
    """
    return next(compare_each(one, [other], threshold=threshold))


def compare_each(article: Article, others: Iterable[Article], *, threshold: float = COPIED) -> Iterator[Copy | None]:
    """`compare` an article with one after the other, as they are asked for."""
    body = None
    for other in others:
        body = body or _Body.read(article)
        yield _compare(body, _Body.read(other), threshold)


def find_copies(articles: Iterable[Article], *, threshold: float = COPIED) -> list[CopyGroup]:
    """All groups among the articles, by age of their first; an article stands in one group at most.

    Holds all articles in memory. To add a few to many, keep `bands` and the copies found in tables, look up who shares
    bands with a new article, `compare` it with each that `is_candidate`, and `group` all copies by their ids.
    """
    ordered = sorted(articles, key=age)
    read = lru_cache(maxsize=4 * HOLDERS)(lambda index: _Body.read(ordered[index]))
    holders: defaultdict[bytes, list[int]] = defaultdict(list)
    sizes: list[int] = []
    found: list[Copy] = []
    for index, article in enumerate(ordered):
        mine = bands(signature(article))
        sizes.append(len(mine))
        common = Counter(chain.from_iterable(holders[band] for band in mine))
        likely = [known for known, count in common.most_common() if is_candidate(count, len(mine), sizes[known])]
        links = (_compare(read(known), read(index), threshold) for known in likely[:HOLDERS])
        found.extend(link for link in links if link)
        for band in mine:
            if len(holders[band]) < HOLDERS:
                holders[band].append(index)
    return group([article.id for article in ordered], found)


def group(ordered: Sequence[str], found: Iterable[Copy]) -> list[CopyGroup]:
    """Articles joined by copies, in one step or several, as groups; `ordered` are all article ids, earliest first.

    Raises:
        KeyError: a copy names an article that is not in `ordered`.
    """
    found = tuple(found)
    joined = join(ordered, ((copy.article_id, copy.of) for copy in found))
    members: defaultdict[str, list[str]] = defaultdict(list)
    for article_id in ordered:
        members[joined[article_id]].append(article_id)
    return [
        CopyGroup(first=ids[0], members=tuple(ids), copies=tuple(c for c in found if joined[c.of] == root))
        for root, ids in members.items()
        if len(ids) > 1
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """An article's words below its headline, as keys, and what each weighs."""

    article: Article
    age: tuple[float, bool, str]
    keys: list[str]
    weights: list[float]

    @classmethod
    def read(cls, article: Article) -> _Body:
        text = article.text[article.body_start :]
        quoted = bytearray(len(text))
        for quote in QUOTED.finditer(text):
            quoted[slice(*quote.span())] = bytes([1]) * len(quote.group())
        found = words(text)
        weights = [QUOTE_WEIGHT if quoted[w.start] else 1.0 for w in found]
        return cls(article=article, age=age(article), keys=[w.key for w in found], weights=weights)

    def share(self, carried: Sequence[bool], upto: int | None = None) -> float:
        """The weight of the carried words, of all or the first `upto`, 0..1."""
        total = sum(self.weights[:upto])
        return sum(w for w, c in zip(self.weights[:upto], carried, strict=False) if c) / total if total else 0.0


def _compare(one: _Body, other: _Body, threshold: float) -> Copy | None:
    first, later = sorted((one, other), key=lambda body: body.age)
    carried = _carried(aligned(first.keys, later.keys, least=SHINGLE), len(first.keys), len(later.keys))
    shares = [body.share(marks) for body, marks in zip((first, later), carried, strict=True)]
    openings = [body.share(marks, OPENING) for body, marks in zip((first, later), carried, strict=True)]
    shorter, longer = sorted((first, later), key=lambda body: (sum(body.weights), body.age))
    shared = shares[0] if shorter is first else shares[1]
    if len(shorter.keys) < FOUND:
        return None
    needed = threshold if len(shorter.keys) >= BRIEF else max(threshold, COPIED_BRIEF)
    in_both = min(shares) >= needed or min(openings) >= CARRIED_OPENING
    if shared < needed or not in_both or _refilled(shorter.keys, longer.keys):
        return None
    return Copy(
        article_id=later.article.id,
        of=first.article.id,
        shared=round(shared, 3),
        relation="version" if _revises(later.article, first.article) else "copy",
    )


def _carried(aligned: list[Run], in_a: int, in_b: int) -> tuple[list[bool], list[bool]]:
    """For each word of both texts, whether the other carries it: in a run, or in a small change between two runs."""
    a, b = [False] * in_a, [False] * in_b
    for run in aligned:
        a[run.a : run.a + run.size] = b[run.b : run.b + run.size] = [True] * run.size
    for run, following in pairwise(aligned):
        gap, gap_b = following.a - run.a - run.size, following.b - run.b - run.size
        if 0 <= gap <= BRIDGE and 0 <= gap_b <= BRIDGE:
            a[following.a - gap : following.a] = [True] * gap
            b[following.b - gap_b : following.b] = [True] * gap_b
    return a, b


def _refilled(shorter: Sequence[str], longer: Iterable[str]) -> bool:
    """Whether the figures of the shorter text are mostly not in the longer; in more than a brief, two tell nothing."""
    figures = {key for key in shorter if key[0].isdigit()}
    telling = len(shorter) < BRIEF or len(figures) >= FIGURES
    return telling and len(figures & set(longer)) < SAME_FIGURES * len(figures)


def _revises(later: Article, first: Article) -> bool:
    if not outlet(later) or outlet(later) != outlet(first):
        return False
    return age(later)[0] - age(first)[0] <= REVISED_WITHIN or _revised(later)


def _revised(article: Article) -> bool:
    if article.updated is not None:
        return True
    return any(map(_says_revised, (article.title, article.text, *(cut.text for cut in article.cuts))))


@lru_cache(maxsize=4096)  # weighing asks for the age of an article with each of its sentences
def _says_revised(text: str) -> bool:
    return REVISED.search(text) is not None


def join(items: Iterable[T], pairs: Iterable[tuple[T, T]]) -> dict[T, T]:
    """Each item with the one that stands for its set once all pairs are joined, in one step or several.

    >>> join("abcd", [("a", "b"), ("d", "b")])
    {'a': 'a', 'b': 'a', 'c': 'c', 'd': 'a'}
    """
    root = {item: item for item in items}
    members = {item: [item] for item in root}
    for one, other in pairs:
        into, gone = sorted((root[one], root[other]), key=lambda item: -len(members[item]))
        if into != gone:
            moved = members.pop(gone)
            members[into] += moved
            root.update(dict.fromkeys(moved, into))
    return root
