"""Made-up news with questions -> what the cross-encoder learns from. Pure, but for reading the files.

A file holds stories, one thing a line: `# name`, `@ letter | publisher | day | headline` and its numbered sentences,
and `? question | a3 b4`: the sentences that answer, each alone (`a3+b4`: only both together; `-`: none).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from index.select import Sentence, around

__all__ = ["STORIES", "Example", "Option", "StoryError", "bared", "choose", "read_stories"]

STORIES = Path(__file__).with_name("stories")
AROUND = 0.3  # what a word shared with the surroundings counts against one shared with the sentence
NOISE = 0.15  # so that the hardest of the wrong sentences are not the same each time
RIGHT = 2  # at most so many of the sentences that answer are shown at once
BARE = 0.1  # of the sentences are shown without their surroundings, so that they are read and not only the headline


class StoryError(ValueError):
    """A line of a story cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A sentence of the story. `answers` None: only together with another one, which teaches neither way."""

    sentence: Sentence
    answers: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question and all sentences of its story."""

    question: str
    options: Sequence[Option]

    @property
    def answered(self) -> bool:
        """Whether a sentence of the story answers it alone."""
        return any(option.answers for option in self.options)


def read_stories(path: Path) -> list[Example]:
    """The questions of a file, but for those that only several sentences together answer.

    Raises:
        StoryError: a line is none of those above, or names a sentence that is not there.
    """
    examples: list[Example] = []
    sentences: dict[str, Sentence] = {}
    letter = title = before = ""
    day = date.min
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        kind, rest = line[:1], line[1:].strip()
        try:
            if kind == "#":
                sentences = {}
            elif kind == "@":
                letter, _, published, title = (part.strip() for part in rest.split("|", 3))
                day, before = date.fromisoformat(published), ""
            elif kind == "?":
                examples += _example(rest, sentences)
            elif line.strip():
                place, text = line.split(maxsplit=1)
                sentences[letter + place] = Sentence(text=text, around=around(day, title, before))
                before = text
        except (KeyError, ValueError) as error:
            raise StoryError(f"{path.name}, line {number}: {line[:60]!r} cannot be read ({error})") from error
    return examples


def _example(line: str, sentences: dict[str, Sentence]) -> Iterator[Example]:
    question, told = (part.strip() for part in line.rsplit("|", 1))
    groups = [] if told == "-" else [group.split("+") for group in told.split()]
    alone = {place for group in groups if len(group) == 1 for place in group}
    partly = {place for group in groups for place in group} - alone
    if missing := (alone | partly) - sentences.keys():
        raise KeyError(*sorted(missing))
    if alone or not groups:
        options = [
            Option(sentence=one, answers=True if place in alone else None if place in partly else False)
            for place, one in sentences.items()
        ]
        yield Example(question=question, options=options)


def bared(example: Example) -> Example:
    """The question with the sentences that answer it left out: now nothing answers."""
    return replace(example, options=[option for option in example.options if option.answers is False])


def choose(example: Example, *, most: int, dice: random.Random) -> list[Option]:
    """Some sentences to learn from: one or two that answer, and the others that share most words with the question."""
    right = [option for option in example.options if option.answers]
    wrong = [option for option in example.options if not option.answers]
    dice.shuffle(right)
    wrong.sort(key=lambda option: _shared(example.question, option.sentence) + NOISE * dice.random(), reverse=True)
    kept = right[:RIGHT]
    hardest = most - len(kept) - 1
    rest = wrong[hardest:]
    shown = [*kept, *wrong[:hardest], *(dice.sample(rest, 1) if rest else [])]
    return [replace(one, sentence=replace(one.sentence, around="")) if dice.random() < BARE else one for one in shown]


def _shared(question: str, sentence: Sentence) -> float:
    asked, told, near = (
        {word[:5] for word in re.findall(r"[a-z0-9]+", text.lower())}
        for text in (question, sentence.text, sentence.around)
    )
    return (len(asked & told) + AROUND * len(asked & near)) / (len(asked) + 1)
