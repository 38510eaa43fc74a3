from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.catalog import Catalog
from index.database import CatalogError, IndexMismatchError
from index.publish import CATALOG
from index.search import Index, Weights
from index.single import delete, restore
from index.sync import repair
from index.vectors import VectorError
from tests.crash import state_of
from tests.made import HashEmbedder, folder_of, synced

MARK = "catalog.mark"
STORIES = 20


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that was closed in order, with copies and a superseded version in it; to be copied, not changed."""
    root = tmp_path_factory.mktemp("kept")
    news = folder_of(root / "news", range(STORIES))
    told = (news / "00003.jsonl").read_text(encoding="utf-8").replace("story-3", "reprint")
    (news / "reprint.jsonl").write_text(told.replace("Paper 3", "Post"), encoding="utf-8")
    list(synced(news, root / "home"))
    list(synced(folder_of(news, [1], edition=2), root / "home"))
    return root / "home"


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "home"))


def flip(data: bytearray, chance: random.Random) -> bytearray:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))]


def blank(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    end = min(len(data), start + 4096)
    data[start:end] = bytes(end - start) if any(data[start:end]) else b"\xff" * (end - start)
    return data


Harm = Callable[[bytearray, random.Random], bytearray]
HARMS = (flip, cut, blank)


def harm(file: Path, how: Harm, seed: int) -> None:
    data = bytearray(file.read_bytes())
    file.write_bytes(how(data, random.Random(seed)) if data else b"x")


def opened(home: Path) -> None:
    Index(home, HashEmbedder(), weights=Weights()).close()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("how", HARMS)
def test_an_altered_catalogue_is_noticed_at_open_and_repaired_or_its_losses_are_named(
    home: Path, kept: Path, how: Harm, seed: int
) -> None:
    harm(home / CATALOG, how, seed)
    with pytest.raises(CatalogError, match="dateline index --re"):
        opened(home)
    try:
        done = repair(home)
    except CatalogError as error:
        assert "dateline index --rebuild" in str(error)  # noqa: PT017 -- either outcome is right
        return
    state, whole = state_of(home), state_of(kept)
    if done.lost or done.unreadable:  # what was lost may be a version that no answer is made from any more
        assert set(state["passages"]) <= set(whole["passages"])  # type: ignore[call-overload]
    else:
        assert state == whole


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("how", HARMS)
def test_what_is_altered_after_a_kill_is_noticed_or_changes_no_answer(
    home: Path, kept: Path, how: Harm, seed: int
) -> None:
    (home / MARK).unlink()  # as good as open: nothing says what the file must hash to
    harm(home / CATALOG, how, seed)
    try:
        state = state_of(home)
    except CatalogError:
        return
    whole = state_of(kept)
    assert {key: state[key] for key in ("articles", "passages", "vectors")} == {
        key: whole[key] for key in ("articles", "passages", "vectors")
    }


@pytest.mark.parametrize("how", [*HARMS, None])
def test_each_altered_or_missing_file_of_the_vector_store_is_noticed_at_open_and_repaired(
    home: Path, kept: Path, how: Harm | None
) -> None:
    files = sorted(one for one in (home / "vectors").rglob("*") if one.is_file())
    assert len(files) >= 5
    for seed, file in enumerate(files):
        held = file.read_bytes()
        if how is None:
            file.unlink()
        else:
            harm(file, how, seed)
        with pytest.raises(VectorError, match="dateline index --repair"):
            opened(home)
        file.write_bytes(held)
    shutil.rmtree(home / "vectors")
    with pytest.raises(VectorError, match="dateline index --repair"):
        opened(home)
    assert not repair(home).catalog
    assert state_of(home) == state_of(kept)


def test_a_log_that_lost_commits_is_noticed(home: Path, tmp_path: Path) -> None:
    reader = Catalog(home / CATALOG)  # keeps SQLite from putting the log away
    with closing(synced(folder_of(tmp_path / "more", range(50, 53)), home)) as run:
        next(run)
        broken = Path(shutil.copytree(home, tmp_path / "broken"))
    reader.close()
    log = broken / f"{CATALOG}-wal"
    assert log.stat().st_size
    log.write_bytes(log.read_bytes()[:100])
    with pytest.raises(CatalogError, match="lost its last commits"):
        opened(broken)
    repair(broken)
    assert len(Catalog(broken / CATALOG).articles()) == STORIES + 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET text = replace(text, 'talks', 'walks') WHERE n = 5",
        "UPDATE articles SET live = 1 - live WHERE id = 'story-1'",
        "UPDATE articles SET details = replace(details, '2026', '2025') WHERE n = 6",
        "UPDATE passages SET vector = (SELECT vector FROM passages WHERE n = 9) WHERE n = 7",
        'UPDATE passages SET "end" = "end" - 1 WHERE n = 8',
        "DELETE FROM articles WHERE n = 4",
    ],
)
def test_a_row_changed_behind_our_back_is_noticed_and_never_served(home: Path, change: str) -> None:
    (home / MARK).unlink()
    held = Catalog(home / CATALOG)
    foreign = sqlite3.connect(home / CATALOG)
    if "live" in change:
        foreign.execute("DROP INDEX one_live_version")
    foreign.execute(change)
    foreign.commit()
    foreign.close()
    with pytest.raises(CatalogError, match="altered"):
        opened(home)
    if change.startswith("UPDATE"):  # and by one that was opened before
        with pytest.raises(CatalogError, match="altered"):
            held.articles(), list(held.stored())
    held.close()


def test_a_repaired_index_takes_up_what_was_lost_at_the_next_run(kept: Path, home: Path) -> None:
    (home / MARK).unlink()
    foreign = sqlite3.connect(home / CATALOG)
    foreign.execute("UPDATE passages SET vector = zeroblob(1536) WHERE article_id = 'story-7'")
    foreign.commit()
    foreign.close()
    done = repair(home)
    assert done.lost == ("story-7",)
    embedder = HashEmbedder()
    outcomes = list(synced(kept.parent / "news", home, embedder))
    assert [outcome.article_id for outcome in outcomes if outcome.what != "unchanged"] == ["story-7"]
    assert state_of(home) == state_of(kept)


def of_schema(schema: str, home: Path) -> None:
    """As an earlier Dateline left it: without headlines, and the earliest with the words of whole articles, too."""
    with closing(sqlite3.connect(home / CATALOG)) as older:
        older.execute("DROP TABLE headlines")
        older.execute("DROP INDEX articles_told")
        if schema == "2":
            older.execute("CREATE VIRTUAL TABLE article_words USING fts5 (heading, body)")
        else:
            older.execute("CREATE INDEX articles_told ON articles (id, published, publisher) WHERE live")
        older.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (schema,))
        older.commit()
    (home / MARK).unlink()


def schema_of(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / CATALOG)) as db:
        made = db.execute("SELECT sql FROM sqlite_master WHERE sql > ''")
        return sorted(row[0].split("--")[0].strip() for row in made)


@pytest.mark.parametrize("schema", ["2", "3"])
def test_an_index_of_an_earlier_schema_is_refused_until_it_is_brought_up_to_date(
    home: Path, kept: Path, schema: str
) -> None:
    of_schema(schema, home)
    with pytest.raises(IndexMismatchError, match=rf"schema '{schema}'.*index --repair"):
        Catalog(home / CATALOG)
    assert not repair(home).catalog
    assert state_of(home) == {**state_of(kept), "headlines": {}}
    assert schema_of(home) == schema_of(kept)


@pytest.mark.parametrize("schema", ["2", "3"])
def test_indexing_brings_an_earlier_schema_up_to_date_and_embeds_headlines_alone(
    home: Path, kept: Path, schema: str
) -> None:
    of_schema(schema, home)
    embedder = HashEmbedder()
    assert {outcome.what for outcome in synced(kept.parent / "news", home, embedder)} == {"unchanged"}
    assert embedder.texts == STORIES
    assert state_of(home) == state_of(kept)


def test_what_is_deleted_can_be_put_back_as_it_was(home: Path, kept: Path) -> None:
    gone = delete(home, "story-3")
    assert gone is not None
    assert delete(home, gone.id) is None
    assert gone.id not in {one.id for one in Catalog(home / CATALOG).articles()}
    for _ in range(2):
        assert restore(home, gone.id, gone.version, embedder=HashEmbedder(), size=900, overlap=300) == gone
    assert restore(home, gone.id, "never", embedder=HashEmbedder(), size=900, overlap=300) is None
    assert state_of(home) == state_of(kept)


def test_articles_that_are_read_anew_and_say_the_same_are_not_embedded_again(
    home: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sync.READING", "another")
    embedder = HashEmbedder()
    outcomes = list(synced(kept.parent / "news", home, embedder))
    assert {outcome.what for outcome in outcomes} == {"updated"}
    assert embedder.texts == 0
    assert state_of(home) == state_of(kept)
