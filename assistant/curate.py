"""The library's side of the page: what the browser sent becomes what it shows next. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.library import LISTED, Added, Page, show_filters, show_head, show_library, show_report
from assistant.mark import escape
from assistant.scoreboard import show_evals
from assistant.shelf import Shelf, sent_files
from assistant.trouble import Trouble, attempt
from assistant.within import Within, WithinJson, read_skip, read_wanted
from index.browse import Wanted, browse, survey
from index.catalog import Catalog
from index.sync import Outcome

__all__ = ["Curation"]

NOT_ALLOWED = Trouble("Only an operator of this server may change the library.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """The library for any number of readers; holds no state. Without a `shelf` nobody can change anything.

    `report` is the `report.json` of the last eval run, which need not be there.
    """

    catalog: Catalog
    report: Path
    shelf: Shelf | None = None

    def show(self, sent: object, *, writes: bool) -> tuple[str, str]:
        """The head of the library, and a page of the articles within the limits that were sent."""
        may = writes and self.shelf is not None
        shown = attempt(lambda: self._shown(sent, writes=may), "list the articles")
        return (shown.html(), "") if isinstance(shown, Trouble) else shown

    def limit(self, sent: object) -> tuple[str, WithinJson]:
        """The limits of the next question as they are shown and kept."""
        within = Within.read(sent)
        shown = attempt(lambda: show_filters(survey(self.catalog, Wanted()).publishers, within), "list the publishers")
        return (shown.html() if isinstance(shown, Trouble) else shown), within.to_json()

    def evals(self) -> str:
        """The last report."""
        shown = attempt(lambda: show_evals(self.report), "show the report")
        return shown.html() if isinstance(shown, Trouble) else shown

    def add(self, sent: Mapping[str, object], *, writes: bool) -> Iterator[str]:
        """The report, after each input that was read; adds files, or what is at an address."""
        if self.shelf is None or not writes:
            yield NOT_ALLOWED.html()
            return
        shelf, added = self.shelf, list[Added]()
        address = str(sent.get("address") or "").strip()
        yield show_report(added, left="Reading the address" if address else "Reading the files")
        begun = attempt(partial(_begin, shelf, sent, address), "read this")
        while not isinstance(begun, Trouble):
            outcome = attempt(partial(next, begun, None), "read this")
            if isinstance(outcome, Trouble):
                begun = outcome
            elif outcome is None:
                yield show_report(added)
                return
            else:
                added.append(self._told(outcome))
                yield show_report(added, left=f"Read {outcome.source}")
        yield show_report(added, trouble=begun.words)

    def delete(self, article_id: object, *, writes: bool) -> str:
        """The article is gone, and can be put back."""
        if self.shelf is None or not writes:
            return NOT_ALLOWED.html()
        gone = attempt(partial(self.shelf.delete, str(article_id)), "delete this article")
        if isinstance(gone, Trouble):
            return gone.html()
        if gone is None:
            return Trouble("This article is not in the index any more.").html()
        sent = f'data-do="undo" data-id="{escape(gone.id)}" data-version="{escape(gone.version)}"'
        return (
            f'<div class="report"><p role="status"><b>Deleted</b> <span dir="auto">{escape(gone.title)}</span> '
            f'<button type="button" class="plain" {sent}>Undo</button></p><p class="about">No answer quotes it from '
            "now on. Where its file is still there, the next <code>dateline index</code> of that folder reads it again."
            "</p></div>"
        )

    def undo(self, article_id: object, version: object, *, writes: bool) -> str:
        """The article is back as it was."""
        if self.shelf is None or not writes:
            return NOT_ALLOWED.html()
        back = attempt(partial(self.shelf.restore, str(article_id), str(version)), "put this article back")
        if isinstance(back, Trouble):
            return back.html()
        if back is None:
            return Trouble("This article was never in the index.").html()
        title = f'<span dir="auto">{escape(back.title)}</span>'
        return f'<div class="report"><p role="status"><b>Back again</b> {title}</p></div>'

    def _shown(self, sent: object, *, writes: bool) -> tuple[str, str]:
        wanted, skip = read_wanted(sent), read_skip(sent)
        every = survey(self.catalog, Wanted())
        found = every if wanted == Wanted() else survey(self.catalog, wanted)
        skip = min(skip, max(0, found.total - 1) // LISTED * LISTED)
        page = Page(articles=browse(self.catalog, wanted, limit=LISTED, skip=skip), skip=skip)
        return show_head(every, writes=writes), show_library(every, found, wanted, page)

    def _told(self, outcome: Outcome) -> Added:
        """The outcome with its article, and the earliest article of the same text where that is another one."""
        article = self.catalog.article(outcome.article_id) if outcome.article_id else None
        first = self.catalog.copies([article.id]).get(article.id) if article else None
        return outcome, article, self.catalog.article(first) if article and first and first != article.id else None


def _begin(shelf: Shelf, sent: Mapping[str, object], address: str) -> Iterator[Outcome]:
    return shelf.add_address(address) if address else shelf.add_files(sent_files(sent.get("files")))
