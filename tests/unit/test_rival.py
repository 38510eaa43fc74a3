"""A sentence that tells another number than the answer is read too, however few of the question's words it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant.extract import extract
from assistant.match import match
from assistant.peruse import CLOSE
from assistant.rewrite import rewrite
from assistant.rival import rivals
from index.article import Article, Hit, Passage, Published
from index.mention import find_dates
from index.select import Sentence
from index.split import split

DAY = date(2024, 5, 20)
ANSWER = "Three people were hurt in the fire on the ferry, a doctor said."


def article(name: str, text: str) -> Article:
    return Article(
        id=name, version="1", title="", text=text, published=Published(day=DAY, basis="stated"), body_start=0
    )


def sentences(one: Article) -> list[Hit]:
    return [Hit(passage=Passage.cut(one, a, b), score=1.0) for a, b in split(one.text)]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many people were hurt in the ferry fire?", "Five people were taken to hospital.", True),
        ("How many people were hurt in the ferry fire?", "Three people were taken to hospital.", False),
        ("How many people were hurt in the ferry fire?", "The fire burned for five hours.", False),
        ("Who was hurt in the ferry fire?", "Five people were taken to hospital.", False),
    ],
)
def test_another_number_of_the_same_kind_is_a_rival(question: str, text: str, expected: bool) -> None:
    asked = rewrite(question, history=[], as_of=DAY)
    read = {"a": article("a", ANSWER), "b": article("b", text)}
    met = [
        (hit, match(asked, read["b"], hit.passage.start, hit.passage.end, rarity=lambda _: 1.0))
        for hit in sentences(read["b"])
    ]
    found = [hit for hit, _ in rivals(asked, sentences(read["a"])[0].passage, met, read)]
    assert [hit.passage.text for hit in found] == ([text] if expected else [])


class Records:
    """A reader that finds the answer and nothing else, and remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def glance(self, words: str, texts: Sequence[str]) -> list[float]:
        return [float(one == words) for one in texts]

    def select(self, pairs: Sequence[tuple[str, Sentence]]) -> list[float]:
        self.shown += [one.text for _, one in pairs]
        return [6.0 if one.text == ANSWER else -6.0 for _, one in pairs]


def test_the_rivals_of_other_articles_come_first() -> None:
    asked = rewrite("How many people were hurt in the ferry fire?", history=[], as_of=DAY)
    read = {
        "a": article("a", f"{ANSWER} Seven people were hurt at sea."),
        "b": article("b", "Five people were hurt in the fire."),
    }
    met = [
        (hit, match(asked, one, hit.passage.start, hit.passage.end, rarity=lambda _: 1.0))
        for one in read.values()
        for hit in sentences(one)
    ]
    found = [hit.passage.text for hit, _ in rivals(asked, met[0][0].passage, met, read)]
    assert found == ["Five people were hurt in the fire.", "Seven people were hurt at sea."]


def test_another_year_is_a_rival_where_a_year_is_asked_for() -> None:
    read = {
        name: replace(one, dates=find_dates(one.text, published=one.published))
        for name, one in (
            ("a", article("a", "The clock was made in 1788 by Josias Trewin.")),
            ("b", article("b", "The clock, made in 1778, was the thieves' prize. It was made in 1788.")),
        )
    }
    asked = rewrite("In which year was the clock made?", history=[], as_of=DAY)
    met = [
        (hit, match(asked, read["b"], hit.passage.start, hit.passage.end, rarity=lambda _: 1.0))
        for hit in sentences(read["b"])
    ]
    found = [hit.passage.text for hit, _ in rivals(asked, sentences(read["a"])[0].passage, met, read)]
    assert found == ["The clock, made in 1778, was the thieves' prize."]


def test_a_rival_beyond_the_closest_sentences_is_read() -> None:
    near = " ".join(
        f"The ferry fire hurt the trade in {word} ports."
        for word in "one two three four five six seven eight nine ten eleven".split()
    )
    far = "Five people were taken to hospital. The shop is shut."
    read = {"a": article("a", f"{ANSWER} {near}"), "b": article("b", far)}
    hits = [Hit(passage=Passage.cut(one, 0, len(one.text)), score=1.0) for one in read.values()]
    reader = Records()
    asked = rewrite("How many people were hurt in the ferry fire?", history=[], as_of=DAY)
    draft = extract(asked, hits, read, reader, most=4, rarity=lambda _: 1.0)
    assert [one.text for one in draft.sentences] == [ANSWER]
    assert "Five people were taken to hospital." in reader.shown[CLOSE:]
    assert "The shop is shut." not in reader.shown
    assert draft.surely["Five people were taken to hospital."] < 0


def test_a_version_that_surely_answers_is_told_beside_the_answer() -> None:
    other = "In May the hospital took in five people from another ferry fire."
    read = {"a": article("a", ANSWER), "b": article("b", other)}
    hits = [
        Hit(passage=Passage.cut(one, 0, len(one.text)), score=score)
        for one, score in zip(read.values(), (1.0, 0.1), strict=True)
    ]
    asked = rewrite("How many people were hurt in the ferry fire?", history=[], as_of=DAY)

    class Sure(Records):
        def __init__(self, odds: float) -> None:
            super().__init__()
            self.odds = odds

        def select(self, pairs: Sequence[tuple[str, Sentence]]) -> list[float]:
            return [6.0 if one.text == ANSWER else self.odds for _, one in pairs]

    for odds, expected in ((2.0, [ANSWER, other]), (0.5, [ANSWER])):
        draft = extract(asked, hits, read, Sure(odds), most=4, rarity=lambda _: 1.0)
        assert [one.text for one in draft.sentences] == expected
