"""What a reader asks within: a period, a day to ask as of, and publishers; as far as what the browser sent is sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from typing_extensions import TypedDict

from assistant.mark import long_day
from index.browse import Wanted

__all__ = ["UNKNOWN", "Within", "WithinJson", "read_skip", "read_wanted"]

# Publishers named at once, and characters of a name or of the words looked for: more is no reader's doing.
MOST_PUBLISHERS, MOST_CHARACTERS = 50, 200
UNKNOWN = "publisher not known"


class WithinJson(TypedDict):
    """`Within` as the browser keeps it; days are ISO."""

    after: str | None
    before: str | None
    as_of: str | None
    publishers: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Published from `after` to `before`, both included, by one of `publishers` ("" is one not known).

    `as_of` is the day on which the question counts as asked: nothing later is read. None and () set no limit.
    """

    after: date | None = None
    before: date | None = None
    as_of: date | None = None
    publishers: tuple[str, ...] = ()

    @classmethod
    def read(cls, sent: object) -> Within:
        """What was sent, as far as it makes sense; a period that ends before it begins is turned round.

        >>> Within.read({"after": "2025-04-08", "publishers": "x"})
        Within(after=datetime.date(2025, 4, 8), before=None, as_of=None, publishers=())
        """
        given = sent if isinstance(sent, dict) else {}
        after, before = _day(given.get("after")), _day(given.get("before"))
        if after and before and before < after:
            after, before = before, after
        named = given.get("publishers")
        publishers = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
        return cls(
            after=after,
            before=before,
            as_of=_day(given.get("as_of")),
            publishers=tuple(name[:MOST_CHARACTERS] for name in publishers[:MOST_PUBLISHERS]),
        )

    def to_json(self) -> WithinJson:
        """What the browser keeps beside an answer."""
        return WithinJson(
            after=self.after.isoformat() if self.after else None,
            before=self.before.isoformat() if self.before else None,
            as_of=self.as_of.isoformat() if self.as_of else None,
            publishers=list(self.publishers),
        )

    def told(self) -> str:
        """The limit in words, "" without one.

        >>> Within(after=date(2025, 4, 8), publishers=("AP", "AFP"), as_of=date(2025, 4, 30)).told()
        'published since 8 April 2025, by AP or AFP, as of 30 April 2025'
        """
        period = ""
        if self.after and self.before:
            same = self.after == self.before
            period = f"on {long_day(self.after)}" if same else f"{long_day(self.after)} to {long_day(self.before)}"
        elif self.after or self.before:
            period = f"since {long_day(self.after)}" if self.after else f"until {long_day(self.before)}"
        parts = [f"published {period}"] if period else []
        if self.publishers:
            parts.append(f"by {_either([name or UNKNOWN for name in self.publishers])}")
        if self.as_of:
            parts.append(f"as of {long_day(self.as_of)}")
        return ", ".join(parts)


def read_wanted(sent: object) -> Wanted:
    """Which articles of the library were asked for: as `Within`, and by words."""
    within, words = Within.read(sent), sent.get("words") if isinstance(sent, dict) else None
    return Wanted(
        after=within.after,
        before=within.before,
        publishers=within.publishers,
        words=words.strip()[:MOST_CHARACTERS] if isinstance(words, str) else "",
    )


def read_skip(sent: object) -> int:
    """How many articles of the library come before the page asked for.

    >>> read_skip({"skip": "50"}), read_skip({"skip": "-1"})
    (50, 0)
    """
    skip = sent.get("skip") if isinstance(sent, dict) else None
    return int(skip) if isinstance(skip, str) and re.fullmatch(r"\d{1,9}", skip) else 0


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _day(sent: object) -> date | None:
    try:
        return date.fromisoformat(sent) if isinstance(sent, str) else None
    except ValueError:
        return None
