from datetime import date

import pytest

from index.article import Published
from index.date import infer_published
from index.mention import find_dates
from index.period import resolve_period

UNKNOWN = Published(day=None, basis="unknown")
# A Wednesday.
PUBLISHED = date(2025, 2, 26)


def on(day: date | str) -> Published:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return Published(day=day, basis="stated", words=day.isoformat())


def read(text: str, published: Published) -> list[str]:
    """Each mention as "words = first" or "words = first..last"."""
    return [
        f"{text[m.start : m.end]} = {m.first}" + (f"..{m.last}" if m.last != m.first else "")
        for m in find_dates(text, published=published)
    ]


PLACED = [
    # weekdays, by the tense of their clause
    ("Diplomats will meet in Istanbul on Thursday.", ["Thursday = 2025-02-27"]),
    ("Talks set for Thursday in Turkey", ["Thursday = 2025-02-27"]),
    ("They met on Thursday.", ["Thursday = 2025-02-20"]),
    ("Both sides said on Wednesday.", ["Wednesday = 2025-02-26"]),
    ("Both sides said on Tuesday they would meet on Monday.", ["Tuesday = 2025-02-25", "Monday = 2025-03-03"]),
    ("The accord will be signed on Friday.", ["Friday = 2025-02-28"]),
    ("They met on Monday and Tuesday and will return on Friday.", [
        "Monday = 2025-02-24", "Tuesday = 2025-02-25", "Friday = 2025-02-28",
    ]),
    ("On Friday, the court will rule.", ["Friday = 2025-02-28"]),
    ("On Friday, the court ruled that he will go.", ["Friday = 2025-02-21"]),
    ("Earlier on Tuesday, TASS reported it.", ["Earlier on Tuesday = 2025-02-25"]),
    ("Talks broke down late on Monday.", ["late on Monday = 2025-02-24"]),
    ("It burned on Sunday night.", ["Sunday night = 2025-02-23"]),
    ("He resigned last Thursday.", ["last Thursday = 2025-02-20"]),
    ("He resigned last Wednesday.", ["last Wednesday = 2025-02-19"]),
    ("He leaves next Friday.", ["next Friday = 2025-02-28"]),
    ("He left on Friday last week.", ["Friday last week = 2025-02-21"]),
    ("Schools will stay closed until Monday.", ["Monday = 2025-03-03"]),
    ("The siege lasted until Monday.", ["Monday = 2025-02-24"]),
    ("Talks are set for Thursday. The US said Thursday’s talks will be short.", [
        "Thursday = 2025-02-27", "Thursday = 2025-02-27",
    ]),
    ("Polls close at 8 p.m. Sunday.", ["Sunday = 2025-03-02"]),
    ("The hearing was put off to Monday week.", ["Monday week = 2025-03-10"]),
    ("She will be sworn in a week on Monday.", ["a week on Monday = 2025-03-10"]),
    ("Until Monday, no one had claimed the prize.", ["Monday = 2025-02-24"]),
    # days told from the day of publication
    ("It rained yesterday and may rain tomorrow.", ["yesterday = 2025-02-25", "tomorrow = 2025-02-27"]),
    ("She spoke today, this morning and will speak tonight.", [
        "today = 2025-02-26", "this morning = 2025-02-26", "tonight = 2025-02-26",
    ]),
    ("He died last night.", ["last night = 2025-02-25"]),
    ("They left the day before yesterday.", ["the day before yesterday = 2025-02-24"]),
    ("It fell in the past 24 hours.", ["in the past 24 hours = 2025-02-25..2025-02-26"]),
    ("Over the past week 12 people have died.", ["Over the past week = 2025-02-19..2025-02-26"]),
    ("It has been idle for the last three weeks.", ["for the last three weeks = 2025-02-05..2025-02-26"]),
    ("They meet the week after next.", ["the week after next = 2025-03-10..2025-03-16"]),
    ("It was signed the week before last.", ["the week before last = 2025-02-10..2025-02-16"]),
    ("It was signed a fortnight ago.", ["a fortnight ago = 2025-02-09..2025-02-15"]),
    ("It will end by the end of the month.", ["the end of the month = 2025-02-19..2025-02-28"]),
    ("By the end of the month 300 had died.", []),
    ("Snow is forecast for the weekend.", ["for the weekend = 2025-03-01..2025-03-02"]),
    ("In April last year it was closed.", ["April last year = 2024-04-01..2024-04-30"]),
    ("It fell on 3 May of last year.", ["3 May of last year = 2024-05-03"]),
    ("It was cut in the last week of January.", ["the last week of January = 2025-01-25..2025-01-31"]),
    ("They met in the third week of October 2024.", ["the third week of October 2024 = 2024-10-15..2024-10-21"]),
    ("It will be awarded on the second Sunday in March.", ["the second Sunday in March = 2025-03-09"]),
    ("On last New Year's Eve the square was full.", ["last New Year's Eve = 2024-12-31"]),
    ("The vote was moved from Nov. 28 to Dec. 5.", ["Nov. 28 = 2024-11-28", "Dec. 5 = 2024-12-05"]),
    ("He left three days ago.", ["three days ago = 2025-02-23"]),
    ("The first recall was three weeks ago.", ["three weeks ago = 2025-02-02..2025-02-08"]),
    ("Ministers will meet in two weeks.", ["in two weeks = 2025-03-09..2025-03-15"]),
    # weeks, weekends, months, quarters, years
    ("They met last week in Riyadh.", ["last week = 2025-02-17..2025-02-23"]),
    ("Putin this week tempered hopes.", ["this week = 2025-02-24..2025-03-02"]),
    ("It fell earlier this week.", ["earlier this week = 2025-02-24..2025-02-26"]),
    ("It will open next month.", ["next month = 2025-03-01..2025-03-31"]),
    ("Sales rose last year.", ["last year = 2024-01-01..2024-12-31"]),
    ("They fought over the weekend.", ["over the weekend = 2025-02-22..2025-02-23"]),
    ("They will play next weekend.", ["next weekend = 2025-03-01..2025-03-02"]),
    ("Profits fell last quarter.", ["last quarter = 2024-10-01..2024-12-31"]),
    ("It began in late 2023.", ["late 2023 = 2023-09-01..2023-12-31"]),
    # months
    ("Earlier in February, he flew there.", ["Earlier in February = 2025-02-01..2025-02-26"]),
    ("It began in late March.", ["late March = 2024-03-21..2024-03-31"]),
    ("It will begin in mid-June.", ["mid-June = 2025-06-11..2025-06-20"]),
    ("They met in February.", ["February = 2025-02-01..2025-02-28"]),
    ("They met in December.", ["December = 2024-12-01..2024-12-31"]),
    ("They will meet in January.", ["January = 2026-01-01..2026-01-31"]),
    ("Prices have risen since March.", ["March = 2024-03-01..2024-03-31"]),
    ("He resigned last May.", ["last May = 2024-05-01..2024-05-31"]),
    ("The office has until the end of June to decide.", ["the end of June = 2025-06-21..2025-06-30"]),
    # days of a month; the year is left to find
    ("They spoke on February 12.", ["February 12 = 2025-02-12"]),
    ("They spoke on 12th of February.", ["12th of February = 2025-02-12"]),
    ("They spoke on December 31.", ["December 31 = 2024-12-31"]),
    ("They will meet on April 10.", ["April 10 = 2025-04-10"]),
    ("They will meet on January 3.", ["January 3 = 2026-01-03"]),
    ("Dockers voted to strike from March 20.", ["March 20 = 2025-03-20"]),
    ("It will rebuild after the January 30 storm.", ["January 30 = 2025-01-30"]),
    ("They met on Tuesday, December 31.", ["Tuesday, December 31 = 2024-12-31"]),
    ("The council met from 10 to 12 February.", ["10 to 12 February = 2025-02-10..2025-02-12"]),
    ("The council met on Feb. 10-12.", ["Feb. 10-12 = 2025-02-10..2025-02-12"]),
    ("They met between 3 and 9 February.", ["3 and 9 February = 2025-02-03..2025-02-09"]),
    ("It ran from December 28 to January 2.", ["December 28 to January 2 = 2024-12-28..2025-01-02"]),
    ("It closed on the 20th.", ["the 20th = 2025-02-20"]),
    ("It closed on the 27th.", ["the 27th = 2025-01-27"]),
    ("The truce began on Christmas Eve.", ["Christmas Eve = 2024-12-24"]),
    # told from the date before
    ("They met on February 12. Two days later he left.", ["February 12 = 2025-02-12", "Two days later = 2025-02-14"]),
    ("They met on February 12. The same day he left.", ["February 12 = 2025-02-12", "The same day = 2025-02-12"]),
    ("They met on February 12. The following day he left.", [
        "February 12 = 2025-02-12", "The following day = 2025-02-13",
    ]),
    ("Inflation fell in January from 3 percent a month earlier.", [
        "January = 2025-01-01..2025-01-31", "a month earlier = 2024-12-01..2024-12-31",
    ]),
    ("They met on February 12, after talks the previous week.", [
        "February 12 = 2025-02-12", "the previous week = 2025-02-03..2025-02-09",
    ]),
]  # fmt: skip

