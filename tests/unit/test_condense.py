"""What a slow model is shown: the nearest sentences in whole, in their articles' order, never more than it reads."""

from __future__ import annotations

import pytest

from assistant.condense import condense
from assistant.rewrite import rewrite
from index.article import Article, Hit, Passage, Published

NOWHERE = Published(day=None, basis="unknown")
TEXTS = {
    "ferry": "Ferry sinks\nThe ferry sank off Brannock on Monday. Nine people drowned. Rain fell all day. "
    "Tickets had been cheap. The harbour was quiet. Ann Lee led the rescue. She thanked the crews.",
    "bread": "Bread dearer\nBread costs more than last year. Bakers blame the flour. The mill says nothing.",
}
ARTICLES = {
    id_: Article(id=id_, version="v", title=id_, text=text, body_start=text.index("\n") + 1, published=NOWHERE)
    for id_, text in TEXTS.items()
}
HITS = [Hit(passage=Passage.cut(a, 0, len(a.text)), score=s) for a, s in zip(ARTICLES.values(), (1, 0.2), strict=True)]


def shown(question: str, most: int) -> list[tuple[str, str]]:
    hits = condense(rewrite(question, history=[], as_of=None), HITS, ARTICLES, most=most, rarity=lambda _: 1.0)
    return [(hit.passage.article_id, hit.passage.text) for hit in hits]


def test_what_is_short_enough_is_shown_as_it_is() -> None:
    assert condense(rewrite("Who?", history=[], as_of=None), HITS, ARTICLES, most=1000, rarity=lambda _: 1.0) == HITS


def test_the_sentence_that_answers_is_among_the_nearest_and_no_headline_is() -> None:
    texts = " ".join(text for _, text in shown("Who led the rescue?", 120))
    assert "Ann Lee led the rescue." in texts
    assert "Ferry sinks" not in " ".join(text for _, text in shown("Did the ferry sink?", 250))


def test_sentences_side_by_side_are_one_passage_and_stand_in_the_order_of_their_article() -> None:
    ferry = [text for id_, text in shown("What happened to the ferry, and who drowned?", 200) if id_ == "ferry"]
    places = [TEXTS["ferry"].index(text) for text in ferry]
    assert places == sorted(places)
    assert not any(TEXTS["ferry"].find(f"{one} {other}") >= 0 for one in ferry for other in ferry)


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    texts = [text for _, text in shown("Who thanked the crews?", 250)]
    assert any("Ann Lee led the rescue. She thanked the crews." in text for text in texts)


@pytest.mark.parametrize("most", [1, 60, 120, 200])
def test_no_more_is_shown_than_is_read_but_one_sentence_at_least(most: int) -> None:
    texts = [text for _, text in shown("What does bread cost?", most)]
    assert len(texts) >= 1
    assert sum(map(len, texts)) <= max(most, 40)
    assert texts[0].startswith("Bread costs")
