from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Passage, Published
from index.catalog import Catalog
from index.fulltext import FullText
from index.respell import respell, slips
from index.search import Index
from tests.integration.counting import CountingEmbedder

TEXT = (
    "The government said that negotiations about the embassy in Istanbul would begin after the ceasefire. "
    "Ambassador Joren Thale, the commission's spokesman, spoke of millions of residents and of an earthquake. "
    "The boar was taken to a shelter by the committee. Properties in Dunmarrow stay restricted."
)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    Catalog.create(tmp_path / "catalog.db", {"embedding": "none"})
    catalog = Catalog(tmp_path / "catalog.db")
    published = Published(day=None, basis="unknown")
    article = Article(id="one", version="1", title="Talks to begin", text=TEXT, published=published)
    with catalog.writing():
        passages = [Passage.cut(article, 0, len(TEXT))]
        vectors = CountingEmbedder().embed_passages([TEXT])
        catalog.put(article, passages, vectors, root="r", source="s", fingerprint="f")
    return catalog


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("goverment", "government"),
        ("negociations", "negotiations"),
        ("negotations", "negotiations"),
        ("ceasfire", "ceasefire"),
        ("comission", "commission"),
        ("commision", "commission"),
        ("spokeman", "spokesman"),
        ("earthquke", "earthquake"),
        ("commitee", "committee"),
        ("resticted", "restricted"),
        ("embassey", "embassy"),
        ("dunmarow", "Dunmarrow"),
        ("Goverment", "Government"),
    ],
)
def test_a_slip_of_the_pen_is_read_as_the_articles_spell_it(catalog: Catalog, typed: str, meant: str) -> None:
    meant = meant if typed[0].islower() or meant.istitle() else meant.title()
    assert respell(f"{typed} of what?", catalog).casefold() == f"{meant} of what?".casefold()


@pytest.mark.parametrize(
    "question",
    [
        "What did Joran Thale say?",  # another name, for all we know
        "Where did Jorn meet Thala?",
        "Was the boat seen at the coast?",  # a boar was; but a boat is a word
        "Did the smelter close?",  # no letter of "shelter" is written "m" by mistake
        "Who signed the DECREA in 2O25?",
        "When do negotiations begin, and where is the embassy?",
        "Какие переговоры начались?",
        "",
    ],
)
def test_names_and_words_stay_as_they_are(catalog: Catalog, question: str) -> None:
    assert respell(question, catalog) == question


def test_a_name_typed_small_is_not_turned_into_another_name(catalog: Catalog) -> None:
    assert respell("what did joran thale say", catalog) == "what did joran thale say"


def test_an_index_mends_a_question(tmp_path: Path, catalog: Catalog) -> None:
    catalog.close()
    index = Index.__new__(Index)
    index.catalog = Catalog(tmp_path / "catalog.db")
    assert index.respell("When will the negociations begin?") == "When will the negotiations begin?"


@given(st.text(alphabet="abcdefgh", min_size=1, max_size=12))
def test_slips_are_near_and_go_both_ways(word: str) -> None:
    for one in sorted(slips(word))[:: max(1, len(word))]:
        assert one != word
        assert one[0] == word[0]
        assert abs(len(one) - len(word)) <= 1
        assert word in slips(one)


@given(st.text(max_size=200))
def test_nothing_changes_where_no_article_spells_it(question: str) -> None:
    class Empty(FullText):
        """An index without articles."""

        def __init__(self) -> None:
            pass

        def texts_with(self, words: Sequence[str], *, k: int) -> list[str]:
            return [][: len(words) * k]

    assert respell(question, Empty()) == question
