"""The HTTP door under a real server: what it answers, and what it answers to nonsense."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from assistant.answer import AnswerJson

QUESTION = "Who led the US delegation in April?"


@pytest.fixture(scope="module")
def answer(web: httpx.Client) -> Any:
    reply = web.post("/ask", json={"question": QUESTION})
    assert reply.status_code == 200
    return reply.json()


def test_every_quote_is_the_text_of_the_article_and_every_claim_stands_in_the_answer(
    web: httpx.Client, answer: AnswerJson
) -> None:
    assert set(answer) == set(AnswerJson.__annotations__)
    assert "Sonata Coulter" in answer["answer"]
    assert answer["claims"]
    assert answer["citations"]
    for claim in answer["claims"]:
        assert answer["answer"][claim["start"] : claim["end"]] == claim["text"]
        assert claim["citations"]
        assert {*claim["citations"]} <= {citation["n"] for citation in answer["citations"]}
    for citation in answer["citations"]:
        for version in ("", f"?version={citation['version']}"):
            article = web.get(f"/articles/{citation['article_id']}{version}").json()
            assert article["text"][citation["start"] : citation["end"]] == citation["quote"]
            assert (article["title"], article["publisher"]) == (citation["title"], citation["publisher"])
    assert (answer["question"], answer["abstained"], answer["reason"], answer["model"]) == (
        QUESTION,
        False,
        None,
        "extract",
    )
    assert answer["as_of"] == "2025-04-15"


def test_an_abstention_is_an_answer_with_its_reason(web: httpx.Client) -> None:
    reply = web.post("/ask", json={"question": "How many medals did Ruritania win at the 1896 Olympics?"})
    assert reply.status_code == 200
    body = reply.json()
    assert body["abstained"] is True
    assert body["reason"] in {"no_coverage", "outside_period", "premise", "unclear"}
    assert body["answer"]
    for claim in body["claims"]:
        assert body["answer"][claim["start"] : claim["end"]] == claim["text"]


def test_only_articles_of_the_period_are_read(web: httpx.Client) -> None:
    body = web.post(
        "/ask",
        json={
            "question": "Where do the talks take place?",
            "published_after": "2025-04-01",
            "published_before": "2025-04-10",
        },
    ).json()
    assert all("2025-04-01" <= citation["published"] <= "2025-04-10" for citation in body["citations"])
    early = web.post("/ask", json={"question": QUESTION, "as_of": "2025-03-01"}).json()
    assert all(citation["published"] <= "2025-03-01" for citation in early["citations"])
    assert early["as_of"] == "2025-03-01"


def test_only_articles_of_the_publishers_are_read(web: httpx.Client) -> None:
    listed = web.get("/articles").json()
    for name in {one["publisher"] for one in listed}:  # None: of nobody known, asked for as ""
        body = web.post("/ask", json={"question": QUESTION, "publishers": [(name or "").upper()]}).json()
        assert {citation["publisher"] for citation in body["citations"]} <= {name}
    nobody = web.post("/ask", json={"question": QUESTION, "publishers": ["The Ruritanian Herald"]}).json()
    assert (nobody["abstained"], nobody["citations"]) == (True, [])


def test_earlier_turns_are_read(web: httpx.Client) -> None:
    history = [
        {"role": "user", "content": "Where were the talks in April held?"},
        {"role": "assistant", "content": "In Istanbul."},
    ]
    assert web.post("/ask", json={"question": "And who led the US delegation?", "history": history}).status_code == 200


def test_articles_are_listed_by_day_and_readable_one_by_one(web: httpx.Client) -> None:
    listed = web.get("/articles").json()
    assert len(listed) == 5
    days = [one["published"] for one in listed]
    assert days == sorted(days)
    for one in listed:
        article = web.get(f"/articles/{one['id']}").json()
        assert {key: article[key] for key in one} == one
        assert article["text"]
        for date in article["dates"]:
            assert 0 <= date["start"] < date["end"] <= len(article["text"])
            assert date["first"] <= date["last"]


def test_health_and_readiness(web: httpx.Client) -> None:
    assert web.get("/health").json() == {"status": "ok"}
    ready = web.get("/ready").json()
    assert (ready["status"], ready["articles"]) == ("ready", 5)
    assert ready["passages"] > 5


def test_the_page_is_served_at_the_root(web: httpx.Client) -> None:
    reply = web.get("/")
    assert reply.status_code == 200
    assert "Dateline" in reply.text


def test_the_description_is_valid_and_names_every_path(web: httpx.Client) -> None:
    described = web.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {"/ask", "/articles", "/articles/{article_id}", "/health", "/ready"} <= set(described["paths"])
    schemas = described["components"]["schemas"]
    for name in re.findall(r"#/components/schemas/([^\"]+)", json.dumps(described)):
        assert name in schemas
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            assert operation["operationId"]
    problems = described["paths"]["/ask"]["post"]["responses"]["422"]["content"]
    assert set(problems) == {"application/problem+json"}
    shown = described["paths"]["/ask"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert shown["$ref"].endswith("/AnswerJson")
    assert set(schemas["AnswerJson"]["properties"]) == set(AnswerJson.__annotations__)


def test_the_docs_name_no_foreign_host(web: httpx.Client) -> None:
    reply = web.get("/docs")
    assert reply.status_code == 200
    linked = re.findall(r"""(?:src|href)\s*=\s*["']([^"']+)""", reply.text)
    assert linked
    assert not [link for link in linked if re.match(r"(?:[a-z]+:)?//", link)]
    for link in linked:
        assert web.get(link).status_code == 200


def test_many_questions_at_once_get_the_same_answer(web: httpx.Client, answer: AnswerJson) -> None:
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: web.post("/ask", json={"question": QUESTION}).json(), range(16)))
    assert all({**reply, "took_ms": {}} == {**answer, "took_ms": {}} for reply in replies)
