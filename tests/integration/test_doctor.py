from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from index.doctor import Finding, examine
from index.lock import only_writer
from index.publish import CATALOG, EMBEDDED
from index.search import Index, Weights
from tests.made import HashEmbedder, folder_of, synced

MADE_WITH = {"embedding": HashEmbedder.name, "chunk_size": "900", "chunk_overlap": "300"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("doctor")
    news = folder_of(root / "news", range(12))
    reprint = (
        (news / "00003.jsonl").read_text(encoding="utf-8").replace("story-3", "reprint").replace("Paper 3", "Post")
    )
    (news / "reprint.jsonl").write_text(reprint, encoding="utf-8")
    list(synced(news, root / "home"))
    return root / "home"


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "home"))


def looked(home: Path, **asked: str) -> dict[str, Finding]:
    return {one.what: one for one in examine(home, made_with=MADE_WITH | asked, vectors=EMBEDDED)}


def changed(home: Path, *statements: str) -> None:
    (home / "catalog.mark").unlink()
    foreign = sqlite3.connect(home / CATALOG)
    for statement in statements:
        foreign.execute(statement)
    foreign.commit()
    foreign.close()


def test_a_whole_index_is_well_in_every_part_and_unchanged_by_the_look(home: Path) -> None:
    before = (home / CATALOG).read_bytes()
    found = looked(home)
    assert [one.told for one in found.values() if not one.ok] == []
    assert found.keys() == {
        "disk", "catalogue", "settings", "passages", "full text", "vectors", "headlines", "copies", "words",
        "vector store", "ranking",
    }  # fmt: skip
    assert "2 articles carry the text of another, in 1 groups" in found["copies"].told
    assert (home / CATALOG).read_bytes() == before
    Index(home, HashEmbedder(), weights=Weights()).close()


@pytest.mark.parametrize("key", MADE_WITH)
def test_settings_that_do_not_fit_are_named_with_both_values(home: Path, key: str) -> None:
    found = looked(home, **{key: "77"})["settings"]
    assert found.ok is False
    assert "77" in found.told
    assert f"DATELINE_{key.upper()}={MADE_WITH[key]}" in found.told


def lose_words(home: Path) -> None:
    changed(home, "DELETE FROM passage_words WHERE rowid = 4")


def change_words(home: Path) -> None:
    changed(home, "UPDATE passage_words_content SET c1 = 'other words' WHERE id = 4")


def change_copies(home: Path) -> None:
    changed(home, "UPDATE copies SET first = 'story-5' WHERE article_id = 'reprint'")


def change_headlines(home: Path) -> None:
    changed(home, "UPDATE headlines SET vector = zeroblob(1536) WHERE n = 2")


def change_rows(home: Path) -> None:
    changed(home, "UPDATE articles SET title = 'Another' WHERE n = 2")


def lose_store(home: Path) -> None:
    shutil.rmtree(home / "vectors")


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (lose_words, "full text"),
        (change_words, "words"),
        (change_copies, "copies"),
        (change_headlines, "headlines"),
        (change_rows, "catalogue"),
        (lose_store, "vector store"),
    ],
)
def test_what_is_wrong_is_found_where_it_is_with_the_way_out(
    home: Path, harm: Callable[[Path], None], what: str
) -> None:
    harm(home)
    found = looked(home)
    assert [name for name, one in found.items() if one.ok is False] == [what]
    assert "dateline index --repair" in found[what].told


def test_vectors_that_are_not_of_length_one_are_found(tmp_path: Path) -> None:
    class Long(HashEmbedder):
        def embed_query(self, text: str) -> np.typing.NDArray[np.float32]:
            return super().embed_query(text) * np.float32(1.5)

    list(synced(folder_of(tmp_path / "news", range(3)), tmp_path / "home", Long()))
    found = looked(tmp_path / "home")["vectors"]
    assert found.ok is False
    assert "is not of length 1" in found.told


def test_while_another_writes_the_rest_is_looked_at(home: Path) -> None:
    with only_writer(home):
        found = looked(home)
    assert found["words"].ok is None
    assert "is writing to this index" in found["words"].told
    assert all(one.ok for name, one in found.items() if name != "words")


def command(home: Path, *words: str, **settings: str) -> Result:
    return CliRunner().invoke(app, words, env={"DATELINE_HOME": str(home), **settings})


def test_the_command_says_what_it_found_and_ends_by_it(seeds_home: Path, tmp_path: Path) -> None:
    assert command(tmp_path / "none", "doctor").exit_code == 1
    done = command(seeds_home, "doctor")
    assert done.exit_code == 0
    assert done.output.endswith("Nothing is wrong.\n")
    closed = command(seeds_home, "doctor", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    assert closed.exit_code == 1
    assert "nobody answers at 127.0.0.1 port 9" in closed.output


def test_articles_are_listed_shown_and_deleted_only_when_it_is_meant(home: Path) -> None:
    listed = command(home, "articles").output
    assert command(home, "articles", "list").output == listed
    assert listed.splitlines()[-1].startswith("13 articles in ")
    assert "3 passages  copy of reprint" in listed
    assert "Post  3 passages  also printed as story-3" in listed
    shown = command(home, "articles", "show", "story-3").output
    assert "version: " in shown
    assert "Marker3edition1 opened the talks" in shown
    assert command(home, "articles", "delete", "story-3").exit_code == 1
    assert command(home, "articles").output == listed
    assert command(home, "articles", "delete", "story-3", "--yes").exit_code == 0
    left = command(home, "articles").output
    assert "story-3" not in left
    assert left.splitlines()[-1].startswith("12 articles in ")
    assert "there is no article" in str(command(home, "articles", "show", "story-3").exception)
    assert "there is no article" in str(command(home, "articles", "delete", "story-3", "--yes").exception)
    assert all(one.ok for one in looked(home).values())
