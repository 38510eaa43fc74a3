"""Copies as the made corpus knows them: precision and recall of pairs of articles, read and cleaned as in an index."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from index.article import Article, Published
from index.clean import clean
from index.copies import Copy, compare, find_copies
from index.load import RawArticle, load

MADE = Path(__file__).parents[2] / "evals" / "gold" / "made"


def read(raw: RawArticle) -> Article:
    cleaned = clean(raw)
    return Article(
        id=Path(raw.source).stem,
        version="1",
        title=cleaned.title or "",
        text=cleaned.text,
        body_start=cleaned.body_start,
        publisher=cleaned.publisher,
        url=cleaned.url,
        credit=cleaned.credit,
        published=raw.published or Published(day=None, basis="unknown"),
        updated=raw.updated,
        cuts=cleaned.cuts,
    )


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [read(raw) for raw in load(str(MADE), max_bytes=1 << 20) if isinstance(raw, RawArticle)]


@pytest.fixture(scope="module")
def truth() -> set[frozenset[str]]:
    rows = [json.loads(line) for line in (MADE / "copies.jsonl").read_text(encoding="utf-8").splitlines()]
    return {frozenset((row["a"], row["b"])) for row in rows if row["copy"]}


def test_copies_of_the_made_corpus_are_found_and_nothing_else(
    articles: list[Article], truth: set[frozenset[str]]
) -> None:
    found: list[Copy] = [c for a, b in combinations(articles, 2) if (c := compare(a, b))]
    copies = {frozenset((c.article_id, c.of)) for c in found if c.relation == "copy"}
    right = len(copies & truth)
    assert truth
    assert right / len(copies) >= 0.95, f"not copies: {sorted(map(sorted, copies - truth))}"
    assert right / len(truth) >= 0.95, f"missed: {sorted(map(sorted, truth - copies))}"


def test_groups_lose_none_of_them(articles: list[Article], truth: set[frozenset[str]]) -> None:
    grouped = {frozenset(pair) for g in find_copies(articles) for pair in combinations(g.members, 2)}
    versions = {
        frozenset((c.article_id, c.of)) for g in find_copies(articles) for c in g.copies if c.relation == "version"
    }
    assert len(grouped & truth) / len(truth) >= 0.95
    assert len(grouped & truth) / len(grouped - versions) >= 0.95
