"""A question asked within some publishers: only their articles are found, by words and by meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.settings import Settings
from index.search import Index, Weights
from index.select import Selector
from tests.integration.counting import CountingEmbedder, open_index
from tests.integration.test_search import indexed

WALL = "The harbour wall of Norrick was raised by {} metres after the flood, the port authority said."


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """130 reports by one paper, one each by two others, one by nobody known."""
    crowd = [
        {"id": f"press-{n}", "title": f"Wall {n}", "text": f"{WALL.format(n)} Notice {n}.", "publisher": "Corvan Press"}
        for n in range(130)
    ]
    few = [
        {"id": "post", "title": "Budget", "text": "Norrick plans a budget for its harbour.", "publisher": "Élan Post"},
        {"id": "times", "title": "Flood", "text": "The flood reached the harbour wall.", "publisher": "Lunesta Times"},
        {"id": "nobody", "title": "Notes", "text": "The port of Norrick was closed for a week."},
    ]
    indexed(tmp_path, *crowd, *few).close()
    return tmp_path


@pytest.mark.parametrize(
    ("publishers", "ids"),
    [
        (["Élan Post"], {"post"}),
        (["éLAN pOST", "lunesta times"], {"post", "times"}),
        ([""], {"nobody"}),
        (["Lunesta"], set()),
        (["Nobody's Paper"], set()),
        (["Nobody's Paper", "Lunesta Times"], {"times"}),
    ],
)
def test_only_the_named_publishers_are_found(papers: Path, publishers: list[str], ids: set[str]) -> None:
    index = open_index(papers)
    hits = index.search(["harbour wall of Norrick"], k=5, publishers=publishers)
    assert {hit.passage.article_id for hit in hits} == ids
    found = index.as_retriever(k=5, publishers=publishers).retrieve("harbour wall of Norrick")
    assert {one.node.source_node.node_id for one in found if one.node.source_node} == ids
    index.close()


def test_neither_words_nor_meaning_alone_reach_past_the_named(papers: Path) -> None:
    for dense in (0.0, 1.0):
        index = Index(papers, CountingEmbedder(), weights=Weights(dense=dense))
        hits = index.search(["harbour wall of Norrick"], k=5, publishers=["Lunesta Times"])
        assert {hit.passage.article_id for hit in hits} == {"times"}
        index.close()


def test_no_publishers_are_all_of_them(papers: Path) -> None:
    index = open_index(papers)
    assert index.search(["harbour"], k=9, publishers=[]) == index.search(["harbour"], k=9)
    index.close()


def test_an_answer_comes_from_the_named_publishers_or_says_that_there_is_none(papers: Path, selector: Selector) -> None:
    index = open_index(papers)
    assistant = Assistant(
        index=index, embedder=CountingEmbedder(), selector=selector, model=None, settings=Settings(home=papers)
    )
    question = "What did the flood reach?"
    for publishers, ids in ((["lunesta times"], {"times"}), (["Nobody's Paper"], set())):
        answer = assistant.ask(question, publishers=publishers)
        assert {hit.passage.article_id for hit in answer.read} == ids
        assert {quote.article.id for claim in answer.claims for quote in claim.quotes} == ids
        assert bool(answer.reason) == (not ids)
        *_, streamed = assistant.stream(question, publishers=publishers)
        assert isinstance(streamed, Answer)
        assert (streamed.claims, streamed.reason) == (answer.claims, answer.reason)
    index.close()


def test_an_event_is_read_in_several_papers_where_several_tell_of_it(tmp_path: Path, selector: Selector) -> None:
    same = [
        {"id": f"press-{n}", "title": f"Wall {n}", "text": f"{WALL.format(n)} Notice {n}.", "publisher": "Corvan Press"}
        for n in range(30)
    ]
    others = [
        {
            "id": f"{paper}-1",
            "title": "Flood",
            "text": f"The {paper} saw the harbour wall of Norrick.",
            "publisher": paper,
        }
        for paper in ("post", "times", "herald")
    ]
    index = indexed(tmp_path, *same, *others)
    for question, most in (("What happened to the harbour wall of Norrick?", 2), ("Which wall was raised?", None)):
        hits = index.search([question], k=8, per_publisher=most)
        told_by = [hit.passage.article_id.partition("-")[0] for hit in hits]
        assert len(hits) == 8
        assert (told_by[:5].count("press") == 2) == (most == 2)
        assert ({*told_by[:5]} == {"press", "post", "times", "herald"}) == (most == 2)

    settings = Settings(home=tmp_path, per_publisher=2)
    assistant = Assistant(index=index, embedder=CountingEmbedder(), selector=selector, model=None, settings=settings)
    question = "What happened to the harbour wall of Norrick?"
    read = [hit.passage.article_id.partition("-")[0] for hit in assistant.ask(question).read]
    assert {"press", "post", "times", "herald"} == {*read[:5]}
    alone = assistant.ask(question, publishers=["Corvan Press"]).read
    assert len(alone) == settings.keep, "nothing is left out where only one paper tells of it"
    index.close()


def test_an_article_stored_while_a_question_is_asked_disturbs_no_filter(
    papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index(papers)
    before = index.dense()
    indexed(papers, {"id": "new", "title": "New", "text": "The harbour wall leaks.", "publisher": "Élan Post"}).close()
    monkeypatch.setattr(index, "dense", lambda: before)  # as if it came after the vectors were read
    hits = index.search(["harbour wall"], k=5, publishers=["Élan Post"])
    assert "new" in {hit.passage.article_id for hit in hits}, "its words are found; its meaning at the next question"
    index.close()
