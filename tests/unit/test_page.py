from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer, Claim, render
from assistant.converse import LISTED, Conversation
from assistant.library import Page, show_filters, show_head, show_library, show_report
from assistant.mark import mark_article
from assistant.page import Pending, show_contents, show_conversation, show_turn
from assistant.within import Within
from index.article import Published
from index.browse import Survey, Wanted
from index.sync import Outcome
from tests.browser.newsroom import ATTACKS, Newsroom, hostile, quote, seeds
from tests.tags import Tags
from tests.unit.turns import answered, kept, show_answer

SAFE_TAGS = set(
    "a article b br button caption circle dd details div dl dt fieldset figcaption figure footer g h2 h3 h4 input "
    "label legend li line mark nav ol p path progress q rect section small span summary svg table tbody td text "
    "textarea th thead title tr ul".split()
)


def test_every_citation_has_a_chip_with_its_card(room: Newsroom) -> None:
    page = Tags(show_answer(answered(room, "delegation")))
    assert [chip["data-n"] for chip in page.having("chip")] == ["1", "2", "1"]
    assert len(page.having("card")) == 3
    assert "The Diplomatic Insight · 15 April 2025, stated" in page.text
    assert "2 independent reports" in page.text
    assert "As of 15 April 2025" in page.text
    assert "also carried by 1 other" in page.text
    assert "Caliber.Az, undated" in page.text


def test_markers_are_shown_as_chips_only(room: Newsroom) -> None:
    assert not re.search(r"\[\d+\]", Tags(show_answer(answered(room, "delegation"))).text)


def test_a_marker_inside_a_claim_is_the_articles_own(room: Newsroom) -> None:
    article = replace(room.articles["002"], text="It said [7] so.", body_start=0)
    claim = Claim(text=article.text, quotes=(quote(article, article.text),))
    page = show_answer(render(Answer(question="?", claims=(claim,))))
    assert "It said [7] so." in Tags(page).text


def test_a_speaker_is_named_once(room: Newsroom) -> None:
    page = Tags(show_answer(answered(room, "agenda")))
    assert len(page.having("said")) == 1
    assert not Tags(show_answer(answered(room, "spoons"))).having("said")


def test_disagreements_stand_in_a_table(room: Newsroom) -> None:
    page = show_answer(answered(room, "agenda"))
    assert page.count("<tr>") == 3
    assert "Impossible date" in page
    assert "Dmitry Peskov" in page


def test_an_abstention_says_why_and_shows_the_nearest(room: Newsroom) -> None:
    page = Tags(show_answer(answered(room, "spoons")))
    assert page.having("abstention")
    assert "No answer" in page.text
    assert "None of the five articles says this." in page.text
    assert len(page.having("claim")) == 1


def test_the_notice_is_shown(room: Newsroom) -> None:
    assert "the embedded reader answered" in show_answer(answered(room, "agenda"))


def test_marks_hold_the_quotes_character_for_character(room: Newsroom) -> None:
    answer = answered(room, "agenda")
    article = room.articles["004"]
    page = mark_article(article, answer["citations"], current=2)
    for citation in answer["citations"]:
        pieces = re.findall(rf'<mark class="[^"]*" data-n="(?:\d+ )*{citation["n"]}(?: \d+)*">(.*?)</mark>', page)
        if citation["article_id"] == article.id:
            assert "".join(pieces) == citation["quote"]
        else:
            assert pieces == []


def test_a_quote_that_no_longer_stands_is_not_marked(room: Newsroom) -> None:
    answer = answered(room, "agenda")
    changed = replace(room.articles["004"], text="Another text altogether.", body_start=0)
    page = mark_article(changed, answer["citations"])
    assert "<mark" not in page
    assert "has changed since" in page


def test_furniture_can_be_unfolded_and_doubts_are_told() -> None:
    page = mark_article(seeds()["000"])
    assert "Left out as page furniture: 4 pieces" in page
    assert "two years before the article itself" in page
    assert "Published 8 April 2025, inferred from “on April 8”" in page


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/x", "data:text/html,x", "//h/x", "http://[", "HTTP://"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert "<a " not in mark_article(replace(seeds()["000"], url=url))


def test_a_web_address_is_a_guarded_link() -> None:
    page = Tags(mark_article(replace(seeds()["000"], url='https://news.example/a?b=1&c="2')))
    link = next(attrs for tag, attrs in page.tags if tag == "a")
    assert link == {
        "href": 'https://news.example/a?b=1&c="2',
        "rel": "noopener noreferrer nofollow",
        "target": "_blank",
    }


@pytest.mark.parametrize("attack", [*ATTACKS, "\x00<b>", "\r\n<b>"])
def test_untrusted_text_makes_no_markup(room: Newsroom, attack: str) -> None:
    room.add(bad=hostile())
    answer = render(replace(room.ask("attack"), question=attack))
    within = Within(publishers=(attack,))
    pending = Pending(question=attack, within=within, steps=[attack], checked=answer)
    bad, survey = hostile(), Survey(days={date(2025, 4, 8): 1}, publishers={attack: 1})
    shown = [
        show_answer(answer, last=True),
        mark_article(bad, answer["citations"]),
        show_contents([bad], total=2),
        show_turn(kept(answer, bad.id), {bad.id: bad}),
        show_conversation([], pending=pending, trouble=attack),
        show_conversation([], examples=[attack]),
        show_filters({attack: 1}, within),
        show_head(survey, writes=True),
        show_library(survey, survey, Wanted(publishers=(attack,), words=attack), Page(articles=[bad])),
        show_report([(Outcome(source=attack, what="added", article_id="bad"), bad, bad)], left=attack),
        show_report([(Outcome(source=attack, what="refused", reason=attack), None, None)], trouble=attack),
    ]
    for page in shown:
        for tag, attrs in Tags(page).tags:
            assert tag in SAFE_TAGS
            assert not [name for name in attrs if name.startswith("on") or name in {"style", "src", "srcdoc"}]
            assert not (attrs.get("href") or "").startswith("javascript")


def test_the_front_page_lists_the_newest_and_leads_to_the_rest(room: Newsroom, tmp_path: Path) -> None:
    days = {f"day-{n}": Published(day=date(2025, 5, 1 + n % 28), basis="stated") for n in range(LISTED)}
    room.add(**{name: replace(seeds()["000"], id=name, published=day) for name, day in days.items()})
    page = Tags(Conversation(stream=room.stream, catalog=room.catalog, home=tmp_path).contents())
    assert len([tag for tag, _ in page.tags if tag == "li"]) == LISTED
    assert "35 articles" in page.text
    assert "All 35 in the library" in page.text
    assert page.text.index("28 May") < page.text.index("27 May")
