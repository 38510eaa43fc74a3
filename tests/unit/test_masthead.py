"""A page that begins with its outlet's name: the name is the publisher, the headline is another line."""

from __future__ import annotations

from datetime import date

import pytest

from index.clean import Cleaned, clean
from index.date import infer_published
from index.masthead import masthead
from index.raw import Form, RawArticle
from index.shape import is_byline

BODY = (
    "The harbour of Westmar reopened on Monday after a storm that had closed it for three days, the port said.\n\n"
    "Two ships had been waiting outside the town since Friday, and one paper said a third had turned back.\n\n"
    "The port expects normal traffic by Wednesday, its director, Mara Lind, told reporters."
)
HEADLINE = "Storm over: harbour opens again"


def cleaned(head: str, *, form: Form = "text", publisher: str | None = None) -> Cleaned:
    return clean(
        RawArticle(
            id="a", source="a.txt", root="/news", form=form, body=f"{head}\n\n{BODY}", encoding="utf-8",
            publisher=publisher,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Westmar Courier", "The Westmar Courier"),
        ("WESTMAR ECHO", "Westmar Echo"),
        ("The Westmar Herald | Culture", "The Westmar Herald"),
        ("DAILY FLASH ** SPORT ** SHOWBIZ", "Daily Flash"),
        ("Rail & Works Weekly", "Rail & Works Weekly"),
        ("pagefolk.example - the reading blog", "pagefolk.example"),
        ("MERIDIAN PRESS AGENCY", "Meridian Press Agency"),
        ("Herald of spring arrives early in Westmar", None),
        ("Storm closes Westmar harbour", None),
        ("Mara Lind", None),
        ("Times", None),
        ("Reuters", "Reuters"),
        ("Reuters - The ferry sank at dawn", None),
    ],
)
def test_an_outlets_name_is_told_from_a_headline(line: str, name: str | None) -> None:
    assert masthead(line) == name


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (f"The Westmar Courier | Culture\nPublished 9 May 2025\n\n{HEADLINE}", "text"),
        (f"WESTMAR COURIER\nYour town. Your paper.\nPublished: 9 May 2025\n\n{HEADLINE}", "text"),
        (f"WESTMAR COURIER\nYour town, your paper\nPublished: 9 May 2025\n\n{HEADLINE}", "text"),
        (f"WESTMAR COURIER\n9 May 2025\nWeekend read - 6 minutes\n\n{HEADLINE}", "text"),
        (f"WESTMAR COURIER\nPosted on 9 May 2025 by Hattie - 7 min read - 214 likes\n\n{HEADLINE}", "text"),
        (f"# Westmar Courier\n\nPublished: 9 May 2025\n\n## {HEADLINE}", "markdown"),
        (f"# Westmar Courier\n\n## {HEADLINE}", "markdown"),
        (f"**Westmar Courier**\nSport · Puzzles\n\n9 May 2025\n\n### {HEADLINE}", "markdown"),
    ],
)
def test_the_name_at_the_head_is_the_publisher_and_not_the_headline(head: str, form: Form) -> None:
    page = cleaned(head, form=form)
    assert page.title == HEADLINE
    assert page.text.startswith(HEADLINE)
    assert "Westmar Courier" in (page.publisher or "")


def test_a_heading_without_a_name_gives_way_where_a_menu_stands_between() -> None:
    page = cleaned(f"# Tides — for people who sail\n\n[Shop](/s) | [About](/a)\n\n## {HEADLINE}", form="markdown")
    assert page.title == HEADLINE


def test_a_headline_with_a_crosshead_below_stays() -> None:
    head = f"# {HEADLINE}\n\n## What the port says"
    assert cleaned(head, form="markdown").title == HEADLINE


def test_a_headline_above_the_date_stays() -> None:
    page = cleaned(f"{HEADLINE}\nPublished 9 May 2025\nBy Ann Lee")
    assert page.title == HEADLINE


def test_what_the_container_states_wins() -> None:
    head = f"The Westmar Courier\nPublished 9 May 2025\n\n{HEADLINE}"
    assert cleaned(head, publisher="Halden Wire").publisher == "Halden Wire"
    assert cleaned(HEADLINE).publisher is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By our news desk and Meridian Wire", True),
        ("Our correspondent in Porto Lume", True),
        ("From Desmond Aubrey in Westmar", True),
        ("From Westmar with love", False),
        ("Our correspondents have never met the mayor", False),
    ],
)
def test_who_wrote_it_without_by(line: str, expected: bool) -> None:
    assert is_byline(line) is expected


@pytest.mark.parametrize(
    "line",
    [
        "Money | 9 May 2025 | Written by Perpetua Graaf",
        "Friday 9 May 2025 | Weather 12°C | Today's paper | Log in",
        "fri 9 may 2025 // words: Jess Tamblin // pics: Ollo",
        "CPS | Fri 09.05.2025 | 10:12 | updated 10:31",
        "Friday 09.05.2025 – last change 21:14",
        "09-May-2025 14:20",
        "Posted on May 9, 2025 by Fitz Oduya | 14 replies",
        "Friday, May 9, 2025 | curated by Bea Lindqvist and Omar Sithe",
        "BY JANE DOE MAY 9, 2025 6:32 PM",
        "Posted by Ann Lee on 9 May 2025",
        "Late edition, Friday 9 May 2025, 1.20 crowns",
        "Online since 9 May 2025, 06:00",
        "No. 4,211 | Friday, 9 May 2025 | Price 2.50",
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_the_day_is_read_among_sections_names_and_menus(line: str, *, below: bool) -> None:
    head = f"{HEADLINE}\n\n{line}" if below else f"Westmar Courier\n{line}\n\n{HEADLINE}"
    page = cleaned(head)
    known = infer_published(page.text, stated=None, date_line=page.date_line)
    assert (known.day, known.basis) == (date(2025, 5, 9), "stated")
    assert page.title == HEADLINE
    assert line not in page.text


def test_a_slogan_since_a_year_and_a_menu_of_middle_dots_are_no_headline() -> None:
    head = f'Westmar Courier\n"The bay\'s own paper since 1911"\nNews · Money · Family\n9 May 2025\n\n{HEADLINE}'
    assert cleaned(head).title == HEADLINE
