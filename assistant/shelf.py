"""What an operator does to the index from the page: add, delete, undo."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.settings import Settings
from assistant.trouble import PageError
from index.article import Article
from index.embed import Embedder
from index.single import delete, restore
from index.sync import Outcome, sync

__all__ = ["MOST_UPLOADED", "Shelf", "sent_files"]

UPLOADS = "uploads"  # below DATELINE_HOME: what was added on the page stays there, to be read again after a rebuild
MOST_UPLOADED = (
    2_000_000  # bytes of all files of one upload; a request of the page has at most 3 MB, base64 adds a third
)
MOST_FILES = 50
# What is left of a file's name: no path, no leading dot, nothing that a terminal or a shell reads otherwise.
UNSAFE = re.compile(r"[^\w.()\[\] -]|^\.+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The writing side of one index. Each method holds the one writer's place only while it works."""

    home: Path
    embedder: Embedder
    settings: Settings

    def add_files(self, files: list[tuple[str, bytes]]) -> Iterator[Outcome]:
        """Keep the files below the data folder and read them in; an outcome for each article, as it is done.

        A file of a name that was uploaded before replaces it, and its article with it.

        Raises:
            BusyError: another process writes to this index.
        """
        folder = self.home / UPLOADS
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            path = folder / name
            path.write_bytes(data)
            yield from self._sync(str(path))

    def add_address(self, address: str) -> Iterator[Outcome]:
        """Download a page or a feed and read it in.

        Raises:
            PageError: it is no web address; so no path of this machine can be named from the page.
            BusyError: another process writes to this index.
        """
        if not re.match(r"https?://[^\s/]", address):
            raise PageError("this is not a web address; it has to begin with http:// or https://")
        yield from self._sync(address)

    def delete(self, article_id: str) -> Article | None:
        """Take an article out of every later answer; the article, or None when it is not there.

        Raises:
            BusyError: another process writes to this index.
        """
        return delete(self.home, article_id)

    def restore(self, article_id: str, version: str) -> Article | None:
        """Put a deleted version back as it was; None when it was never there. It replaces nothing that lives.

        Raises:
            BusyError: another process writes to this index.
        """
        return restore(
            self.home,
            article_id,
            version,
            embedder=self.embedder,
            size=self.settings.chunk_size,
            overlap=self.settings.chunk_overlap,
        )

    def _sync(self, place: str) -> Iterator[Outcome]:
        yield from sync(
            [place],
            home=self.home,
            embedder=self.embedder,
            size=self.settings.chunk_size,
            overlap=self.settings.chunk_overlap,
            max_bytes=self.settings.max_article_bytes,
            vectors=self.settings.vectors,
        )


def sent_files(sent: object) -> list[tuple[str, bytes]]:
    """The files that the page sent, as `[{"name": ..., "data": base64}]`, with names that are safe in a folder.

    Raises:
        PageError: none, too many or too large, or no files at all.
    """
    given = sent if isinstance(sent, list) else []
    if not 0 < len(given) <= MOST_FILES:
        raise PageError(f"choose 1 to {MOST_FILES} files")
    files = []
    for one in given:
        name, data = (one.get("name"), one.get("data")) if isinstance(one, dict) else (None, None)
        if not isinstance(name, str) or not isinstance(data, str):
            raise PageError("the files did not arrive; choose them again")
        try:
            files.append((_safe(name), b64decode(data, validate=True)))
        except binascii.Error as error:
            raise PageError("the files did not arrive whole; choose them again") from error
    if sum(len(data) for _, data in files) > MOST_UPLOADED:
        raise PageError(
            f"the files have more than {MOST_UPLOADED:,} bytes together; add fewer at once, or use `dateline index`"
        )
    return files


def _safe(name: str) -> str:
    plain = UNSAFE.sub("_", PurePosixPath(name.replace("\\", "/")).name)
    stem, suffix = PurePosixPath(plain).stem[:100], PurePosixPath(plain).suffix[:10]
    return f"{stem or 'article'}{suffix}"
