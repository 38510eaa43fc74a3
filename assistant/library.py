"""The library as HTML: overview plots, filters, the list, and for operators adding with its report. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.cite import plural
from assistant.mark import escape, long_day, title_button
from assistant.plot import Bar, plot_bars, plot_columns
from assistant.shelf import MOST_UPLOADED
from assistant.within import UNKNOWN, Within
from index.article import Article
from index.sync import Outcome

__all__ = ["Added", "show_filters", "show_library", "show_report"]

LISTED, PUBLISHERS = 200, 10
# Columns of the plot by day; on a phone more would be thinner than the lines between them.
MOST_COLUMNS = 100
STEP = {"day": 1, "month": 31, "year": 366}  # days that surely lead from a first day into the next one's span
ACCEPTED = ".txt,.text,.md,.markdown,.html,.htm,.xhtml,.xml,.rss,.atom,.jsonl,.ndjson"

Added = tuple[Outcome, Article | None, Article | None]


def show_library(articles: Sequence[Article], within: Within, *, writes: bool) -> tuple[str, str]:
    """The head of the tab, with adding for those who may write; and below, what is left within the limits."""
    found = [article for article in articles if within.holds(article)]
    days = sorted(article.published.day for article in articles if article.published.day)
    publishers = {article.publisher for article in articles if article.publisher}
    span = f", {long_day(days[0])} to {long_day(days[-1])}" if days else ""
    told = f"{plural(len(articles), 'article')} from {plural(len(publishers), 'publisher')}{span}"
    head = f'<h2 tabindex="-1">The library</h2><p class="about">{told}</p>{_adding() if writes else ""}'
    plots = f'<div class="plots">{_by_day(found)}{_by_publisher(found)}</div>' if found else ""
    return head, f"{_search(articles, within)}{plots}{_list(found, limited=within != Within())}"


def show_filters(articles: Sequence[Article], within: Within, *, by_publisher: bool) -> str:
    """The limits of the next question: a period, and publishers where the search can be limited to them."""
    told = within.told()
    summary = f"Only what was {told}" if told.startswith("published") else f"Only {told}" if told else "All articles"
    publishers, off = _publishers(articles, within) if by_publisher else "", "" if told else " disabled"
    return (
        f'<details class="within"><summary>{escape(summary)}</summary><div class="fields">{_period(within)}{publishers}'
        f'<button type="button" class="plain" data-do="within" data-clear="yes"{off}>No limit</button>'
        "</div></details>"
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


def _search(articles: Sequence[Article], within: Within) -> str:
    cleared = (
        ' <button type="button" class="plain" data-do="sift" data-clear="yes">Show all</button>'
        if within != Within()
        else ""
    )
    words = f'data-field="words" value="{escape(within.words)}" maxlength="200"'
    return (
        '<div class="sift fields" role="search" aria-label="Filter the articles"><label class="wide">Words '
        f'<input type="search" autocomplete="off" {words}></label>'
        f"{_period(within)}{_publishers(articles, within)}{cleared}</div>"
    )


def _period(within: Within) -> str:
    after, before = (day.isoformat() if day else "" for day in (within.after, within.before))
    return (
        f'<label>From <input type="date" data-field="after" value="{after}"></label>'
        f'<label>to <input type="date" data-field="before" value="{before}"></label>'
    )


def _publishers(articles: Sequence[Article], within: Within) -> str:
    """A box for each publisher; those with most articles first."""
    counts = Counter(article.publisher or UNKNOWN for article in articles)
    boxes = "".join(
        f'<label><input type="checkbox" data-field="publishers" value="{escape(name)}"'
        f'{" checked" if name in within.publishers else ""}> {escape(name)} <span class="about">{n:,}</span></label>'
        for name, n in counts.most_common()
    )
    told = f"{plural(len(within.publishers), 'publisher')}" if within.publishers else "All publishers"
    return f'<details class="publishers"><summary>{told}</summary><div class="boxes">{boxes}</div></details>'


def _list(found: Sequence[Article], *, limited: bool) -> str:
    newest = sorted(found, key=lambda article: article.published.day or date.min, reverse=True)
    if not newest:
        words = "No article fits these limits." if limited else "There is no article yet."
        return f'<p class="about" role="status">{words}</p>'
    items = "".join(
        f'<li>{title_button(article.id, article.title)}<span class="about">{escape(article.publisher or UNKNOWN)} · '
        f"{long_day(article.published.day)}"
        f"{f', {article.published.basis}' if article.published.day else ''}</span></li>"
        for article in newest[:LISTED]
    )
    more = (
        f'<p class="about">and {len(newest) - LISTED:,} older ones; narrow the limits</p>'
        if len(newest) > LISTED
        else ""
    )
    count = f'<p class="about" role="status">{plural(len(newest), "article")}</p>' if limited else ""
    return f'{count}<ol class="contents">{items}</ol>{more}'


def _by_day(found: Sequence[Article]) -> str:
    """Articles by day, month or year of publication, whichever first needs no more than MOST_COLUMNS columns."""
    days = [article.published.day for article in found if article.published.day]
    if not days:
        return ""
    first, last = min(days), max(days)
    spans = {"day": (last - first).days, "month": 12 * (last.year - first.year) + last.month - first.month, "year": 0}
    by = next(name for name, span in spans.items() if span < MOST_COLUMNS or name == "year")
    amounts = Counter(_begin(day, by) for day in days)
    bars, start = [], _begin(first, by)
    while start <= last:
        after = _begin(start + timedelta(days=STEP[by]), by)
        bars.append(_column(start, after - timedelta(days=1), amounts[start]))
        start = after
    drawn = plot_columns(bars, name=f"Articles by {by} of publication", first=long_day(first), last=long_day(last))
    undated = len(found) - len(days)
    note = f", {undated:,} undated" if undated else ""
    return f"<figure><figcaption>Articles by {by}{note}</figcaption>{drawn}</figure>"


def _begin(day: date, by: str) -> date:
    """The first day of the day, month or year that a day lies in."""
    return day if by == "day" else day.replace(day=1) if by == "month" else day.replace(month=1, day=1)


def _column(first: date, last: date, amount: int) -> Bar:
    told = long_day(first) if first == last else f"{long_day(first)} to {long_day(last)}"
    sent = {"do": "sift", "after": first.isoformat(), "before": last.isoformat()}
    return Bar(label="", amount=amount, told=f"{plural(amount, 'article')}, {told}", data=sent)


def _by_publisher(found: Sequence[Article]) -> str:
    counts = Counter(article.publisher or UNKNOWN for article in found).most_common()
    bars = [
        Bar(label=name, amount=n, told=f"{plural(n, 'article')} by {name}", data={"do": "sift", "publisher": name})
        for name, n in counts[:PUBLISHERS]
    ]
    rest = sum(n for _, n in counts[PUBLISHERS:])
    note = f", and {rest:,} by {len(counts) - PUBLISHERS} more" if rest else ""
    drawn = plot_bars(bars, name="Articles by publisher")
    return f"<figure><figcaption>Articles by publisher{note}</figcaption>{drawn}</figure>"
