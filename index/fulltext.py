"""The words of live passages: kept in SQLite's full-text index (FTS5), ranked by BM25."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Article
from index.database import Database

__all__ = ["FullText"]


class FullText(Database):
    """The words of live passages; `rowid` is the number of the passage that a row stands for."""

    def index_words(self, article: Article, passages: Sequence[tuple[int, str]]) -> None:
        """Make an article's passages (number, text) findable; inside the `writing()` that stores them."""
        heading = " ".join(filter(None, [article.title, article.publisher]))
        self.run_many(
            "INSERT INTO passage_words (rowid, heading, body) VALUES (?, ?, ?)",
            ((n, heading, text) for n, text in passages),
        )

    def forget_words(self, article_id: str) -> None:
        """Make a live article unfindable, while its rows are still there."""
        self.run(
            "DELETE FROM passage_words WHERE rowid IN (SELECT n FROM passages WHERE article_id = ?)", (article_id,)
        )

    def check_words(self) -> None:
        """Compare the index with the texts it was made from; only the one writer can.

        Raises:
            CatalogError: it does not say what they say.
        """
        self.run("INSERT INTO passage_words (passage_words) VALUES ('integrity-check')")

    def rank_passages(self, words: Sequence[str], *, k: int | None, heading: float) -> list[tuple[str, float]]:
        """The best live passages for any of these words by BM25 (FTS5), best first, with their scores above 0.

        Args:
            words: plain words; nothing in them is read as query syntax.
            k: at most so many; None: all.
            heading: weight of a word in the headline or publisher against one in the passage.
        """
        rows = self.run(
            "SELECT p.id, score FROM (SELECT rowid AS n, -bm25(passage_words, ?, 1.0) AS score FROM passage_words "
            "WHERE passage_words MATCH ? ORDER BY score DESC LIMIT ?) JOIN passages p USING (n) ORDER BY score DESC",
            (heading, _any_of(words), -1 if k is None else k),
        )
        return [(row["id"], float(row["score"])) for row in rows] if words else []

    def passages_with(self, word: str) -> int:
        """How many live passages hold a word, in any of its forms."""
        found = self.run("SELECT count(*) FROM passage_words WHERE passage_words MATCH ?", (_any_of([word]),))
        return int(found.fetchone()[0])

    def holds_any(self, words: Sequence[str]) -> bool:
        """Whether a live passage, or its headline or publisher, holds one of these words in any of its forms."""
        return bool(self.texts_with(words, k=1))

    def texts_with(self, words: Sequence[str], *, k: int) -> list[str]:
        """At most `k` live passages, headline and publisher first, that hold one of these words in any of its forms."""
        rows = self.run(
            "SELECT heading, body FROM passage_words WHERE passage_words MATCH ? LIMIT ?", (_any_of(words), k)
        )
        return [f"{row['heading']}\n{row['body']}" for row in rows]


def _any_of(words: Sequence[str]) -> str:
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words) or '""'
