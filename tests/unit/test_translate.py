"""Words typed in a hurry are written out, and nothing else is touched."""

from __future__ import annotations

import pytest

from assistant.translate import unabbreviated


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wots the name n how many ppl", "what is the name and how many people"),
        ("b4 the vote w/ yrs to go", "before the vote with years to go"),
        ("U.S. n Russia", "U.S. and Russia"),
    ],
)
def test_what_is_typed_in_a_hurry_is_written_out(typed: str, meant: str) -> None:
    assert unabbreviated(typed) == meant


@pytest.mark.parametrize(
    "question", ["What did the N. of U. do?", "Who sang rock 'n' roll?", "What is B4?", "Who is Cos?"]
)
def test_names_stay(question: str) -> None:
    assert unabbreviated(question) == question
