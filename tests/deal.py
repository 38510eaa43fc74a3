"""One question about the tiny articles, and answers to it: right, stale, and none."""

from __future__ import annotations

from evals.gold import Evidence, GoldPair
from evals.match import places
from tests.tiny_gold import ARTICLES, DEAL, NO_DEAL, Said, said


def evidence(article_id: str, quote: str) -> Evidence:
    return Evidence(article_id=article_id, quote=quote, spans=places(ARTICLES[article_id].text, quote))


def pair(**more: object) -> GoldPair:
    fields = {
        "id": "p",
        "question": "When was the deal?",
        "slice": "fact",
        "answerable": True,
        "answers": (("June 9", "9 June"),),
        "must_not": ("May 3",),
        "evidence": (evidence("later", DEAL),),
    } | more
    return GoldPair(**fields)  # type: ignore[arg-type]


SILENT = pair(answerable=False, answers=(), must_not=(), evidence=(), reason="no_coverage")
RIGHT = said(pair(), [Said(DEAL, "later", DEAL)])
STALE = said(pair(), [Said(NO_DEAL, "wire", NO_DEAL)])
ABSTAINED = said(pair(), [], reason="no_coverage", sources=0)
