"""The ranking line by hand: parts of a question, the choice of passages, and hits that fall together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Hit, Passage, Published
from index.distinct import distinct, join, spread
from index.gather import names_publisher
from index.part import part_question
from index.rank import Aspects, choose


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who led the US delegation in April?", []),
        ("Did it rain, snow, or hail?", []),
        (
            "Which mayor opened the new tram line and which union called a strike on opening day?",
            ["Which mayor opened the new tram line", "which union called a strike on opening day?"],
        ),
        (
            "Did the May 3, 2023 report on ferry safety contradict the harbour master's later testimony?",
            [],
        ),
        (
            "Does the Courier describe the flood wall as finished, while the Herald calls flood defences unsafe?",
            ["Does the Courier describe the flood wall as finished", "the Herald calls flood defences unsafe?"],
        ),
    ],
)
def test_a_question_is_cut_where_another_thing_is_asked(question: str, parts: list[str]) -> None:
    assert part_question(question) == parts


def test_a_long_list_of_parts_ends_with_one_that_holds_the_rest() -> None:
    question = ", and ".join(f"which town{n} mayor{n} resigned{n}" for n in range(9))
    parts = part_question(question)
    assert len(parts) == 4
    assert parts[-1].endswith("resigned8")


def test_the_best_of_several_queries_counts() -> None:
    asked = [Aspects(whole={"a": 0.2, "b": 0.9}), Aspects(whole={"a": 1.0})]
    assert choose(asked, k=2, parts=0.75, told=0.2) == [("a", 1.0), ("b", 0.9)]


def test_a_part_that_is_answered_makes_place_for_another() -> None:
    asked = [Aspects(whole={"a1": 0.6, "a2": 0.6, "b": 0.6}, parts=[{"a1": 1.0, "a2": 0.9}, {"b": 0.85}])]
    assert [id_ for id_, _ in choose(asked, k=3, parts=1.0, told=0.3)] == ["a1", "b", "a2"]
    assert [id_ for id_, _ in choose(asked, k=3, parts=1.0, told=0.0)] == ["a1", "a2", "b"]


def test_nothing_found_is_nothing_chosen() -> None:
    assert choose([], k=5, parts=1, told=0) == []
    assert choose([Aspects(whole={})], k=5, parts=1, told=0) == []


@pytest.mark.parametrize(
    ("query", "publisher", "named"),
    [
        ("What did the Veldorf Courier say?", "Veldorf Courier", True),
        ("what did cnbc say", "CNBC | World Business News", True),
        ("What did CNBC-TV say?", "CNBC – Markets", True),
        ("How do couriers work in Veldorf?", "Veldorf Courier", False),
        ("Is it wired in parallel?", "Wire", False),
        ("Which (new) paper?", "(", False),
    ],
)
def test_a_publisher_is_named_by_whole_words(query: str, publisher: str, named: bool) -> None:
    assert names_publisher(query, publisher) is named


def article(id_: str, text: str) -> Article:
    return Article(id=id_, version="v", title="T", text=text, published=Published(day=None, basis="unknown"))


def hit(of: Article, start: int, end: int, score: float = 1.0) -> Hit:
    return Hit(passage=Passage.cut(of, start, end), score=score)


WIRE = "A freight train left the rails near Borton early on Monday, and two drivers were taken to hospital. "
MORE = "The operator said that a broken point had been reported on the day before, and had not been repaired. "


def test_a_copy_that_tells_no_more_gives_way_and_one_that_tells_more_stays() -> None:
    first, copy, longer = article("a", WIRE), article("b", WIRE), article("c", WIRE + MORE)
    hits = [hit(one, 0, len(one.text)) for one in (first, copy, longer)]
    firsts = {"a": "a", "b": "a", "c": "a"}
    assert [one.passage.article_id for one in distinct(hits, firsts)] == ["a", "c"]
    assert distinct(hits, {}) == hits, "without a known copy every hit stays"


def test_two_places_of_one_article_are_no_copies() -> None:
    one = article("a", WIRE + MORE + WIRE)
    hits = [hit(one, 0, len(WIRE)), hit(one, len(WIRE + MORE), len(one.text))]
    assert distinct(hits, {"a": "a"}) == hits


def test_neighbours_are_joined_at_the_better_place() -> None:
    one, other = article("a", "".join(f"Sentence {n:02}. " for n in range(60))), article("b", WIRE)
    hits = [hit(one, 300, 600, 0.9), hit(other, 0, 50, 0.8), hit(one, 100, 400, 0.7), hit(one, 0, 200, 0.6)]
    joined = join(hits)
    assert [(h.passage.article_id, h.passage.start, h.passage.end, h.score) for h in joined] == [
        ("a", 100, 600, 0.9),
        ("b", 0, 50, 0.8),
        ("a", 0, 200, 0.6),  # a third would make it a page
    ]


@given(st.lists(st.tuples(st.integers(0, 190), st.integers(1, 60)), max_size=8))
def test_joined_hits_are_spans_of_the_article_and_lose_no_character(spans: list[tuple[int, int]]) -> None:
    one = article("a", "".join(chr(0x4E00 + n) for n in range(250)))
    hits = [hit(one, start, start + length) for start, length in spans]
    joined = join(hits)
    for found in joined:
        assert found.passage.text == one.text[found.passage.start : found.passage.end]
    covered = {n for h in hits for n in range(h.passage.start, h.passage.end)}
    assert {n for h in joined for n in range(h.passage.start, h.passage.end)} == covered


papers = st.sampled_from(["Corvan Press", "CORVAN press", "Selm Post", None])


@given(st.lists(papers, max_size=20), st.integers(1, 5))
def test_no_publisher_fills_the_first_places_while_others_have_any(told_by: list[str | None], most: int) -> None:
    ranked = list(range(len(told_by)))
    found = spread(ranked, told_by, most=most)
    assert sorted(found) == ranked, "nothing is lost, nothing comes twice"
    names = [(told_by[n] or "").casefold() for n in found]
    for name in {*names} - {""}:
        places = [place for place, one in enumerate(names) if one == name]
        assert all(place < later for place, one in enumerate(names) if not one for later in places[most:])
        assert [found[place] for place in places] == sorted(found[place] for place in places)
    assert spread(ranked, told_by, most=20) == ranked
