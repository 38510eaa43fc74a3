from datetime import date
from pathlib import Path

import pytest

from index.article import Published
from index.mention import find_dates

SEEDS = Path(__file__).parents[2] / "seeds"


def on(day: str) -> Published:
    return Published(day=date.fromisoformat(day), basis="stated", words=day)


DOUBTS = [
    ("On April 10, 2023, the two will engage in talks.", "2025-04-08", "still to come"),
    ("The talks will be held on April 10, 2023.", "2025-04-08", "still to come"),
    ("It was signed on Monday, April 15, 2025.", "2025-04-16", "is a Tuesday, not a Monday"),
    ("It was signed on February 30, 2025.", "2025-04-16", "has only 28 days"),
    ("It was signed on April 31.", "2025-05-16", "has only 30 days"),
    ("The pact was signed on May 3, 2026.", "2025-04-16", "told as over"),
    ("On June 22, 2023, the rocket lifted off from the cape.", "2025-06-23", "told as news"),
    # and these are as they should be
    ("The pact was signed on May 3, 2023.", "2025-04-16", None),
    ("It was signed on Tuesday, April 15, 2025.", "2025-04-16", None),
    ("He will be tried for the killings of April 10, 2023.", "2025-04-08", None),
    ("He will mark the day on which, on April 10, 2023, the war ended.", "2025-08-08", None),
    ("Two years ago, on April 10, 2023, the war ended.", "2025-04-08", None),
    ("On April 10, 2023, he said he would go.", "2025-08-08", None),
    ("They will meet on April 7, 2025.", "2025-04-08", None),
    ("It was leap day, February 29, 2024.", "2025-04-08", None),
]


@pytest.mark.parametrize(("text", "published", "doubt"), DOUBTS)
def test_a_date_that_cannot_be_right_is_doubted_and_not_repaired(text: str, published: str, doubt: str | None) -> None:
    dates = [found for found in find_dates(text, published=on(published)) if text[found.start] in "AFJMT"]
    found = dates[-1]
    assert (found.doubt is None) if doubt is None else (found.doubt is not None and doubt in found.doubt)
    year = [word for word in text[found.start : found.end].split() if word.isdigit() and len(word) == 4]
    assert not year or found.first.year == int(year[0])


def read(text: str, published: Published) -> list[str]:
    return [
        f"{text[m.start : m.end]} = {m.first}" + (f"..{m.last}" if m.last != m.first else "")
        for m in find_dates(text, published=published)
    ]


def test_the_seeds_read_as_a_careful_reader_reads_them() -> None:
    def seed(number: int, day: str) -> list[str]:
        return read(next(SEEDS.glob(f"{number:03}_*.txt")).read_text(), on(day))

    russia = seed(0, "2025-04-08")
    assert {"April 10 = 2025-04-10", "April 10, 2023 = 2023-04-10", "February 27 = 2025-02-27"} <= set(russia)
    assert "Earlier in April = 2025-04-01..2025-04-08" in russia
    assert seed(1, "2025-02-26") == [
        "Thursday = 2025-02-27",
        "Thursday = 2025-02-27",
        "Wednesday = 2025-02-26",
        "February 12 = 2025-02-12",
        "last week = 2025-02-17..2025-02-23",
        "Thursday = 2025-02-27",
        "this week = 2025-02-24..2025-03-02",
    ]
    assert seed(2, "2025-04-08")[:2] == ["Tuesday = 2025-04-08", "April 10 = 2025-04-10"]
    assert seed(3, "2025-02-27") == ["February 12 = 2025-02-12", "February 18 = 2025-02-18", "February 18 = 2025-02-18"]
    # Bruce spoke on April 8. The article of Tuesday, April 15 kept the words "on Tuesday", and its own words do not
    # tell which: the rule gives the day of publication.
    assert "Tuesday = 2025-04-15" in seed(4, "2025-04-15")
    assert (
        len([d for d in find_dates(next(SEEDS.glob("000_*")).read_text(), published=on("2025-04-08")) if d.doubt]) == 1
    )
