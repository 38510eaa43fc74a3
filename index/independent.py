"""How many independent reports stand behind some quotes: copies and borrowed words count once. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations, product

from index.article import Article
from index.copies import join
from index.outlet import host, outlet
from index.split import split
from index.words import same_words, words

__all__ = ["independent"]

SAME_SENTENCE = 0.8  # `same_words` from which two quotes are one sentence printed twice
CREDITED_SENTENCE = 0.6  # the same, where one report credits the other or both credit one agency
# A name in a credit line: capitalised words, also with "of" between them ("Press Trust of India").
NAME = re.compile(r"[A-Z][\w.&'’-]*(?:\s+(?:of\s+)?[A-Z][\w.&'’-]*)*")
# "PORT CITY, Country (Agency) -" at the top of the report.
DATELINE = re.compile(r"\s*[A-Z][^\n()]{0,60}\(([^()\n]{2,40})\)\s*[-–—]")
# Agencies that sign with their full name or its initials: the names of the trade, not of any test.
AGENCIES = {
    "associated press": "ap",
    "agence france presse": "afp",
    "press trust india": "pti",
    "asian news international": "ani",
    "deutsche presse agentur": "dpa",
    "press association": "pa",
    "pa media": "pa",
    "united press international": "upi",
    "anadolu agency": "anadolu",
    "tass news agency": "tass",
    "thomson reuters": "reuters",
}
# Capitalised words of a credit line that name nobody.
GENERIC = frozenset(
    """
    additional agencies agency all and article by copyright courtesy credit edited editing first for from in input
    inputs of on original originally published read report reporting source sources staff story the this updated via
    with writing written
    """.split()
)
# A credit may give an address for a name: "harbourpost.example" is the Harbour Post.
SITE = re.compile(r"\b(?:www\.)?([\w-]{3,40})(?:\.[\w-]{1,40}){0,3}\.[a-z]{2,10}\b")
VIA = "per|via|citing|cites|cited|told|quoted by|quoting|according to|source|inputs from|report by|reported by|credit"
TELLS = "reports?|reported|reporting|said in a report|news agency|first reported|writes|wrote"


def independent(quotes: Sequence[tuple[Article, str]], firsts: Mapping[str, str]) -> int:
    """How many independent reports stand behind the quotes, each given with its article.

    `firsts` names, for each article that is or has a copy, the earliest of its group, as the catalogue keeps it.
    Quotes count once that come from one article or group, that have the same sentence, or nearly so where one
    article credits the other's outlet or both credit one agency.
    """
    same = (
        (i, j)
        for (i, (a, said)), (j, (b, told)) in combinations(enumerate(quotes), 2)
        if firsts.get(a.id, a.id) == firsts.get(b.id, b.id)
        or (alike := _alike(said, told)) >= SAME_SENTENCE
        or (alike >= CREDITED_SENTENCE and _credited(a, b))
    )
    return len(set(join(range(len(quotes)), same).values()))


def _alike(said: str, told: str) -> float:
    """The most that a sentence of one has in common with a sentence of the other."""
    pairs = product(split(said), split(told))
    return max((same_words(said[slice(*one)], told[slice(*two)]) for one, two in pairs), default=same_words(said, told))


def _credited(a: Article, b: Article) -> bool:
    """Whether both reports have one outlet, agency or reporter behind them, or one names the other's as its source."""
    of_a, of_b = _sources(a), _sources(b)
    return bool(of_a & of_b) or _names(a, of_b) or _names(b, of_a)


def _sources(article: Article) -> set[str]:
    """The outlet, and the agencies and reporters of the credit line and the dateline, by their usual short names."""
    wire = DATELINE.match(article.text, article.body_start)
    signed = f"{article.credit or ''}; {wire.group(1) if wire else ''}"
    named = [[w.key for w in words(m.group()) if w.key not in GENERIC] for m in NAME.finditer(signed)]
    names = {" ".join(name) for name in named} | {outlet(article)}
    sites = {m.group(1).casefold() for m in SITE.finditer(f"{signed} {host(article.url)}")}
    return {AGENCIES.get(name, name) for name in names | {name.replace(" ", "") for name in names} | sites} - {""}


def _names(article: Article, sources: set[str]) -> bool:
    told = " ".join(w.key for w in words(f"{article.credit or ''} {article.text}"))
    names = "|".join(map(re.escape, sources))
    return bool(sources) and bool(re.search(rf"\b(?:{VIA}) (?:the )?(?:{names})\b|\b(?:{names}) (?:{TELLS})\b", told))
