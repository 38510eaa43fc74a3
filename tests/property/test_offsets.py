"""Offsets in any text: sentences, passages, located words, and the rendered answer."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.answer import Answer, Claim, Quote, render
from assistant.locate import locate
from index.article import Article, Passage, Published
from index.chunk import chunk
from index.split import split

# Any text, and text made of what sentence cutting trips over; repeated, so that `find` would hit the first copy.
ODD = st.sampled_from(
    [
        "U.S. ",
        "Mr. ",
        "“Yes. ",
        "No.” ",
        '"',
        ". ",
        "! ",
        "… ",
        "\n",
        "\r\n",
        "\u2028",
        "\u0085",
        "\x1c",
        " ",
        "\u00a0",
        "é",
        "e\u0301",
        "İ",
        "ß",
        "👩‍👩‍👧",
        "\U0001d518",
        "\u200b",
        "\x00",
        "said ",
        "5 p.m. ",
        "The talks ended. ",
        "The talks ended. ",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(ODD, max_size=60).map("".join))


def an_article(text: str, id_: str = "a") -> Article:
    return Article(id=id_, version="1", title="t", text=text, published=Published(day=None, basis="unknown"))


def blank(text: str) -> bool:
    return not text.strip()


@given(TEXTS)
def test_every_character_that_is_not_blank_lies_in_exactly_one_sentence(text: str) -> None:
    spans = split(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert blank(text[at:start])
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        at = end
    assert blank(text[at:])


@given(TEXTS, st.integers(1, 400), st.data())
def test_passages_hold_every_sentence_and_keep_their_bounds(text: str, size: int, data: st.DataObject) -> None:
    overlap = data.draw(st.integers(0, size - 1))
    article = an_article(text)
    passages = chunk(article, size=size, overlap=overlap)
    for passage in passages:
        assert passage.text == text[passage.start : passage.end]
        assert 0 < len(passage.text) <= size
        assert (passage.article_id, passage.version) == ("a", "1")
    for one, after in pairwise(passages):
        assert one.start < after.start
        assert one.end < after.end
        assert one.end - after.start <= overlap
    covered = {i for passage in passages for i in range(passage.start, passage.end)}
    assert all(i in covered or blank(text[i]) for i in range(len(text)))
    for start, end in split(text):
        if end - start <= size:
            assert any(passage.start <= start and end <= passage.end for passage in passages)


@given(st.integers(2, 40), st.integers(30, 200), st.integers(0, 25))
def test_each_copy_of_a_repeated_sentence_keeps_its_own_place(times: int, size: int, overlap: int) -> None:
    sentence = "The talks ended late."
    text = " ".join([sentence] * times)
    places = {
        passage.start + match.start()
        for passage in chunk(an_article(text), size=size, overlap=overlap)
        for match in re.finditer(sentence, passage.text)
    }
    assert places == {i * (len(sentence) + 1) for i in range(times)}


@given(TEXTS, st.data())
def test_located_words_are_the_words_and_nothing_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    found = locate(words, text)
    if blank(words):
        assert found is None
        return
    assert found is not None
    got = text[found[0] : found[1]]
    assert found[0] <= start + len(words) - len(words.lstrip())
    assert same(got) == same(words)


@given(TEXTS.filter(lambda text: not blank(text)))
def test_words_that_do_not_stand_there_are_not_located(text: str) -> None:
    assert locate(text + " \ue000", text) is None
    assert locate("\ue000" + text, text) is None


@given(
    st.text(st.sampled_from("ab “”\"’'—-\n\u00a0"), max_size=40), st.text(st.sampled_from("ab “\"’'–- "), max_size=8)
)
def test_what_is_located_differs_in_marks_and_blanks_only(text: str, words: str) -> None:
    found = locate(words, text)
    if found is not None:
        assert same(text[found[0] : found[1]]) == same(words)
    else:
        assert blank(words) or same(words) not in same(text)


def same(words: str) -> str:
    """Words with one kind of quotation mark, apostrophe, dash and blank: written apart from the product's own table."""
    words = re.sub("[“”„«»]", '"', words)
    words = re.sub("[’‘]", "'", words)
    return " ".join(re.sub("[–—]", "-", words).split())


SPANS = st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(1, 10))


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=40), st.lists(SPANS, min_size=1, max_size=3)), max_size=5),
    st.one_of(st.none(), st.text(min_size=1, max_size=20)),
)
def test_a_rendered_answer_points_at_its_own_words(
    drafted: list[tuple[str, list[tuple[int, int, int]]]], note: str | None
) -> None:
    articles = [an_article("İstanbul “talks” ended 👩‍👩‍👧 late. " * 3 + str(n), id_=str(n)) for n in range(3)]
    claims = tuple(
        Claim(text=text, quotes=tuple(Quote.cut(articles[n], start, start + length) for n, start, length in spans))
        for text, spans in drafted
    )
    shown = render(Answer(question="?", claims=claims, note=note))
    texts = {article.id: article.text for article in articles}
    assert [citation["n"] for citation in shown["citations"]] == list(range(1, len(shown["citations"]) + 1))
    for citation in shown["citations"]:
        assert texts[citation["article_id"]][citation["start"] : citation["end"]] == citation["quote"]
    assert len({(c["article_id"], c["start"], c["end"]) for c in shown["citations"]}) == len(shown["citations"])
    used: list[int] = []
    for claim, (text, spans) in zip(shown["claims"], drafted, strict=True):
        assert shown["answer"][claim["start"] : claim["end"]] == claim["text"] == text
        markers = "".join(f" [{n}]" for n in claim["citations"])
        assert shown["answer"][claim["end"] :].startswith(markers)
        cited = [shown["citations"][n - 1] for n in claim["citations"]]
        wanted = dict.fromkeys((str(n), start, start + length) for n, start, length in spans)
        assert [(c["article_id"], c["start"], c["end"]) for c in cited] == list(wanted)
        used += claim["citations"]
    assert list(dict.fromkeys(used)) == sorted(set(used))


@given(TEXTS, st.integers(-5, 400), st.integers(-5, 400))
def test_a_cut_reads_its_span_or_refuses_it(text: str, start: int, end: int) -> None:
    article = an_article(text)
    fits = 0 <= start < end <= len(text)
    for cut in (Passage.cut, Quote.cut):
        try:
            made = cut(article, start, end)
        except ValueError:
            assert not fits
        else:
            assert fits
            assert made.text == text[start:end]


@given(TEXTS, st.integers(1, 50), st.integers(-3, 60))
def test_an_overlap_outside_its_bounds_is_refused(text: str, size: int, overlap: int) -> None:
    assume(not 0 <= overlap < size)
    with pytest.raises(ValueError, match=f"overlap {overlap} "):
        chunk(an_article(text), size=size, overlap=overlap)
