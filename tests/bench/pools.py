"""Texts and the questions asked of them: our own gold pairs, and the public sets where their files are."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from assistant.rewrite import Turn, rewrite
from assistant.settings import Settings
from evals.ask import RetrievedJson
from evals.bench import gold_parts
from evals.evidence import needs, reads
from evals.gold import Evidence
from evals.match import same_words
from evals.sets.rows import Document, plain_id, read_rows

__all__ = ["DATA", "Asked", "Pool", "contexts", "gold", "multihop"]

DATA = Path(os.environ.get("BENCH_DATA", Path(__file__).parents[3] / "shared" / "data"))
Need = Callable[[RetrievedJson], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, what has to be found for it, and the last day of publication that counts."""

    question: str
    queries: Sequence[str]
    needs: Sequence[Need]
    slice: str = ""
    before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Texts at a place, and the questions asked of them."""

    name: str
    place: Path
    asked: Sequence[Asked]


def gold(name: str, place: Path) -> Pool:
    """Our own gold pairs; what has to be found is the quoted evidence, in its article or word for word in a copy."""
    part = gold_parts([name], Settings())[0]

    asked = []
    for pair in part.pairs:
        history = [Turn(role=turn.role, content=turn.content) for turn in pair.history]
        read = rewrite(pair.question, history=history, as_of=pair.as_of)
        wanted = [partial(_quoted, choice) for choice in needs(pair)] if pair.answerable else []
        if wanted:
            one = Asked(
                question=read.standalone, queries=read.queries, needs=wanted, slice=pair.slice, before=pair.as_of
            )
            asked.append(one)
    return Pool(name=name, place=place, asked=asked)


def multihop(folder: Path) -> Pool:
    """MultiHop-RAG: each gold sentence under its headline is an article; all sentences of a question must be found."""
    documents = [
        Document(
            id=row["passage_id"], title=row["title"], text=row["text"], publisher=row.get("source"),
            published=(row.get("published_at") or "")[:10] or None,
        )
        for row in read_rows(DATA / "multihoprag" / "passages.jsonl")
    ]  # fmt: skip
    rows = [row for row in read_rows(DATA / "multihoprag" / "queries.dev.jsonl") if row["answerable"]]
    wanted = [(row["question"], [one["passage_id"] for one in row["evidence"]]) for row in rows]
    return _pool("multihoprag", folder, documents, wanted)


def contexts(name: str, folder: Path) -> Pool:
    """SQuAD2's or CLAP-NQ's contexts as one pool; the own one of each question has to be found.

    SQuAD2's questions that cannot be answered are left out; CLAP-NQ's are asked too, though they are paired with a text
    that does not tell ("when does it get dark in new york": Banksy).
    """
    if name == "squad2":
        texts = [
            (row["context_id"], row["title"], row["text"]) for row in read_rows(DATA / name / "contexts.dev.jsonl")
        ]
        questions = [row for row in read_rows(DATA / name / "questions.dev.jsonl") if not row["is_impossible"]]
        wanted = [(row["question"], [row["context_id"]]) for row in questions]
    else:
        rows = [(row, row["passages"][0]) for row in read_rows(DATA / name / "dev.dev.jsonl")]
        texts = [(plain_id(row["id"]), passage["title"], passage["text"]) for row, passage in rows]
        wanted = [(row["question"], [plain_id(row["id"])]) for row, _ in rows]
    return _pool(name, folder, [Document(id=id_, title=title, text=text) for id_, title, text in texts], wanted)


def _pool(name: str, folder: Path, documents: Sequence[Document], wanted: Sequence[tuple[str, list[str]]]) -> Pool:
    place = folder / f"{name}.jsonl"
    place.write_text("".join(document.record() + "\n" for document in documents), encoding="utf-8")

    known = {document.id: document for document in documents}
    asked = [
        Asked(question=question, queries=[question], needs=[partial(_told, known[id_]) for id_ in ids])
        for question, ids in wanted
    ]
    return Pool(name=name, place=place, asked=asked)


def _quoted(choice: Sequence[Evidence], found: RetrievedJson) -> bool:
    return any(reads(found, one) for one in choice)


def _told(document: Document, found: RetrievedJson) -> bool:
    """Whether it is of the text, or stands in it word for word: the sets hold some texts under several ids."""
    return found["article_id"] == document.id or same_words(f"{document.title} {document.text}", found["text"])
