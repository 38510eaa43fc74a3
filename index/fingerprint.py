"""Keys by which articles that carry the same text find each other in a table. Pure.

Why not MinHash: it finds texts that are alike as wholes, and a wire story trimmed to its first fifth is not (Jaccard
0.2). Winnowing finds every copied run of twelve words, and needs no library: `import datasketch` takes 0.6 s here,
because it brings scipy and cannot be imported in part.

Source: Schleimer, Wilkerson & Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003.
"""

from __future__ import annotations

from hashlib import blake2b

from index.article import Article
from index.words import words

__all__ = ["FOUND", "SHINGLE", "bands", "is_candidate", "signature"]

SHINGLE = 5  # words; runs of five words that two newsrooms share by chance are names and titles
WINDOW = 8  # shingles that give one fingerprint at least
FOUND = SHINGLE + WINDOW - 1  # words; any copied run as long gives both articles one band
KEY = 8  # bytes a fingerprint


def signature(article: Article) -> bytes:
    """The body's fingerprints, 8 bytes each, sorted, equal in every process; about one for 4.5 words.

    Empty for a body of fewer than five words, which is nobody's copy.
    """
    keys = [w.key for w in words(article.text[article.body_start :])]
    hashes = [
        blake2b(" ".join(keys[i : i + SHINGLE]).encode(), digest_size=KEY).digest()
        for i in range(len(keys) - SHINGLE + 1)
    ]
    return b"".join(sorted({min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1)) if hashes}))


def bands(signature: bytes) -> tuple[bytes, ...]:
    """The keys to store and look up: articles that carry the same run of 12 words have one in common."""
    return tuple(signature[i : i + KEY] for i in range(0, len(signature), KEY))


def is_candidate(common: int, mine: int, theirs: int) -> bool:
    """Whether two articles with so many bands, and so many in common, are worth `compare`."""
    return common >= max(1, min(mine, theirs) / 8)
