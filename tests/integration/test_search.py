"""What a search finds, on a real Chroma and a real SQLite: the right passages, of the right days, each once."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from index.embed import Embedder, Vectors
from index.search import Index, Weights
from index.sync import sync
from tests.integration.counting import CountingEmbedder, open_index

HARBOUR = "The harbour wall of Norrick was raised by two metres after the flood, the port authority said."


def write(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def indexed(home: Path, *records: dict[str, str]) -> Index:
    place = write(home / "news.jsonl", *records)
    run = sync([str(place)], home=home, embedder=CountingEmbedder(), size=300, overlap=100, max_bytes=1_000_000)
    refused = [one.reason for one in run if one.what == "refused"]
    assert refused == []
    return open_index(home)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who led the US delegation in April?", "Sonata Coulter"),
        ("Where is the Pioneer Point dacha?", "Pioneer Point"),
        ("Which consulates of Russia were put under restriction?", "San Francisco"),
    ],
)
def test_the_passage_that_tells_is_among_the_first_three(
    seeds_home: Path, embedder: Embedder, question: str, words: str
) -> None:
    index = Index(seeds_home, embedder, weights=Weights())
    hits = index.search([question], k=3)
    assert any(words in hit.passage.text for hit in hits)
    index.close()


FILLING = "The council of Norrick met on Monday, and the mayor thanked all who had come to hear the debate."


class ByFirstWord:
    """Vectors of which the question's cosine is known, by how a text begins."""

    name = "by-first-word"
    near: ClassVar = {"When": 1.0, "Ferry": 0.4, "Investigators": 0.2, "Police": 0.25, "Bus": 0.1, "The": 0.0}

    def embed_query(self, text: str) -> Vectors:
        cosine = self.near[text.split(maxsplit=1)[0]]
        return np.array([cosine, math.sqrt(1 - cosine**2)], np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])


def test_a_headline_speaks_for_a_passage_that_does_not_say_what_it_is_about(tmp_path: Path) -> None:
    place = write(
        tmp_path / "news.jsonl",
        {
            "id": "ship",
            "title": "Ferry burns, two missing",
            "text": f"{FILLING}\n\nInvestigators expect to publish it soon.",
        },
        {"id": "bus", "title": "Bus overturns", "text": f"{FILLING}\n\nPolice expect to tell it within days."},
        {"id": "budget", "title": "The budget", "text": FILLING},
    )
    embedder = ByFirstWord()
    for _ in sync([str(place)], home=tmp_path, embedder=embedder, size=100, overlap=0, max_bytes=1_000_000):
        pass

    def first(headline: float) -> str:
        index = Index(tmp_path, embedder, weights=Weights(headline=headline))
        hits = index.search(["When will anybody know why the boat sank?"], k=8)
        index.close()
        return next(hit.passage.text for hit in hits if "expect" in hit.passage.text)

    assert (first(0.0), first(0.5)) == (
        "Police expect to tell it within days.", "Investigators expect to publish it soon.",
    )  # fmt: skip


def test_hits_are_spans_of_their_articles_best_first_and_at_most_k(seeds_home: Path, embedder: Embedder) -> None:
    index = Index(seeds_home, embedder, weights=Weights())
    for k in (1, 4, 30):
        hits = index.search(["What did the ministry say about the talks, and who came to Istanbul in April?"], k=k)
        assert 0 < len(hits) <= k
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        for hit in hits:
            article = index.article(hit.passage.article_id)
            assert article is not None
            assert hit.passage.text == article.text[hit.passage.start : hit.passage.end]
    index.close()


@pytest.mark.parametrize("query", ['"', "* OR *", "NEAR(a b)", "heading:talks", "AND", "-", "qwertzuiop", "é" * 300])
def test_what_looks_like_query_syntax_is_only_words(seeds_home: Path, embedder: Embedder, query: str) -> None:
    index = Index(seeds_home, embedder, weights=Weights())
    assert len(index.search([query], k=3)) == 3, "meaning finds something, however little the words do"
    index.close()


