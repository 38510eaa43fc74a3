"""A quote must stand, its words must carry the claim; everything else is dropped."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Claim, Quote
from assistant.draft import Drafted
from assistant.locate import locate
from assistant.verify import carries, verify
from index.article import Article, Hit, Passage, Published

TEXT = (
    "Dam breaks in Kerala\n"
    "Three people died when the dam broke on Monday, the mayor said. Anna Weber led the rescue. "
    "She did not visit the village. “We will rebuild. It will take 12 months,” Weber said.\n"
    "Five buses left the village. Anna Weber led the rescue."
)


def an_article(text: str = TEXT) -> Article:
    published = Published(day=date(2025, 4, 8), basis="stated")
    return Article(
        id="a",
        version="1",
        title="Dam breaks in Kerala",
        text=text,
        published=published,
        publisher="The Post",
        body_start=21,
    )


ARTICLE = an_article()
WHOLE = Hit(passage=Passage.cut(ARTICLE, 0, len(TEXT)), score=1.0)


def check(text: str, quoted: str | None, hit: Hit = WHOLE) -> tuple[Claim, ...]:
    return verify([Drafted(text=text, passage=hit, quoted=quoted)], {"a": ARTICLE})


def test_a_quote_is_widened_to_its_sentence() -> None:
    (claim,) = check("Three people died.", "Three people died")
    (quote,) = claim.quotes
    assert quote.text == "Three people died when the dam broke on Monday, the mayor said."
    assert TEXT[quote.start : quote.end] == quote.text
    assert claim.said_by == "the mayor"


def test_a_quote_is_never_cut_out_of_a_negation_or_a_quotation() -> None:
    assert check("Weber did visit the village.", "visit the village") == ()
    (claim,) = check("Rebuilding will take 12 months.", "It will take 12 months")
    assert claim.quotes[0].text == "“We will rebuild. It will take 12 months,” Weber said."
    assert claim.said_by == "Weber"


def test_a_quote_of_a_passage_that_begins_within_a_sentence_is_widened_to_the_whole_of_it() -> None:
    start = TEXT.index("visit the village")
    hit = Hit(passage=Passage.cut(ARTICLE, start, start + 17), score=1.0)
    assert check("Weber did visit the village.", "visit the village", hit) == ()


def test_a_sentence_printed_twice_is_quoted_where_the_passage_stands() -> None:
    start = TEXT.rindex("Anna Weber")
    hit = Hit(passage=Passage.cut(ARTICLE, start, len(TEXT)), score=1.0)
    (claim,) = check("Anna Weber led the rescue.", "Anna Weber led the rescue.", hit)
    assert claim.quotes[0].start == start


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Three people died.", "Three persons died"),  # retyped
        ("Three people died.", "Three people … the mayor said"),  # words left out
        ("Three people died.", "people Three died"),
        ("Seven people died when the dam broke.", "Three people died"),
        ("Five people died when the dam broke on Monday.", "Three people died"),  # the number stands elsewhere
        ("Boris Kahn led the rescue.", "Anna Weber led the rescue"),
        ("Kahn led the rescue.", "Anna Weber led the rescue"),
        ("Kerala led the rescue.", "Anna Weber led the rescue"),  # a name of the headline
        ("Anna Weber did not lead the rescue.", "Anna Weber led the rescue"),
        ("The moon is made of green cheese.", "Anna Weber led the rescue"),
        ("It is so.", "Anna Weber led the rescue"),
        ("", "Anna Weber led the rescue"),
        ("Anna Weber led the rescue.", ""),
        ("Anna Weber led the rescue.", "   "),
    ],
)
def test_what_the_article_does_not_carry_is_dropped(text: str, quoted: str) -> None:
    assert check(text, quoted) == ()


def test_a_name_of_the_sentence_before_does_not_take_the_place_of_the_quoted_one() -> None:
    article = an_article("Boris Kahn came late. Anna Weber led the rescue.")
    quote = Quote.cut(article, 22, len(article.text))
    assert carries("Anna Weber led the rescue.", quote, article)
    assert not carries("Boris Kahn led the rescue.", quote, article)


def test_a_number_of_the_sentence_before_does_not_take_the_place_of_the_quoted_one() -> None:
    article = an_article("Five buses came on Monday. Three people died when the dam broke.")
    quote = Quote.cut(article, 27, len(article.text))
    assert carries("Three people died as the dam broke.", quote, article)
    assert not carries("Five people died as the dam broke.", quote, article)
    assert not carries("Three people died and five came when the dam broke.", quote, article)


def test_a_pronoun_may_be_resolved_and_a_name_completed_from_the_sentence_before() -> None:
    article = an_article("Anna Weber came early. She led the rescue. Weber then told The Post of it.")
    assert carries("Anna Weber led the rescue.", Quote.cut(article, 23, 42), article)
    assert carries("Anna Weber then told of it.", Quote.cut(article, 43, len(article.text)), article)


def test_outlet_and_day_may_be_told() -> None:
    (claim,) = check("The Post reported in 2025 that three people died when the dam broke.", "Three people died")
    assert claim.happened is not None


def test_a_draft_without_a_quote_gets_the_sentence_it_rests_on_or_is_dropped() -> None:
    (claim,) = check("Anna Weber led the rescue.", None)
    assert claim.quotes[0].text == "Anna Weber led the rescue."
    assert check("Green cheese prices rose in Ruritania.", None) == ()


def test_an_article_that_is_gone_carries_nothing() -> None:
    assert verify([Drafted(text="Anna Weber led the rescue.", passage=WHOLE, quoted="Anna Weber")], {}) == ()


def test_claims_keep_their_order() -> None:
    drafted = [
        Drafted(text=words, passage=WHOLE, quoted=words)
        for words in ("Five buses left the village.", "nonsense", "Anna Weber led the rescue.")
    ]
    assert [claim.text for claim in verify(drafted, {"a": ARTICLE})] == [
        "Five buses left the village.",
        "Anna Weber led the rescue.",
    ]


@pytest.mark.parametrize(
    ("words", "text", "span"),
    [
        ('"We will"', "He: “We will”", (4, 13)),
        ("won't", "It won’t do", (3, 8)),
        ("a - b", "x a — b", (2, 7)),
        ("one two", "one\u00a0\n two", (0, 9)),
        ("a.c", "abc a.c", (4, 7)),
        ("\U0001f600 x", "é\U0001f600 x", (1, 4)),
        ("[1]", "see [1]", (4, 7)),
        ("İ", "iİ", (1, 2)),
        ("Weber", "weber", None),
        ("", "abc", None),
        (" \n", "abc", None),
    ],
)
def test_locate(words: str, text: str, span: tuple[int, int] | None) -> None:
    assert locate(words, text) == span
