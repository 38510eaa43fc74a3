# ruff: noqa: E501 -- an article keeps a paragraph a line
from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from index.article import Article, Published
from index.copies import Copy, age, compare, find_copies, group
from index.fingerprint import bands, is_candidate, signature
from index.outlet import outlet
from tests.wires import ABOUT, BACKGROUND, COPIES, FLOOD, OWN, WIRE, article, lines, related

MARKET = """The benchmark index closed {} points higher at {} on {} as {} companies advanced, {} fell and {} were unchanged.
Volume was moderate, brokers said, and foreign investors were net sellers for another session while banks led the gains."""
CROWN = (
    "The crown closed at {} to the mark in Veldorf on {}, {} percent weaker than in the session before, brokers said."
)
LOOKALIKES = {
    "the same event, told by someone else": (WIRE, OWN),
    "another event": (WIRE, FLOOD),
    "the same press quote in short reports": (
        lines(WIRE, 2) + " Ships wait outside the harbour, and the ministry is asked to help.",
        "Nobody expected a yes at Port Ansel. " + lines(OWN, 3) + " The next meeting is planned for Monday morning.",
    ),
    "the same background": (lines(OWN, 0, 1, 2) + "\n" + BACKGROUND, lines(FLOOD, 0, 1, 2) + "\n" + BACKGROUND),
    "a long own report that quotes a brief far down": (
        OWN + "\n" + FLOOD + "\n" + lines(WIRE, 0, 1),
        lines(WIRE, 0, 1),
    ),
    "the same boilerplate": (lines(FLOOD, 0, 1) + "\n" + ABOUT, lines(OWN, 0, 1) + "\n" + ABOUT),
    "a template filled in again": (
        MARKET.format(312, 41870, "Monday", 187, 143, 20),
        MARKET.format(95, 42015, "Friday", 171, 160, 18),
    ),
    "a short template filled in again": (CROWN.format("1.87", "Monday", "0.2"), CROWN.format("1.91", "Friday", "0.6")),
    "two very short reports": (
        "Two people were killed when a bus overturned near Orsay on Monday, police said.",
        "Two people were killed when a train derailed near Ansel on Monday, police said.",
    ),
    "nothing": ("", ""),
    "a few words": ("Live updates.", "Live updates."),
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES.keys())
def test_a_copy_is_seen(text: str) -> None:
    found = related(WIRE, text)
    assert found is not None
    assert (found.article_id, found.of, found.relation) == ("b", "a", "copy")
    one, other = (set(bands(signature(article("x", t)))) for t in (WIRE, text))
    assert is_candidate(len(one & other), len(one), len(other))


@pytest.mark.parametrize("pair", LOOKALIKES.values(), ids=LOOKALIKES.keys())
def test_a_lookalike_is_not_a_copy(pair: tuple[str, str]) -> None:
    assert related(*pair) is None
    assert related(*reversed(pair)) is None


def test_a_statement_printed_in_full_by_two_is_one_text() -> None:
    statement = "“" + " ".join(WIRE.replace('"', "").split()[:90]) + "”"
    assert related(statement, "The company said: " + statement) is not None


def test_the_earliest_is_first_whatever_the_order() -> None:
    first = article("z", WIRE, hour=datetime(2024, 5, 3, 9, tzinfo=UTC))
    # 10:30 in a zone three hours ahead is earlier than 9:00 UTC.
    earlier = article("y", WIRE, hour=datetime(2024, 5, 3, 10, 30, tzinfo=timezone(timedelta(hours=3))))
    undated, day_only, other = article("a", WIRE, day=None), article("b", WIRE), article("c", FLOOD)
    found = find_copies([undated, other, first, day_only, earlier])
    assert [(g.first, g.members) for g in found] == [("y", ("y", "z", "b", "a"))]


def test_a_digest_does_not_make_its_pieces_one() -> None:
    digest = article("digest", lines(WIRE, 0, 1, 2) + "\n" + FLOOD, day=9)
    found = find_copies([article("wire", WIRE), article("flood", FLOOD), digest])
    assert not any({"wire", "flood"} <= set(g.members) for g in found)


