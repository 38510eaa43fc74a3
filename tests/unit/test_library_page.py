from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.requests import Request

from assistant.curate import Curation
from assistant.library import MOST_COLUMNS, show_library
from assistant.operate import Operates
from assistant.scoreboard import show_evals
from assistant.settings import Settings
from assistant.shelf import MOST_UPLOADED, Shelf, sent_files
from assistant.trouble import PageError
from assistant.within import Within
from index.article import Published
from index.catalog import Catalog
from index.publish import CATALOG
from tests.browser.newsroom import Counting, seeds

STORY = "Bridge reopens\n\nPublished: 3 May 2025\n\nThe old bridge of Port Vell reopened on Friday, the port said.\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(home=tmp_path, embedder=Counting(), settings=Settings(home=tmp_path))


@pytest.fixture
def curation(shelf: Shelf) -> Curation:
    catalog = Catalog(shelf.home / CATALOG) if list(shelf.add_files([("story.txt", STORY.encode())])) else None
    assert catalog is not None
    return Curation(
        article=catalog.article,
        articles=catalog.articles,
        copies=catalog.copies,
        report=shelf.home / "report.json",
        by_publisher=True,
        shelf=shelf,
    )


def sent(name: str, data: bytes) -> dict[str, object]:
    return {"files": [{"name": name, "data": b64encode(data).decode()}]}


def test_an_upload_is_reported_as_it_was_read(curation: Curation) -> None:
    steps = list(curation.add(sent("other.txt", STORY.replace("bridge", "ferry").encode()), writes=True))
    assert "Reading the files" in steps[0]
    assert "Added" in steps[-1]
    assert "3 May 2025" in steps[-1]
    assert "1 input read" in steps[-1]
    assert len(curation.articles()) == 2


def test_an_article_is_deleted_and_put_back_as_it_was(curation: Curation) -> None:
    before = curation.articles()
    assert "Undo" in curation.delete(before[0].id, writes=True)
    assert curation.articles() == []
    assert "Back again" in curation.undo(before[0].id, before[0].version, writes=True)
    assert curation.articles() == before
    assert "not in the index any more" in curation.delete("nothing", writes=True)
    assert "never in the index" in curation.undo("nothing", "1", writes=True)


def test_readers_change_nothing(curation: Curation) -> None:
    before = curation.articles()
    refused = [*curation.add(sent("x.txt", b"x"), writes=False), curation.delete(before[0].id, writes=False)]
    refused.append(curation.undo(before[0].id, before[0].version, writes=False))
    assert all("Only an operator" in each for each in refused)
    assert "Add articles" not in "".join(curation.show({}, writes=False))
    assert curation.articles() == before


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
    dicts: list[object] = [{"after": "soon", "before": 1, "publishers": "x", "words": 2}, {"publishers": [1]}]
    for nonsense in (None, [], "x", *dicts):
        assert Within.read(nonsense) == Within()
    turned = Within.read({"after": "2025-04-09", "before": "2025-04-01"})
    assert (turned.after, turned.before) == (date(2025, 4, 1), date(2025, 4, 9))


def test_an_undated_article_lies_in_no_period() -> None:
    undated = seeds()["003"]
    assert undated.published.day is None
    assert Within().holds(undated)
    assert not Within(before=date.max).holds(undated)


def test_the_plot_by_day_counts_every_dated_article_once_and_stays_narrow() -> None:
    article = seeds()["000"]
    for step in (1, 40, 400):
        days = [date.fromordinal(date(1999, 2, 28).toordinal() + step * n) for n in range(40)]
        many = [replace(article, id=str(n), published=Published(day=d, basis="stated")) for n, d in enumerate(days)]
        _, page = show_library(many, Within(), writes=False)
        columns = page[page.index('class="plot columns"') : page.index('class="plot bars"')]
        told = [each.split(" ", 1)[0] for each in columns.split('aria-label="')[2:]]
        assert sum(map(int, told)) == 40
        assert len(told) <= MOST_COLUMNS


def test_a_report_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    assert "make eval" in show_evals(path)
    path.write_text("{", encoding="utf-8")
    assert "cannot be read" in show_evals(path)
    path.write_text(json.dumps({"items": [{"question": "<b>", "passed": False}]}), encoding="utf-8")
    assert "0 of 1 gold question right" in show_evals(path)
    assert "<b>" not in show_evals(path)
