"""A pinned model's verdict on an answer: it informs beside the exact scores, and never gates."""

from __future__ import annotations

import json
import re
from pathlib import Path

from assistant.model import ModelError
from evals.ask import Asked
from evals.gold import GoldPair
from evals.metrics import shown_text
from evals.replay import ChatModel

__all__ = ["judge"]

PROMPT = Path(__file__).with_suffix(".md")
VERDICT = re.compile(r"\W*(RIGHT|WRONG)\b", re.IGNORECASE)
MAX_TOKENS = 8
DEADLINE_S = 30.0


def judge(pair: GoldPair, asked: Asked, model: ChatModel) -> float | None:
    """1 for RIGHT, 0 for WRONG, None where the model fails or says anything else.

    Question, expected answer and answer go as one JSON object, so that none of them can close its quotation marks.
    Source: Zheng et al., Judging LLM-as-a-Judge, NeurIPS 2023: reference-guided single grading.
    """
    expected = " and ".join(" or ".join(group) for group in pair.answers)
    graded = {
        "question": pair.question,
        "expected": expected or f"an abstention: {pair.reason}",
        "must not say": list(pair.must_not),
        "answer": shown_text(asked.answer),
        "abstained": asked.answer["abstained"],
    }
    try:
        reply = model.complete(
            system=PROMPT.read_text(encoding="utf-8"),
            user=json.dumps(graded, ensure_ascii=False, indent=1),
            max_tokens=MAX_TOKENS,
            deadline_s=DEADLINE_S,
        )
    except ModelError:
        return None
    said = VERDICT.match(reply.text)
    return float(said.group(1).upper() == "RIGHT") if said else None
