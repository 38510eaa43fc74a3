"""Sentences as an editor would cut them: abbreviations, initials, quotations, numbers."""

from __future__ import annotations

import pytest

from index.split import split


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. State Department announced talks.",
        "Talks between the U.S. and Russia went on.",
        "Washington, D.C. officials met Mr. Peskov and Mrs. Smith vs. the rest.",
        "Gen. J. R. Miller and Sgt. Ito flew to St. Petersburg on Feb. 27.",
        "Shares of Acme Inc. rose 3.5 percent to $1.25 at 5 p.m. on Tuesday.",
        "Prof. Dr. Weber, Lt. Col. Adams and Sen. Cruz spoke, e.g. about No. 10.",
        "J. Smith and A. B. Jones signed it.",
        "“We met. We talked. Nothing came of it,” Darchiev said.",
        '"We met. We talked." he said.',
        "He said: “It is over. Go home!” and left.",
        "See example.com for more, version 2.0.1 is out.",
        "The firm (est. 1999) closed.",
        "See Booking.Com for more on Last.FM now.",
        "He waited… and waited.",
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He moved to the U.S.", "The vote came later."),
        ("It ended at 5 p.m.", "The delegates left."),
        ("Is it over?", "Nobody knows."),
        ("Stop!", "They went on."),
        ("“We will see,” Lavrov said.", "He left."),
        ("He said “We will see.”", "She left."),
        ("The answer was no.", "They left."),
        ("It rose to 5.", "Nobody saw why."),
        ("They came in 2025.", "“Good,” he said."),
        ("Plan A failed (badly).", "Plan C did not."),
        ("There were five (see above.)", "Six came."),
        ("В Стамбуле прошли переговоры.", "Их вёл Дарчиев."),
        ("It was over…", "Then it began."),
    ],
)
def test_two_sentences_become_two(first: str, second: str) -> None:
    assert cut(f"{first} {second}") == [first, second]


def test_a_sentence_ends_where_the_page_lost_the_space() -> None:
    told = "It was banned over safety concerns.Officials said so.“We know,” one added.It ends."
    assert cut(told) == [
        "It was banned over safety concerns.",
        "Officials said so.",
        "“We know,” one added.",
        "It ends.",
    ]


def test_a_line_break_ends_a_sentence_and_blank_lines_are_none() -> None:
    assert cut("Headline without a stop\n\nFirst line\r\n  second line.\n") == [
        "Headline without a stop",
        "First line",
        "second line.",
    ]


def test_a_stray_opening_mark_does_not_swallow_the_page() -> None:
    text = "He said “yes. " + "They met again. " * 100
    assert len(split(text)) > 90


def test_a_quotation_does_not_reach_over_a_line_break() -> None:
    assert cut("“One. Two.\nThree. Four.”") == ["“One.", "Two.", "Three.", "Four.”"]


def test_each_copy_of_a_repeated_sentence_has_its_own_place() -> None:
    assert split("Yes. Yes. Yes.") == ((0, 4), (5, 9), (10, 14))


@pytest.mark.parametrize("text", ["", " \n\t ", "\u00a0\u2003"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert split(text) == ()


@pytest.mark.parametrize("line", ["a." * 50_000, "“" * 50_000, "A. " * 30_000, "?!." * 30_000, '"a. ' * 20_000])
def test_a_hostile_line_is_cut_in_linear_time(line: str) -> None:
    """Quadratic work would take minutes on these; the test then simply never ends."""
    assert split(line)
