"""Which of several of a kind a sentence tells of."""

from __future__ import annotations

import pytest

from assistant.nth import other_nth

SECOND = "Where did the second round of talks take place?"


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        (SECOND, "The accord was struck in the third round, held in the old mill.", True),
        (SECOND, "After a second round on Tuesday at the Assay Office nobody spoke.", False),
        (SECOND, "The first round was in the mill, the second in the Assay Office.", False),
        (SECOND, "The third lot of the vaccine was sent back.", False),
        (SECOND, "The talks went on in the Assay Office.", False),
        ("Where did the talks take place?", "The third round was held in the mill.", False),
        ("Why was the second launch called off?", "The maiden launch was called off by rain.", True),
        ("Who voted for the first rail strike?", "All voted for the second rail stoppage.", True),
        ("What did Lund get in the run-off?", "Lund won the first round with 38 percent.", True),
        ("What did Lund get in the run-off?", "After the first round he won the run-off with 51 percent.", False),
        ("Who won the 2nd race?", "The 3rd race went to Ana Ruiz.", True),
    ],
)
def test_another_round_is_known_by_its_number(question: str, sentence: str, other: bool) -> None:
    assert other_nth(question, sentence) is other
