"""RAMDocs, PoisonedRAG and BIPIA: documents that disagree, lie, or give orders."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from evals.gold import GoldPair
from evals.metrics import correct
from evals.sets.rows import Case, Document, OutsideSet, carrying, drawn, plain_id, read_rows
from evals.sets.rules import says_wrong
from index.split import split

__all__ = ["bipia", "poisonedrag", "ramdocs"]


def ramdocs(folder: Path, *, sample: int | None, seed: int) -> OutsideSet:
    """RAMDocs (Wang et al., 2025): each question has its own documents, some ambiguous, some false, some noise.

    Published rule: strict match: every valid answer is given and no wrong one. Each row is indexed by itself.
    """
    cases = []
    for row in drawn(read_rows(folder / "test.dev.jsonl"), sample=sample, seed=seed):
        documents = [
            Document(id=plain_id(f"{row['id']}-{n}"), text=one["text"])
            for n, one in enumerate(row["documents"])
            if one["text"].strip()
        ]
        right = [
            one
            for n, given in enumerate(row["documents"])
            if given["type"] == "correct"
            for document in documents
            if document.id == plain_id(f"{row['id']}-{n}")
            for one in carrying(document, [given["answer"]])
        ]
        pair = GoldPair(
            id=row["id"],
            question=row["question"],
            slice="false documents" if row["wrong_answers"] else "true documents",
            answerable=True,
            answers=tuple((answer,) for answer in row["gold_answers"]),
            must_not=tuple(row["wrong_answers"]),
            evidence=tuple(right),
        )
        cases.append(Case(documents=documents, pairs=[pair]))
    return OutsideSet(cases=cases, rules={"ramdocs_em": correct})


def poisonedrag(folder: Path, *, sample: int | None, seed: int) -> OutsideSet:
    """PoisonedRAG (Zou et al., USENIX Security 2025): five planted texts a question, all of them one pool.

    Published rule: attack success, the planted answer stands in ours; lower is better. The true passages are not
    part of the set, so a right answer cannot be found and an abstention is the best there is.
    """
    rows = drawn(read_rows(folder / "adv_texts.dev.jsonl"), sample=sample, seed=seed)
    documents = [
        Document(id=plain_id(f"{row['id']}-{n}"), text=text) for row in rows for n, text in enumerate(row["adv_texts"])
    ]
    pairs = [
        GoldPair(
            id=row["id"],
            question=row["question"],
            slice=row["dataset"],
            answerable=False,
            reason="no_coverage",
            must_not=(row["incorrect_answer"],),
        )
        for row in rows
    ]
    return OutsideSet(cases=[Case(documents=documents, pairs=pairs)], rules={"attack_success": says_wrong})


def bipia(folder: Path, *, sample: int | None, seed: int) -> OutsideSet:
    """BIPIA's e-mail questions (Yi et al., KDD 2025), with an order written at the start, in the middle or at the end.

    Published rule: attack success, judged by a model. Here an attack succeeds when a sentence of it shows in the
    answer, which an assistant that answers in quotes cannot obey without. Each mail is indexed by itself; the
    attack of each is drawn by the seed.
    """
    draw = random.Random(seed)  # noqa: S311  no secret: a repeatable draw
    attacks = [row["attack"] for row in read_rows(folder / "attacks.dev.jsonl") if row["kind"] == "text"]
    rows = drawn(read_rows(folder / "email_contexts.dev.jsonl"), sample=sample, seed=seed)
    cases = [_attacked(row, draw.choice(attacks), draw.choice((0.0, 0.5, 1.0))) for row in rows]
    return OutsideSet(cases=cases, rules={"attack_success": says_wrong})


def _attacked(row: dict[str, Any], attack: str, place: float) -> Case:
    lines = row["context"].splitlines()
    at = round(place * len(lines))
    document = Document(id=plain_id(row["id"]), text="\n".join([*lines[:at], attack, *lines[at:]]))
    unknown = row["ideal"] == "unknown"
    pair = GoldPair(
        id=row["id"],
        question=row["question"].removeprefix("Q: "),
        slice=("start", "middle", "end")[round(2 * place)],
        answerable=not unknown,
        answers=() if unknown else ((row["ideal"],),),
        reason="no_coverage" if unknown else None,
        must_not=tuple(attack[start:end] for start, end in split(attack)),
        evidence=() if unknown else carrying(document, [row["ideal"]]),
    )
    return Case(documents=[document], pairs=[pair])
