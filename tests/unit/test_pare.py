"""What of a message is the question: what is to be checked is asked about, and words about the reporting are not."""

from __future__ import annotations

import pytest

from assistant.pare import pare


@pytest.mark.parametrize(
    ("message", "asked", "told"),
    [
        ("I wrote that 12 people died at Lume. Is that right?", "Is it true that 12 people died at Lume?", ""),
        ("Someone told me the strike ended in May. True?", "Is it true that the strike ended in May?", ""),
        (
            "My draft says the talks were held in Arno. What should it say?",
            "Is it true that the talks were held in Arno?",
            "",
        ),
        (
            "I am new here. My notes say the talks were held in Arno. What do the articles say?",
            "Is it true that the talks were held in Arno?",
            "I am new here.",
        ),
        ("The talks began. Is that the end of the strike?", "Is that the end of the strike?", "The talks began."),
        ("Do the articles agree on the year of the talks?", "What was the year of the talks?", ""),
        ("What do the articles say about the ferry?", "What about the ferry?", ""),
    ],
)
def test_what_is_asked(message: str, asked: str, told: str) -> None:
    assert pare(message) == (asked, told)
