from __future__ import annotations

from dataclasses import replace

import pytest

from evals import cited, metrics
from evals.ask import RetrievedJson
from evals.cited import negated
from evals.evidence import needs, overlaps
from evals.intervals import percentile
from evals.match import holds, places, same_words
from tests.deal import ABSTAINED, RIGHT, SILENT, STALE, evidence, pair
from tests.tiny_gold import ARTICLES, BACK, COUNT, DEAL, NO_DEAL, RIVAL, Said, perfect, said


@pytest.mark.parametrize(
    ("text", "wording", "found"),
    [
        ("He’s “in”, they said", '"in"', True),
        ("talks on APRIL 10.", "April 10", True),
        ("talks on April 10", "April 1", False),
        ("10,500 left", "10", False),
        ("10.5 percent", "10", False),
        ("2.10 percent", "10", False),
        ("It was 10.", "10", True),
        ("often", "ten", False),
        ("Coulter’s team", "Coulter", True),
        ("a 3–1 win", "3-1", True),
        ("$5 million", "$5 million", True),
        ("anything", " ", False),
    ],
)
def test_wordings_are_found_as_whole_words_in_any_typography(text: str, wording: str, found: bool) -> None:
    assert holds(text, wording) is found


def test_every_copy_of_a_repeated_sentence_is_a_place() -> None:
    assert places("He left. He left.", "He left.") == ((0, 8), (9, 17))
    assert places("aaa", "aa") == ((0, 2), (1, 3))


def test_short_equal_words_make_no_copy() -> None:
    assert not same_words("He said so.", "He said so")
    assert same_words("Well: “the two sides met in Osk” again", "The two sides met in Osk")


def test_evidence_for_the_same_group_is_one_need() -> None:
    both = pair(answers=(("Ada Brenn",),), evidence=(evidence("wire", NO_DEAL), evidence("later", DEAL)))
    assert [len(choice) for choice in needs(both)] == [2]
    assert [len(choice) for choice in needs(replace(both, each_needed=True))] == [1, 1]
    two = replace(both, answers=(("May 3",), ("June 9",)))
    assert [choice[0].quote for choice in needs(two)] == [NO_DEAL, DEAL]


def test_evidence_that_holds_no_group_is_needed_only_where_none_does() -> None:
    only = pair(answers=(("yes",),), evidence=(evidence("later", DEAL), evidence("later", BACK)))
    assert len(needs(only)) == 2
    assert [c[0].quote for c in needs(replace(only, answers=(("June 11",),)))] == [BACK]


def passage(article_id: str, text: str) -> RetrievedJson:
    start = ARTICLES[article_id].text.index(text)
    return RetrievedJson(article_id=article_id, start=start, end=start + len(text), text=text)


def test_retrieval_counts_needs_met_and_their_rank() -> None:
    two = pair(answers=(("did not",), ("June 9",)), evidence=(evidence("wire", NO_DEAL), evidence("later", DEAL)))
    found = replace(RIGHT, retrieved=(passage("rival", RIVAL), passage("later", DEAL), passage("wire", NO_DEAL)))
    assert metrics.recall_at(two, found, 1) == 0
    assert metrics.recall_at(two, found, 2) == 0.5
    assert metrics.all_evidence_at(two, found, 2) == 0
    assert metrics.all_evidence_at(two, found, 3) == 1
    assert metrics.reciprocal_rank(two, found) == 0.5
    assert metrics.reciprocal_rank(two, replace(found, retrieved=())) == 0


def test_a_cut_sentence_is_not_retrieved_and_a_copy_of_it_is() -> None:
    one = pair(answers=(("did not reach",),), must_not=(), evidence=(evidence("wire", NO_DEAL),))
    assert metrics.recall_at(one, replace(RIGHT, retrieved=(passage("wire", NO_DEAL[:-8]),)), 5) == 0
    assert metrics.recall_at(one, replace(RIGHT, retrieved=(passage("reprint", NO_DEAL),)), 5) == 1


def test_what_is_not_computable_is_none_and_not_nought() -> None:
    for k in (5, 10):
        assert metrics.recall_at(SILENT, RIGHT, k) is None
        assert metrics.all_evidence_at(SILENT, RIGHT, k) is None
    assert metrics.reciprocal_rank(SILENT, RIGHT) is None
    assert metrics.length_class(ABSTAINED) is None
    assert cited.cite_precision(pair(), ABSTAINED) is None
    assert cited.cite_recall(SILENT, RIGHT) is None
    assert cited.verbatim(ABSTAINED, ARTICLES) is None
    assert cited.carried(ABSTAINED) is None
    assert metrics.abstain_precision(pair(), RIGHT) is None
    assert metrics.abstain_recall(pair(), RIGHT) is None
    assert metrics.over_refusal(SILENT, RIGHT) is None
    assert metrics.reason_right(pair(), ABSTAINED) is None
    assert metrics.conflict_shown(pair(), RIGHT) is None
    assert metrics.conflict_invented(pair(), RIGHT) is None
    assert metrics.sources_right(pair(), RIGHT) is None
    assert percentile([], 0.5) is None


