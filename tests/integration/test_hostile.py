from __future__ import annotations

import json
import resource
from pathlib import Path

from index.raw import printable
from index.search import Index, Weights
from tests.crash import FORK
from tests.hostile import GOOD, hostile_folder
from tests.made import HashEmbedder, lines_of, synced

MOST_MB = 200
SILENT = {"folder.txt", "d"}  # empty folders


def read_hostile(root: Path) -> None:
    list(synced(lines_of(root / "warm.jsonl", range(3)), root / "home"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = [[one.source, one.what, one.reason] for one in synced(root / "hostile", root / "home")]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    (root / "told.json").write_text(json.dumps({"told": told, "grown_mb": grown}), encoding="utf-8")


def test_each_hostile_file_has_a_named_outcome_and_the_rest_is_indexed(tmp_path: Path) -> None:
    names = hostile_folder(tmp_path)
    assert len(names) - GOOD >= 60
    process = FORK.Process(target=read_hostile, args=(tmp_path,))
    process.start()
    process.join(300)
    assert process.exitcode == 0
    done = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    outcomes: dict[str, list[tuple[str, str | None]]] = {}
    for source, what, reason in done["told"]:
        outcomes.setdefault(source.split("#")[0].split("/")[0], []).append((what, reason))
    for name, good in names.items():
        found = outcomes.get(printable(name), [])
        assert found or name in SILENT, name
        if good:
            assert found == [("added", None)], name
        for what, reason in found:
            assert what in {"added", "refused"}
            assert (what == "refused") == bool(reason)
    assert done["grown_mb"] < MOST_MB
    index = Index(tmp_path / "home", HashEmbedder(), weights=Weights())
    for article in index.catalog.articles():
        assert all(c == "\n" or c.isprintable() or c == "\u00ad" for c in article.text), article.id
        assert "Secret." not in article.text
        assert "root:" not in article.text
    index.close()
