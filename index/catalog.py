"""Articles and passages: what is stored, and found by id; nothing of it is ever stale."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from index.article import Article, Passage
from index.database import MEND, CatalogError
from index.embed import Vectors
from index.fulltext import FullText
from index.row import ALTERED, READ_ARTICLE, READ_PASSAGE, READ_VECTOR, RESEAL, article_from, details_of, whole
from index.seal import seal

__all__ = ["Catalog", "Stored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What is stored of a passage: its number (rising with time), its id, and its unit vector."""

    n: int
    id: str
    vector: Vectors


class Catalog(FullText):
    """The truth about articles. Any number of threads and processes read; one writes, in `writing()`.

    Every method reads the state of the last commit, by whichever process, so nothing here is ever stale.
    """

    def put(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: Vectors,
        *,
        root: str,
        source: str,
        fingerprint: str,
    ) -> None:
        """Store a version and make it the live one; call it inside `writing()`.

        Args:
            article: its id may exist; the version before is kept, no longer live.
            passages: cut from this version, one vector each.
            vectors: unit vectors, shape (len(passages), dimension).
            root: the place the operator named; `source` is unique below it.
            source: where below `root` the article was read.
            fingerprint: hash of what was received, to see that nothing changed without cleaning it again.
        """
        self.retire(article.id)
        self.run(
            "INSERT OR REPLACE INTO articles (id, version, live, root, source, fingerprint, title, text, published, "
            "publisher, url, details, passages, seal) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, x'')",
            (
                article.id, article.version, root, source, fingerprint, article.title, article.text,
                article.published.day and article.published.day.isoformat(), article.publisher, article.url,
                details_of(article), len(passages),
            ),
        )  # fmt: skip
        self._reseal(article.id)
        last = self.run("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'passages'").fetchone()[0]
        rows = [
            (n, one.id, one.article_id, one.version, one.start, one.end, np.asarray(vector, np.float32).tobytes())
            for n, (one, vector) in enumerate(zip(passages, vectors, strict=True), start=last + 1)
        ]
        self.run_many("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ((*row, seal(*row)) for row in rows))
        self.index_words(article, [(row[0], passage.text) for row, passage in zip(rows, passages, strict=True)])

    def restore(self, row: Any, passages: Sequence[Any], *, live: bool) -> None:  # noqa: ANN401 -- rows of a table
        """Put a row of another catalogue and its passages' rows in as they were, the article live or not."""
        self.run("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", tuple(row)[:-1])
        if not live:
            self.run("UPDATE articles SET live = 0 WHERE n = ?", (row["n"],))
            self._reseal(row["id"])
            return
        article = article_from(row)
        self.run_many("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", passages)
        self.index_words(article, [(p["n"], article.text[p["start"] : p["end"]]) for p in passages])

    def retire(self, article_id: str) -> None:
        """Take an article out of every later answer; its text stays readable by version. Inside `writing()`."""
        self.forget_words(article_id)
        self.run("DELETE FROM passages WHERE article_id = ?", (article_id,))
        self.run("UPDATE articles SET live = 0, superseded_by = NULL WHERE id = ? AND live", (article_id,))
        self._reseal(article_id)

    def supersede(self, article_id: str, *, by: str) -> None:
        """Retire an article because another replaced it; as long as that one lives, it is not read in again."""
        version = self.run("SELECT version FROM articles WHERE id = ? AND live", (article_id,)).fetchone()
        self.retire(article_id)
        if version is not None:
            values = (by, article_id, version["version"])
            self.run("UPDATE articles SET superseded_by = ? WHERE id = ? AND version = ?", values)
            self._reseal(article_id)

    def _reseal(self, article_id: str) -> None:
        self.run(RESEAL, (article_id,))

    def check(self) -> None:
        """Check the structure and every row; some seconds for 100,000 passages.

        Raises:
            CatalogError: a row was altered, or a passage lost its article.
        """
        with self.reading():
            super().check()
            altered = sum(int(self.run(sql).fetchone()[0]) for sql in ALTERED)
        if altered:
            raise CatalogError(f"{altered} rows of the catalogue were altered; {MEND}")

    def sources(self, root: str) -> dict[str, str]:
        """The live articles below a root: source -> article id."""
        rows = self.run("SELECT source, id FROM articles WHERE root = ? AND live", (root,))
        return {row["source"]: row["id"] for row in rows}

    def fingerprint(self, root: str, source: str) -> tuple[str, str] | None:
        """What was read of one source: (article id, fingerprint), of the live version or a superseded one; or None."""
        row = self.run(
            "SELECT id, fingerprint FROM articles a WHERE root = ? AND source = ? AND (live OR EXISTS "
            "(SELECT 1 FROM articles b WHERE b.id = a.superseded_by AND b.live)) ORDER BY live DESC, n DESC LIMIT 1",
            (root, source),
        ).fetchone()
        return (row["id"], row["fingerprint"]) if row else None

    def origin(self, article_id: str, version: str) -> tuple[str, str, str]:
        """Where a version that is there was read, and what was received: root, source, fingerprint."""
        return tuple(
            self.run(
                "SELECT root, source, fingerprint FROM articles WHERE id = ? AND version = ?", (article_id, version)
            ).fetchone()
        )

    def article(self, article_id: str, version: str | None = None) -> Article | None:
        """One article by id: the live version, or the named one even when it is no longer live."""
        row = self.run(
            READ_ARTICLE + "WHERE id = ? AND CASE WHEN ? IS NULL THEN live ELSE version = ? END",
            (article_id, version, version),
        ).fetchone()
        return article_from(whole(row)) if row else None

    def number(self, article_id: str) -> int | None:
        """The number of the live version's row, which other tables know it by."""
        row = self.run("SELECT n FROM articles WHERE id = ? AND live", (article_id,)).fetchone()
        return int(row["n"]) if row else None

    def articles(self) -> list[Article]:
        """The live articles, by day of publication, those of unknown day last."""
        rows = self.run(READ_ARTICLE + "WHERE live ORDER BY published IS NULL, published, id")
        return [article_from(whole(row)) for row in rows]

    def count(self) -> tuple[int, int]:
        """How many live articles and passages there are."""
        one = self.run("SELECT (SELECT count(*) FROM articles WHERE live), (SELECT count(*) FROM passages)").fetchone()
        return int(one[0]), int(one[1])

    def count_after(self, n: int) -> int:
        """How many live passages have a number above `n`."""
        return int(self.run("SELECT count(*) FROM passages WHERE n > ?", (n,)).fetchone()[0])

    def newest(self) -> int:
        """The highest number of a live passage, 0 without any."""
        return int(self.run("SELECT coalesce(max(n), 0) FROM passages").fetchone()[0])

    def newest_day(self) -> date | None:
        """The latest day of publication of a live article: the corpus's own "today"."""
        day = self.run("SELECT max(published) FROM articles WHERE live").fetchone()[0]
        return date.fromisoformat(day) if day else None

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The live passages among these ids; an id that is no longer live is left out."""
        rows = self.run(READ_PASSAGE + "WHERE p.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))  # noqa: S608
        return {
            row["id"]: Passage(
                article_id=row["article_id"], version=row["version"], start=row["start"], end=row["end"],
                text=row["text"][row["start"] : row["end"]],
            )
            for row in map(whole, rows)
        }  # fmt: skip

    def live_passages(self, article_ids: Iterable[str], *, upto: int | None = None) -> list[str]:
        """The ids of all live passages of these articles, of numbers up to `upto`, in the order they were stored."""
        rows = self.run(
            "SELECT id FROM passages WHERE article_id IN (SELECT value FROM json_each(?1)) AND n <= ifnull(?2, n) "
            "ORDER BY n",
            (json.dumps(list(article_ids)), upto),
        )
        return [row["id"] for row in rows]

    def published_within(self, after: date | None, before: date | None) -> set[str]:
        """The ids of live articles published on or after `after` and on or before `before`; unknown days are not."""
        rows = self.run(
            "SELECT id FROM articles WHERE live AND published >= ? AND published <= ?",
            ((after or date.min).isoformat(), (before or date.max).isoformat()),
        )
        return {row["id"] for row in rows}

    def publishers(self, article_ids: Iterable[str]) -> dict[str, str | None]:
        """The publisher of each of these articles that is live, None where it is not known."""
        rows = self.run(
            "SELECT id, publisher FROM articles WHERE live AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(article_ids)),),
        )
        return {row["id"]: row["publisher"] for row in rows}

    def published_by(self, publishers: Iterable[str]) -> set[str]:
        """The ids of live articles of these publishers, named in full, in any case; "" stands for one not known."""
        wanted = {name.casefold() for name in publishers}
        known = (row["publisher"] for row in self.run("SELECT DISTINCT publisher FROM articles WHERE live"))
        meant = [name for name in known if (name or "").casefold() in wanted]
        rows = self.run(
            "SELECT a.id FROM json_each(?) JOIN articles a ON a.publisher IS value WHERE a.live", (json.dumps(meant),)
        )
        return {row["id"] for row in rows}

    def vectors_of(self, passages: Sequence[Passage]) -> Vectors | None:
        """The vectors of one article's passages, where all of them are live as they are; else None."""
        ids = [passage.id for passage in passages]
        rows = self.run(READ_VECTOR + "WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))  # noqa: S608
        held = {row["id"]: np.frombuffer(row["vector"], dtype=np.float32) for row in map(whole, rows)}
        return np.stack([held[id_] for id_ in ids]) if ids and len(held) == len(ids) else None

    def stored(self, *, after: int = 0) -> Iterator[Stored]:
        """The live passages with numbers above `after`, oldest first, with their vectors; read as they are consumed."""
        rows = self.run(READ_VECTOR + "WHERE n > ? ORDER BY n", (after,))
        for row in map(whole, rows):
            yield Stored(n=row["n"], id=row["id"], vector=np.frombuffer(row["vector"], dtype=np.float32))

    def copies(self, among: Iterable[str] | None = None) -> dict[str, str]:
        """Live article -> the earliest article with the same wire text; an article without copies is left out.

        Args:
            among: only these articles; None: all.
        """
        rows = self.run(
            "SELECT article_id, first FROM copies WHERE ?1 IS NULL OR article_id IN (SELECT value FROM json_each(?1))",
            (None if among is None else json.dumps(list(among)),),
        )
        return {row["article_id"]: row["first"] for row in rows}
