"""Names that begin alike and are not the same; whose a thing is, is no other name."""

from __future__ import annotations

import pytest

from assistant.namesake import of_namesake


@pytest.mark.parametrize(
    ("name", "sentence", "other"),
    [
        ("Selkie Star", "The Selkie Maid sank.", True),
        ("Selkie Star", "The Star was older.", False),
        ("National Bank's", "The National Bank raised its rate.", False),
        ("Selkie Star’s", "The Selkie Maid sank.", True),
        ("O'Neill Hall", "The O'Neill Tower burned.", True),
        ("Russian Embassy", "The Russian Senate met.", False),
    ],
)
def test_what_is_called_otherwise(name: str, sentence: str, other: bool) -> None:
    assert of_namesake([name], sentence) == other
