"""The days behind an answer: when its articles were published, and the days that its quotes speak of. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.answer import AnswerJson, CitationJson
from assistant.mark import long_day
from assistant.plot import SHORT, Mark, plot_days, short
from assistant.within import UNKNOWN
from index.article import Article

__all__ = ["events", "reports", "timeline"]

LONGEST = 31  # days; a longer span (a year, "in the last decade") is background, no event


def timeline(answer: AnswerJson, articles: Mapping[str, Article], *, turn: str) -> str:
    """The answer's days as a plot whose marks open their quotes; "" where all fall on one day, which needs no plot.

    Args:
        answer: what was answered.
        articles: by id, in the versions that the answer quotes; the days of a missing one are left out.
        turn: the key that names the answer to the page.
    """
    happened, told = list(events(answer, articles, turn=turn)), list(reports(answer, turn=turn))
    if len({day for mark in (*happened, *told) for day in (mark.first, mark.last)}) < 2:  # noqa: PLR2004 -- one day
        return ""
    return plot_days({"What the quotes speak of": happened, "Published": told}, name="Days behind this answer")


def events(answer: AnswerJson, articles: Mapping[str, Article], *, turn: str) -> Iterator[Mark]:
    """Each day or span that quotes name, once, with the numbers of those that do; doubted dates are no events."""
    found: dict[tuple[date, date], list[tuple[CitationJson, str]]] = {}
    for citation in answer["citations"]:
        article = articles.get(citation["article_id"])
        if article is None or article.text[citation["start"] : citation["end"]] != citation["quote"]:
            continue  # read anew since: its dates stand elsewhere now
        for mention in article.dates:
            inside = citation["start"] <= mention.start and mention.end <= citation["end"]
            if inside and not mention.doubt and (mention.last - mention.first).days <= LONGEST:
                words = article.text[mention.start : mention.end]
                found.setdefault((mention.first, mention.last), []).append((citation, words))
    for (first, last), named in found.items():
        numbers = list(dict.fromkeys(str(citation["n"]) for citation, _ in named))
        words = "; ".join(f"“{words}”" for words in dict.fromkeys(words for _, words in named))
        yield Mark(
            first=first,
            last=last,
            label=_brief(first, last),
            told=f"{_days(first, last)}, as quote {', '.join(numbers)} says: {words}",
            data=_opens(turn, numbers[0]),
        )


def reports(answer: AnswerJson, *, turn: str) -> Iterator[Mark]:
    """Each article with a known day, once, under the number of its first quote."""
    first_quotes: dict[str, CitationJson] = {}
    for citation in answer["citations"]:
        first_quotes.setdefault(citation["article_id"], citation)
    for citation in first_quotes.values():
        try:
            day = date.fromisoformat(citation["published"] or "")
        except ValueError:
            continue
        publisher, n = citation["publisher"] or UNKNOWN, str(citation["n"])
        yield Mark(
            first=day,
            last=day,
            label=citation["publisher"] or f"“{short(citation['title'], most=SHORT - 2)}”",
            sign=n,
            told=f"{publisher}, {long_day(day)}, {citation['published_basis']}: {citation['title']}",
            data=_opens(turn, n),
        )


def _opens(turn: str, n: str) -> dict[str, str]:
    return {"do": "cite", "turn": turn, "n": n}


def _days(first: date, last: date) -> str:
    return long_day(first) if first == last else f"{long_day(first)} to {long_day(last)}"


def _brief(first: date, last: date) -> str:
    """A day or a span in as few letters as tell it apart.

    >>> _brief(date(2025, 4, 8), date(2025, 4, 8)), _brief(date(2025, 4, 1), date(2025, 4, 30))
    ('8 Apr 2025', '1–30 Apr 2025')
    """
    if first == last:
        return f"{first.day} {first:%b %Y}"
    opening: Sequence[str] = (str(first.day), f"{first:%b}", str(first.year))
    kept = 1 if (first.year, first.month) == (last.year, last.month) else 2 if first.year == last.year else 3
    dash = "–" if kept == 1 else " – "
    return f"{' '.join(opening[:kept])}{dash}{last.day} {last:%b %Y}"