def test_a_table_of_bands_finds_the_same_groups_as_articles_arrive() -> None:
    texts = [*COPIES.values(), OWN, FLOOD, *(text for pair in LOOKALIKES.values() for text in pair)]
    arriving = [article(f"a{n}", text, day=1 + n * 7 % 28) for n, text in enumerate(texts)]
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE bands (band BLOB, article TEXT, PRIMARY KEY (band, article)) WITHOUT ROWID")
    known: dict[str, tuple[Article, int]] = {}
    found: list[Copy] = []
    for new in arriving:
        mine = bands(signature(new))
        marks = ", ".join("?" * len(mine))
        common = db.execute(f"SELECT article, count(*) FROM bands WHERE band IN ({marks}) GROUP BY article", mine)
        likely = [known[name][0] for name, count in common if is_candidate(count, len(mine), known[name][1])]
        found.extend(copy for old in likely if (copy := compare(old, new)))
        db.executemany("INSERT INTO bands VALUES (?, ?)", [(band, new.id) for band in mine])
        known[new.id] = (new, len(mine))
    ordered = [a.id for a in sorted(arriving, key=age)]
    groups = [(g.first, g.members) for g in group(ordered, found)]
    assert groups == [(g.first, g.members) for g in find_copies(arriving)]
    assert len(groups[0][1]) >= len(COPIES)


def test_copies_of_copies_are_one_group() -> None:
    copies = [Copy(article_id=b, of=a, shared=0.9, relation="copy") for a, b in ("ab", "bc", "xy")]
    assert [g.members for g in group("abcdxy", copies)] == [("a", "b", "c"), ("x", "y")]
    with pytest.raises(KeyError):
        group("ab", copies)


UPDATED = WIRE.replace("31 ships", "34 ships").replace("nine days", "10 days").replace("900 workers", "1,400 workers")


def test_an_outlets_own_later_text_is_a_version() -> None:
    old = article("old", WIRE, publisher="Northwire")
    found = compare(old, article("new", UPDATED, day=4, publisher="NORTHWIRE"))
    assert found is not None
    assert (found.article_id, found.of, found.relation) == ("new", "old", "version")
    elsewhere = compare(old, article("new", UPDATED, day=4, publisher="Ansel Courier"))
    assert elsewhere is not None
    assert elsewhere.relation == "copy"


def test_weeks_later_only_a_marked_text_is_a_version() -> None:
    old = article("old", WIRE, publisher="Northwire")
    marked = compare(old, article("new", UPDATED, day=30, publisher="Northwire", title="Correction: vote at the port"))
    again = compare(old, article("new", WIRE, day=30, publisher="Northwire"))
    assert marked is not None
    assert again is not None
    assert (marked.relation, again.relation) == ("version", "copy")


def test_of_two_texts_of_one_hour_the_corrected_one_is_the_later() -> None:
    corrected = WIRE + "\nCorrection: An earlier version of this article said 1,200 workers had been sent home."
    found = compare(article("a", corrected, publisher="Northwire"), article("b", WIRE, publisher="Northwire"))
    assert found is not None
    assert (found.article_id, found.of, found.relation) == ("a", "b", "version")


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("The ministry corrected its figure, and a version was updated", False),
        ("UPDATE 2: vote at the port", True),
        ("Updated figures show growth", False),
        ("This story was corrected.", True),
    ],
)
def test_only_words_about_the_article_itself_mark_a_revision(text: str, late: bool) -> None:
    assert (age(article("a", text)) > age(article("z", "Plain"))) is late


def test_outlets_are_told_apart_by_their_address_where_they_have_no_name() -> None:
    bare = [Article(id=n, version="1", title="", text=WIRE, published=Published(day=date(2024, 5, d), basis="stated"),
                    url=url) for n, d, url in (("a", 3, "https://www.one.example/1"), ("b", 4, "https://one.example/2"),
                                               ("c", 4, "https://two.example/1"), ("d", 4, None))]  # fmt: skip
    kinds = [(found := compare(bare[0], other)) and found.relation for other in bare[1:]]
    assert kinds == ["version", "copy", "copy"]


def test_an_address_that_is_none_names_no_outlet() -> None:
    assert outlet(replace(article("a", WIRE), publisher=None, url="http://[x")) == ""


def test_a_headline_is_not_part_of_the_text_compared() -> None:
    headline = "Dockers say no\n"
    a = Article(id="a", version="1", title=headline, text=headline + WIRE, body_start=len(headline),
                published=Published(day=None, basis="unknown"))  # fmt: skip
    assert signature(a) == signature(article("b", WIRE))


def test_the_signature_is_the_same_in_another_process() -> None:
    code = (
        "from index.article import *; from index.fingerprint import *;"
        "print(signature(Article(id='a', version='1', title='', text='one two three four five six seven',"
        "published=Published(day=None, basis='unknown'))).hex())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1
    assert runs.pop().strip()
