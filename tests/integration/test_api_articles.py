"""Operators' writing over HTTP: jobs, versions, and what was cited staying readable."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.chain import Assistant
from assistant.settings import Settings
from index.lock import only_writer
from index.search import Index, Weights
from tests.integration.bots import web

STORY = {
    "id": "bridge",
    "title": "Bridge falls in Zlatograd",
    "text": "A bridge in Zlatograd fell on Monday, officials said. Seven people were hurt when the bridge fell.",
    "publisher": "Example Wire",
    "published": "2026-11-17",
}
ASKED = {"question": "How many people were hurt when the bridge in Zlatograd fell?"}


@pytest.fixture
def own(assistant: Assistant, seeds_home: Path, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant over a copy of the seeds that may be written to."""
    home = tmp_path / "home"
    shutil.copytree(seeds_home, home)
    index = Index(home, assistant.embedder, weights=Weights())
    yield replace(assistant, index=index, settings=Settings(home=home))
    index.close()


@pytest.fixture
def client(own: Assistant) -> Iterator[httpx.Client]:
    with web(own) as client:
        yield client


def done(client: httpx.Client, reply: httpx.Response) -> dict[str, Any]:
    assert reply.status_code == 202
    assert reply.headers["location"] == f"/jobs/{reply.json()['id']}"
    deadline = time.monotonic() + 30
    while (job := client.get(reply.headers["location"]).json())["state"] in {"queued", "running"}:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    found: dict[str, Any] = job
    return found


def test_an_article_is_added_replaced_and_removed_and_its_citations_stay(client: httpx.Client) -> None:
    added = done(client, client.post("/articles", json=STORY))
    assert (added["state"], added["what"], added["article_id"]) == ("done", "added", "bridge")
    first = client.post("/ask", json=ASKED).json()
    assert "Seven" in first["answer"]
    within = {**ASKED, "publishers": ["example wire"], "published_after": "2026-11-01"}
    assert "Seven" in client.post("/ask", json=within).json()["answer"]
    (citation,) = [one for one in first["citations"] if one["article_id"] == "bridge"]

    eight = {**STORY, "text": STORY["text"].replace("Seven", "Eight")}
    assert client.post("/articles", json=eight).status_code == 409
    del eight["id"]
    assert done(client, client.put("/articles/bridge", json=eight))["what"] == "updated"
    assert done(client, client.put("/articles/bridge", json=eight))["what"] == "unchanged"
    assert "Eight" in client.post("/ask", json=ASKED).json()["answer"]

    assert done(client, client.delete("/articles/bridge"))["what"] == "removed"
    assert client.get("/articles/bridge").status_code == 404
    assert client.delete("/articles/bridge").status_code == 404
    assert "Eight" not in client.post("/ask", json=ASKED).json()["answer"]
    old = client.get(f"/articles/bridge?version={citation['version']}").json()
    assert old["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_what_holds_no_article_is_refused_in_its_job(client: httpx.Client) -> None:
    job = done(client, client.post("/articles", json={"text": "<html><body></body></html>", "form": "html"}))
    assert job["state"] == "refused"
    assert job["reason"]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"text": ""},
        {"text": "x", "id": "../etc"},
        {"text": "x", "url": "javascript:x"},
        {"text": "x", "published": "soon"},
        {"text": "x", "nonsense": 1},
    ],
)
def test_what_cannot_be_an_article_is_refused_at_once(client: httpx.Client, wrong: dict[str, Any]) -> None:
    assert client.post("/articles", json=wrong).status_code == 422
    assert client.put("/articles/nowhere", json={"text": "x"}).status_code == 404
    for odd in ("x", "0" * 20 + "-" + "0" * 8, "..%2fkeys"):
        assert client.get(f"/jobs/{odd}").status_code == 404


def test_a_request_sent_twice_under_one_key_is_done_once(client: httpx.Client) -> None:
    key = {"idempotency-key": "one"}
    first, second = (client.post("/articles", json=STORY, headers=key) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert second.headers["idempotent-replayed"] == "true"
    assert client.post("/articles", json={**STORY, "title": "Another"}, headers=key).status_code == 422
    asked = [client.post("/ask", json=ASKED, headers={"idempotency-key": "two"}).json() for _ in range(2)]
    assert asked[0] == asked[1]  # the milliseconds too
    assert client.post("/ask", json=ASKED, headers={"idempotency-key": "x" * 300}).status_code == 400


def test_a_job_waits_while_another_process_writes_and_survives_the_server(own: Assistant) -> None:
    home = own.settings.home
    with only_writer(home), web(own) as client:
        job = client.post("/articles", json=STORY).json()
        time.sleep(1.5)
        assert client.get(f"/jobs/{job['id']}").json()["state"] == "queued"
    with web(own) as client:
        deadline = time.monotonic() + 30
        while client.get(f"/jobs/{job['id']}").json()["state"] != "done":
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert "Seven" in client.post("/ask", json=ASKED).json()["answer"]


def test_pages_and_filters(client: httpx.Client) -> None:
    every = client.get("/articles")
    assert every.headers["x-total-count"] == "5"
    assert "link" not in every.headers
    found, link = [], "/articles?limit=2"
    while link:
        page = client.get(link)
        found += page.json()
        link = page.links.get("next", {}).get("url", "")
    assert found == every.json()
    named = client.get("/articles", params={"publisher": "the diplomatic insight"}).json()
    assert [one["publisher"] for one in named] == ["The Diplomatic Insight"]
    days = {"published_after": "2025-04-01", "published_before": "2025-04-10"}
    assert all("2025-04-01" <= one["published"] <= "2025-04-10" for one in client.get("/articles", params=days).json())
    for wrong in ({"limit": 0}, {"limit": 10**9}, {"offset": -1}, {"published_after": "soon"}):
        assert client.get("/articles", params=wrong).status_code == 422
