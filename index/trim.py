"""Where a line stands (page header, related box, author box, footer) -> only the article's own lines. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Cut
from index.dateline import choose_date_line, is_dateline, opens_dated
from index.entitle import entitle, entitled
from index.furniture import BIO, COMMENTS, is_label, reason_to_cut
from index.masthead import masthead
from index.shape import (
    RUNNING,
    is_date,
    is_headline,
    is_listed,
    is_open,
    is_sentence,
    is_short,
    names_in_byline,
    stems,
    words_of,
)

__all__ = ["Trimmed", "trim"]

# The first sentence of an article has at least so many words; a slogan or a notice above the headline has fewer.
FULL = 8
# A related box inside an article lists at most so many headlines.
LONGEST_BOX = 15
LEAD = 3  # paragraphs that a headline is held against
SHOUTED = 6  # words of a line all in capitals that is the headline of another article; a crosshead has fewer
TOP = 3  # lines at the head of a page of which one may name the outlet
# What is cut for these reasons may say the day of publication.
DATED = frozenset({"date line", "byline", "credit", "page header"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed:
    """The article's own lines, its headline first where `headline` is set, and every other line as a cut, in order."""

    lines: tuple[str, ...]
    headline: str | None
    cuts: tuple[Cut, ...]
    authors: tuple[str, ...]
    credit: str | None
    date_line: str | None
    publisher: str | None


def trim(lines: list[str], *, title: str | None) -> Trimmed:
    """Cut what is not the article's own, until nothing more is cut; so trimming the outcome again changes nothing.

    `title` is what the container states; a line that says the same is the headline and all above it is page header.
    Where the page has no headline, the title becomes its first line; a title that would be cut as a line is none.
    """
    title = title if title and reason_to_cut(title) is None else None
    fates: dict[int, str] = {}
    printed = len(lines)
    kept = list(range(printed))
    headline: int | None = None
    while True:
        page = _Page([lines[n] for n in kept])
        place = page.cut_all(title)
        headline = None if place is None else kept[place]
        if not any(page.fates):
            if headline is not None or title is None or not kept or len(lines) > printed:
                break
            lines = [*lines, title]  # the page does not print its title, so the title goes above what it prints
            kept = [printed, *kept]
            continue
        fates |= {n: fate for n, fate in zip(kept, page.fates, strict=True) if fate}
        kept = [n for n, fate in zip(kept, page.fates, strict=True) if not fate]
    cut = [(lines[n], fates[n]) for n in sorted(fates)]
    body = next((n for n in kept if n != headline and is_sentence(lines[n])), len(lines))
    dated = (n for n in sorted(fates) if fates[n] in DATED or n < body)
    return Trimmed(
        lines=tuple(lines[n] for n in kept),
        headline=None if headline is None else lines[headline],
        cuts=tuple(Cut(text=line, reason=reason) for line, reason in cut),
        authors=tuple(dict.fromkeys(name for line, _ in cut for name in names_in_byline(line))),
        credit=next((line for line, reason in cut if reason == "credit"), None),
        date_line=choose_date_line((lines[n], n < (headline or 0)) for n in dated),
        publisher=next((name for line, _ in cut[:TOP] if line in lines[:TOP] and (name := masthead(line))), None),
    )


