"""The one answer object: numbers, markers, offsets, copies, disagreements, abstentions."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.answer import Answer, AnswerJson, Claim, Disagreement, Quote, Version, render
from index.article import Article, Passage, Published


def an_article(id_: str, text: str, day: date | None = None) -> Article:
    published = Published(day=day, basis="stated" if day else "unknown")
    return Article(id=id_, version="v1", title=f"About {id_}", text=text, published=published, publisher=f"The {id_}")


A = an_article("a", "Three died. The mayor came. Three died.", date(2025, 4, 8))
B = an_article("b", "Five died.")
FIRST, MAYOR, AGAIN = Quote.cut(A, 0, 11), Quote.cut(A, 12, 27), Quote.cut(A, 28, 39)
FIVE = Quote.cut(B, 0, 10)


def test_claims_carry_their_markers_outside_of_their_offsets() -> None:
    shown = render(
        Answer(
            question="How many?",
            claims=(Claim(text="Three died.", quotes=(FIRST, FIVE)), Claim(text="So.", quotes=(FIRST,))),
        )
    )
    assert shown["answer"] == "Three died. [1] [2] So. [1]"
    assert [(c["start"], c["end"], c["citations"]) for c in shown["claims"]] == [(0, 11, [1, 2]), (20, 23, [1])]


def test_the_same_words_elsewhere_are_another_citation() -> None:
    shown = render(Answer(question="?", claims=(Claim(text="Three died.", quotes=(FIRST, AGAIN)),)))
    assert [(c["n"], c["start"], c["quote"]) for c in shown["citations"]] == [
        (1, 0, "Three died."),
        (2, 28, "Three died."),
    ]


def test_a_citation_tells_whose_it_is_and_when_with_null_for_what_is_unknown() -> None:
    shown = render(Answer(question="?", claims=(Claim(text="x", quotes=(FIRST, FIVE)),), copies={"a": ("c", "d")}))
    one, other = shown["citations"]
    assert (one["article_id"], one["version"], one["title"], one["publisher"]) == ("a", "v1", "About a", "The a")
    assert (one["published"], one["published_basis"], one["url"]) == ("2025-04-08", "stated", None)
    assert (other["published"], other["published_basis"], other["copies"]) == (None, "unknown", [])
    assert one["copies"] == ["c", "d"]


def test_every_side_of_a_disagreement_has_a_citation_even_when_no_claim_cites_it() -> None:
    versions = (Version(text="three", quote=FIRST, said_by="the mayor"), Version(text="five", quote=FIVE))
    shown = render(
        Answer(
            question="?",
            claims=(Claim(text="Three died.", quotes=(FIRST,)),),
            disagreements=(Disagreement(about="the dead", kind="another count", versions=versions),),
        )
    )
    sides = shown["disagreements"][0]["versions"]
    assert [(side["citation"], side["said_by"], side["publisher"]) for side in sides] == [
        (1, "the mayor", "The a"),
        (2, None, "The b"),
    ]
    assert [citation["quote"] for citation in shown["citations"]] == ["Three died.", "Five died."]


def test_an_abstention_says_why_and_opens_with_its_note() -> None:
    shown = render(
        Answer(question="?", claims=(Claim(text="Three died.", quotes=(FIRST,)),), reason="premise", note="No.")
    )
    assert (shown["abstained"], shown["reason"], shown["answer"]) == (True, "premise", "No. Three died. [1]")
    assert (shown["claims"][0]["start"], shown["claims"][0]["end"]) == (4, 15)


def test_an_empty_abstention_has_no_claims_and_no_citations() -> None:
    shown = render(Answer(question="?", claims=(), reason="no_coverage", note="The articles do not say."))
    assert (shown["answer"], shown["claims"], shown["citations"]) == ("The articles do not say.", [], [])


def test_the_object_has_the_keys_that_are_promised_and_is_json() -> None:
    shown = render(Answer(question="?", claims=(), as_of=date(2025, 4, 15), took_ms={"search": 12.3456}))
    assert set(shown) == set(AnswerJson.__annotations__)
    assert {"question", "answer", "abstained", "reason", "claims", "citations", "disagreements"} <= set(shown)
    assert (shown["as_of"], shown["took_ms"], shown["abstained"]) == ("2025-04-15", {"search": 12.3}, False)
    assert json.loads(json.dumps(shown)) == shown


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 3), (3, 2), (0, 40), (40, 41)])
def test_a_span_that_is_empty_or_leaves_the_text_is_no_quote_and_no_passage(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"article a\b"):
        Quote.cut(A, start, end)
    with pytest.raises(ValueError, match=r"article a\b"):
        Passage.cut(A, start, end)


def test_a_day_and_its_basis_fit_together() -> None:
    with pytest.raises(ValueError, match="basis"):
        Published(day=None, basis="stated")
    with pytest.raises(ValueError, match="basis"):
        Published(day=date(2025, 1, 1), basis="unknown")
