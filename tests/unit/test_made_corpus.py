"""The made corpus and its gold pairs: what they claim about their own files is true."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parents[2] / "evals" / "gold"
MADE = GOLD / "made"
SLICES = frozenset(
    """
    fact who-said-it time rounds conflict copies correction several-articles unanswerable false-premise furniture
    injection follow-up phrasing
    """.split()
)
REASONS = frozenset({"no_coverage", "outside_period", "premise", "unclear"})
PAIR_KEYS = """
    id question history as_of slice answers must_not answerable reason evidence sources conflict added version
    """.split()
STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def says(text: str, wording: str) -> bool:
    """Whether the wording stands in the text as whole words, whatever its case and its quotation marks."""
    words = re.escape(wording.translate(STRAIGHT).casefold())
    return re.search(rf"(?<!\w){words}(?!\w)", text.translate(STRAIGHT).casefold()) is not None


def quoted(pair: dict[str, Any]) -> str:
    return "\n".join(piece["quote"] for piece in pair["evidence"])


MANIFEST = lines(MADE / "manifest.jsonl")
PAIRS = lines(GOLD / "made.jsonl")
COPIES = lines(MADE / "copies.jsonl")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in MANIFEST:
        text = (MADE / row["file"]).read_bytes().decode("utf-8")
        found[row["id"]] = html.unescape(re.sub(r"<[^>]+>", "", text)) if row["file"].endswith(".html") else text
    return found


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["id"])
def test_manifest_tells_the_truth_about_its_file(row: dict[str, Any]) -> None:
    assert list(row) == ["id", "file", "publisher", "url", "language", "published", "sha256"]
    assert row["id"] == Path(row["file"]).stem
    assert hashlib.sha256((MADE / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert row["url"] is None or re.match(r"https://[a-z-]+(\.[a-z-]+)*\.example/", row["url"])
    if row["published"] is not None:
        assert list(row["published"]) == ["day", "basis", "words"]
        date.fromisoformat(row["published"]["day"])


def test_every_file_is_in_the_manifest_once() -> None:
    named = [row["file"] for row in MANIFEST] + ["manifest.jsonl", "copies.jsonl"]
    assert sorted(named) == sorted(path.name for path in MADE.iterdir())
    assert len(MANIFEST) >= 66


def test_copies_name_known_articles_once_and_hold_together() -> None:
    known = {row["id"] for row in MANIFEST}
    pairs = {frozenset((row["a"], row["b"])): row["copy"] for row in COPIES}
    assert len(pairs) == len(COPIES)
    assert all(len(pair) == 2 and pair <= known for pair in pairs)
    assert sum(not copy for copy in pairs.values()) >= 40
    true = {pair for pair, copy in pairs.items() if copy}
    for one, other in combinations(true, 2):
        if len(one & other) == 1:
            assert one ^ other in true, f"{sorted(one | other)}: copies of one text are copies of each other"


def test_every_slice_has_twelve_pairs_and_ids_are_unique() -> None:
    per_slice = Counter(pair["slice"] for pair in PAIRS)
    assert set(per_slice) == SLICES
    assert min(per_slice.values()) >= 12
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)
    assert len({(pair["question"], pair["as_of"], str(pair["history"])) for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_pair_is_well_formed(pair: dict[str, Any]) -> None:
    assert list(pair) == PAIR_KEYS
    assert re.fullmatch(rf"made-{pair['slice']}-\d{{3}}", pair["id"])
    assert pair["question"].strip()
    assert pair["answerable"] == bool(pair["answers"]) == (pair["reason"] is None)
    assert pair["reason"] is None or pair["reason"] in REASONS
    assert pair["as_of"] is None or date.fromisoformat(pair["as_of"])
    assert pair["conflict"] in {True, False, None}
    assert pair["sources"] is None or pair["sources"] >= 1
    assert bool(pair["history"]) == (pair["slice"] == "follow-up")
    assert all(turn["role"] in {"user", "assistant"} and turn["content"] for turn in pair["history"])
    assert all(group and all(group) for group in pair["answers"])


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_evidence_stands_in_its_article_and_carries_the_answer(pair: dict[str, Any], pages: dict[str, str]) -> None:
    for piece in pair["evidence"]:
        assert piece["quote"] in pages[piece["article_id"]], piece
        assert "\n" not in piece["quote"]
    evidence = quoted(pair)
    assert bool(evidence) or not pair["answerable"]
    for group in pair["answers"]:
        assert any(says(evidence, wording) for wording in group), group
    for wording in pair["must_not"]:
        assert not says(evidence, wording), wording


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair["as_of"]], ids=lambda pair: pair["id"])
def test_evidence_was_not_published_after_the_day_of_the_question(pair: dict[str, Any]) -> None:
    stated = {row["id"]: row["published"]["day"] for row in MANIFEST if row["published"]}
    for piece in pair["evidence"]:
        assert stated.get(piece["article_id"], pair["as_of"]) <= pair["as_of"], piece


def spoken(quote: str) -> list[str]:
    """The first words between quotation marks: who tells them, tells what one speaker said."""
    opened = re.search(r"[“\"](.+)", quote)
    return re.findall(r"\w+", opened[1].casefold())[:6] if opened else []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_evidence_of_one_source_is_one_copied_text_or_one_quotation(pair: dict[str, Any]) -> None:
    if pair["sources"] is None or not pair["answerable"]:
        return
    copied = {frozenset((row["a"], row["b"])) for row in COPIES if row["copy"]}
    copied |= {
        frozenset((one["article_id"], other["article_id"]))
        for one, other in combinations(pair["evidence"], 2)
        if spoken(one["quote"]) and spoken(one["quote"]) == spoken(other["quote"])
    }
    reports: list[set[str]] = []
    for article in dict.fromkeys(piece["article_id"] for piece in pair["evidence"]):
        same = next((r for r in reports if any(frozenset((article, other)) in copied for other in r)), None)
        if same is None:
            reports.append({article})
        else:
            same.add(article)
    assert len(reports) == pair["sources"], reports


def test_corrected_versions_are_never_evidence() -> None:
    last: dict[str, str] = {row["url"]: row["id"] for row in MANIFEST if row["url"]}
    replaced = {row["id"] for row in MANIFEST if row["url"] and last[row["url"]] != row["id"]}
    assert len(replaced) >= 4
    assert not {piece["article_id"] for pair in PAIRS for piece in pair["evidence"]} & replaced