def test_correct_wants_every_group_and_no_counter_wording() -> None:
    assert metrics.correct(pair(), RIGHT) == 1
    assert metrics.correct(pair(answers=(("June 9",), ("Coulter",))), RIGHT) == 0
    assert metrics.correct(pair(), STALE) == 0
    both = said(pair(), [Said(DEAL, "later", DEAL), Said(NO_DEAL, "wire", NO_DEAL)])
    assert metrics.missing(pair(), both) == []
    assert metrics.trips(pair(), both) == ["May 3"]
    assert metrics.correct(pair(), both) == 0


def test_abstaining_is_right_exactly_where_there_is_no_answer() -> None:
    assert metrics.correct(pair(), ABSTAINED) == 0
    assert metrics.correct(SILENT, ABSTAINED) == 1
    assert metrics.correct(SILENT, RIGHT) == 0
    assert metrics.abstain_precision(pair(), ABSTAINED) == 0
    assert metrics.abstain_recall(SILENT, ABSTAINED) == 1
    assert metrics.over_refusal(pair(), ABSTAINED) == 1
    assert metrics.reason_right(SILENT, said(SILENT, [], reason="unclear")) == 0


def test_a_disputed_figure_may_be_shown_as_a_side_but_not_said() -> None:
    disputed = pair(
        slice="conflict", conflict=True, answers=(("214",),), must_not=("260",), evidence=(evidence("wire", COUNT),)
    )
    shown = said(disputed, [Said(COUNT, "wire", COUNT)])
    shown.answer["disagreements"][0]["versions"].append(
        {"text": RIVAL, "citation": 1, "said_by": None, "publisher": None, "published": None}
    )
    assert metrics.trips(disputed, shown) == []
    assert metrics.correct(disputed, shown) == 1


def test_a_disagreement_about_something_else_is_not_the_one_asked_for() -> None:
    wanted = pair(
        conflict=True,
        answers=(("214",), ("260",)),
        must_not=(),
        evidence=(evidence("wire", COUNT), evidence("rival", RIVAL)),
    )
    assert metrics.conflict_shown(wanted, perfect(wanted)) == 1
    other = said(wanted, [Said(NO_DEAL, "wire", NO_DEAL), Said(DEAL, "later", DEAL)])
    assert metrics.conflict_shown(wanted, other) == 0
    assert metrics.conflict_shown(wanted, said(replace(wanted, conflict=None), [Said(COUNT, "wire", COUNT)])) == 0
    assert metrics.conflict_invented(replace(wanted, conflict=False), other) == 1


def test_citations_are_evidence_when_half_of_the_shorter_overlaps() -> None:
    assert cited.cite_precision(pair(), RIGHT) == 1
    assert cited.cite_precision(pair(), STALE) == 0
    both = said(pair(), [Said(DEAL, "later", DEAL), Said(BACK, "later", BACK)])
    assert cited.cite_precision(pair(), both) == 0.5
    assert cited.cite_recall(pair(), both) == 1
    assert overlaps((0, 4), (2, 100))
    assert not overlaps((0, 4), (3, 100))
    assert not overlaps((0, 0), (0, 5))


def test_a_wire_copy_is_as_good_a_citation_as_the_original() -> None:
    wire = pair(answers=(("did not reach",),), must_not=(), evidence=(evidence("wire", NO_DEAL),))
    assert cited.cite_precision(wire, said(wire, [Said(NO_DEAL, "reprint", NO_DEAL)])) == 1


def test_a_quote_is_verbatim_at_its_offsets_or_not_at_all() -> None:
    assert cited.verbatim(RIGHT, ARTICLES) == 1
    shifted = said(pair(), [Said(DEAL, "later", DEAL)])
    shifted.answer["citations"][0]["start"] += 1
    assert cited.verbatim(shifted, ARTICLES) == 0
    unknown = said(pair(), [Said(DEAL, "later", DEAL)])
    unknown.answer["citations"][0]["article_id"] = "nowhere"
    assert cited.verbatim(unknown, ARTICLES) == 0


@pytest.mark.parametrize(
    ("claim", "carries"),
    [
        (DEAL, True),
        ("The companies reached a deal on June 9.", True),
        ("The companies reached a deal on June 19.", False),
        ("The companies did not reach a deal on June 9.", False),
        ("The companies didn’t reach a deal on June 9.", False),
        ("Harbour workers want higher wages from their owners.", False),
    ],
)
def test_a_claim_is_carried_by_numbers_words_and_negation(claim: str, carries: bool) -> None:
    assert cited.carried(said(pair(), [Said(claim, "later", DEAL)])) == float(carries)


def test_two_negations_are_none() -> None:
    assert negated("No one left")
    assert not negated("It is not true that nobody left")
    assert not negated("Notable knots")


def test_length_classes_count_sentences() -> None:
    assert metrics.length_class(RIGHT) == "short"
    assert metrics.length_class(said(pair(), [Said(DEAL, "later", DEAL)] * 3)) == "medium"
    assert metrics.length_class(said(pair(), [Said(DEAL, "later", DEAL)] * 6)) == "long"
