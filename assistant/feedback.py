"""What readers thought of answers: kept as JSON lines in the data folder, given out as draft gold pairs."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from assistant.answer import AnswerJson
from assistant.chain import Turn
from assistant.respond import REASONS
from assistant.settings import load_settings

__all__ = ["Judgement", "drafts", "feedback_command", "keep"]

FEEDBACK = "feedback.jsonl"  # below DATELINE_HOME
MOST_BYTES = 20_000_000  # some thousand answers; then the operator has to take it away
MOST_WORDS = 2_000  # characters of a reader's own words


class TurnJson(TypedDict):
    """An earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


class Judgement(TypedDict):
    """One line of the file. `reason` is a key of `REASONS`; "" for a good answer, or where none was given."""

    at: str
    verdict: Literal["up", "down"]
    reason: str
    words: str
    history: list[TurnJson]
    answer: AnswerJson


def keep(
    home: Path, answer: AnswerJson, *, verdict: Literal["up", "down"], reason: str, words: str, history: Sequence[Turn]
) -> bool:
    """Add one judgement to the file in `home`; False when the file is full.

    A line is written at once and whole, so that several servers may share the folder.
    """
    line = Judgement(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        verdict=verdict,
        reason=reason if verdict == "down" and reason in REASONS else "",
        words=words.strip()[:MOST_WORDS],
        history=[TurnJson(role=turn.role, content=turn.content) for turn in history],
        answer=answer,
    )
    path = home / FEEDBACK
    if path.exists() and path.stat().st_size > MOST_BYTES:
        return False
    # Owner only: questions are private.
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, json.dumps(line, ensure_ascii=True).encode() + b"\n")
    finally:
        os.close(descriptor)
    return True


def drafts(path: Path, *, today: str) -> Iterator[dict[str, object]]:
    """A draft gold pair for each judgement, the last one of each question and answer, in the keys of a gold file.

    What a person has to decide is left open: a bad answer's right wordings are empty and its evidence too, so that the
    gold loader refuses the pair until they are written. `comment` says what the reader said; it has to be taken out.
    """
    reader, judged = TypeAdapter(Judgement), dict[str, Judgement]()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            one = reader.validate_json(line)
        except ValidationError:
            continue  # a line cut short by a full disk
        judged[_key(one)] = one
    for key, one in judged.items():
        yield _draft(key, one, today)


def feedback_command(out: str = "-") -> None:
    """Write what readers judged as draft gold pairs, one JSON object a line, to OUT or to the terminal."""
    lines = [
        json.dumps(draft, ensure_ascii=False)
        for draft in drafts(load_settings().home / FEEDBACK, today=datetime.now(UTC).date().isoformat())
    ]
    text = "".join(f"{line}\n" for line in lines)
    if out == "-":
        sys.stdout.write(text)
    else:
        Path(out).write_text(text, encoding="utf-8")
        sys.stderr.write(f"{len(lines)} draft gold pairs written to {out}; each needs a person's look\n")


def _key(one: Judgement) -> str:
    told = f"{one['answer']['question']}\0{one['answer']['answer']}".encode("utf-8", "replace")
    return hashlib.blake2s(told, digest_size=4).hexdigest()


def _draft(key: str, one: Judgement, today: str) -> dict[str, object]:
    answer = one["answer"]
    silent = answer["abstained"] if one["verdict"] == "up" else one["reason"] == "silent"
    good = one["verdict"] == "up" and not silent
    said = f"{one['verdict']}: {REASONS.get(one['reason'], 'no reason given')}. {one['words']}".strip()
    return {
        "id": f"feedback-{key}",
        "question": answer["question"],
        "history": one["history"],
        "as_of": answer["as_of"],
        "slice": "unanswerable" if silent else "follow-up" if one["history"] else "fact",
        "answers": [[claim["text"]] for claim in answer["claims"]] if good else [],
        "must_not": [],
        "answerable": not silent,
        "reason": (answer["reason"] or "no_coverage") if silent else None,
        "evidence": [
            {"article_id": citation["article_id"], "quote": citation["quote"]} for citation in answer["citations"]
        ]
        if good
        else [],
        "sources": answer["independent_sources"] or None if good else None,
        "conflict": bool(answer["disagreements"]) or None if good else None,
        "added": today,
        "version": 1,
        "comment": said,
    }
