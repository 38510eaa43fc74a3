"""The kind of thing that is asked for has marks: a unit, an age, a name."""

from __future__ import annotations

import pytest

from assistant.focus import focus
from assistant.kind import candidates
from tests.unit.newsdesk import an_article, ask


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("How heavy is the probe?", "The probe is 190 kilometres away.", False),
        ("How heavy is the probe?", "The probe weighs 190 kilos.", True),
        ("How wide is the new lock?", "Wages at the lock rise by 5%, or $40 a week.", False),
        ("How warm was the lake?", "The lake was 21° at noon.", True),
        ("How old is Rory Lind?", "Rory Lind steps down in June after 19 years.", False),
        ("How old is Rory Lind?", "Rory Lind turned 61 on Friday.", True),
        ("How old is Rory Lind?", "Rory Lind is 61, and looks it.", True),
        ("How old is Rory Lind?", "Rory Lind, who is in his early sixties, steps down.", True),
        ("How large was the fine?", "The court fined the company 40,000 euros.", True),
        ("How large was the fine?", "Fines rose by 6.4 per cent, or 5%.", False),
        ("How large was the fine?", "The court sat for three days.", False),
        ("What are the names of the men who were held?", "A man of 29 and a man of 43 were held.", False),
        ("What are the names of the men who were held?", "They are Rory Lind and Per Holm.", True),
        ("In which building did the talks begin?", "The talks began in Arno on Monday.", False),
        ("In which building did the talks begin?", "The talks began at the residence of the consul.", True),
        ("By how many votes did Lund win?", "Lund had 38.4 percent.", False),
        ("How long is the Arno fossil?", "It died 178 million years ago.", False),
        ("How long is the Arno fossil?", "It is 9 metres long.", True),
        ("How far did the bosses go up with their offer?", "They offered 4 percent.", True),
        ("How many teenagers gave up?", "In all, 27 participants dropped out.", True),
        ("How often did it turn back?", "It turned back twice.", True),
        ("At what time did the talks begin?", "The talks began on Monday after two calls.", False),
        ("At what time did the talks begin?", "The talks began at dawn.", True),
        ("In the end, what was the year of the talks?", "The talks began in 2023.", True),
        ("In the end, what was the year of the talks?", "The talks began on Monday.", False),
        ("What is the new ferry called?", "It carries 900 people.", False),
        ("What is the new ferry called?", "The owners christened it on Friday.", True),
    ],
)
def test_a_sentence_holds_a_mark_of_what_is_asked(question: str, sentence: str, holds: bool) -> None:
    asked, article = ask(question), an_article("herald", sentence)
    assert bool(candidates(asked, focus(asked), article, article.body_start, len(article.text))) is holds
