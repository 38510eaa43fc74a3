# ruff: noqa: E501 -- an article keeps a paragraph a line
from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from index.article import Article, Published
from index.copies import Copy, age, compare, find_copies, group, shared_text
from index.fingerprint import bands, is_candidate, signature
from index.independent import independent
from index.words import same_words, words

WIRE = """PORT ANSEL, 3 May (Northwire) - Dock workers at the country's largest container port rejected a pay offer of 4.5 percent on Friday, extending a strike that has kept 31 ships waiting outside the harbor for nine days.
The Harbour Workers Union said 2,140 of its 2,600 members had voted against the proposal, which would have raised wages in two steps by the end of next year.
"Our members have spoken clearly, and they will not return to the cranes for an offer that does not even cover the rent," said Ilse Marrow, the general secretary of the union.
The port operator, Ansel Terminals, called the vote regrettable and said it would ask the labor ministry to name a mediator before the weekend is over.
Grain exporters warned that about 180,000 tons of wheat were stuck in silos behind the quays and that some buyers had begun to look for other suppliers.
Carmakers in the south have sent home 900 workers because parts that arrive by sea have run out, an industry association said on Thursday.
The last strike at the port, in 2011, ended after 17 days when the government threatened to send in the navy to unload medicine.
Analysts at Corvin Bank said each further week would cost the economy about 0.1 percentage points of growth this quarter."""

# The same event, told by a reporter who was there: the same facts, the same press quote, other words.
OWN = """The picket outside gate four fell silent for a moment when the count was read out shortly before noon: 2,140 against, and only a few hundred in favour.
With that, the stoppage that has paralysed Port Ansel for more than a week goes on, and no one on the quay could say for how long.
Management had put 4.5 percent on the table, spread over two years, and hoped that would be enough to get the cranes moving again.
"Our members have spoken clearly, and they will not return to the cranes for an offer that does not even cover the rent," Ilse Marrow, who leads the Harbour Workers Union, told the crowd.
Ansel Terminals voiced regret about the result. A spokesman told this newspaper that the company now wants a mediator appointed by the ministry.
Out at sea the queue keeps growing. Thirty-one vessels were riding at anchor on Friday, among them four tankers and a ship loaded with frozen fish.
For Jonas Pell, who has driven a straddle carrier here since he was nineteen, the matter is simple. He pays more for his flat than he did for his first car, he says, every single month.
His wife works in one of the car plants that have run out of parts; she has been at home since Tuesday."""

FLOOD = """The river Tamm burst its banks overnight on Sunday and drove about 700 people from their homes in the villages below the Orsay dam, the regional fire service reported.
Boats brought families from the roofs of the lower town, where the water stood two metres deep at dawn.
Nobody was missing by the evening, the mayor told reporters in the school gym that serves as a shelter.
Engineers opened two of the three sluices of the dam at midnight, later than the flood plan foresees, and an inquiry will look into why."""


def article(
    name: str,
    text: str,
    *,
    day: int | None = 3,
    hour: datetime | None = None,
    publisher: str | None = None,
    title: str = "",
) -> Article:
    published = (
        Published(day=None, basis="unknown")
        if day is None
        else Published(day=hour.date() if hour else date(2024, 5, day), basis="stated", words="3 May", at=hour)
    )
    return Article(
        id=name, version="1", title=title, text=text, published=published,
        publisher=publisher or f"The {name} Post",
    )  # fmt: skip


def lines(text: str, *numbers: int) -> str:
    every = text.split("\n")
    return "\n".join(every[n] for n in numbers)


def related(a: str, b: str) -> Copy | None:
    return compare(article("a", a, day=3), article("b", b, day=4))


EDITED = (
    WIRE.replace('"Our', "“Our").replace('rent,"', "rent,”").replace("harbor", "harbour").replace("labor", "labour")
    .replace("4.5 percent", "4.5 per cent").replace("rejected a pay offer", "turned down a pay offer")
    .replace("said 2,140", "said that 2140").replace("regrettable", "disappointing").replace("tons", "tonnes")
    .replace("have sent home", "sent home").replace("PORT ANSEL, 3 May (Northwire) - ", "")
)  # fmt: skip

COPIES = {
    "verbatim": WIRE,
    "trimmed from the end": lines(WIRE, 0, 1, 2),
    "trimmed to a brief": lines(WIRE, 0, 1),
    "cut in the middle": lines(WIRE, 0, 2, 4, 7),
    "lightly edited": EDITED,
    "edited and trimmed": lines(EDITED, 0, 1, 3, 4),
    "paragraphs in another order": lines(WIRE, 2, 0, 1, 4, 3, 5, 7, 6),
    "first sentence of its own": "Workers said no again: cranes at Port Ansel stay still into a second week.\n"
    + lines(WIRE, 1, 2, 3, 4, 5),
    "a paragraph of its own at the end": lines(WIRE, 0, 1, 2, 3, 4) + "\n" + lines(OWN, 6, 7),
    "quotes in another style, capitals": WIRE.upper().replace('"', "»"),
    "attributions dropped": WIRE.replace(", an industry association said on Thursday", "").replace(
        "The Harbour Workers Union said ", ""
    ),
}
BACKGROUND = lines(WIRE, 5, 6)
ABOUT = (
    "The Ansel Courier has told the stories of this coast since 1904. Write to our newsroom at any time: we read every "
    "letter, and we publish corrections in full on page two. Support local journalism and become a member today."
)
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


