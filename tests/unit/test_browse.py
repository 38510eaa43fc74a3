from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.article import Article, Published
from index.browse import Survey, Wanted, browse, survey
from tests.browser.newsroom import Newsroom

DAY = date(2025, 4, 8)


def ids(room: Newsroom, wanted: Wanted) -> set[str]:
    return {article.id for article in browse(room.catalog, wanted, limit=100)}


def test_the_newest_stand_first_and_the_undated_last(room: Newsroom) -> None:
    found = browse(room.catalog, Wanted(), limit=100)
    assert [article.published.day for article in found] == [
        date(2025, 4, 15),
        date(2025, 4, 9),
        DAY,
        date(2025, 2, 26),
        None,
    ]
    pages = [browse(room.catalog, Wanted(), limit=2, skip=skip) for skip in (0, 2, 4, 6)]
    assert [article for page in pages for article in page] == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(after=DAY), {"seed-000", "seed-002", "seed-004"}),
        (Wanted(after=DAY, before=DAY), {"seed-000"}),
        (Wanted(before=date(2025, 2, 26)), {"seed-001"}),
        (Wanted(publishers=("Caliber.Az", "")), {"seed-000", "seed-001", "seed-002", "seed-003"}),
        (Wanted(publishers=("The Diplomatic Insight",), before=DAY), set()),
        (Wanted(words="caliber.az"), {"seed-003"}),
        (Wanted(words="delegate DARCHIEV"), {"seed-002", "seed-004"}),
        (Wanted(words="Diplomatic Insight darchiev"), {"seed-004"}),
        (Wanted(words="nobody wrote this"), set()),
        (Wanted(words='" — darchiev OR zzz'), set()),
        (Wanted(words="“ — ”", publishers=("Caliber.Az",)), {"seed-003"}),
    ],
)
def test_every_limit_holds(room: Newsroom, wanted: Wanted, found: set[str]) -> None:
    assert ids(room, wanted) == found
    assert survey(room.catalog, wanted).total == len(found)


def test_a_survey_counts_every_live_article_once(room: Newsroom) -> None:
    counted = survey(room.catalog, Wanted())
    assert counted == Survey(
        days=dict.fromkeys((date(2025, 2, 26), DAY, date(2025, 4, 9), date(2025, 4, 15)), 1),
        publishers={"": 3, "Caliber.Az": 1, "The Diplomatic Insight": 1},
    )
    assert (list(counted.days), next(iter(counted.publishers))) == (sorted(counted.days), "")
    assert (counted.total, counted.undated) == (5, 1)


def test_what_is_deleted_or_replaced_is_not_found(room: Newsroom) -> None:
    older: Article = room.articles["000"]
    room.add(**{"000": replace(older, version="2", published=Published(day=date(2026, 1, 1), basis="stated"))})
    with room.catalog.writing():
        room.catalog.retire("seed-001")
    assert browse(room.catalog, Wanted(), limit=1)[0].version == "2"
    assert ids(room, Wanted()) == {"seed-000", "seed-002", "seed-003", "seed-004"}
    assert ids(room, Wanted(words="Thursday in Turkey")) == set()
    assert survey(room.catalog, Wanted()).total == 4
