from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.requests import Request

from assistant.curate import Curation
from assistant.library import LISTED, MOST_COLUMNS, Page, show_library
from assistant.operate import Operates
from assistant.scoreboard import TOLD, show_evals
from assistant.settings import Settings
from assistant.shelf import MOST_UPLOADED, Shelf, sent_files
from assistant.trouble import PageError
from assistant.within import Within, read_skip, read_wanted
from evals.score import METRICS
from index.browse import Survey, Wanted
from index.catalog import Catalog
from index.publish import CATALOG
from tests.browser.newsroom import Newsroom, seeds
from tests.made import HashEmbedder

STORY = "Bridge reopens\n\nPublished: 3 May 2025\n\nThe old bridge of Port Vell reopened on Friday, the port said.\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(home=tmp_path, embedder=HashEmbedder(), settings=Settings(home=tmp_path))


@pytest.fixture
def curation(shelf: Shelf) -> Curation:
    catalog = Catalog(shelf.home / CATALOG) if list(shelf.add_files([("story.txt", STORY.encode())])) else None
    assert catalog is not None
    return Curation(catalog=catalog, report=shelf.home / "report.json", shelf=shelf)


def sent(name: str, data: bytes) -> dict[str, object]:
    return {"files": [{"name": name, "data": b64encode(data).decode()}]}


def test_an_upload_is_reported_as_it_was_read(curation: Curation) -> None:
    steps = list(curation.add(sent("other.txt", STORY.replace("bridge", "ferry").encode()), writes=True))
    assert "Reading the files" in steps[0]
    assert "Added" in steps[-1]
    assert "3 May 2025" in steps[-1]
    assert "1 input read" in steps[-1]
    assert len(curation.catalog.articles()) == 2


def test_an_article_is_deleted_and_put_back_as_it_was(curation: Curation) -> None:
    before = curation.catalog.articles()
    assert "Undo" in curation.delete(before[0].id, writes=True)
    assert curation.catalog.articles() == []
    assert "Back again" in curation.undo(before[0].id, before[0].version, writes=True)
    assert curation.catalog.articles() == before
    assert "not in the index any more" in curation.delete("nothing", writes=True)
    assert "never in the index" in curation.undo("nothing", "1", writes=True)


def test_readers_change_nothing(curation: Curation) -> None:
    before = curation.catalog.articles()
    refused = [*curation.add(sent("x.txt", b"x"), writes=False), curation.delete(before[0].id, writes=False)]
    refused.append(curation.undo(before[0].id, before[0].version, writes=False))
    assert all("Only an operator" in each for each in refused)
    assert "Add articles" not in "".join(curation.show({}, writes=False))
    assert curation.catalog.articles() == before


@pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "-", "../seeds", "ftp://x/y"])
def test_only_web_addresses_are_read(curation: Curation, address: str) -> None:
    assert "not a web address" in list(curation.add({"address": address}, writes=True))[-1]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\news\\a b.html", "a b.html"),
        ("..", "_"),
        (".hidden.txt", "_hidden.txt"),
        ("a\nb\x1b.md", "a_b_.md"),
        ("", "article"),
    ],
)
def test_an_uploaded_name_stays_in_its_folder(name: str, kept: str) -> None:
    assert sent_files([{"name": name, "data": ""}]) == [(kept, b"")]


@pytest.mark.parametrize(
    "files",
    [None, [], [1], [{"name": "x"}], [{"name": "x.txt", "data": "%"}], [{"name": "x", "data": "QQ=="}] * 51],
)
def test_files_that_did_not_arrive_are_refused(files: object) -> None:
    with pytest.raises(PageError):
        sent_files(files)