def test_shared_text_is_the_same_words_in_both() -> None:
    a, b = article("a", WIRE), article("b", EDITED)
    spans = shared_text(a, b)
    assert any("the general secretary of the union" in a.text[s:e] for s, e, _, _ in spans)
    for s, e, t, u in spans:
        assert [w.key for w in words(a.text[s:e])] == [w.key for w in words(b.text[t:u])]
    assert shared_text(b, a) == tuple(sorted((t, u, s, e) for s, e, t, u in spans))


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


SAME = [
    ("“Ukraine is not on the agenda,” she said.", "'Ukraine is not on the agenda', the spokesperson added on Tuesday."),
    ("The union rejected the offer on Friday, a spokesman said.", "The union rejected the offer on Friday."),
    ("According to the mayor, nobody was missing by the evening.", "Nobody was missing by the evening"),
    (
        "They organise travel to the theatre in 5 per cent of cases",
        "They organize travel to the theater in 5% of cases",
    ),
    ("Some 2,140 of its members voted against the proposal", "2140 of its members had voted against the proposal"),
    (lines(WIRE, 1), lines(WIRE, 0, 1)),
]
NOT_SAME = [
    ("Three people died in the crash on Monday.", "Five people died in the crash on Monday."),
    ("The minister has resigned over the affair.", "The minister has not resigned over the affair."),
    (lines(WIRE, 0), lines(OWN, 1)),
    (
        "At least five people were killed and 12 injured when a bus overturned near Orsay on Monday",
        "Five passengers died and 12 were hurt after a coach left the road outside Orsay, police said on Monday",
    ),
    ("The talks in Ansel were good.", lines(WIRE, 3)),
]


@pytest.mark.parametrize("pair", SAME)
def test_the_same_words(pair: tuple[str, str]) -> None:
    assert same_words(*pair) >= 0.8
    assert same_words(*pair) == same_words(*reversed(pair))


@pytest.mark.parametrize("pair", NOT_SAME)
def test_other_words(pair: tuple[str, str]) -> None:
    assert same_words(*pair) < 0.6


def test_copies_stand_behind_a_quote_once() -> None:
    wire, reprint, own = article("a", WIRE), article("b", EDITED), article("c", OWN)
    firsts = {"a": "a", "b": "a"}
    quotes = [(wire, lines(WIRE, 3)), (reprint, lines(WIRE, 5)), (own, lines(OWN, 1))]
    assert independent(quotes, firsts) == 2
    assert independent(quotes, {}) == 3
    assert independent([], firsts) == 0


def test_a_sentence_printed_twice_is_one_report_even_in_articles_that_are_not_copies() -> None:
    assert independent([(article("a", WIRE), lines(WIRE, 2)), (article("c", OWN), lines(OWN, 3))], {}) == 1


REWORDED = "Dock workers at the largest container port turned down an offer of 4.5 percent on Friday in a new vote."
TOLD = "Workers at the largest container port on Friday rejected in a new vote an offer of 4.5 percent, the paper said."


@pytest.mark.parametrize(
    ("credit", "text", "reports"),
    [
        (None, "", 2),
        ("With inputs from Northwire", "", 1),
        (None, "The union voted no, Northwire reported.", 1),
        (None, "He told the Northwire that talks go on.", 1),
        (None, "The northwire fence was cut.", 2),
        ("Original Source: northwire.example", "", 1),
        ("Original Source: southwire.example", "", 2),
        ("Reporting by the staff", "", 2),
    ],
)
def test_a_report_that_credits_the_other_is_not_independent_of_it(credit: str | None, text: str, reports: int) -> None:
    assert 0.6 <= same_words(REWORDED, TOLD) < 0.8
    source = replace(article("a", REWORDED, publisher="Northwire"), credit="Original reporting by Ines Vale")
    other = Article(id="b", version="1", title="", text=f"{TOLD} {text}", publisher="Ansel Courier", credit=credit,
                    published=Published(day=None, basis="unknown"))  # fmt: skip
    assert independent([(source, REWORDED), (other, TOLD)], {}) == reports


def test_a_wire_named_in_the_dateline_is_credited() -> None:
    wire = article("a", "PORT ANSEL, Corvany (Northwire) - " + REWORDED, publisher="Harbour Radio")
    other = article("b", f"{TOLD} The union told Northwire it would go on.", publisher="Ansel Courier")
    assert independent([(wire, REWORDED), (other, TOLD)], {}) == 1


def test_two_that_credit_one_agency_are_one_report() -> None:
    signed = ("With inputs from Press Trust of India", "Reporting by PTI")
    two = [Article(id=c, version="1", title="", text=t, publisher=c, credit=c,
                   published=Published(day=None, basis="unknown")) for c, t in zip(signed, (REWORDED, TOLD), strict=True)]  # fmt: skip
    assert independent([(two[0], REWORDED), (two[1], TOLD)], {}) == 1
