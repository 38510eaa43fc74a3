"""What was received, before anything is understood: an article as it came, or the reason why it was refused."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.article import Published

__all__ = ["ID", "Form", "RawArticle", "Refusal", "RefusedError", "make_id", "printable"]

Form = Literal["text", "markdown", "html"]
ID = re.compile(r"[a-z0-9_-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """One article as received: decoded text or markup, and what its container states about it.

    `id` matches [a-z0-9_-]{1,80} and stays the same for one source. `source` is the path below `root`, a URL,
    "stdin:<n>" or "<file>#<id, address or line>". `root` is what the operator named: a full path, a URL or "stdin".
    Only what lay under a path can vanish; a feed drops old items and a pipe ends, and both articles live on.
    """

    id: str
    source: str
    root: str
    form: Form
    body: str
    encoding: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    updated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that was not read, and why: a person's words that say what, where and the way out."""

    source: str
    reason: str


class RefusedError(ValueError):
    """Raised while one input is read; `load` turns it into a Refusal. Its message is the reason."""


def make_id(name: str, *key: str) -> str:
    """A readable id that is unique to `key`: the name's letters and digits, then 8 hex digits of SHA-256 over the key.

    >>> make_id("Talks in Istanbul.txt", "/news", "Talks in Istanbul.txt")
    'talks-in-istanbul-txt-d18e2504'
    """
    name = re.sub(r"^https?://(?:www\.)?", "", name)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    digest = hashlib.sha256("\0".join(key).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{slug or 'article'}-{digest[:8]}"


def printable(name: str) -> str:
    """A file name as it may be shown and stored: bytes that are not UTF-8 and control characters are escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
