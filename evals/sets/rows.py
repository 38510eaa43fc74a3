"""What every outside set is turned into: documents to index, and pairs to ask about them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from evals.gold import Evidence, GoldPair
from evals.match import holds, places
from evals.score import Rule
from index.article import Article
from index.split import split

__all__ = ["Case", "Document", "OutsideSet", "SetError", "carrying", "drawn", "locate", "plain_id", "read_rows"]


class SetError(ValueError):
    """An outside set cannot be read; the message names the file and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as a set gives it. `id` matches [a-z0-9_-]{1,80}; `published` is ISO or None."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None

    def record(self) -> str:
        """The document as one JSON line that the index line reads."""
        return json.dumps({key: value for key, value in asdict(self).items() if value}, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Documents that are indexed together, and the pairs asked of them and of nothing else."""

    documents: Sequence[Document]
    pairs: Sequence[GoldPair]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSet:
    """A set read and sampled; `rules` are its own published scores by column name."""

    cases: Sequence[Case]
    rules: Mapping[str, Rule] = field(default_factory=dict)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Every object of a JSON lines file.

    Raises:
        SetError: the file is missing, or a line is not an object.
    """
    if not path.is_file():
        raise SetError(f"{path}: no such file; `--data` names the folder that holds a folder for each set")
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SetError(f"{path}:{number}: is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise SetError(f"{path}:{number}: is not a JSON object")
        rows.append(row)
    return rows


def drawn(rows: Sequence[dict[str, Any]], *, sample: int | None, seed: int) -> list[dict[str, Any]]:
    """A seeded sample without replacement, in the set's order; all rows where the sample is None or larger."""
    if sample is None or sample >= len(rows):
        return list(rows)
    chosen = sorted(random.Random(seed).sample(range(len(rows)), sample))  # noqa: S311  no secret: a repeatable draw
    return [rows[place] for place in chosen]


def plain_id(text: str) -> str:
    """A set's own id as an article id: small letters, digits, "-" and "_", at most 80.

    >>> plain_id("prag-NQ:test/11")
    'prag-nq-test-11'
    """
    return re.sub(r"[^a-z0-9_-]+", "-", text.lower())[:80]


def carrying(document: Document, wordings: Sequence[str]) -> tuple[Evidence, ...]:
    """The sentences of a document that hold one of the wordings: evidence for sets that give an answer and no span."""
    sentences = (document.text[start:end] for start, end in split(document.text))
    return tuple(
        Evidence(article_id=document.id, quote=sentence, spans=())
        for sentence in dict.fromkeys(sentences)
        if any(holds(sentence, wording) for wording in wordings)
    )


def locate(pair: GoldPair, articles: Mapping[str, Article]) -> GoldPair:
    """The pair with its evidence found in the articles as indexed; what cleaning changed keeps no span and is unmet."""
    texts = {one.article_id: articles[one.article_id].text for one in pair.evidence if one.article_id in articles}
    found = tuple(replace(one, spans=places(texts.get(one.article_id, ""), one.quote)) for one in pair.evidence)
    return replace(pair, evidence=found)
