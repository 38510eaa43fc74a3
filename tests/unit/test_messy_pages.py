"""Whole pages and header lines as news sites print them: what is read, what is cut, and when it was published."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article
from index.dateline import choose_date_line, date_part
from index.furniture import reason_to_cut
from index.raw import Form, RawArticle
from index.read import read_article

HEADLINE = "Ferry strike to end on Sunday, union says"
BODY = (
    "The strike that has kept Kelder's ferries in port since last week will end on Sunday, the union said on Thursday.",
    "Both sides accepted a proposal by the mediator, Ruth Aalders, that raises wages by 3.8% from April.",
    "“Nobody won,” said the union's chairman, Piet Holm. “But the boats will run.”",
)


def read(body: str, form: Form = "text") -> Article:
    found = read_article(RawArticle(id="a", source="a", root="/news", form=form, body=body, encoding="utf-8"))
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("By Ines Torvald | 12 March 2026", "2026-03-12"),
        ("*By Ines Torvald* | *12 March 2026*", "2026-03-12"),
        ("By Ines Torvald, Kelder — 12th March, 2026", "2026-03-12"),
        ("By Ines Torvald, The Kelder Post, March 12, 2026", "2026-03-12"),
        ("March 12, 2026 | By Ines Torvald", "2026-03-12"),
        ("Published 12 March 2026 by Ines Torvald", "2026-03-12"),
        ("Kelder | Updated: March 12, 2026 09:22 IST", "2026-03-12"),
        ("The Post's Staff Reporter Published March 12, 2026 Updated about 6 hours ago", "2026-03-12"),
        ("Posted: Mar 12, 2026 / 06:12 PM MDT", "2026-03-12"),
        ("First published on: 12-03-2026", None),  # in March or in December
        ("First published on: 13-03-2026 at 21:40 IST", "2026-03-13"),
        ("Thursday briefing – all you need", None),
    ],
)
def test_a_header_line_tells_the_day(line: str, day: str | None) -> None:
    found = read("\n\n".join([f"# {HEADLINE}", line, *BODY]), "markdown")
    assert found.published.day == (date.fromisoformat(day) if day else None)
    assert found.text.split("\n")[0] == HEADLINE
    if day:
        assert found.published.basis == "stated"
        assert found.text.split("\n") == [HEADLINE, *BODY]


@pytest.mark.parametrize("line", ["The strike began on 12 March 2026.", "Talks since May 3", "Ferries, boats | Ships"])
def test_other_lines_have_no_date_part(line: str) -> None:
    assert date_part(line) is None


def test_of_several_dates_the_published_one_counts() -> None:
    masthead, plain, updated = "Friday, 13 March 2026", "12 March 2026", "Updated 14 March 2026"
    lines = [(masthead, True), (updated, False), (plain, False), ("Published 11 March 2026", False)]
    best = ["Published 11 March 2026", plain, masthead, updated]
    while lines:
        assert choose_date_line(lines) == best[0]
        lines = [one for one in lines if one[0] != best[0]]
        best = best[1:]
    assert choose_date_line([("By Ines Torvald", False)]) is None


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("Published: 22:14, 3 February 2026 | Updated: 07:31, 4 February 2026", 22),
        ("16:40, 4 Feb 2026", 16),
        ("Feb 4, 2026 | 10:02 am", 10),
        ("4 February 2026 20.15 GMT", 20),
    ],
)
def test_the_hour_is_that_of_the_same_date(line: str, hour: int) -> None:
    at = read("\n".join([HEADLINE, line, *BODY])).published.at
    assert at is not None
    assert at.hour == hour


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Home / World / Ferry strike to end on Sunday, union says", "menu"),
        ("14.31 GMT", "time stamp"),
        ("13:05 2h ago", "time stamp"),
        ("2d", "time stamp"),
        ("1x 1.2x 1.5x", "number or id"),
        ("Listen to article", "button or notice of the page"),
        ("+4 View gallery", "button or notice of the page"),
        ("The post Port of Vell back in service appeared first on Bay 24.", "button or notice of the page"),
        ("SKIP ADVERTISEMENT", "advertisement"),
        ("Close Thanks for signing up!", "newsletter or subscription"),
        ("Watch for us in your inbox.", "invitation to follow"),
        ("Get the news in your inbox at 7 a.m.", "invitation to follow"),
        ("Find our updates on Google News", "invitation to follow"),
        ("Do you want to share a story with us? Contact us via news@lagoon.example", "invitation to follow"),
        ("We value your privacy and so do our 842 partners.", "cookie or legal notice"),
        ("Our Standards: The Contour Trust Principles.", "cookie or legal notice"),
        ("A version of this article appears in print on Oct. 31, 2025, Section A, Page 7.", "cookie or legal notice"),
        ("Senators during Tuesday's plenary. PHOTO: Senate Press Unit", "picture caption"),
        ("Pictured: The bus in the river", "picture caption"),
        ("See stories by Gwen Tully", "author box"),
    ],
)
def test_furniture_is_told_by_its_wording(line: str, reason: str) -> None:
    assert reason_to_cut(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "The page says: “We value your privacy.”",
        "Home care costs have doubled since 2020.",
        "He sent the paper a photo: a bus, upside down in the river.",
        "Watch makers in Biel say that orders fell.",
        "Thanks to the rain, the fire was out by noon.",
        "A version of this plan was published in 2019 and never carried out.",
        "An earlier version of this article gave the wrong day.",
    ],
)
def test_sentences_about_such_things_stay(line: str) -> None:
    assert reason_to_cut(line) is None


PAGE = """<!doctype html><html><head><title>Storm Yara hits the coast | Bay 24</title></head><body>
<div>We value your privacy. We and our 842 partners store information on your device.</div>
<main><h1>Storm Yara: thousands without power as coast is hit</h1>
<figure><figcaption>Waves at Norhaven</figcaption></figure>
<p class="stamp">Last updated 14:52 GMT, 9 November 2025</p>
<ul><li>More than 40,000 homes are without power, the grid operator says</li>
<li>Two people have been injured by falling trees in Norhaven</li></ul>
<div class="post"><span>14:52</span><h3>Bridge closed to lorries</h3>
<p>The Norhaven bridge has been closed to lorries and caravans until at least Monday morning, police say.</p></div>
<div class="post"><span>14.31 GMT</span>
<p>A gust of 141 km/h was measured at Cape Brill, the weather service says, the strongest since 1987.</p>
</div></main><p>Follow @bay24news for updates</p></body></html>"""


def test_a_live_page_keeps_the_summary_below_its_headline() -> None:
    found = read(PAGE, "html")
    assert found.text.split("\n") == [
        "Storm Yara: thousands without power as coast is hit",
        "• More than 40,000 homes are without power, the grid operator says",
        "• Two people have been injured by falling trees in Norhaven",
        "The Norhaven bridge has been closed to lorries and caravans until at least Monday morning, police say.",
        "A gust of 141 km/h was measured at Cape Brill, the weather service says, the strongest since 1987.",
    ]
    assert (found.published.day, found.published.basis) == (date(2025, 11, 9), "stated")
    assert "Waves at Norhaven" in [cut.text for cut in found.cuts]


def test_a_box_about_the_author_gives_no_authors() -> None:
    box = "<div id='author'><h4>About Nils Berg</h4><p>Nils Berg writes about Vask and its valley. He fishes.</p></div>"
    body = f"<html><body><h1>{HEADLINE}</h1>{''.join(f'<p>{line}</p>' for line in BODY)}{box}</body></html>"
    assert not read(body, "html").authors


def test_authors_below_an_article_are_known_by_the_byline_in_capitals() -> None:
    boxes = ("Marta Elvin covers diplomacy for The Tribune. She is based in Geneva.", "Samuel Okoro is a reporter.")
    found = read("\n".join([HEADLINE, "By MARTA ELVIN FOR THE TRIBUNE and SAMUEL OKORO", *BODY, *boxes]))
    assert found.text.split("\n") == [HEADLINE, *BODY]


def test_short_items_below_a_headline_are_the_pages_own_and_a_summary_is_the_articles() -> None:
    labels = ("• From:", "• Ministry of Transport", "• Published")
    assert read("\n".join([HEADLINE, *labels, *BODY])).text.split("\n") == [HEADLINE, *BODY]
    summary = ("• Ferries to sail again on Monday", "• Holm thanks Aalders")
    assert read("\n".join([HEADLINE, *summary, *BODY])).text.split("\n") == [HEADLINE, *summary, *BODY]


@pytest.mark.parametrize("tag", ["(ANI)", "[Reuters]", "— AFP", "–PTI"])
def test_a_last_sentence_keeps_its_place_though_an_agency_follows_it(tag: str) -> None:
    last = f"The minister announced help for the crews. {tag}"
    assert read("\n".join([HEADLINE, *BODY, last, "Also Read", "Gold price today"])).text.split("\n")[-1] == last


@pytest.mark.parametrize(
    "line",
    [
        "Post writers Tim Rudd and Ella Moss contributed to this report.",
        "(The above story is verified and authored by agency staff, who have no responsibility for the same)",
        "(This is an unedited and auto-generated story from a news feed, the staff may not have modified it)",
    ],
)
def test_whose_report_it_is_becomes_the_credit(line: str) -> None:
    found = read("\n".join([HEADLINE, *BODY, line]))
    assert found.credit == line
    assert found.text.split("\n") == [HEADLINE, *BODY]


def test_a_title_above_the_text_counts_more_than_a_label_in_it() -> None:
    summary = ("• Ferries to sail again on Monday morning", "• Holm thanks Aalders")
    front = f"---\ntitle: {HEADLINE}\n---\nKey points\n- {summary[0][2:]}\n- {summary[1][2:]}\n\n"
    assert read(front + "\n\n".join(BODY), "markdown").text.split("\n") == [HEADLINE, *summary, *BODY]
