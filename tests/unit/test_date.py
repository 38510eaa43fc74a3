from datetime import date, datetime, timedelta, timezone

import pytest

from index.article import Published
from index.date import infer_published

UNKNOWN = Published(day=None, basis="unknown")

STATED = [
    ("2025-04-15", "2025-04-15", None),
    ("2025-04-15T10:02:00+03:00", "2025-04-15", datetime(2025, 4, 15, 10, 2, tzinfo=timezone(timedelta(hours=3)))),
    # The sender's own day counts, also where it is another one in London.
    ("2025-04-15T23:30:00-08:00", "2025-04-15", datetime(2025, 4, 15, 23, 30, tzinfo=timezone(timedelta(hours=-8)))),
    ("Tue, 15 Apr 2025 10:00:00 +0000", "2025-04-15", datetime(2025, 4, 15, 10, 0, tzinfo=timezone(timedelta(0)))),
    ("Tuesday, April 15, 2025", "2025-04-15", None),
    ("3 May 2024 10:15 GMT", "2024-05-03", datetime(2024, 5, 3, 10, 15, tzinfo=timezone(timedelta(0)))),
    ("Apr 15, 2025 | 10:02 am", "2025-04-15", datetime(2025, 4, 15, 10, 2)),  # noqa: DTZ001
    ("Sept. 3, 2024, 12:05 p.m.", "2024-09-03", datetime(2024, 9, 3, 12, 5)),  # noqa: DTZ001
    ("15/04/2025", "2025-04-15", None),
    ("04/15/2025", "2025-04-15", None),
    ("03/04/2025", None, None),
    ("Friday 09/01/2026 – last change 21:14", "2026-01-09", datetime(2026, 1, 9, 21, 14)),  # noqa: DTZ001
    ("Wed 09/01/2027", "2027-09-01", None),
    ("Thu 09/01/2027", None, None),
    ("12.08.2021", "2021-08-12", None),
    ("12.13.2021", None, None),
    ("2025/10/04", "2025-10-04", None),
    ("02-Feb-2023 14:20", "2023-02-02", datetime(2023, 2, 2, 14, 20)),  # noqa: DTZ001
    ("Oct 8, 2025, 4:55 PM", "2025-10-08", datetime(2025, 10, 8, 16, 55)),  # noqa: DTZ001
    ("31/02/2025", None, None),
    ("Updated: April 16, 2025 | Published: April 15, 2025", "2025-04-15", None),
    ("2 hours ago", None, None),
    ("April 15", None, None),
    ("1970-01-01T00:00:00Z", None, None),
    ("0001-01-01", None, None),
    ("yesterday", None, None),
    ("Just now", None, None),
]


@pytest.mark.parametrize(("line", "day", "at"), STATED)
def test_a_stated_time_is_read_or_left(line: str, day: str | None, at: datetime | None) -> None:
    for found in (
        infer_published("", stated=line, date_line=None),
        infer_published("", stated=None, date_line=line),
        infer_published("", stated="garbage", date_line=line),
    ):
        assert found.day == (date.fromisoformat(day) if day else None)
        assert found.basis == ("stated" if day else "unknown")
        assert found.at == at


INFERRED = [
    ("VELDORF, May 3, 2018 (CP) — The council met.", "2018-05-03", "May 3, 2018"),
    (
        "VELDORF, May 3 (CP) — The council met. It opened on January 2, 2018. It will vote on June 6, 2018.",
        "2018-05-03",
        "May 3 … January 2, 2018 … June 6, 2018",
    ),
    # In 2018 alone is May 3 a Thursday.
    (
        "Smith said on Thursday, May 3, that it was over. It began in June 2017. The report will come in 2020.",
        "2018-05-03",
        "Thursday, May 3 … June 2017 … 2020",
    ),
    ("Envoys ended talks on Wednesday, March 18. The treaty lapses on July 31, 2026.", "2026-03-18", None),
    (
        "Envoys will meet on April 10, it was said on Tuesday. They met in March 2025. They will meet on June 5, 2025.",
        "2025-04-08",
        "April 10 … Tuesday … March 2025 … June 5, 2025",
    ),
    ("The ministry said on April 8, 2025 that it was over.", "2025-04-08", "April 8, 2025"),
]
NOT_INFERRED = [
    "The ministry announced on Tuesday that envoys will meet on April 10.",
    "Smith said on Thursday, May 3, that it was over.",
    "Smith said on June 3, 2019 that he would go. In 2024 he died.",
    "VELDORF, May 3 (CP) — The council met. It opened in 2015. It will vote on June 6, 2018.",
    "On April 10, 2023, they will meet, it was announced on April 8.",
    "It is warm.",
    "",
]


@pytest.mark.parametrize(("text", "day", "words"), INFERRED)
def test_publication_is_inferred_from_words_that_leave_one_day(text: str, day: str, words: str | None) -> None:
    found = infer_published(text, stated=None, date_line=None)
    assert (found.day, found.basis) == (date.fromisoformat(day), "inferred")
    assert found.words is not None
    assert all(part in text for part in found.words.split(" … "))
    assert words is None or found.words == words


@pytest.mark.parametrize("text", NOT_INFERRED)
def test_publication_is_unknown_when_several_days_fit(text: str) -> None:
    assert infer_published(text, stated=None, date_line=None) == UNKNOWN
