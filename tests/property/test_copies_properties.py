"""What must hold for any articles: built from a small vocabulary, so that runs, repeats and copies are common."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Published
from index.copies import Copy, age, compare, find_copies, join
from index.fingerprint import FOUND, SHINGLE, bands, signature
from index.independent import independent
from index.words import aligned, same_words, words

VOCABULARY = [
    *"the union said on Monday that 2,300 dockers would not return U.S. talks organise harbour centre per cent".split(),
    *"ferry five 5 café Søren it’s isn't % “offer” ‘offer’ -- ... wage\n".split(" "),
]
texts = st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join)
anything = st.one_of(texts, st.text(max_size=80))
days = st.one_of(st.none(), st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 1, 20)))
publishers = st.sampled_from([None, "The Post", "Courier"])


@st.composite
def articles(draw: st.DrawFn, *, most: int = 6) -> list[Article]:
    """Some articles, most of which have a piece of one wire text."""
    wire = draw(st.lists(st.sampled_from(VOCABULARY), min_size=30, max_size=90))
    made = []
    for n in range(draw(st.integers(0, most))):
        cut = draw(st.integers(0, len(wire)))
        text = " ".join([*wire[:cut], draw(texts)]) if draw(st.booleans()) else draw(texts)
        day = draw(days)
        made.append(
            Article(
                id=f"a{n}",
                version="1",
                title="",
                text=text,
                body_start=draw(st.integers(0, len(text))) if draw(st.booleans()) else 0,
                publisher=draw(publishers),
                published=Published(day=day, basis="stated" if day else "unknown"),
            )
        )
    return made


def one(text: str, name: str = "a") -> Article:
    return Article(id=name, version="1", title="", text=text, published=Published(day=None, basis="unknown"))


@given(anything)
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert all(0 <= w.start < w.end <= len(text) and w.key for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(texts)
def test_words_do_not_depend_on_case_or_quote_style(text: str) -> None:
    styled = text.upper().replace("“", '"').replace("”", '"').replace("’", "'")
    assert [w.key for w in words(styled)] == [w.key for w in words(text)]


@given(anything, anything)
def test_same_words_is_symmetric_bounded_and_reflexive(a: str, b: str) -> None:
    assert same_words(a, b) == same_words(b, a)
    assert 0.0 <= same_words(a, b) <= 1.0
    assert same_words(a, a) == 1.0


@given(st.lists(st.sampled_from("ab"), max_size=40), st.lists(st.sampled_from("ab"), max_size=40))
def test_every_common_piece_is_in_a_run(a: list[str], b: list[str]) -> None:
    covered = {i for run in aligned(a, b, least=3) for i in range(run.a, run.a + run.size)}
    pieces = {tuple(b[j : j + 3]) for j in range(len(b) - 2)}
    common = [i for i in range(len(a) - 2) if tuple(a[i : i + 3]) in pieces]
    # A piece that starts inside a run may stick out of it; its first word never does.
    assert set(common) <= covered


@given(articles(most=2))
def test_compare_is_symmetric_and_points_to_the_earlier(pair: list[Article]) -> None:
    if len(pair) == 2:
        found = compare(*pair)
        assert found == compare(*reversed(pair))
        if found:
            assert [found.of, found.article_id] == [a.id for a in sorted(pair, key=age)]
            assert 0.6 <= found.shared <= 1.0


@given(articles(), st.randoms(use_true_random=False))
def test_groups_part_the_articles_whatever_their_order(some: list[Article], chance: object) -> None:
    found = find_copies(some)
    grouped = [member for g in found for member in g.members]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= {a.id for a in some}
    oldest = {a.id: age(a) for a in some}
    for g in found:
        assert len(g.members) >= 2
        assert g.first == g.members[0]
        assert sorted(g.members, key=oldest.__getitem__) == list(g.members)
        assert {c.article_id for c in g.copies} | {c.of for c in g.copies} == set(g.members)
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_copies(shuffled) == found


@given(texts, texts, st.lists(st.sampled_from(VOCABULARY), min_size=FOUND, max_size=30).map(" ".join))
def test_no_copied_run_of_twelve_words_is_missed(before: str, after: str, run: str) -> None:
    a, b = one(f"{before} {run}"), one(f"{run} {after}", "b")
    keys = [[w.key for w in words(text.text)] for text in (a, b)]
    if any(r.size >= FOUND for r in aligned(*keys, least=SHINGLE)):
        assert set(bands(signature(a))) & set(bands(signature(b)))


@given(articles())
def test_independent_reports_are_counted_within_bounds(some: list[Article]) -> None:
    quotes = [(a, a.text) for a in some]
    groups = find_copies(some)
    firsts = {member: g.first for g in groups for member in g.members}
    count = independent(quotes, firsts)
    assert min(1, len(quotes)) <= count <= len(quotes) - sum(len(g.members) - 1 for g in groups)
    assert count == independent(quotes[::-1], firsts)
    assert count == independent(quotes * 2, firsts)


@given(anything, anything)
def test_bands_come_from_the_words_alone(a: str, b: str) -> None:
    sign = signature(one(a))
    assert b"".join(bands(sign)) == sign
    assert list(bands(sign)) == sorted(set(bands(sign)))
    if [w.key for w in words(a)] == [w.key for w in words(b)]:
        assert signature(one(b)) == sign


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_join_is_an_equivalence(pairs: list[tuple[int, int]]) -> None:
    joined = join(range(10), pairs)
    assert all(joined[a] == joined[b] for a, b in pairs)
    assert all(joined[root] == root for root in joined.values())
    assert len(set(joined.values())) >= 10 - len(pairs)


def test_a_copy_has_a_frozen_shape() -> None:
    assert not hasattr(Copy(article_id="b", of="a", shared=1.0, relation="copy"), "__dict__")
