from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.database import IndexMismatchError
from index.publish import open_store
from index.search import Index, Weights
from index.sync import repair, sync
from index.vectors import VectorError
from tests.crash import check_vectors, until
from tests.made import HashEmbedder, folder_of


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Chroma's own server on loopback."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--host", "127.0.0.1", "--port", str(port)]
    place = tmp_path_factory.mktemp("chroma")
    with subprocess.Popen(
        [*command, "--path", str(place)], cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        until(lambda: _listens(port))
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as place:
        return place.connect_ex(("127.0.0.1", port)) == 0


def run(news: Path, home: Path, vectors: str) -> None:
    list(sync([str(news)], home=home, embedder=HashEmbedder(), size=900, overlap=300, max_bytes=9**9, vectors=vectors))


def opened(home: Path, vectors: str) -> Index:
    return Index(home, HashEmbedder(), weights=Weights(), vectors=vectors)


def test_two_readers_share_a_server_and_see_each_change(server: str, tmp_path: Path) -> None:
    news, home = folder_of(tmp_path / "news", range(10)), tmp_path / "home"
    run(news, home, server)
    with closing(opened(home, server)) as one, closing(opened(home, server)) as other:
        for index in (one, other):
            check_vectors(index)
        run(folder_of(news, range(8), edition=2), home, server)
        for index in (one, other):
            check_vectors(index)
            assert any("Marker3edition2 " in hit.passage.text for hit in index.search(["Marker3edition2"], k=20))
    assert not (home / "vectors").exists()
    assert "chromadb.server.fastapi" not in sys.modules


def test_two_indexes_on_one_server_leave_each_other_alone(server: str, tmp_path: Path) -> None:
    for name in ("one", "other"):
        for edition in (1, 2, 3):
            run(folder_of(tmp_path / name, range(6), edition=edition), tmp_path / f"home-{name}", server)
    for name in ("one", "other"):
        with closing(opened(tmp_path / f"home-{name}", server)) as index:
            check_vectors(index)


def test_an_index_moves_between_the_stores_without_embedding(server: str, tmp_path: Path) -> None:
    news, home = folder_of(tmp_path / "news", range(6)), tmp_path / "home"
    run(news, home, "embedded")
    with pytest.raises(IndexMismatchError, match="DATELINE_VECTORS=embedded"):
        opened(home, server)
    repair(home, vectors=server)
    with closing(opened(home, server)) as index:
        check_vectors(index)
    with pytest.raises(IndexMismatchError, match=f"DATELINE_VECTORS={server}"):
        opened(home, "embedded")
    run(news, home, "embedded")
    with closing(opened(home, "embedded")) as index:
        check_vectors(index)


def test_a_collection_that_is_gone_is_noticed_and_repaired(server: str, tmp_path: Path) -> None:
    import chromadb

    home = tmp_path / "home"
    run(folder_of(tmp_path / "news", range(6)), home, server)
    with closing(opened(home, server)) as index:
        name = index.dense().name
    host, port = server.removeprefix("http://").split(":")
    chromadb.HttpClient(host=host, port=int(port)).delete_collection(name)
    with pytest.raises(VectorError, match="dateline index --repair"):
        opened(home, server)
    repair(home, vectors=server)
    with closing(opened(home, server)) as index:
        check_vectors(index)


def test_a_server_that_is_not_there_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    news, home = folder_of(tmp_path / "news", range(3)), tmp_path / "home"
    with pytest.raises(VectorError, match=r"no Chroma server answers at http://127.0.0.1:9; start it"):
        run(news, home, "http://127.0.0.1:9")
    run(news, home, "embedded")
    with closing(opened(home, "embedded")) as index:
        check_vectors(index)


@pytest.mark.parametrize("place", ["", "chroma", "ftp://host:1", "http://user:pass@host:8000", "http://host:8000/v2"])
def test_any_other_place_is_refused_by_name(tmp_path: Path, place: str) -> None:
    with pytest.raises(VectorError, match="DATELINE_VECTORS"):
        open_store(place, tmp_path)
    shutil.rmtree(tmp_path)