NAMED = [
    ("It was signed on 18 Feb 2025.", ["18 Feb 2025 = 2025-02-18"]),
    ("It was signed on 2025-02-18.", ["2025-02-18 = 2025-02-18"]),
    ("It was signed on 18/02/2025.", ["18/02/2025 = 2025-02-18"]),
    ("It was signed on 03/02/2025.", []),
    ("It was signed on 2025-02-30.", ["2025-02-30 = 2025-02-01..2025-02-28"]),
    ("SIGNED APRIL 15, 2025", ["APRIL 15, 2025 = 2025-04-15"]),
    ("It was signed (April 15, 2025).", ["April 15, 2025 = 2025-04-15"]),
    ("It began in March 2024.", ["March 2024 = 2024-03-01..2024-03-31"]),
    ("It ran between January and March 2024.", ["January and March 2024 = 2024-01-01..2024-03-31"]),
    ("It ran from 2019 to 2023.", ["2019 to 2023 = 2019-01-01..2023-12-31"]),
    ("Since 2023 it grew.", ["2023 = 2023-01-01..2023-12-31"]),
    ("Sales fell in Q1 2024.", ["Q1 2024 = 2024-01-01..2024-03-31"]),
    ("Sales fell in the first half of 2023.", ["the first half of 2023 = 2023-01-01..2023-06-30"]),
    ("It rose in the fourth quarter of 2023.", ["the fourth quarter of 2023 = 2023-10-01..2023-12-31"]),
    ("In the 1990s it closed.", ["the 1990s = 1990-01-01..1999-12-31"]),
    ("The summer of 2024 was dry.", ["The summer of 2024 = 2024-06-01..2024-08-31"]),
    ("He won on May 3, 2018. Two days later he left.", ["May 3, 2018 = 2018-05-03", "Two days later = 2018-05-05"]),
]

