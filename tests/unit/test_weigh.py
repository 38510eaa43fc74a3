"""The answer put together: copies once, corrections kept, versions shown, rounds in order, silence with a reason."""

from __future__ import annotations

import pytest

from assistant.answer import render
from assistant.telling import claim_of
from tests.unit.newsdesk import an_article, quote_of, weighed

SENTENCE = "Three people died when the dam of Arno broke on Monday, the mayor said."


def test_a_reprint_is_cited_from_the_first_print_and_counts_once() -> None:
    first, reprint = an_article("wire", SENTENCE), an_article("echo", SENTENCE, day="2025-05-13")
    claim = claim_of(quote_of(reprint, SENTENCE))
    answer = weighed(
        "How many people died when the dam of Arno broke?",
        [claim],
        first,
        reprint,
        firsts={"wire": "wire", "echo": "wire"},
    )
    assert [quote.article.id for quote in answer.claims[0].quotes] == ["wire"]
    assert answer.copies == {"wire": ("echo",)}
    assert answer.sources == 1


def test_of_a_quote_of_two_sentences_the_first_print_keeps_both() -> None:
    both = "The mayor, Ann Weber, came at noon. She called the dam a house of cards."
    first, reprint = (
        an_article("wire", f"{SENTENCE} {both}"),
        an_article("echo", f"{both} {SENTENCE}", day="2025-05-13"),
    )
    claim = claim_of(quote_of(reprint, both))
    told = weighed("What did the mayor call the dam?", [claim], first, reprint, firsts={"wire": "wire", "echo": "wire"})
    assert [(quote.article.id, quote.text) for quote in told.claims[0].quotes] == [("wire", both)]


def test_an_independent_report_of_the_same_number_is_cited_too() -> None:
    one = an_article("wire", SENTENCE)
    two = an_article("echo", "When the dam of Arno broke three people died, among them a child.", day="2025-05-13")
    answer = weighed("How many people died when the dam of Arno broke?", [claim_of(quote_of(one, SENTENCE))], one, two)
    assert {quote.article.id for quote in answer.claims[0].quotes} == {"wire", "echo"}
    assert answer.sources == 2
    assert answer.disagreements == ()


def test_both_versions_stand_in_the_answer() -> None:
    one = an_article("wire", SENTENCE)
    two = an_article("echo", "Five people died when the dam of Arno broke on Monday, the police said.")
    answer = render(
        weighed("How many people died when the dam of Arno broke?", [claim_of(quote_of(one, SENTENCE))], one, two)
    )
    assert "Three people" in answer["answer"]
    assert "Five people" in answer["answer"]
    assert [version["publisher"] for version in answer["disagreements"][0]["versions"]] == ["The Wire", "The Echo"]
    assert not answer["abstained"]


@pytest.mark.parametrize(
    "note",
    [
        "Clarification: a report on Monday said she had won by 18,140 votes.",
        "We wrote that she won by 18,140 votes.",
    ],
)
def test_a_figure_taken_back_is_neither_told_nor_a_disagreement(note: str) -> None:
    wrong = an_article("post", "She won the vote in Arno by 18,140 votes.", publisher="The Post")
    right = an_article("note", f"{note} The margin was 8,140 votes.", day="2025-05-13", publisher="The Post")
    true = an_article("echo", "She won the vote in Arno by 8,140 votes.")
    claims = [
        claim_of(quote_of(wrong, "She won the vote in Arno by 18,140 votes.")),
        claim_of(quote_of(true, "She won the vote in Arno by 8,140 votes.")),
    ]
    answer = weighed("By how many votes did she win the vote in Arno?", claims, wrong, right, true)
    assert [quote.article.id for claim in answer.claims for quote in claim.quotes] == ["echo"]
    assert answer.disagreements == ()


def test_rounds_are_told_in_order() -> None:
    may = an_article("may", "The union of Arno accepted the second offer on June 9.", day="2025-06-10")
    april = an_article("april", "The union of Arno rejected the first offer on May 3.", day="2025-05-04")
    claims = [claim_of(quote_of(one, one.text[one.body_start :])) for one in (may, april)]
    answer = weighed("What became of the offers to the union of Arno?", claims, may, april)
    assert [claim.quotes[0].article.id for claim in answer.claims] == ["april", "may"]


def test_a_false_premise_is_an_abstention_that_tells_the_nearest_truth() -> None:
    article = an_article("ledger", "The board of Calder rejected the offer by Bright.")
    claim = claim_of(quote_of(article, "The board of Calder rejected the offer by Bright."))
    answer = render(weighed("Why did the board of Calder accept the offer by Bright?", [claim], article))
    assert (answer["abstained"], answer["reason"]) == (True, "premise")
    assert answer["citations"][0]["quote"] == "The board of Calder rejected the offer by Bright."


def test_without_a_claim_there_are_words_and_a_reason() -> None:
    answer = render(weighed("How old is Anna Weber?", [], an_article("wire", SENTENCE)))
    assert answer["abstained"]
    assert answer["reason"] == "no_coverage"
    assert answer["answer"]
    assert answer["citations"] == []


def test_what_is_set_in_a_place_that_no_article_names_is_not_answered() -> None:
    told = "The dam of Arno was inspected by Ida Holm in May."
    article = an_article("wire", told)
    claim = claim_of(quote_of(article, told))
    elsewhere = render(weighed("Who inspected the dam in Geneva?", [claim], article))
    assert (elsewhere["abstained"], elsewhere["reason"]) == (True, "premise")
    for question in ("Who inspected the dam in Arno?", "Who inspected the dam in Arnno?"):
        assert not render(weighed(question, [claim], article))["abstained"]
