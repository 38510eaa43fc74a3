"""What the reader is given: each sentence once, in its place, without what only printers need."""

from __future__ import annotations

from assistant.sentence import as_read, sentences_of, text_of
from index.article import Article, Hit, Passage
from tests.unit.newsdesk import an_article

LEAD = "Dockers in Arno voted on Sunday to strike."
WIRE = an_article("wire", f"ARNO, Tarsen (Halden Wire) - {LEAD} It begins in June.")
PRINT = an_article("print", f"{LEAD} It begins in June. The mayor was not told.", day="2025-05-13")
FIRSTS = {"wire": "wire", "print": "wire"}
ARTICLES = {one.id: one for one in (WIRE, PRINT)}


def hits(*read: Article) -> list[Hit]:
    return [Hit(passage=Passage.cut(one, 0, len(one.text)), score=1.0) for one in read]


def test_what_all_prints_of_a_text_have_is_read_once() -> None:
    met = sentences_of(hits(WIRE, PRINT), ARTICLES, FIRSTS)
    assert [one.passage.text for one in met if one.passage.article_id == "print"] == ["The mayor was not told."]
    assert all(
        one.passage.text == ARTICLES[one.passage.article_id].text[one.passage.start : one.passage.end] for one in met
    )
    assert {text_of(one, FIRSTS) for one in met} == {"wire"}


def test_two_articles_that_are_no_copies_are_both_read() -> None:
    met = sentences_of(hits(WIRE, PRINT), ARTICLES, {})
    assert [one.passage.text for one in met].count("It begins in June.") == len(ARTICLES)


def test_a_dateline_is_not_read_and_the_sentence_before_is() -> None:
    first, second = sentences_of(hits(WIRE), ARTICLES, {})
    assert as_read(first, ARTICLES).text == LEAD
    assert as_read(second, ARTICLES).around.endswith(LEAD)
