"""What the cross-encoder learned from: read as written, refused by line, and never what it is measured by."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from evals.training.stories import STORIES, Example, StoryError, choose, read_stories

ROOT = Path(__file__).parents[2]
STORY = """
# Harbour pay
@ a | Gazette | 2025-03-14 | Dockers refuse
1 The dockers refused the offer.
2 "It is an insult," said Ines Bakker.
@ b | Ledger | 2025-04-02 | Dockers accept
1 The second offer was accepted.
2 It is four per cent.
3 The first was two.
? Who called the offer an insult? | a2
? How many dockers voted? | -
? By how much was the offer raised? | b2+b3
? What happened to the offers? | a1 b1
"""


def _written(folder: Path, text: str) -> Path:
    place = folder / "harbour.txt"
    place.write_text(text, encoding="utf-8")
    return place


def test_each_sentence_comes_with_day_headline_and_the_sentence_before(tmp_path: Path) -> None:
    insult, voted, both = read_stories(_written(tmp_path, STORY))
    assert [one.question for one in (insult, voted, both)] == [
        "Who called the offer an insult?", "How many dockers voted?", "What happened to the offers?",
    ]  # fmt: skip
    told = [option.sentence for option in insult.options if option.answers]
    assert [one.text for one in told] == ['"It is an insult," said Ines Bakker.']
    assert told[0].around == "14 March 2025. Dockers refuse. The dockers refused the offer."
    assert insult.options[2].sentence.around == "2 April 2025. Dockers accept."
    assert (insult.answered, voted.answered, both.answered) == (True, False, True)
    assert sum(bool(option.answers) for option in both.options) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("? Who won? | c9", "c9"),
        ("@ a | Gazette | soon | Dockers refuse", "soon"),
        ("1", "'1'"),
        ("? Who won?", "Who won"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(StoryError, match=r"harbour\.txt, line 3") as caught:
        read_stories(_written(tmp_path, f"# x\n@ a | Gazette | 2025-03-14 | T\n{line}"))
    assert told in str(caught.value)


def test_the_wrong_sentences_shown_are_mostly_the_ones_that_share_words(tmp_path: Path) -> None:
    first = read_stories(_written(tmp_path, STORY))[0]
    shown = [choose(first, most=3, dice=random.Random(seed)) for seed in range(200)]
    assert all(len(one) == 3 and one[0].answers and not one[1].answers for one in shown)
    hardest = [one[1].sentence.text for one in shown]
    assert sum("offer" in text for text in hardest) > 190


@pytest.fixture(scope="module")
def shipped() -> list[Example]:
    return [one for path in sorted(STORIES.glob("*.txt")) for one in read_stories(path)]


def test_every_story_can_be_read(shipped: list[Example]) -> None:
    assert len(shipped) > 5_000
    silent = sum(not one.answered for one in shipped) / len(shipped)
    assert 0.3 < silent < 0.5


TOLD = 4  # words; "Nobody was hurt." is said of many a fire


def test_nothing_that_measures_is_learned_from(shipped: list[Example]) -> None:
    told = {option.sentence.text for one in shipped for option in one.options}
    asked = {one.question.lower() for one in shipped}
    gold = [
        json.loads(line) for path in (ROOT / "evals/gold").glob("*.jsonl") for line in path.read_text().splitlines()
    ]
    assert asked.isdisjoint(pair["question"].lower() for pair in gold)
    quotes = (quote["quote"] for pair in gold for quote in pair["evidence"])
    evidence = [quote for quote in quotes if len(quote.split()) >= TOLD]
    assert evidence
    assert told.isdisjoint(evidence)