class _Page:
    """The lines of one round and the reason why each is cut, None while it is kept."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.fates: list[str | None] = [reason_to_cut(line) for line in lines]
        self.lead = {stem for n in self._sentences()[:LEAD] for stem in stems(lines[n])}

    def cut_all(self, title: str | None) -> int | None:
        """Cut by place, and give the place of the headline."""
        self._cut_comments()
        self._cut_boxes()
        self._cut_shouted()
        self._cut_bios()
        self._cut_repeats()
        headline = self._cut_header(title)
        self._cut_footer()
        return headline

    def _sentences(self) -> list[int]:
        return [n for n, line in enumerate(self.lines) if not self.fates[n] and is_sentence(line)]

    def _first(self) -> int | None:
        """Where the article's first full sentence stands; its first sentence of any length where none is full.

        A line that ends with a question mark or an abbreviation may be the headline, so it does not count as full.
        """
        sentences = self._sentences()
        full = (n for n in sentences if len(words_of(self.lines[n])) >= (RUNNING if is_open(self.lines[n]) else FULL))
        return next(full, sentences[0] if sentences else None)

    def _cut_comments(self) -> None:
        """Below the heading of a comment form that follows the article, readers speak and not the article."""
        sentences = self._sentences()
        for n, line in enumerate(self.lines):
            if COMMENTS.fullmatch(line) and len(sentences) > 1 and sentences[1] < n:
                later = sum(s > n for s in sentences)
                if later * 2 < len(sentences):
                    self._cut(range(n, len(self.lines)), "readers' comments")
                    return

    def _cut_boxes(self) -> None:
        """A label such as "Also, read this" and the headlines under it, up to the next sentence of the article."""
        first = self._first()
        for n, line in enumerate(self.lines):
            if not is_label(line):
                continue
            end = n + 1
            while end < len(self.lines) and end - n <= LONGEST_BOX and self._in_box(end):
                end += 1
            if first is not None and end < len(self.lines) and self._kept_after_box(n, end, first):
                end -= 1
            self._cut(range(n, end), "related")

    def _cut_shouted(self) -> None:
        """Links to other articles between the paragraphs, which some outlets print as headlines all in capitals."""
        sentences = self._sentences()
        for n in range(sentences[0] + 1, sentences[-1]) if sentences else ():
            line = self.lines[n]
            if line.isupper() and len(words_of(line)) >= SHOUTED and not is_sentence(line):
                self._cut([n], "related")

    def _in_box(self, n: int) -> bool:
        line = self.lines[n]
        asks = line.endswith("?") and is_headline(line)
        return bool(self.fates[n]) or asks or (is_headline(line) and not is_sentence(line))

    def _kept_after_box(self, label: int, end: int, first: int) -> bool:
        """Whether the last line of the box is the article's: its headline, or a crosshead (short under long ones)."""
        last, others = end - 1, self.lines[label + 1 : end - 1]
        if last == label or self.fates[last] or not is_sentence(self.lines[end]):
            return False
        if end <= first:
            above = [line for line, fate in zip(self.lines[:label], self.fates, strict=False) if not fate]
            return not any(is_open(line) and not is_short(line) for line in above)
        short = is_short(self.lines[last]) and not any(is_short(line) for line in others)
        return short and bool(others)

    def _cut_bios(self) -> None:
        """The last sentences, where they say who somebody is whom the article does not name: who wrote it."""
        while len(sentences := self._sentences()) > 1:
            line = self.lines[sentences[-1]]
            bio = BIO.fullmatch(line)
            if bio is None:
                return
            name = bio["name"].strip()
            signed = any(name.lower() in other.lower() for other in self.lines if not is_sentence(other))
            surname = re.compile(rf"\b{re.escape(name.split()[-1])}\b")
            told_of = any(surname.search(self.lines[n]) for n in sentences if self.lines[n] != line)
            by = [one for other in self.lines for one in names_in_byline(other)]
            if told_of or not (signed or bio["writer"]) or (bio["beat"] and name not in by):
                return
            self._cut([n for n, other in enumerate(self.lines) if other == line], "author box")

    def _cut_repeats(self) -> None:
        seen: set[str] = set()
        for n, line in enumerate(self.lines):
            if not self.fates[n] and not is_short(line):
                if line.lower() in seen:
                    self.fates[n] = "repeated"
                seen.add(line.lower())

    def _cut_header(self, title: str | None) -> int | None:
        """Choose the headline above the first sentence and cut what stands before it, and the short lines after it."""
        first = self._first()
        above = [n for n in range(len(self.lines) if first is None else first) if not self.fates[n]]
        if first is None:
            return entitled(self.lines, above, title)
        for n in above:
            if is_dateline(self.lines[n]) or opens_dated(self.lines[n]):
                self.fates[n] = "date line"
        above = [n for n in above if not self.fates[n]]
        dated = next((n for n, fate in enumerate(self.fates) if fate == "date line"), None)
        headline = entitled(self.lines, [*above, first], title)
        if headline is None:
            headline = entitle(self.lines, above, lead=self.lead, dated=dated, title=title)
        if headline is None:
            return None
        for n in above:
            line = self.lines[n]
            if n > headline and is_dateline(line):
                self.fates[n] = "date line"
            elif n < headline or (n > headline and self._is_tag(n, above)):
                self.fates[n] = "page header"
        return headline

    def _is_tag(self, n: int, above: list[int]) -> bool:
        """Whether a line below the headline is a name, a section or a label, or an item of a list of such."""
        line = self.lines[n]
        listed = all(is_short(self.lines[m]) for m in above if is_listed(self.lines[m])) if is_listed(line) else True
        return is_short(line) and not is_sentence(line) and listed

    def _cut_footer(self) -> None:
        """Cut what follows the article's last sentence, but for the items of a list that the article ends with."""
        sentences = self._sentences()
        if not sentences:
            return
        below = range(sentences[-1] + 1, len(self.lines))
        listed = True
        for n in below:
            opens_list = self.lines[n].endswith(":") and n + 1 in below and is_listed(self.lines[n + 1])
            listed = listed and not self.fates[n] and (is_listed(self.lines[n]) or opens_list)
            if not self.fates[n] and not listed:
                self.fates[n] = "date line" if is_date(self.lines[n]) else "page footer"

    def _cut(self, places: range | list[int], reason: str) -> None:
        for n in places:
            self.fates[n] = self.fates[n] or reason
