"""Whose envoy somebody is, and to whom."""

from __future__ import annotations

import pytest

from assistant.posted import posted_otherwise


@pytest.mark.parametrize(
    ("question", "sentence", "otherwise"),
    [
        ("Who is the US ambassador in Moscow?", "Orlov is Russia’s new Ambassador to the US.", True),
        ("Who is Russia's ambassador to the US?", "Orlov is Russia’s new Ambassador to the US.", False),
        ("Who is Russia's ambassador to the US?", "Orlov is the ambassador to Washington.", False),
        ("Who is Russia's ambassador to France?", "Orlov is the ambassador to Washington.", True),
        ("Who is the ambassador of France to Poland?", "The Polish ambassador, Ewa Nowak, spoke.", True),
        ("Who is the ambassador of France to Poland?", "Ewa Nowak spoke to the French ambassador.", False),
        ("Who is the ambassador of France to Poland?", "Ewa Nowak is a minister.", False),
        ("Who closed the French embassy in Iran?", "Iran's embassy in Paris and the French embassy were shut.", False),
        ("Which Turkish official took part?", "Ann Lee of the US and Ivan Orlov of Russia took part.", True),
        ("Which Turkish official took part?", "Turkey's Ali Kaya took part.", False),
        ("Which Turkish official took part?", "The minister, Ali Kaya, took part.", False),
        ("Who spoke for the ambassador?", "The Polish ambassador, Ewa Nowak, spoke.", False),
    ],
)
def test_an_envoy_is_of_one_state_and_to_one(question: str, sentence: str, *, otherwise: bool) -> None:
    assert posted_otherwise(question, sentence) is otherwise
