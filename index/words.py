"""The words of a text whatever the house style, and how far two texts say the same words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

__all__ = ["QUOTED", "Run", "Word", "aligned", "same_words", "words"]

# An acronym with points is one word ("U.S."), so is a number with its separators ("5,000"), so is "per cent".
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|per cent(?![^\W\d_])|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|%", re.IGNORECASE
)
# A quotation in any of the styles newsrooms print. Inside words a single mark is an apostrophe; ten characters keep
# out plurals ("the workers' union"). Bounded like the quotations of index/split.py.
QUOTED = re.compile(
    r"[\"“”„«»][^\"“”„«»\n]{1,700}[\"“”„«»]|(?<![\w'’])['‘](?=\S)(?:[^'‘’\n]|(?<=\w)['’](?=\w)){10,700}['’](?!\w)"
)
# Two spellings of one word become one key. The key need not be a word, only the same for both: "promise" and "prise"
# change too, and harm nothing. Order matters. Pairs are those of British and American news style guides.
SPELLINGS = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"(?<=\w{3})is(e[drs]?|ers|es|ing|ations?)$", r"iz\1"),
        (r"(?<=\w{3})ys(e[drs]?|ing)$", r"yz\1"),
        (r"(?<=[a-z]{2}[bdlnptv])our(s|ed|ing|ite|ites|able|ful|hood|hoods|ly)?$", r"or\1"),
        (r"([tb])re(s|d)?$", r"\1er\2"),
        (r"^(def|off|lic|pret)ence", r"\1ense"),
        (r"(?<=\w{4})ll(ed|ing|ers?|ations?)$", r"l\1"),
        (r"(?<=ward)s$", ""),
        (r"(?<=gram)mes?$", ""),
        (r"(?<=[^e]dg)e(?=ment)", ""),
        (r"(?<=log)ue$", ""),
        (r"^grey", "gray"),
    )
)
RESPELT = re.compile(r"is[eia]|ys[ei]|our|re[sd]?$|ence|ll|ards|mme|dge|logue|^grey")  # most words have none of these
# "one" stays a word: it is more often a pronoun than a count.
SMALL = {word: str(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
SAME_AS = {"per cent": "percent", "%": "percent", "learnt": "learned", "amidst": "amid", "whilst": "while", **SMALL}
NEGATIONS = frozenset("no not never none nor without cannot".split())

SPEECH = r"(?:said|says|told|added|adds|stated|noted|announced|confirmed|reported|reports|according to)"
# Who said it, before what was said or after it: at most twelve words of forty characters, so that it stays linear.
SPEAKER = r"(?:[^\s,]{1,40}\s+){1,12}?"
ATTRIBUTION = re.compile(
    rf"^(?:according to [^,\n]{{1,80}},|{SPEAKER}{SPEECH}(?:\s+(?:on|in|at)\s[^,\n]{{1,40}},?)?(?:\s+that\b)?)"
    rf"|[,\"”’]\s*(?:according to [^,\n]{{1,80}}|{SPEAKER}{SPEECH}\b[^\n,]{{0,60}}|{SPEECH}\s[^\n,]{{1,60}})[.]?$",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A word's key, equal for every spelling of it, and its half-open span in the text."""

    key: str
    start: int
    end: int


class Run(NamedTuple):
    """`size` equal words in a row: from word `a` of one text and word `b` of the other."""

    a: int
    b: int
    size: int


def words(text: str) -> list[Word]:
    """The words in order, with keys that ignore case, accents, quote style, US or UK spelling and small numerals.

    >>> [w.key for w in words("U.S. won’t recognise “5,000” per cent")]
    ['us', "won't", 'recognize', '5000', 'percent']
    """
    return [Word(_key(m.group()), *m.span()) for m in TOKEN.finditer(text)]


def aligned(a: Sequence[str], b: Sequence[str], *, least: int) -> list[Run]:
    """Runs of at least `least` equal keys, as long as they can be, in order of `a`; swapping the texts swaps the pairs.

    Every piece that one text has from the other is in a run, also where it repeats it; then runs overlap.
    """
    back = (Run(r.b, r.a, r.size) for r in _runs(b, a, least))
    return sorted({*_runs(a, b, least), *back})


