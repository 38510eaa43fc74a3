"""What notes of correction take back: numbers, statements and names, of their own outlet and no other."""

from __future__ import annotations

import pytest

from assistant.answer import render
from assistant.revise import retired, takes_back
from assistant.telling import claim_of
from index.article import Article
from tests.unit.newsdesk import an_article, quote_of, weighed

ALARM = "The alarm on the case had been switched off for repairs."
MADE = "The clock, made in 1688 by Anselm Truscott, was taken on Monday."
PRIZE = "The winner receives 280,000 florins."
REPORT = an_article("report", f"{ALARM} {MADE} {PRIZE} The mayor was not told.", publisher="The Echo")


def note(body: str, *, title: str = "Owl Clock: what we got wrong", publisher: str = "The Echo") -> Article:
    return an_article("note", body, day="2025-05-15", title=title, publisher=publisher)


def taken_back(told: str, by: Article) -> bool:
    start = REPORT.text.index(told)
    wrong = retired({"report": REPORT, "note": by}, {})
    return takes_back(wrong, {}, REPORT, start, start + len(told)) is not None


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("We wrote that the alarm on the display case had been switched off for repairs. It was working.", ALARM),
        ("The name of the clockmaker was wrong. He was Anselm Trescott, not Truscott.", MADE),
        ("Our report gave the prize as 280,000 florins. It is 250,000 florins.", PRIZE),
        ("Our report said that it rained. It did not.\nThe same report gave the prize as 280,000 florins.", PRIZE),
    ],
)
def test_what_a_note_calls_wrong_is_taken_back_and_nothing_else(body: str, wrong: str) -> None:
    told = (ALARM, MADE, PRIZE, "The mayor was not told.")
    assert [one for one in told if taken_back(one, note(body))] == [wrong]
    assert not any(taken_back(one, note(body, publisher="The Post")) for one in told), "of another outlet"


@pytest.mark.parametrize(
    "body",
    [
        "“Our report said that the alarm had been switched off for repairs,” the police chief said.",
        "The police said that the alarm on the case had been switched off for repairs.",
        "She plays for Norrick, not Truscott.",
    ],
)
def test_news_is_no_note(body: str) -> None:
    by = note(body, title="Police look back")
    assert not any(taken_back(one, by) for one in (ALARM, MADE, PRIZE))


def test_the_note_stands_where_the_answer_would_begin_with_what_it_takes_back() -> None:
    right = "We wrote that the alarm on the case had been switched off for repairs. It was working, the museum says."
    claims = [claim_of(quote_of(REPORT, one)) for one in (ALARM, "The mayor was not told.")]
    answer = render(weighed("Was the alarm off when the clock was taken?", claims, REPORT, note(right)))
    assert answer["answer"].startswith("We wrote that the alarm")
    assert "It was working" in answer["answer"]
    assert ALARM not in answer["answer"]
