"""Verify on the made corpus: a sentence with a fact altered fails as a claim, one that is only reworded passes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Quote
from assistant.figures import figures
from assistant.locate import locate
from assistant.name import names
from assistant.verify import carries
from index.article import Article, Published
from index.clean import clean
from index.load import RawArticle, load
from index.mention import find_dates
from index.split import split

MADE = Path(__file__).parents[2] / "evals" / "gold" / "made"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MOST_FALSE_PASS, MOST_FALSE_STRIP = 0.02, 0.10
Change = Callable[[str, Random], str | None]


@cache
def quotes() -> tuple[Quote, ...]:
    """Every whole sentence of seven words or more."""
    found = []
    for raw in load(str(MADE), max_bytes=1 << 20):
        if isinstance(raw, RawArticle):
            article = read(raw)
            spans = [
                (article.body_start + a, article.body_start + b) for a, b in split(article.text[article.body_start :])
            ]
            found += [Quote.cut(article, a, b) for a, b in spans if article.text[b - 1] in '.”"' and b - a > 40]
    return tuple(found)


def read(raw: RawArticle) -> Article:
    cleaned = clean(raw)
    published = raw.published or Published(day=None, basis="unknown")
    return Article(
        id=Path(raw.source).stem,
        version="1",
        title=cleaned.title or "",
        text=cleaned.text,
        body_start=cleaned.body_start,
        publisher=cleaned.publisher,
        published=published,
        dates=find_dates(cleaned.text, published=published),
    )


def other_number(text: str, rng: Random) -> str | None:
    found = [one for one in figures(text) if text[one.start].isdigit()]
    if not found:
        return None
    one = rng.choice(found)
    return text[: one.start] + str(int(one.value) + rng.randint(1, 40)) + text[one.end :]


def other_day(text: str, rng: Random) -> str | None:
    found = re.search(rf"\b(?:{'|'.join(DAYS)})\b", text)
    return found and text[: found.start()] + rng.choice([d for d in DAYS if d != found.group()]) + text[found.end() :]


def other_name(text: str, rng: Random) -> str | None:
    own = [name for name in names(text) if " " in name]
    others = [name for quote in quotes() for name in names(quote.text) if " " in name and name not in text]
    if not own:
        return None
    changed, instead = rng.choice(own), rng.choice(others)
    return None if set(changed.split()) & set(instead.split()) else text.replace(changed, instead)


def denied(text: str, _: Random) -> str | None:
    bare = re.sub(r"“[^”]*”|\"[^\"]*\"", lambda quoted: "_" * len(quoted.group()), text)
    found = re.search(r"\b(?:was|were|is|had|will)\b(?! (?:not|never|no)\b)", bare)
    return found and f"{text[: found.end()]} not{text[found.end() :]}"


def affirmed(text: str, _: Random) -> str | None:
    changed = re.sub(r" (?:not|never)\b", "", text, count=1)
    return changed if changed != text else None


def without_day(text: str, _: Random) -> str | None:
    changed = re.sub(rf" on (?:{'|'.join(DAYS)})\b", "", text)
    return changed if changed != text else None


def without_clause(text: str, _: Random) -> str | None:
    head, comma, _tail = text.rpartition(", ")
    return f"{head}." if comma and len(head.split()) > 5 and not re.search(r"[“”\"]|\d$", head) else None


def percent_sign(text: str, _: Random) -> str | None:
    return text.replace(" percent", "%") if " percent" in text else None


def digits(text: str, _: Random) -> str | None:
    words = "two three four five six seven eight nine ten eleven twelve".split()
    found = re.search(rf"(?<![-\w])(?:{'|'.join(words)})\b(?!-)", text)
    return found and text[: found.start()] + str(words.index(found.group()) + 2) + text[found.end() :]


def passing(change: Change) -> list[bool]:
    rng = Random(7)
    changed = [(quote, change(quote.text, rng)) for quote in quotes()]
    return [carries(claim, quote, quote.article) for quote, claim in changed if claim]


def test_altered_claims_fail() -> None:
    passed = {change.__name__: passing(change) for change in (other_number, other_day, other_name, denied, affirmed)}
    assert min(map(len, passed.values())) > 20
    assert sum(map(sum, passed.values())) <= MOST_FALSE_PASS * sum(map(len, passed.values())), {
        name: f"{sum(found)} of {len(found)}" for name, found in passed.items()
    }


def test_reworded_claims_pass() -> None:
    passed = {change.__name__: passing(change) for change in (without_day, without_clause, percent_sign, digits)}
    total = sum(map(len, passed.values()))
    assert total > 200
    assert total - sum(map(sum, passed.values())) <= MOST_FALSE_STRIP * total, {
        name: f"{sum(found)} of {len(found)}" for name, found in passed.items()
    }


def test_every_sentence_carries_itself() -> None:
    assert all(carries(quote.text, quote, quote.article) for quote in quotes())


@given(st.text(max_size=80), st.text(alphabet=" \n", max_size=3), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_located_words_are_those_of_the_text(before: str, blank: str, after: str) -> None:
    text = f"{before} the “dam” broke{blank} {after}"
    span = locate('the "dam"', text)
    assert span is not None
    assert re.fullmatch(r"the\s[“\"„«”»]dam[“\"„«”»]", text[slice(*span)])


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_claim_is_judged_without_error(claim: str) -> None:
    quote = quotes()[0]
    assert carries(claim, quote, quote.article) in (True, False)