def test_a_period_is_searched_however_many_other_articles_rank_above_it(tmp_path: Path) -> None:
    first = date(2024, 1, 1)
    same = [
        {
            "id": f"later-{n}",
            "title": f"Harbour wall {n}",
            "text": f"{HARBOUR} Notice {n} of the harbour wall of Norrick.",
            "published": (first + timedelta(days=n)).isoformat(),
        }
        for n in range(1, 131)
    ]
    old = {"id": "old", "title": "Budget", "text": "Norrick plans a budget for its harbour.", "published": "2023-05-01"}
    undated = {"id": "undated", "title": "Norrick", "text": f"{HARBOUR} Nobody knows when."}
    index = indexed(tmp_path, *same, old, undated)

    def found(after: date | None, before: date | None) -> set[str]:
        hits = index.search(["harbour wall of Norrick"], k=3, after=after, before=before)
        return {hit.passage.article_id for hit in hits}

    assert found(None, date(2023, 12, 31)) == {"old"}
    assert found(date(2024, 5, 9), None) <= {f"later-{n}" for n in range(128, 131)} | {"later-129"}
    assert found(date(2022, 1, 1), date(2022, 12, 31)) == set()
    index.close()


def test_what_the_question_names_is_lifted(tmp_path: Path) -> None:
    papers = ["Veldorf Courier", "Norrick Herald", "Corvan Press", "Lunesta Times"]
    index = indexed(
        tmp_path,
        *(
            {
                "id": f"paper-{n}",
                "title": f"Council vote {word}",
                "text": f"The council voted on the tram line on its {word} reading, and the {word} count was close.",
                "publisher": paper,
                "published": f"2024-0{n + 1}-10",
            }
            for n, (paper, word) in enumerate(zip(papers, ["first", "second", "third", "fourth"], strict=True))
        ),
    )
    index.close()
    index = Index(tmp_path, CountingEmbedder(), weights=Weights(dense=0))  # its vectors mean nothing
    for n, paper in enumerate(papers):
        best = index.search([f"How did the council vote on the tram line, as the {paper.lower()} reported?"], k=4)[0]
        assert best.passage.article_id == f"paper-{n}"
        best = index.search([f"How did the council vote on the tram line on 2024-0{n + 1}-10?"], k=4)[0]
        assert best.passage.article_id == f"paper-{n}"
    index.close()


def test_copies_of_one_wire_text_take_one_place(tmp_path: Path) -> None:
    wire = (
        "A ferry with 84 people on board ran aground off the island of Selm on Tuesday night, the coast guard said. "
        "All passengers were brought ashore by fishing boats before dawn, and nobody was seriously hurt. "
        "The captain told investigators that the steering had failed twice on the same crossing in the week before."
    )
    index = indexed(
        tmp_path,
        {
            "id": "one",
            "title": "Ferry runs aground",
            "text": wire,
            "publisher": "Corvan Press",
            "published": "2024-03-06",
        },
        {"id": "two", "title": "Ferry runs aground", "text": wire, "publisher": "Selm Post", "published": "2024-03-06"},
        {"id": "other", "title": "Ferry prices", "text": "Ferry tickets to Selm cost more.", "published": "2024-03-01"},
    )
    assert index.catalog.copies() != {}
    hits = index.search(["How many people were on the ferry that ran aground off Selm?"], k=5)
    assert len({hit.passage.article_id for hit in hits} & {"one", "two"}) == 1
    index.close()


def test_an_article_that_was_taken_away_is_not_found(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    told = {"keep": HARBOUR, "gone": "A report gone by morning: the harbour wall leaks, a diver told the council."}
    for name, text in told.items():
        (folder / f"{name}.txt").write_text(f"Report {name}\n\n{text}\n", encoding="utf-8")
    home, embedder = tmp_path / "home", CountingEmbedder()

    def run() -> None:
        list(sync([str(folder)], home=home, embedder=embedder, size=300, overlap=100, max_bytes=100_000))

    run()
    index = open_index(home)
    assert any("report gone" in hit.passage.text for hit in index.search(["harbour wall"], k=5))
    (folder / "gone.txt").unlink()
    run()
    assert not any("report gone" in hit.passage.text for hit in index.search(["harbour wall"], k=5))
    index.close()
