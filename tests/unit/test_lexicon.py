"""Words that ask for the same thing meet; words that do not, do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assistant
from assistant.lexicon import carried, is_state, read_terms, stem


def meets(question: str, told: str) -> bool:
    """Whether every term of the question is carried by the text."""
    return all(not carried(told).isdisjoint(term.keys) for term in read_terms(question))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("headed", "She was in charge of it."),
        ("in charge", "He led the team."),
        ("postponed", "The vote was put on hold."),
        ("Washington", "The U.S. delegation arrived."),
        ("Kremlin", "Russian diplomats said so."),
        ("six", "6 houses burned."),
        ("normalisation", "They want to normalize ties."),
        ("resigned", "The mayor stepped down."),
        ("killed", "Three people died."),
    ],
)
def test_words_of_one_meaning_meet(asked: str, told: str) -> None:
    assert meets(asked, told)


@pytest.mark.parametrize(
    ("asked", "told"),
    [("hotel", "It was held at a residence."), ("Berlin", "The French minister left."), ("sold", "It was restricted.")],
)
def test_words_of_other_meanings_do_not(asked: str, told: str) -> None:
    assert not meets(asked, told)


def test_a_capital_after_in_is_the_city_and_else_the_state() -> None:
    assert meets("Moscow demands", "Russia demands it.")
    assert not meets("in Moscow", "It was in Russia.")
    assert meets("in Moscow", "It was held in Moscow.")


def test_a_phrase_is_one_term_and_its_words_are_none() -> None:
    assert [term.word for term in read_terms("When does it take place?")] == ["take place"]


def test_irregular_forms_share_a_stem() -> None:
    assert stem("led") == stem("leads")
    assert stem("men") == stem("man")
    assert is_state(stem("Russian"))
    assert not is_state(stem("delegation"))


@settings(deadline=None)  # the first call reads the thesaurus
@given(st.text(max_size=200))
def test_terms_stand_where_they_say(text: str) -> None:
    terms = read_terms(text)
    assert all(text[term.start : term.end] == term.word and term.keys for term in terms)
    assert len({term.keys for term in terms}) == len(terms)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_text_carries_its_own_terms(text: str) -> None:
    assert meets(text, text)


@pytest.mark.parametrize("name", ["thesaurus.txt", "places.txt", "irregular.txt"])
def test_no_group_has_a_single_word(name: str) -> None:
    lines = (Path(assistant.__file__).parent / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#") and len(line.split()) < 2] == []
