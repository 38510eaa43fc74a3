"""Gold pairs: questions with their known answers, read from JSON lines and checked against the articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer import Reason
from evals.match import holds, places
from index.article import Article

__all__ = ["SLICES", "Evidence", "GoldError", "GoldPair", "Turn", "load_gold"]

Slice = Literal[
    "fact",
    "who-said-it",
    "time",
    "rounds",
    "conflict",
    "copies",
    "correction",
    "several-articles",
    "unanswerable",
    "false-premise",
    "furniture",
    "injection",
    "follow-up",
    "phrasing",
]
SLICES: tuple[str, ...] = get_args(Slice)
SHOWN_PROBLEMS = 20


class GoldError(ValueError):
    """A gold file is wrong. The message has one "file:line: what" for each problem, the first twenty of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of an article that carry an answer; `spans` are all the places where they stand in its text."""

    article_id: str
    quote: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPair:
    """A question with its known answer. Evidence is words in an article, so re-chunking cannot change the key.

    `answers` are groups of accepted wordings: a right answer holds one wording of every group and nothing of
    `must_not`. `reason` is set exactly when not `answerable`. `sources` counts independent reports and
    `conflict` says whether a disagreement must (True) or must not (False) be shown; None where neither is asked.
    `each_needed` is for outside sets whose rule wants every piece of evidence, not one for each group.
    """

    id: str
    question: str
    slice: str
    answerable: bool
    answers: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    reason: Reason | None = None
    evidence: tuple[Evidence, ...] = ()
    history: tuple[Turn, ...] = ()
    as_of: date | None = None
    sources: int | None = None
    conflict: bool | None = None
    added: date | None = None
    version: int = 1
    each_needed: bool = False

    @property
    def cluster(self) -> str:
        """What the item shares with others when samples are drawn: its first article, or itself without one."""
        return self.evidence[0].article_id if self.evidence else self.id


class Strict(BaseModel):
    """A JSON object with these keys, all of them and no other, and no value bent into another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class TurnLine(Strict):
    """One entry of `history`."""

    role: Literal["user", "assistant"]
    content: str


class EvidenceLine(Strict):
    """One entry of `evidence`."""

    article_id: str = Field(min_length=1)
    quote: str = Field(min_length=1)


class GoldLine(Strict):
    """One line of a gold file, as it is written."""

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    history: list[TurnLine]
    as_of: date | None
    slice: Slice
    answers: list[list[str]]
    must_not: list[str]
    answerable: bool
    reason: Reason | None
    evidence: list[EvidenceLine]
    sources: int | None = Field(ge=1)
    conflict: bool | None
    added: date
    version: int = Field(ge=1)


def load_gold(path: Path, articles: Mapping[str, Article]) -> list[GoldPair]:
    """Read a gold file, in its order, and check every pair against the articles by id.

    Raises:
        GoldError: the file is missing or empty, or a line has a wrong key or value, a known id, an unknown slice,
            no reason, or evidence that is missing or does not stand in its article.
    """
    if not path.is_file():
        raise GoldError(f"{path}: no such gold file; `--data` names the folder that holds the sets")
    pairs: list[GoldPair] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            pair = _pair(GoldLine.model_validate_json(line), articles)
        except ValueError as error:
            problems += [f"{path}:{number}: {said}" for said in _said(error)]
            continue
        faults = list(_faults(pair, articles))
        if pair.id in seen:
            faults.append(f"id {pair.id!r} stands in line {seen[pair.id]} already")
        problems += [f"{path}:{number}: {fault}" for fault in faults]
        seen.setdefault(pair.id, number)
        pairs.append(pair)
    if not pairs and not problems:
        problems = [f"{path}:1: the file holds no pair"]
    if problems:
        more = len(problems) - SHOWN_PROBLEMS
        raise GoldError("\n".join(problems[:SHOWN_PROBLEMS] + ([f"and {more} more"] if more > 0 else [])))
    return pairs


def _pair(line: GoldLine, articles: Mapping[str, Article]) -> GoldPair:
    """Turn a line into a pair, with every place of its evidence located."""
    texts = {one.article_id: articles[one.article_id].text for one in line.evidence if one.article_id in articles}
    return GoldPair(
        id=line.id,
        question=line.question,
        slice=line.slice,
        answerable=line.answerable,
        answers=tuple(tuple(group) for group in line.answers),
        must_not=tuple(line.must_not),
        reason=line.reason,
        evidence=tuple(
            Evidence(
                article_id=one.article_id,
                quote=one.quote,
                spans=places(texts.get(one.article_id, ""), one.quote),
            )
            for one in line.evidence
        ),
        history=tuple(Turn(role=turn.role, content=turn.content) for turn in line.history),
        as_of=line.as_of,
        sources=line.sources,
        conflict=line.conflict,
        added=line.added,
        version=line.version,
    )


def _faults(pair: GoldPair, articles: Mapping[str, Article]) -> Iterator[str]:
    """What contradicts itself in a pair, or is not borne out by the articles."""
    if pair.answerable:
        if pair.reason is not None:
            yield f"{pair.id}: an answerable pair has no reason, but this has {pair.reason!r}"
        if not pair.answers or not all(group and all(map(str.strip, group)) for group in pair.answers):
            yield f"{pair.id}: an answerable pair needs groups of accepted wordings, none of them empty"
        if not pair.evidence:
            yield f"{pair.id}: evidence is missing; quote the words of the article that carry the answer"
    else:
        if pair.reason is None:
            yield f"{pair.id}: reason is missing; an unanswerable pair says one of {', '.join(get_args(Reason))}"
        if pair.answers:
            yield f"{pair.id}: an unanswerable pair has no answers, but this has {len(pair.answers)} groups"
    yield from _unfounded(pair, articles)


def _unfounded(pair: GoldPair, articles: Mapping[str, Article]) -> Iterator[str]:
    """What a pair's evidence does not bear out."""
    for one in pair.evidence:
        if one.article_id not in articles:
            yield f"{pair.id}: evidence names article {one.article_id!r}, which is not in the corpus"
        elif not one.spans:
            yield f"{pair.id}: evidence does not stand in article {one.article_id}: {one.quote[:80]!r}"
        for wording in pair.must_not if pair.answerable else ():
            if holds(one.quote, wording):
                yield f"{pair.id}: must_not {wording!r} stands in its own evidence: {one.quote[:80]!r}"


def _said(error: ValueError) -> list[str]:
    """Words for what pydantic found, without the input it would echo."""
    if not isinstance(error, ValidationError):
        return [str(error)]
    found = error.errors(include_url=False, include_input=False)
    return [f"{'.'.join(map(str, one['loc'])) or 'line'}: {one['msg']}" for one in found]