def same_words(a: str, b: str) -> float:
    """How far two sentences or quotes are the same wording, 0..1; symmetric, and 1 for equal words.

    The larger of two shares: words in common order (Dice, over the longest common subsequence) and, for texts of at
    least eight words, the part of the shorter that stands in the longer in runs of five. Taken with and without
    the attribution and for what is in quotation marks. At most 0.5 where the figures or negations differ:
    "three died" and "five died" are two reports.
    """
    pairs = zip(_forms(a), _forms(b), strict=True)
    return max((_alike(x, y) for x, y in pairs if x is not None and y is not None), default=0.0)


@lru_cache(maxsize=65_536)  # most words of a text stood in the texts before it
def _key(token: str) -> str:
    key = token.casefold()
    if not key.isascii():
        plain = unicodedata.normalize("NFKD", key.replace("’", "'").replace("ʼ", "'"))
        key = "".join(c for c in plain if not unicodedata.combining(c)) or key
    key = key.replace(",", "") if key[0].isdigit() else key.replace(".", "")
    if len(key) >= 5 and RESPELT.search(key):  # noqa: PLR2004 -- shorter words have false friends only (our, wise)
        for pattern, other in SPELLINGS:
            key = pattern.sub(other, key)
    return SAME_AS.get(key, key)


def _runs(a: Sequence[str], b: Sequence[str], least: int) -> list[Run]:
    """The longest runs, read from left to right in `a`; none overlap there. Linear in both lengths.

    Greedy tiling after Wise's YAP3 (1996). Of a piece repeated over and over in `b` only 16 places are tried.
    """
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(b) - least + 1):
        known = places[tuple(b[j : j + least])]
        if len(known) < 16:  # noqa: PLR2004 -- a bound, so that a hostile text stays linear
            known.append(j)
    found: list[Run] = []
    i = 0
    while i <= len(a) - least:
        tried = [Run(i, j, _length(a, i, b, j)) for j in places.get(tuple(a[i : i + least]), ())]
        best = max(tried, key=lambda run: (run.size, -run.b), default=None)
        if best is not None:
            found.append(best)
        i += best.size if best else 1
    return found


def _length(a: Sequence[str], i: int, b: Sequence[str], j: int) -> int:
    size = 0
    while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
        size += 1
    return size


@lru_cache(maxsize=4096)  # one is compared with many
def _forms(text: str) -> tuple[list[str], list[str] | None, list[str] | None]:
    """The keys of the text; of it without its attribution; of its quotations alone: each if it has words enough."""
    whole = [w.key for w in words(text)]
    plain = [w.key for w in words(ATTRIBUTION.sub(" ", text.strip(), count=1))]
    quoted = [w.key for q in QUOTED.finditer(text) for w in words(q.group())]
    return whole, _enough(plain), _enough(quoted)


def _enough(keys: list[str]) -> list[str] | None:
    return keys if len(keys) >= 6 else None  # noqa: PLR2004 -- fewer words are a phrase that anyone may use


def _alike(a: list[str], b: list[str]) -> float:
    short, long = sorted((a, b), key=len)
    if not short:
        return float(not long)
    dice = 2 * _common(short, long) / (len(short) + len(long))
    if len(short) >= 8:  # noqa: PLR2004
        carried = {i for r in aligned(short, long, least=5) for i in range(r.a, r.a + r.size)}
        contained = len(carried) / len(short)
    else:
        contained = 0.0
    if contained > dice:
        return contained if _facts(short) <= _facts(long) else min(contained, 0.5)
    return dice if _facts(short) == _facts(long) else min(dice, 0.5)


def _facts(keys: Iterable[str]) -> Counter[str]:
    """What turns a sentence into another claim when it changes: figures and negations."""
    return Counter("not" if k in NEGATIONS or k.endswith("n't") else k for k in keys if _turns(k))


def _turns(key: str) -> bool:
    return key[0].isdigit() or key in NEGATIONS or key.endswith("n't")


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence, by bits (Hyyrö 2004): one big-integer step a word of `b`."""
    masks: dict[str, int] = {}
    for i, key in enumerate(a):
        masks[key] = masks.get(key, 0) | 1 << i
    full = (1 << len(a)) - 1
    row = full
    for key in b:
        hit = row & masks.get(key, 0)
        row = (row + hit | row - hit) & full
    return len(a) - row.bit_count()
