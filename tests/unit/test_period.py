from datetime import date

import pytest

from index.period import Period, resolve_period

# A Tuesday.
AS_OF = date(2025, 4, 15)
PERIODS = [
    ("What happened in April?", "2025-04-01", "2025-04-30", "in April"),
    ("what happened in april", "2025-04-01", "2025-04-30", "in april"),
    ("What happened in May?", "2024-05-01", "2024-05-31", "in May"),
    ("What will they discuss in May?", "2025-05-01", "2025-05-31", "in May"),
    ("What did they agree last week?", "2025-04-07", "2025-04-13", "last week"),
    ("Who spoke on 27 February?", "2025-02-27", "2025-02-27", "on 27 February"),
    ("Who won in 2024?", "2024-01-01", "2024-12-31", "in 2024"),
    ("Who has resigned since March?", "2025-03-01", "2025-04-15", "since March"),
    ("What happened between 3 and 9 May?", "2024-05-03", "2024-05-09", "between 3 and 9 May"),
    ("What happened from May 3 to May 9?", "2024-05-03", "2024-05-09", "from May 3 to May 9"),
    ("How did it change between February and April?", "2025-02-01", "2025-04-30", "between February and April"),
    ("What happened yesterday?", "2025-04-14", "2025-04-14", "yesterday"),
    ("How many died this year?", "2025-01-01", "2025-12-31", "this year"),
    ("How many died so far this year?", "2025-01-01", "2025-12-31", "this year"),
    ("Who led the team in the February round?", "2025-02-01", "2025-02-28", "in the February"),
    ("What were the April talks about?", "2025-04-01", "2025-04-30", "April"),
    ("Who ruled during the spring of 2024?", "2024-03-01", "2024-05-31", "during the spring of 2024"),
    ("What happened after March 3?", "2025-03-04", "2025-04-15", "after March 3"),
    ("What happened before 2020?", "0001-01-01", "2019-12-31", "before 2020"),
    ("What did he say on thursday?", "2025-04-10", "2025-04-10", "on thursday"),
    ("What will he say on Thursday?", "2025-04-17", "2025-04-17", "on Thursday"),
    ("Is there a meeting on April 20?", "2025-04-20", "2025-04-20", "on April 20"),
    ("What happened in the past two weeks?", "2025-04-01", "2025-04-15", "in the past two weeks"),
    ("What did Theresa May say in March?", "2025-03-01", "2025-03-31", "in March"),
    ("Who is accused of starting the March fire?", "2025-03-01", "2025-03-31", "March"),
    ("Who has run it starting March 2024?", "2024-03-01", "2025-04-15", "starting March 2024"),
    ("Who met from 2019 to 2023?", "2019-01-01", "2023-12-31", "from 2019 to 2023"),
]


@pytest.mark.parametrize(("question", "first", "last", "words"), PERIODS)
def test_a_question_names_its_period(question: str, first: str, last: str, words: str) -> None:
    expected = Period(first=date.fromisoformat(first), last=date.fromisoformat(last), words=words, hard=True)
    assert resolve_period(question, as_of=AS_OF) == expected


@pytest.mark.parametrize("words", ["recently", "the latest", "now", "so far", "currently", "lately"])
def test_a_question_that_only_leans_is_soft(words: str) -> None:
    found = resolve_period(f"What has been said {words} about the talks?", as_of=AS_OF)
    assert found is not None
    assert not found.hard
    assert found.last == AS_OF


@pytest.mark.parametrize(
    "question",
    [
        "What did he say before the election?",
        "What did April Jones say?",
        "What has May said about it?",
        "What happened after May resigned?",
        "Did Mr March resign?",
        "May they march on the capital?",
        "Who won the Sunday Times prize?",
        "How many of the 2000 people left?",
        "When is the meeting?",
        "How many were there by noon on the Friday?",
        "",
    ],
)
def test_a_question_without_a_period_has_none(question: str) -> None:
    assert resolve_period(question, as_of=AS_OF) is None


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot run from"):
        Period(first=AS_OF, last=date(2025, 4, 14), words="x", hard=True)
