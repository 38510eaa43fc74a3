"""Who may call: keys with scopes, kept as hashes in one file, shown once."""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

__all__ = ["Key", "Keyring", "KeyringError", "Scope"]

Scope = Literal["ask", "operate"]
FILE = "keys.json"
WRITTEN = re.compile(r"dl-([0-9a-f]{8})-([\w-]{43})", re.ASCII)  # the id and 256 random bits
NAME = re.compile(r"[\w .@-]{1,60}")


class KeyringError(Exception):
    """A key cannot be made, read or revoked; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is kept of a key. `hash` is SHA-256 of its secret in hex: 256 random bits need no slow hash."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created: str
    hash: str = field(repr=False)


class Keyring:
    """The keys in a data folder. Any process may change them; what one revokes, all refuse from the next request on."""

    def __init__(self, home: Path) -> None:
        """The folder need not exist; without a file in it there are no keys."""
        self._path = home / FILE
        self._seen: tuple[tuple[int, int, int], dict[str, Key]] | None = None

    def add(self, name: str, scopes: Sequence[str]) -> tuple[Key, str]:
        """Make a key; the second value is the key as it is sent, and exists nowhere else.

        Raises:
            KeyringError: the name or a scope is none, or the name is taken.
        """
        known = get_args(Scope)
        if not NAME.fullmatch(name):
            raise KeyringError(f"a key cannot be called {name!r}; give 1 to 60 letters, digits, spaces or . @ _ -")
        if not scopes or set(scopes) - set(known):
            raise KeyringError(f"there is no scope {', '.join(sorted(set(scopes) - set(known)))!r}; give ask, operate")
        secret = secrets.token_urlsafe(32)
        with self._changing() as keys:
            if any(key.name == name for key in keys.values()):
                raise KeyringError(f"there is a key called {name!r} already; revoke it, or choose another name")
            key = Key(
                id=secrets.token_hex(4),
                name=name,
                scopes=tuple(scope for scope in known if scope in scopes),
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                hash=_hash(secret),
            )
            keys[key.id] = key
        return key, f"dl-{key.id}-{secret}"

    def revoke(self, which: str) -> Key:
        """Take a key away, by its id or name.

        Raises:
            KeyringError: there is none.
        """
        with self._changing() as keys:
            found = next((key for key in keys.values() if which in {key.id, key.name}), None)
            if found is None:
                raise KeyringError(f"there is no key {which!r}; `dateline keys list` shows those there are")
            del keys[found.id]
        return found

    def keys(self) -> list[Key]:
        """All keys, the oldest first."""
        return sorted(self._read().values(), key=lambda key: (key.created, key.id))

    def find(self, sent: str) -> Key | None:
        """The key that was sent, compared in constant time; None where it is none of ours."""
        written = WRITTEN.fullmatch(sent)
        key = self._read().get(written[1]) if written else None
        expected = key.hash if key else _hash("")
        same = hmac.compare_digest(expected, _hash(written[2] if written else ""))
        return key if same and key else None

    def _read(self) -> dict[str, Key]:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return {}
        stamp = stat.st_ino, stat.st_mtime_ns, stat.st_size
        seen = self._seen
        if seen is not None and seen[0] == stamp:
            return seen[1]
        try:
            rows = json.loads(self._path.read_text(encoding="utf-8"))
            keys = {row["id"]: Key(**{**row, "scopes": tuple(row["scopes"])}) for row in rows}
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise KeyringError(f"{FILE} cannot be read; bring it back, or delete it and add keys") from error
        self._seen = stamp, keys
        return keys

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Key]]:
        """The keys to be changed in place, written whole or not at all; one process at a time."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            keys = dict(self._read())
            yield keys
            draft = self._path.with_suffix(".new")
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump([asdict(key) for key in keys.values()], file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(handle)
            draft.rename(self._path)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
