from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from assistant.mark import escape, mark_text

# No NUL and no surrogate: HTML has no way to write them, and no article holds them.
NEWS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80)
LINES = st.lists(st.sampled_from(["<b>", "a & b", "“x”", "\n", "\n\n", "\r", " ", "é", "\u202e", "{{x}}", "${x}"])).map(
    "".join
)
TEXTS = st.one_of(NEWS, LINES.filter(bool))


class Read(HTMLParser):
    """The text content, and the text of the marks by number."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text, self.marks, self.inside = "", {}, ()  # type: str, dict[int, str], tuple[int, ...]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"p", "h2", "mark"}
        if tag == "mark":
            self.inside = tuple(map(int, (dict(attrs)["data-n"] or "").split()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.inside = ()

    def handle_data(self, data: str) -> None:
        self.text += data
        for n in self.inside:
            self.marks[n] = self.marks.get(n, "") + data

    def handle_entityref(self, name: str) -> None:
        self.handle_data(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        # Python maps 13 to a line feed as browsers do not: it reads the reference as if it stood in the source.
        self.handle_data("\r" if name == "13" else html.unescape(f"&#{name};"))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, int]], int]:
    text = draw(TEXTS)
    edge = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(edge, edge).filter(lambda pair: pair[0] < pair[1]), max_size=5))
    return text, [(start, end, n) for n, (start, end) in enumerate(pairs, 1)], draw(edge)


@given(marked())
def test_the_page_text_is_the_article_text_and_each_mark_is_its_quote(
    case: tuple[str, list[tuple[int, int, int]], int],
) -> None:
    text, spans, body_start = case
    read = Read(mark_text(text, spans, body_start=body_start))
    assert read.text == text
    assert read.marks == {n: text[start:end] for start, end, n in spans}


@given(NEWS)
def test_escaped_text_has_no_markup_and_reads_as_itself(text: str) -> None:
    escaped = escape(text)
    assert not re.search(r"[<>\"'\r]", escaped)
    assert html.unescape(escaped.replace("&#13;", "\0")).replace("\0", "\r") == text
