"""The index on a real Chroma and a real SQLite: only what changed is read, and never what is gone."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Generator
from datetime import date
from pathlib import Path

import numpy as np

from index.catalog import Catalog
from index.embed import EMBEDDED, Embedder
from index.search import CATALOG, Index, Weights
from index.sync import sync
from index.vectors import rank_exactly
from tests.integration.counting import CountingEmbedder, answerable, fill, found, make, open_index

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_seeds_are_five_articles_whose_passages_are_their_text(seeds_home: Path, embedder: Embedder) -> None:
    catalog = Catalog(seeds_home / CATALOG)
    articles = {article.id: article for article in catalog.articles()}
    passages = catalog.passages(catalog.live_passages(articles))
    assert len(articles) == 5
    assert catalog.count() == (5, len(passages))
    for passage in passages.values():
        assert passage.text == articles[passage.article_id].text[passage.start : passage.end]
    assert catalog.meta()["embedding"] == embedder.name == EMBEDDED


def test_reading_the_seeds_refuses_nothing(tmp_path: Path) -> None:
    outcomes = make(tmp_path, CountingEmbedder(), SEEDS)
    assert [(one.source, one.reason) for one in outcomes if one.what == "refused"] == []


def test_a_second_run_changes_nothing_and_embeds_nothing(home: Path, news: Path) -> None:
    revision, embedder = Catalog(home / CATALOG).revision(), CountingEmbedder()
    assert [one.what for one in make(home, embedder, news)] == ["unchanged"] * 3
    assert embedder.passages == 0
    assert Catalog(home / CATALOG).revision() == revision


def test_only_a_changed_file_is_embedded_and_the_old_text_is_readable_by_version_only(home: Path, news: Path) -> None:
    before = {article.title: article for article in Catalog(home / CATALOG).articles()}
    fill(news, ada=answerable("Adaville", dead="seven"))
    embedder = CountingEmbedder()
    outcomes = {one.source: one for one in make(home, embedder, news)}
    assert {source: one.what for source, one in outcomes.items()} == {
        "ada.txt": "updated",
        "bor.txt": "unchanged",
        "cyr.txt": "unchanged",
    }
    assert embedder.passages == outcomes["ada.txt"].passages > 0
    index = open_index(home)
    old = next(article for title, article in before.items() if "Adaville" in title)
    new = index.article(old.id)
    assert new is not None
    assert "seven people" in new.text
    assert index.article(old.id, old.version) == old
    assert all("three people" not in hit.passage.text for hit in index.search(["Adaville injured people"], k=1))


def test_a_removed_file_is_in_no_later_answer(home: Path, news: Path) -> None:
    index = open_index(home)
    assert "Adaville" in found(index, "Adaville bridge")
    (news / "ada.txt").unlink()
    assert [one.what for one in make(home, CountingEmbedder(), news)] == ["unchanged", "unchanged", "removed"]
    assert "Adaville" not in found(index, "Adaville bridge")
    assert "Adaville" not in found(open_index(home), "Adaville bridge")
    assert Catalog(home / CATALOG).count()[0] == 2


def test_the_last_file_removed_leaves_an_index_that_finds_nothing(home: Path, news: Path) -> None:
    for file in news.iterdir():
        file.unlink()
    assert sorted(one.what for one in make(home, CountingEmbedder(), news)) == ["removed"] * 3
    assert open_index(home).search(["Adaville bridge"], k=5) == []


def test_a_folder_that_is_gone_is_refused_and_loses_nothing(home: Path, news: Path) -> None:
    shutil.rmtree(news)
    assert [one.what for one in make(home, CountingEmbedder(), news)] == ["refused"]
    assert Catalog(home / CATALOG).count()[0] == 3


def test_a_file_that_cannot_be_read_any_more_is_refused_and_loses_nothing(home: Path, news: Path) -> None:
    (news / "ada.txt").write_bytes(b"")
    assert {one.source: one.what for one in make(home, CountingEmbedder(), news)}["ada.txt"] == "refused"
    assert "Adaville" in found(open_index(home), "Adaville bridge")


def test_a_file_that_is_gone_but_still_named_by_a_manifest_is_removed(home: Path, news: Path) -> None:
    (news / "manifest.jsonl").write_text(json.dumps({"id": "mine", "file": "ada.txt", "sha256": "0" * 64}) + "\n")
    (news / "ada.txt").unlink()
    make(home, CountingEmbedder(), news)
    assert "Adaville" not in found(open_index(home), "Adaville bridge")


def test_a_line_taken_out_of_a_file_of_records_is_removed(tmp_path: Path) -> None:
    file, home = tmp_path / "all.jsonl", tmp_path / "home"
    lines = [json.dumps({"id": word.lower(), "text": answerable(word)}) for word in ("Adaville", "Borton")]
    file.write_text("\n".join(lines))
    assert [one.what for one in make(home, CountingEmbedder(), file)] == ["added", "added"]
    file.write_text(lines[0])
    assert [one.what for one in make(home, CountingEmbedder(), file)] == ["unchanged", "removed"]
    assert found(open_index(home), "bridge") == {"Adaville"}


def test_a_renamed_file_is_one_article_under_its_new_name(home: Path, news: Path) -> None:
    (news / "ada.txt").rename(news / "new.txt")
    outcomes = {one.source: one.what for one in make(home, CountingEmbedder(), news)}
    assert outcomes == {"bor.txt": "unchanged", "cyr.txt": "unchanged", "new.txt": "added", "ada.txt": "removed"}
    assert Catalog(home / CATALOG).count()[0] == 3
    assert "Adaville" in found(open_index(home), "Adaville bridge")


def test_an_article_that_gets_another_id_is_not_kept_under_the_old_one(home: Path, news: Path) -> None:
    digest = hashlib.sha256((news / "ada.txt").read_bytes()).hexdigest()
    (news / "manifest.jsonl").write_text(json.dumps({"id": "mine", "file": "ada.txt", "sha256": digest}) + "\n")
    make(home, CountingEmbedder(), news)
    ids = [article.id for article in Catalog(home / CATALOG).articles() if "Adaville" in article.title]
    assert ids == ["mine"]
    again = CountingEmbedder()
    assert "added" not in {one.what for one in make(home, again, news)}
    assert again.passages == 0


def test_an_interrupted_run_loses_nothing_and_the_next_goes_on(tmp_path: Path, news: Path) -> None:
    fill(news, dup=answerable("Adaville"))
    home, first, rest = tmp_path / "home", CountingEmbedder(), CountingEmbedder()
    run = sync([str(news)], home=home, embedder=first, size=900, overlap=300, max_bytes=10**6)
    assert next(run).what == "added"
    assert isinstance(run, Generator)
    run.close()
    assert Catalog(home / CATALOG).count()[0] == 1
    assert [one.what for one in make(home, rest, news)] == ["unchanged", "added", "added", "added"]
    once = CountingEmbedder()
    make(tmp_path / "other", once, news)
    # Reading goes on while the model embeds, so the article that was in hand may be embedded again: one batch at most.
    assert once.passages <= first.passages + rest.passages <= once.passages + 1


def test_a_run_interrupted_before_its_end_still_finds_the_copies(tmp_path: Path, news: Path) -> None:
    shutil.rmtree(news)
    fill(news, one=answerable("Adaville"), two=answerable("Adaville"))
    home = tmp_path / "home"
    run = sync([str(news)], home=home, embedder=CountingEmbedder(), size=900, overlap=300, max_bytes=10**6)
    for _ in range(2):
        next(run)
    assert isinstance(run, Generator)
    run.close()
    make(home, CountingEmbedder(), news)
    assert len(Catalog(home / CATALOG).copies()) == 2


def test_an_empty_folder_makes_an_index_that_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert make(tmp_path / "home", CountingEmbedder(), tmp_path / "none") == []
    assert open_index(tmp_path / "home").search(["anything at all"], k=5) == []


def test_only_articles_of_the_period_are_found(seeds_home: Path, embedder: Embedder) -> None:
    index = Index(seeds_home, embedder, weights=Weights())
    hits = index.search(["talks in Istanbul"], k=50, after=date(2025, 4, 1), before=date(2025, 4, 10))
    articles = {hit.passage.article_id: index.article(hit.passage.article_id) for hit in hits}
    assert articles
    assert {article.published.day for article in articles.values() if article} == {date(2025, 4, 8)}


def test_generation_and_what_was_stored_since_agree_with_exact_search(tmp_path: Path) -> None:
    dice = random.Random(7)
    words = [f"word{n}" for n in range(400)]

    def text(n: int) -> str:
        return f"Report number {n} of the day\n\n" + " ".join(dice.choices(words, k=60)).capitalize() + ".\n"

    news, home, embedder = tmp_path / "news", tmp_path / "home", CountingEmbedder()
    fill(news, **{f"n{n:03}": text(n) for n in range(300)})
    make(home, embedder, news)
    fill(news, **{f"m{n:03}": text(1000 + n) for n in range(12)})
    for n in range(0, 36, 3):
        (news / f"n{n:03}.txt").unlink()
    make(home, embedder, news)
    index = open_index(home)
    dense = index.dense()
    assert dense.generation is not None
    assert dense.ids, "the test is about both parts, but everything was built into the generation"
    stored = list(index.catalog.stored())
    ids, vectors = [one.id for one in stored], np.stack([one.vector for one in stored])
    hits = 0
    for _ in range(100):
        query = embedder.embed_query(" ".join(dice.choices(words, k=8)))
        wanted = dict(rank_exactly(query, ids, vectors, k=10))
        got = [(id_, score) for id_, score in dense.rank(query[None], k=40)[0] if id_ in set(ids)][:10]
        hits += sum(score >= min(wanted.values()) - 1e-5 for _, score in got)
        assert all(abs(score - wanted[id_]) < 1e-4 for id_, score in got if id_ in wanted)
    assert hits >= 990