NOTHING = [
    "They may meet, said Theresa May.",
    "May said she would go, and May went.",
    "April Jones and June Carter sang to Mr March.",
    "Thousands march on the capital; they March on.",
    "The Sun reported second thoughts.",
    "Black Friday, Good Friday and Super Tuesday sold well.",
    "The shop opens every Friday and closes on Sundays, or on a Sunday.",
    "The Sunday Times wrote it.",
    "Some 1,984 people and 2025 people came; in 2025 people were hurt.",
    "Highway 1990 was closed, and $2024 or 2024 euros were paid.",
    "A total of 2010 were sold at 1945 GMT.",
    "They won 3-2 and then 10-12, with odds of 5/4.",
    "Tit-for-tat measures over the past decade.",
    "Just over five weeks into his presidency, in two years, a three-year war, a 30-day truce.",
    "More than three years ago, for the first time in three weeks.",
    "It happened on the 27th floor for the 5th time.",
    "This past week, the last month and the coming days.",
    "USA Today and Entertainment Tonight wrote it on a Sunday about the Christmas tree.",
    "It was a good year, this past year.",
    "On the way they said that they were over it.",
    "",
    "Am 3. Mai 2024, el 3 de mayo de 2024, le 3 mai 2024.".replace("2024", "24"),
]


@pytest.mark.parametrize(("text", "expected"), PLACED)
def test_dates_are_placed_from_the_publication_day(text: str, expected: list[str]) -> None:
    assert read(text, on(PUBLISHED)) == expected


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_dates_that_name_their_year_need_no_publication_day(text: str, expected: list[str]) -> None:
    assert read(text, UNKNOWN) == expected
    assert read(text, on("2025-06-01")) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert read(text, on(PUBLISHED)) == []


@pytest.mark.parametrize("text", [text for text, _ in PLACED])
def test_without_a_publication_day_relative_dates_are_left_out(text: str) -> None:
    assert all("20" in words.split(" = ")[0] for words in read(text, UNKNOWN) if "the 20th" not in words)


def test_a_story_of_another_year_goes_on_in_it() -> None:
    text = "He was arrested in June 2019. In August he left. On January 3 he died."
    told = ["June 2019 = 2019-06-01..2019-06-30", "August = 2019-08-01..2019-08-31", "January 3 = 2020-01-03"]
    assert read(text, on(PUBLISHED)) == read(text, UNKNOWN) == told
    other = "The law of June 2019 was lifted on February 3."
    assert read(other, on(PUBLISHED))[1] == "February 3 = 2025-02-03"


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "April ",
        "the ",
        "on the ",
        "in ",
        "said ",
        "Monday and ",
        "10 to ",
        "(",
        " ",
        "\n",
        "May May ",
        "a.",
        "will ",
    ],
)
def test_hostile_texts_of_a_hundred_thousand_characters_are_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    find_dates(text, published=on(PUBLISHED))
    infer_published(text, stated=text, date_line=text)
    resolve_period(text, as_of=PUBLISHED)
