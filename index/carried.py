"""Files of models that installed packages carry: read by path, never imported, checked before they are loaded."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Carried", "EmbeddingError"]


class EmbeddingError(Exception):
    """An embedded model is missing, altered, or gave something that is not a vector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A model's files: in which folder of which package, and the sha256 of each by its name."""

    package: str
    folder: str
    files: Mapping[str, str]

    @property
    def place(self) -> Path:
        """The folder; finding it runs none of the package's code.

        Raises:
            EmbeddingError: the package is not installed.
        """
        spec = importlib.util.find_spec(self.package)
        places = list(spec.submodule_search_locations or []) if spec else []
        if not places:
            raise EmbeddingError(
                f"the package `{self.package}`, which carries a model, is not installed; run `make setup`"
            )
        return Path(places[0]) / self.folder

    def read(self, place: Path | None = None) -> list[bytes]:
        """Each file's content in the order of `files`; of the installed package where no place is given.

        Raises:
            EmbeddingError: the package is not installed, a file is missing, or its sha256 is not the pinned one.
        """
        folder = place or self.place
        return [self._checked(folder / name, sha256) for name, sha256 in self.files.items()]

    def _checked(self, path: Path, sha256: str) -> bytes:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise EmbeddingError(f"the model file {path.name} cannot be read; run `make setup`") from error
        found = hashlib.sha256(content).hexdigest()
        if found != sha256:
            raise EmbeddingError(
                f"the model file {path.name} has sha256 {found[:12]}…, expected {sha256[:12]}…; "
                f"reinstall it with `pip install --force-reinstall {self.package}`"
            )
        return content
