"""SQuAD 2.0, CLAP-NQ and TimeBench: read a text, answer or abstain."""

from __future__ import annotations

from pathlib import Path

from evals.gold import Evidence, GoldPair
from evals.sets.rows import Case, Document, OutsideSet, carrying, drawn, plain_id, read_rows
from evals.sets.rules import exact_match, rouge_l, token_f1

__all__ = ["clapnq", "squad2", "timebench"]


def squad2(folder: Path, *, sample: int | None, seed: int) -> OutsideSet:
    """SQuAD 2.0 (Rajpurkar et al., ACL 2018): all contexts are one pool, so the right one has to be found first.

    Published rule: exact match and word F1, answerable and unanswerable apart. Evidence is every sentence of the
    question's context that holds a gold answer, since the rows give no offsets.
    """
    contexts = {
        row["context_id"]: Document(id=plain_id(row["context_id"]), title=row["title"], text=row["text"])
        for row in read_rows(folder / "contexts.dev.jsonl")
    }
    pairs = [
        GoldPair(
            id=row["id"],
            question=row["question"],
            slice="unanswerable" if row["is_impossible"] else "answerable",
            answerable=not row["is_impossible"],
            answers=(tuple(dict.fromkeys(row["answers"])),) if row["answers"] else (),
            reason="no_coverage" if row["is_impossible"] else None,
            evidence=carrying(contexts[row["context_id"]], row["answers"]),
        )
        for row in drawn(read_rows(folder / "questions.dev.jsonl"), sample=sample, seed=seed)
    ]
    rules = {"squad_em": exact_match, "squad_f1": token_f1}
    return OutsideSet(cases=[Case(documents=list(contexts.values()), pairs=pairs)], rules=rules)


def clapnq(folder: Path, *, sample: int | None, seed: int) -> OutsideSet:
    """CLAP-NQ (Rosenthal et al., TACL 2025): long answers from one passage, or none; the rows' passages are one pool.

    Published rule: ROUGE-L against the written answers. Right, for our own metrics, is an answer with one of the
    sentences that the annotators chose, since written answers are never repeated word for word.
    """
    rows = read_rows(folder / "dev.dev.jsonl")
    documents = {
        row["id"]: Document(id=plain_id(row["id"]), title=row["passages"][0]["title"], text=row["passages"][0]["text"])
        for row in rows
    }
    chosen = {row["id"]: [s for group in row["selected_sentences"] for s in group] for row in rows}
    pairs = [
        GoldPair(
            id=row["id"],
            question=row["question"],
            slice="answerable" if row["answerable"] else "unanswerable",
            answerable=row["answerable"],
            answers=(tuple(dict.fromkeys([*chosen[row["id"]], *row["answers"]])),) if row["answerable"] else (),
            reason=None if row["answerable"] else "no_coverage",
            evidence=tuple(
                Evidence(article_id=documents[row["id"]].id, quote=quote, spans=())
                for quote in dict.fromkeys(chosen[row["id"]])
                if row["answerable"]
            ),
        )
        for row in drawn(rows, sample=sample, seed=seed)
    ]
    return OutsideSet(cases=[Case(documents=list(documents.values()), pairs=pairs)], rules={"rouge_l": rouge_l})


def timebench(folder: Path, *, sample: int | None, seed: int) -> OutsideSet:
    """TimeQA and MenatQA as in TimeBench (Chu et al., ACL 2024): the answer depends on the time asked about.

    Published rule: exact match and word F1. The texts of the drawn rows are one pool; a text that several rows
    share is indexed once.
    """
    documents: dict[str, Document] = {}
    pairs = []
    for row in drawn(read_rows(folder / "timeqa_menatqa.dev.jsonl"), sample=sample, seed=seed):
        document = documents.setdefault(row["context"], Document(id=plain_id(row["id"]), text=row["context"]))
        pairs.append(
            GoldPair(
                id=row["id"],
                question=row["question"],
                slice=row["subset"],
                answerable=row["answerable"],
                answers=(tuple(dict.fromkeys(row["answers"])),) if row["answerable"] else (),
                reason=None if row["answerable"] else "outside_period",
                evidence=carrying(document, row["answers"]) if row["answerable"] else (),
            )
        )
    rules = {"squad_em": exact_match, "squad_f1": token_f1}
    return OutsideSet(cases=[Case(documents=list(documents.values()), pairs=pairs)], rules=rules)
