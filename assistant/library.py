"""The library as HTML: overview plots, filters, the list, and for operators adding with its report. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from assistant.cite import plural
from assistant.mark import escape, long_day, title_button
from assistant.plot import Bar, plot_bars, plot_columns
from assistant.shelf import MOST_UPLOADED
from assistant.within import UNKNOWN, Within
from index.article import Article
from index.browse import Survey, Wanted
from index.sync import Outcome

__all__ = ["LISTED", "Added", "Page", "show_filters", "show_head", "show_library", "show_report"]

LISTED = 50  # articles a page
PUBLISHERS, OFFERED = 10, 200  # publishers drawn, and publishers to choose from
# Columns of the plot by day; on a phone more would be thinner than the lines between them.
MOST_COLUMNS = 100
STEP = {"day": 1, "month": 31, "year": 366}  # days that surely lead from a first day into the next one's span
ACCEPTED = ".txt,.text,.md,.markdown,.html,.htm,.xhtml,.xml,.rss,.atom,.jsonl,.ndjson"

Added = tuple[Outcome, Article | None, Article | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The articles listed now, and how many of the wanted ones come before them."""

    articles: Sequence[Article]
    skip: int = 0


def show_head(every: Survey, *, writes: bool) -> str:
    """What the library holds, and a way to add to it for those who may."""
    known = len(every.publishers.keys() - {""})
    days = list(every.days)
    span = f", {long_day(days[0])} to {long_day(days[-1])}" if days else ""
    told = f"{plural(every.total, 'article')} from {plural(known, 'publisher')}{span}"
    return f'<h2 tabindex="-1">The library</h2><p class="about">{told}</p>{_adding() if writes else ""}'


def show_library(every: Survey, found: Survey, wanted: Wanted, page: Page) -> str:
    """The filters, and what they leave: counted, drawn, and listed a page at a time.

    Args:
        every: all articles.
        found: those that are wanted.
        wanted: the limits as they are set.
        page: the wanted articles to be listed now.
    """
    plots = f'<div class="plots">{_by_day(found)}{_by_publisher(found)}</div>' if found.total else ""
    return f"{_search(every, wanted)}{plots}{_list(found, page, limited=wanted != Wanted())}"


def show_filters(publishers: Mapping[str, int], within: Within) -> str:
    """The limits of the next question: a period, a day to ask as of, and publishers."""
    told = within.told()
    summary = (
        f"Only what was {told}" if told.startswith("published") else f"Only {told}" if told else "From all articles"
    )
    day = within.as_of.isoformat() if within.as_of else ""
    as_of = (
        f'<label>As of <input type="date" data-field="as_of" value="{day}"></label>'
        '<span class="about hint">As of a day: nothing published later is read, and “last week” counts from it.</span>'
    )
    return (
        f'<details class="within"><summary>{escape(summary)}</summary><div class="fields">'
        f"{_period(within)}{as_of}{_publishers(publishers, within.publishers)}"
        f'<button type="button" class="plain" data-do="within" data-clear="yes"{"" if told else " disabled"}>No limit'
        "</button></div></details>"
    )


def show_report(added: Sequence[Added], *, left: str = "", trouble: str = "") -> str:
    """What became of each input: what was cleaned away, how it was dated, and whether it was found to be a copy.

    Args:
        added: an outcome, its article where there is one now, and the earliest article with the same text if another.
        left: what is being read right now, in words; "" when all is done.
        trouble: why it ended early, in words.
    """
    of = next((outcome.of for outcome, _, _ in reversed(added) if outcome.of), None)
    share = f' value="{len(added)}" max="{of}"' if of else ""
    bar = f'<p class="status" role="status">{escape(left)}<progress{share}></progress></p>' if left else ""
    items = "".join(_outcome(*one) for one in added)
    done = "" if left or trouble else f'<p class="about" role="status">{plural(len(added), "input")} read.</p>'
    failed = f'<p class="trouble" role="alert">{escape(trouble)}</p>' if trouble else ""
    return f'<div class="report">{bar}{done}<ul>{items}</ul>{failed}</div>'


def _outcome(outcome: Outcome, article: Article | None, first: Article | None) -> str:
    if outcome.what == "refused":
        return f"<li><b>Not read</b> {escape(outcome.source)}: {escape(outcome.reason or '')}</li>"
    if article is None:
        gone = "replaced by a newer version" if outcome.what == "added" else "no longer there"
        return f"<li><b>{outcome.what.capitalize()}</b> {escape(outcome.source)}: {gone}</li>"
    day, words = article.published, article.published.words
    dated = f"published {long_day(day.day)}, {day.basis}" if day.day else "its day of publication is not known"
    dated += f" from “{escape(words)}”" if words else ""
    doubts = [mention.doubt for mention in article.dates if mention.doubt]
    cuts = Counter(cut.reason for cut in article.cuts)
    parts = [
        dated,
        plural(outcome.passages, "passage") if outcome.passages else "",
        f"left out as page furniture: {', '.join(f'{n} × {escape(reason)}' for reason, n in cuts.items())}"
        if cuts
        else "nothing left out",
        f"{plural(len(doubts), 'date')} in it cannot be right: {escape(doubts[0])}" if doubts else "",
        f"the same report as “{escape(first.title)}” ({escape(first.publisher or UNKNOWN)}), counted once"
        if first
        else "",
    ]
    title = title_button(article.id, article.title)
    told = "".join(f"<span>{part}</span>" for part in parts if part)
    return f'<li><b>{outcome.what.capitalize()}</b> {title}<span class="about facts">{told}</span></li>'


