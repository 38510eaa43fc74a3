"""The period and the publishers that a reader asks within, as far as what the browser sent makes sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from typing_extensions import TypedDict

from assistant.mark import long_day
from index.article import Article

__all__ = ["UNKNOWN", "Within", "WithinJson"]

# Publishers named at once, and characters of a name or of the words looked for: more is no reader's doing.
MOST_PUBLISHERS, MOST_CHARACTERS = 50, 200
UNKNOWN = "publisher not known"


class WithinJson(TypedDict):
    """`Within` as the browser keeps it; days are ISO."""

    after: str | None
    before: str | None
    publishers: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Published from `after` to `before`, both included, by one of `publishers`; None and () set no limit.

    A limited period leaves out articles of unknown day, as the search does. `words` are for the library alone.
    """

    after: date | None = None
    before: date | None = None
    publishers: tuple[str, ...] = ()
    words: str = ""

    @classmethod
    def read(cls, sent: object) -> Within:
        """What was sent, as far as it makes sense; a period that ends before it begins is turned round.

        >>> Within.read({"after": "2025-04-08", "publishers": "x"})
        Within(after=datetime.date(2025, 4, 8), before=None, publishers=(), words='')
        """
        given = sent if isinstance(sent, dict) else {}
        after, before = _day(given.get("after")), _day(given.get("before"))
        if after and before and before < after:
            after, before = before, after
        named, words = given.get("publishers"), given.get("words")
        publishers = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
        return cls(
            after=after,
            before=before,
            publishers=tuple(name[:MOST_CHARACTERS] for name in publishers[:MOST_PUBLISHERS]),
            words=words.strip()[:MOST_CHARACTERS] if isinstance(words, str) else "",
        )

    def to_json(self) -> WithinJson:
        """What the browser keeps beside an answer."""
        return WithinJson(
            after=self.after.isoformat() if self.after else None,
            before=self.before.isoformat() if self.before else None,
            publishers=list(self.publishers),
        )

    def holds(self, article: Article) -> bool:
        """Whether an article lies within; `words` must all stand in its title, publisher or text, in any case."""
        day = article.published.day
        if (self.after or self.before) and day is None:
            return False
        if day is not None and not (self.after or date.min) <= day <= (self.before or date.max):
            return False
        if self.publishers and (article.publisher or UNKNOWN) not in self.publishers:
            return False
        wanted = self.words.casefold().split()
        if not wanted:
            return True
        told = f"{article.title}\n{article.publisher or ''}\n{article.text}".casefold()
        return all(word in told for word in wanted)

    def told(self) -> str:
        """The limit in words, "" without one.

        >>> Within(after=date(2025, 4, 8), publishers=("AP", "AFP")).told()
        'published since 8 April 2025, by AP or AFP'
        """
        period = ""
        if self.after and self.before:
            same = self.after == self.before
            period = f"on {long_day(self.after)}" if same else f"{long_day(self.after)} to {long_day(self.before)}"
        elif self.after or self.before:
            period = f"since {long_day(self.after)}" if self.after else f"until {long_day(self.before)}"
        parts = [f"published {period}"] if period else []
        if self.publishers:
            parts.append(f"by {_either(self.publishers)}")
        return ", ".join(parts)


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _day(sent: object) -> date | None:
    try:
        return date.fromisoformat(sent) if isinstance(sent, str) else None
    except ValueError:
        return None
