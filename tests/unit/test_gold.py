from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.bench import GOLD, HELD, gold_parts
from evals.gold import SLICES, GoldError, load_gold
from tests.tiny_gold import ARTICLES, LINES, NO_DEAL, gold, write_gold


def changed(place: int, **fields: object) -> list[dict[str, object]]:
    lines = [dict(line) for line in LINES]
    lines[place] |= fields
    return lines


def problem(tmp_path: Path, lines: list[dict[str, object]]) -> str:
    path = write_gold(tmp_path / "g.jsonl", lines)
    with pytest.raises(GoldError) as caught:
        load_gold(path, ARTICLES)
    return str(caught.value)


def test_pairs_are_read_in_order_with_every_place_of_their_evidence(tmp_path: Path) -> None:
    pairs = gold(tmp_path)
    assert [pair.id for pair in pairs] == [line["id"] for line in LINES]
    for pair in pairs:
        for one in pair.evidence:
            assert one.spans
            assert all(ARTICLES[one.article_id].text[a:b] == one.quote for a, b in one.spans)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"id": "t-01"}, "g.jsonl:2: id 't-01' stands in line 1 already"),
        ({"slice": "gossip"}, "g.jsonl:2: slice: Input should be 'fact'"),
        ({"answer": []}, "g.jsonl:2: answer: Extra inputs are not permitted"),
        ({"version": "1"}, "g.jsonl:2: version: Input should be a valid integer"),
        ({"as_of": "April"}, "g.jsonl:2: as_of: Input should be a valid date"),
        ({"evidence": []}, "g.jsonl:2: t-02: evidence is missing"),
        ({"evidence": [{"article_id": "wire", "quote": "It rained."}]}, "does not stand in article wire: 'It rained.'"),
        ({"evidence": [{"article_id": "gone", "quote": "x"}]}, "names article 'gone', which is not in the corpus"),
        ({"answers": [[]]}, "g.jsonl:2: t-02: an answerable pair needs groups of accepted wordings"),
        ({"answers": [["June 9", " "]]}, "needs groups of accepted wordings, none of them empty"),
        ({"reason": "premise"}, "g.jsonl:2: t-02: an answerable pair has no reason"),
        ({"answerable": False, "answers": []}, "g.jsonl:2: t-02: reason is missing; an unanswerable pair says one of"),
        ({"answerable": False, "reason": "premise"}, "g.jsonl:2: t-02: an unanswerable pair has no answers"),
        ({"reason": "dunno"}, "g.jsonl:2: reason: Input should be 'no_coverage'"),
        ({"must_not": ["June 9"]}, "g.jsonl:2: t-02: must_not 'June 9' stands in its own evidence"),
        ({"sources": 0}, "g.jsonl:2: sources: Input should be greater than or equal to 1"),
    ],
)
def test_a_wrong_pair_is_named_by_file_and_line(fields: dict[str, object], words: str, tmp_path: Path) -> None:
    assert words in problem(tmp_path, changed(1, **fields))


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    lines = [dict(line) for line in LINES]
    del lines[2]["must_not"]
    assert problem(tmp_path, lines).endswith("g.jsonl:3: must_not: Field required")


def test_all_problems_are_told_at_once_and_blank_lines_count(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text("\n" + json.dumps(LINES[0]) + "\n\nnot json\n[1]\n", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        load_gold(path, ARTICLES)
    told = str(caught.value).splitlines()
    assert [line.split(":")[1] for line in told] == ["4", "5"]


def test_a_quote_of_another_typography_is_refused(tmp_path: Path) -> None:
    straight = NO_DEAL.replace(" ", "\N{NO-BREAK SPACE}", 1)
    assert "does not stand" in problem(tmp_path, changed(1, evidence=[{"article_id": "wire", "quote": straight}]))


def test_missing_and_empty_files_say_so(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such gold file"):
        load_gold(tmp_path / "none.jsonl", ARTICLES)
    assert problem(tmp_path, []).endswith("g.jsonl:1: the file holds no pair")


def test_a_pile_of_problems_is_cut_off_with_its_number(tmp_path: Path) -> None:
    lines = [dict(LINES[0], id=f"x{n}", slice="gossip") for n in range(25)]
    told = problem(tmp_path, lines).splitlines()
    assert len(told) == 21
    assert told[-1] == "and 5 more"


def test_the_committed_gold_stands_in_its_articles_and_fills_every_slice() -> None:
    parts = gold_parts(GOLD, Settings())
    pairs = [pair for part in parts for pair in part.pairs]
    assert all(len(part.pairs) >= 150 for part in parts)
    assert len({pair.id for pair in pairs}) == len(pairs)
    for name in SLICES:
        assert sum(pair.slice == name for pair in pairs) >= 12, name


def test_the_held_gold_stands_in_its_articles() -> None:
    (part,) = gold_parts(HELD, Settings())
    assert {pair.slice for pair in part.pairs} == set(SLICES)