def _adding() -> str:
    return (
        '<details class="adding"><summary>Add articles</summary><div class="fields">'
        f'<label class="wide">Files <input type="file" multiple accept="{ACCEPTED}" data-field="files" '
        f'data-most="{MOST_UPLOADED}"></label>'
        '<label class="wide">or an address of a page or feed <input type="url" data-field="address" '
        'placeholder="https://" maxlength="2000" autocomplete="off"></label>'
        '<button type="button" class="plain" data-do="add">Add</button></div></details>'
    )


def _search(every: Survey, wanted: Wanted) -> str:
    cleared = (
        '<button type="button" class="plain" data-do="sift" data-clear="yes">Show all</button>'
        if wanted != Wanted()
        else ""
    )
    words = f'data-field="words" value="{escape(wanted.words)}" maxlength="200"'
    return (
        '<div class="sift fields" role="search" aria-label="Filter the articles"><label class="words">Words '
        f'<input type="search" autocomplete="off" {words}></label>'
        f"{_period(wanted)}{_publishers(every.publishers, wanted.publishers)}{cleared}</div>"
    )


def _period(limits: Within | Wanted) -> str:
    after, before = (day.isoformat() if day else "" for day in (limits.after, limits.before))
    return (
        f'<label>From <input type="date" data-field="after" value="{after}"></label>'
        f'<label>To <input type="date" data-field="before" value="{before}"></label>'
    )


def _publishers(counts: Mapping[str, int], chosen: Sequence[str]) -> str:
    """A box for each of the publishers with most articles, and for each that is chosen."""
    offered = dict.fromkeys([*islice(counts, OFFERED), *chosen])
    boxes = "".join(
        f'<label><input type="checkbox" data-field="publishers" value="{escape(name)}"'
        f"{' checked' if name in chosen else ''}> {escape(name or UNKNOWN)} "
        f'<span class="about">{counts.get(name, 0):,}</span></label>'
        for name in offered
    )
    told = plural(len(chosen), "publisher") if chosen else "All publishers"
    return f'<details class="publishers"><summary>{told}</summary><div class="boxes">{boxes}</div></details>'


def _list(found: Survey, page: Page, *, limited: bool) -> str:
    if not page.articles:
        words = "No article fits these limits." if limited else "There is no article yet."
        return f'<p class="about" role="status">{words}</p>'
    items = "".join(
        f'<li>{title_button(article.id, article.title)}<span class="about">{escape(article.publisher or UNKNOWN)} · '
        f"{long_day(article.published.day)}"
        f"{f', {article.published.basis}' if article.published.day else ''}</span></li>"
        for article in page.articles
    )
    last = page.skip + len(page.articles)
    count = plural(found.total, "article")
    told = count if len(page.articles) == found.total else f"{page.skip + 1:,} to {last:,} of {count}"
    turns = [("Newer", page.skip - LISTED, page.skip > 0), ("Older", last, last < found.total)]
    ways = "".join(
        f'<button type="button" class="plain" data-do="sift" data-skip="{skip}">{name}</button>'
        for name, skip, there in turns
        if there
    )
    paging = f'<nav class="paging" aria-label="Pages of the list">{ways}</nav>' if ways else ""
    return f'<p class="about found" role="status" tabindex="-1">{told}</p><ol class="contents">{items}</ol>{paging}'


def _by_day(found: Survey) -> str:
    """Articles by day, month or year of publication, whichever first needs no more than MOST_COLUMNS columns."""
    if not found.days:
        return ""
    first, last = min(found.days), max(found.days)
    spans = {"day": (last - first).days, "month": 12 * (last.year - first.year) + last.month - first.month, "year": 0}
    by = next(name for name, span in spans.items() if span < MOST_COLUMNS or name == "year")
    amounts = Counter[date]()
    for day, count in found.days.items():
        amounts[_begin(day, by)] += count
    bars, start = [], _begin(first, by)
    while start <= last:
        after = _begin(start + timedelta(days=STEP[by]), by)
        bars.append(_column(start, after - timedelta(days=1), amounts[start]))
        start = after
    drawn = plot_columns(bars, name=f"Articles by {by} of publication", first=long_day(first), last=long_day(last))
    note = f", {found.undated:,} undated" if found.undated else ""
    return f"<figure><figcaption>Articles by {by}{note}</figcaption>{drawn}</figure>"


def _begin(day: date, by: str) -> date:
    """The first day of the day, month or year that a day lies in."""
    return day if by == "day" else day.replace(day=1) if by == "month" else day.replace(month=1, day=1)


def _column(first: date, last: date, amount: int) -> Bar:
    told = long_day(first) if first == last else f"{long_day(first)} to {long_day(last)}"
    sent = {"do": "sift", "after": first.isoformat(), "before": last.isoformat()}
    return Bar(label="", amount=amount, told=f"{plural(amount, 'article')}, {told}", data=sent)


def _by_publisher(found: Survey) -> str:
    names = list(found.publishers)
    bars = [
        Bar(
            label=name or UNKNOWN,
            amount=found.publishers[name],
            told=f"{plural(found.publishers[name], 'article')} by {name or UNKNOWN}",
            data={"do": "sift", "publisher": name},
        )
        for name in names[:PUBLISHERS]
    ]
    rest = sum(found.publishers[name] for name in names[PUBLISHERS:])
    note = f", and {rest:,} by {len(names) - PUBLISHERS} more" if rest else ""
    drawn = plot_bars(bars, name="Articles by publisher")
    return f"<figure><figcaption>Articles by publisher{note}</figcaption>{drawn}</figure>"
