from __future__ import annotations

from dataclasses import replace

import pytest

from evals.ask import Asked
from evals.gold import GoldPair
from evals.intervals import clustered, wilson
from evals.invariants import breaches
from evals.score import METRICS, measure, score, summarise
from tests.deal import ABSTAINED, RIGHT, SILENT, pair
from tests.tiny_gold import ARTICLES, DEAL, Said, said


def test_wilson_is_the_published_interval() -> None:
    # Brown, Cai & DasGupta 2001 and every calculator: 8 of 10 at 95 %.
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1
    with pytest.raises(ValueError, match="no interval"):
        wilson(0, 0)


def test_clusters_widen_an_interval() -> None:
    values = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0] * 10
    alone = clustered(values, list(range(60)), seed=1)
    together = clustered(values, ["a", "a", "a", "b", "b", "b"] * 10, seed=1)
    assert together == (0.0, 1.0)
    assert alone[1] - alone[0] < 0.3
    with pytest.raises(ValueError, match="cannot be paired"):
        clustered([], [], seed=1)


def test_an_article_may_hold_a_bracketed_number_of_its_own() -> None:
    noted = replace(ARTICLES["later"], id="noted", text="A note [7] stands here in the text.")
    asked = said(pair(), [Said(DEAL, "later", DEAL)])
    citation = asked.answer["citations"][0]
    citation.update({"article_id": "noted", "quote": noted.text, "start": 0, "end": len(noted.text)})
    asked.answer.update({"answer": f"{noted.text} [1]"})
    asked.answer["claims"][0].update({"text": noted.text, "start": 0, "end": len(noted.text)})
    assert breaches(pair(), asked, {"noted": noted}) == []
    asked.answer["answer"] += " And [9]."
    assert breaches(pair(), asked, {"noted": noted}) == [("citation-out-of-range", "[9] of 1")]


def test_an_answer_without_claims_is_a_breach_and_an_abstention_is_not() -> None:
    assert breaches(SILENT, ABSTAINED, ARTICLES) == []
    loose = said(pair(), [])
    assert ("claim-without-quote", "the answer has no claim") in breaches(pair(), loose, ARTICLES)


def test_every_item_metric_has_a_column() -> None:
    assert measure(pair(), RIGHT, ARTICLES).keys() <= METRICS.keys()


def scored(*pairs_and_asked: tuple[GoldPair, Asked]) -> dict[str, float | None]:
    items = [score(one, asked, ARTICLES) for one, asked in pairs_and_asked]
    return {name: rate.value for name, rate in summarise(items)["overall"].items()}


def test_groups_leave_out_what_is_none() -> None:
    rates = scored((pair(), RIGHT), (SILENT, ABSTAINED), (SILENT, RIGHT))
    assert rates["correct"] == pytest.approx(2 / 3)
    assert rates["cite_precision"] == 1
    assert rates["abstain_recall"] == 0.5
    assert rates["abstain_precision"] == 1
    assert rates["abstain_f1"] == pytest.approx(2 / 3)
    assert rates["tokens"] is None


def test_f1_is_none_without_anything_to_abstain_on_and_nought_without_success() -> None:
    assert scored((pair(), RIGHT))["abstain_f1"] is None
    assert scored((SILENT, RIGHT))["abstain_f1"] == 0