def test_an_upload_is_bounded() -> None:
    with pytest.raises(PageError, match="more than"):
        sent_files([{"name": "x.txt", "data": b64encode(bytes(MOST_UPLOADED + 1)).decode()}])


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw, "state": {}})


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        ({"host": "127.0.0.1:7860", "origin": "http://127.0.0.1:7860", "sec_fetch_site": "same-origin"}, True),
        ({"host": "localhost:7860"}, True),
        ({"host": "[::1]:7860"}, True),
        ({"host": "127.0.0.1:7860", "origin": "https://foreign.example"}, False),
        ({"host": "127.0.0.1:7860", "sec_fetch_site": "cross-site"}, False),
        ({"host": "rebound.example:7860", "origin": "http://rebound.example:7860"}, False),
        ({"host": "127.0.0.1.foreign.example"}, False),
        ({}, False),
    ],
)
def test_who_operates_without_keys(headers: dict[str, str], *, may: bool) -> None:
    assert Operates(allowed=lambda _: True)(request(**headers)) is may
    assert not Operates(allowed=lambda _: True, writable=False)(request(**headers))


def test_a_key_decides_where_keys_are_asked_for() -> None:
    outside = request(host="news.example", origin="https://news.example")
    outside.state.caller = "key-1"
    assert Operates(allowed=lambda caller: caller == "key-1")(outside)
    assert not Operates(allowed=lambda caller: caller == "key-2")(outside)


def test_limits_that_make_no_sense_limit_nothing() -> None:
    sent = {"after": "soon", "before": 1, "as_of": "2025-02-30", "publishers": "x", "words": 2, "skip": "-1"}
    dicts: list[object] = [sent, {"publishers": [1], "skip": 50}]
    for nonsense in (None, [], "x", *dicts):
        assert Within.read(nonsense) == Within()
        assert read_wanted(nonsense) == Wanted()
        assert read_skip(nonsense) == 0
    turned = Within.read({"after": "2025-04-09", "before": "2025-04-01"})
    assert (turned.after, turned.before) == (date(2025, 4, 1), date(2025, 4, 9))


def test_the_plot_by_day_counts_every_dated_article_once_and_stays_narrow() -> None:
    for step in (1, 40, 400):
        days = [date.fromordinal(date(1999, 2, 28).toordinal() + step * n) for n in range(40)]
        many = Survey(days=dict.fromkeys(days, 2), publishers={"": 81})
        page = show_library(many, many, Wanted(), Page(articles=[]))
        assert ", 1 undated" in page
        columns = page[page.index('class="plot columns"') : page.index('class="plot bars"')]
        told = [each.split(" ", 1)[0] for each in columns.split('aria-label="')[2:]]
        assert sum(map(int, told)) == 80
        assert len(told) <= MOST_COLUMNS


def test_the_library_is_turned_page_by_page(room: Newsroom) -> None:
    room.add(**{f"more-{n}": replace(seeds()["000"], id=f"more-{n}", title=f"No. {n}") for n in range(LISTED)})
    curation = Curation(catalog=room.catalog, report=Path("none"))
    first, last = (curation.show({"skip": skip}, writes=False)[1] for skip in ("0", str(LISTED)))
    beyond = curation.show({"skip": "999999999"}, writes=False)[1]
    assert "1 to 50 of 55 articles" in first
    assert ('data-skip="50">Older' in first, "Newer" in first) == (True, False)
    assert "51 to 55 of 55 articles" in last
    assert ('data-skip="0">Newer' in last, "Older" in last) == (True, False)
    assert beyond == last
    titles = [re.findall(r'data-id="([^"]+)"', page) for page in (first, last)]
    assert sorted(titles[0] + titles[1]) == sorted(article.id for article in room.catalog.articles())


def test_every_figure_shown_is_one_that_evals_measures() -> None:
    assert TOLD.keys() <= METRICS.keys()


def test_a_report_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    assert "make eval" in show_evals(path)
    path.write_text("{", encoding="utf-8")
    assert "cannot be read" in show_evals(path)
    path.write_text(json.dumps({"items": [{"question": "<b>", "passed": False}]}), encoding="utf-8")
    assert "0 of 1 gold question right" in show_evals(path)
    assert "<b>" not in show_evals(path)
