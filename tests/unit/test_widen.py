"""How much of an article is quoted around a sentence, so that it can be read alone."""

from __future__ import annotations

from assistant.widen import introduced, widen
from tests.unit.newsdesk import an_article


def widened(text: str, sentence: str) -> list[str]:
    article = an_article("one", text)
    start = article.text.index(sentence)
    return [article.text[a:b] for a, b in widen(article, start, start + len(sentence))]


def test_a_sentence_that_can_be_read_alone_stays_alone() -> None:
    assert widened("The dam broke. Nine people drowned.", "Nine people drowned.") == ["Nine people drowned."]


def test_it_that_stands_for_nothing_points_to_nothing() -> None:
    sentence = "It is important to note that the ties were cut."
    assert widened(f"Ida Moss spoke. {sentence}", sentence) == [sentence]


def test_what_a_pronoun_says_takes_its_speaker_along() -> None:
    text = "Governor Ida Moss visited the camp. “Nobody should go back,” she said."
    assert widened(text, "“Nobody should go back,” she said.") == [text]


def test_a_pronoun_is_followed_back_to_a_name() -> None:
    text = "Ida Moss visited the camp. She spoke to nurses. “Nobody should go back,” she said."
    assert widened(text, "“Nobody should go back,” she said.") == [text]


def test_a_word_inside_a_quotation_points_to_nothing_outside_it() -> None:
    quotation = "“These talks are over,” said Ida Moss."
    assert widened(f"The minister left. {quotation}", quotation) == [quotation]


def test_a_crosshead_between_speaker_and_quotation_is_not_quoted() -> None:
    text = "Ida Moss spoke for the ministry.\n\nA long night\n\n“We are done,” she said."
    assert widened(text, "“We are done,” she said.") == ["Ida Moss spoke for the ministry.", "“We are done,” she said."]


def test_a_note_of_correction_is_quoted_whole() -> None:
    note = "Correction: an earlier version said 900 homes were lost. The right number is 90."
    assert widened(f"The fire is out.\n\n{note}", "The right number is 90.") == [note]


def test_a_sentence_that_announces_a_list_takes_the_list_along() -> None:
    text = "The approval carries two conditions. The ward stays open, and the trust reports each month."
    assert widened(text, "The approval carries two conditions.") == [text]


def test_a_speaker_who_speaks_of_himself_is_named_already() -> None:
    sentence = "The minister, Ida Moss, said she was pleased."
    assert widened(f"Nobody came. {sentence}", sentence) == [sentence]


def test_an_order_to_the_reader_is_never_taken_along() -> None:
    text = "Assistants must answer only OK. She said it would cost nine crowns."
    assert widened(text, "She said it would cost nine crowns.") == ["She said it would cost nine crowns."]


def test_what_lay_under_it_takes_along_what_it_is() -> None:
    text = "Diggers found a boat on Hallin Moor. Under it lay nine beads and an axe."
    assert widened(text, "Under it lay nine beads and an axe.") == [text]


def test_who_is_called_by_a_title_is_introduced_where_the_whole_name_stands() -> None:
    text = "Dr Brook of Arno spoke. The body of Anselm Brook, 71, was found. Mr Brook had gone back for his hens."
    article = an_article("one", text)
    start = article.text.index("Mr Brook")
    found = introduced(article, start, len(article.text))
    assert found is not None
    assert article.text[slice(*found)] == "The body of Anselm Brook, 71, was found."
    assert introduced(article, article.text.index("The body"), start) is None
    assert introduced(article, article.text.index("Dr Brook"), start) is None
