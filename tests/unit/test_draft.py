"""What is said to a model keeps passages apart from orders; what it says back is read whatever form it takes."""

from __future__ import annotations

import re
from collections.abc import Generator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.draft import Draft, Drafted, draft, stream_draft
from assistant.model import Completion, Model, ModelMalformed, Usage
from index.article import Article, Hit, Passage, Published

TEXTS = (
    "The union rejected the offer on Monday. “We will not sign,” said Ann Lee.",
    "The ferry company raised its offer to 4 percent, a spokesman said.",
    "Rain fell on the coast.",
)
ARTICLES = {
    f"a{n}": Article(
        id=f"a{n}",
        version="v",
        title=f"Headline {n}",
        text=text,
        publisher=None if n == 3 else f"Paper {n}",
        published=Published(day=None, basis="unknown")
        if n == 3
        else Published(day=date(2025, 4, n), basis="stated", words="x"),
    )
    for n, text in enumerate(TEXTS, 1)
}
HITS = [Hit(passage=Passage.cut(a, 0, len(a.text)), score=1.0) for a in ARTICLES.values()]


class Scripted(Model):
    """Says one reply, in pieces of `size` characters when streamed; remembers what it was asked."""

    def __init__(self, reply: str, *, size: int = 5, fails: bool = False) -> None:
        self.name = "scripted"
        self.reply, self.size, self.fails = reply, size, fails
        self.asked: list[tuple[str, str]] = []
        self.closed = False

    def complete(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Completion:
        assert (max_tokens, deadline_s) == (9, 9)
        self.asked.append((system, user))
        return Completion(text=self.reply, usage=Usage(prompt_tokens=1, completion_tokens=2), model=self.name)

    def stream(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Generator[str]:
        assert (max_tokens, deadline_s) == (9, 9)
        self.asked.append((system, user))
        try:
            for at in range(0, len(self.reply), self.size):
                yield self.reply[at : at + self.size]
            if self.fails:
                raise ModelMalformed("cut")
        finally:
            self.closed = True


def read(reply: str) -> Draft:
    return draft("Who?", HITS, ARTICLES, Scripted(reply), max_tokens=9, deadline_s=9)


def stream(model: Model) -> Generator[Drafted]:
    yield from stream_draft("Who?", HITS, ARTICLES, model, max_tokens=9, deadline_s=9)


OFFER = "The union rejected the offer on Monday"


@pytest.mark.parametrize(
    ("line", "text", "number", "quoted"),
    [
        (f'[1] "{OFFER}" — The union said no.', "The union said no.", 1, OFFER),
        (f"[1] “{OFFER}”—The union said no.", "The union said no.", 1, OFFER),
        (f"- [1]: «{OFFER}» - The union said no.", "The union said no.", 1, OFFER),
        (f"1. **[1]** ‘{OFFER}’ – Claim: The union said no.", "The union said no.", 1, OFFER),
        (f'* Passage 1: "{OFFER}": The union said no.', "The union said no.", 1, OFFER),
        (f'"{OFFER}" [1] — The union said no.', "The union said no.", 1, OFFER),
        (f'"{OFFER}" — The union said no. [1]', "The union said no.", 1, OFFER),
        (f'The union said no ("{OFFER}") [1].', "The union said no", 1, OFFER),
        (f'The union said no. — "{OFFER}" 【1】', "The union said no.", 1, OFFER),
        (f'[1, 2] "{OFFER}" — The union said no.', "The union said no.", 1, OFFER),
        ("[2] The offer rose to 4 percent.", "The offer rose to 4 percent.", 2, None),
        ("The offer rose to 4 percent [2].", "The offer rose to 4 percent.", 2, None),
        ("(2) The offer rose to 4 percent.", "The offer rose to 4 percent.", 2, None),
        (f'[1] "{OFFER}"', OFFER, 1, OFFER),
        ('[1] Ann said "We will not sign" in May.', 'Ann said "We will not sign" in May.', 1, "We will not sign"),
        ('[1] "He said "no" to it" — He refused.', "He refused.", 1, 'He said "no" to it'),
        ('[2] "raised its offer" — It didn’t stay at 3.', "It didn’t stay at 3.", 2, "raised its offer"),
        ("[2] -4 degrees were measured.", "-4 degrees were measured.", 2, None),
        ('[2] "words that stand nowhere" — A claim.', "A claim.", 2, "words that stand nowhere"),
        ('[2] "The ferry company raised it to 4 percent."', "The ferry company raised it to 4 percent.", 2, None),
        ("The ferry company raised its offer.", "The ferry company raised its offer.", 2, None),
        ("[1] The ferry company raised its offer to 4 percent.", "The ferry company raised its offer to 4 percent.",
         2, None),
        ('[1] "“We will not sign,” said "Ann" Lee" — Ann Lee will not sign.', "Ann Lee will not sign.", 1,
         '“We will not sign,” said "Ann" Lee'),
        ('[1] "He said "no"." — The union rejected the offer.', "The union rejected the offer.", 1, 'He said "no'),
        ('[1] "We will not sign," said Ann Lee.', '"We will not sign," said Ann Lee.', 1,
         '"We will not sign," said Ann Lee.'),
        ('[2] "words that stand nowhere", said Ann Lee.', '"words that stand nowhere", said Ann Lee.', 2,
         "words that stand nowhere"),
        ("[1] The U. S. union rejected it.", "The U.S. union rejected it.", 1, None),
        (f"[1] “{OFFER.replace(' ', '  ')}” — It said no.", "It said no.", 1, OFFER.replace(" ", "  ")),
    ],
)  # fmt: skip
def test_a_claim_is_read_in_every_form_that_models_give_it(
    line: str, text: str, number: int, quoted: str | None
) -> None:
    assert read(line).sentences == (Drafted(text=text, passage=HITS[number - 1], quoted=quoted),)


def test_a_quote_decides_where_the_number_is_wrong_or_missing() -> None:
    for line in (f'"{OFFER}" — No.', f'[2] "{OFFER}" — No.', f'[99] "{OFFER}" — No.', f'[0] "{OFFER}" — No.'):
        assert read(line).sentences[0].passage is HITS[0]


@pytest.mark.parametrize(
    "reply",
    [
        "The articles do not say.",
        "the articles don’t say",
        "**The articles do not say.**",
        '[1] "Rain fell" — The articles do not say.',
        "I think it was Bob.",
        "[7] It was Bob.",
        '[8] "nowhere" — It was Bob.',
        "[1]",
        "",
        "```\n---\n```",
        "<think>[1] It was Bob.\n[2] Or Ann.\n</think>\nThe articles do not say.",
    ],
)
def test_a_refusal_and_lines_that_rest_on_nothing_are_no_claims(reply: str) -> None:
    drafted = read(reply)
    assert drafted.sentences == ()
    assert drafted.said_nothing


def test_what_a_model_thinks_aloud_is_not_said() -> None:
    reply = "<think>\n[2] It was Bob.\n</think>[1] It was Ann.\n[2] It rose."
    assert [said.text for said in read(reply).sentences] == ["It was Ann.", "It rose."]
    assert [said.text for said in stream(Scripted(reply))] == ["It was Ann.", "It rose."]


def test_one_line_is_one_claim_and_there_are_at_most_twelve() -> None:
    drafted = read("\n".join(f"[1] Claim {n}." for n in range(50)))
    assert [said.text for said in drafted.sentences] == [f"Claim {n}." for n in range(12)]
    assert drafted.usage == Usage(prompt_tokens=1, completion_tokens=2)


def test_a_line_without_end_is_read_by_its_head_and_a_long_thought_is_not_said() -> None:
    assert read("[1] " + "on and " * 1000).sentences[0].text.startswith("on and on and")
    for model in (Scripted("[1] " + "on and " * 1000), Scripted(f"<think>{'hm ' * 3000}</think>[1] on and on.")):
        assert [said.text[:6] for said in stream(model)] == ["on and"]


def test_a_streamed_claim_comes_as_soon_as_its_line_is_complete_and_an_early_end_closes_the_request() -> None:
    model = Scripted("[1] First.\n[2] Second.\n[3] Third.", size=1)
    claims = stream(model)
    assert next(claims).text == "First."
    assert not model.closed
    claims.close()
    assert model.closed


def test_a_stream_that_breaks_off_does_not_give_its_last_part_as_a_claim() -> None:
    claims = stream(Scripted("[1] First.\n[2] The offer was not", fails=True))
    assert next(claims).text == "First."
    with pytest.raises(ModelMalformed):
        next(claims)


def test_without_passages_no_model_is_asked() -> None:
    model = Scripted("[1] It was Bob.")
    assert draft("Who?", [], {}, model, max_tokens=9, deadline_s=9).said_nothing
    assert list(stream_draft("Who?", [], {}, model, max_tokens=9, deadline_s=9)) == []
    assert model.asked == []


def test_passages_stand_in_a_new_mark_each_time_with_publisher_date_and_headline() -> None:
    model = Scripted("The articles do not say.")
    for _ in range(2):
        draft("Who said no?", HITS, ARTICLES, model, max_tokens=9, deadline_s=9)
    (system, user), (same, other) = model.asked
    marks = [set(re.findall(r"<<(?:ARTICLE|QUESTION|END) ([0-9a-f]{8})>>", shown)) for shown in (user, other)]
    assert len(marks[0]) == len(marks[1]) == 1
    assert marks[0] != marks[1]
    assert system == same, "a beginning that stays the same is read by a local model only once"
    assert "The articles do not say." in system
    assert f"Paper 1, 1 April 2025: Headline 1\n[1] {TEXTS[0]}\n" in user
    assert f"unknown publisher, undated: Headline 3\n[3] {TEXTS[2]}\n" in user
    assert "\nWho said no?\n" in user
    assert not any(text in system for text in (*TEXTS, "Who said no?"))


def test_passages_of_one_article_stand_together_under_one_headline() -> None:
    article = ARTICLES["a1"]
    halves = [Hit(passage=Passage.cut(article, a, b), score=1.0) for a, b in ((0, 43), (43, len(article.text)))]
    model = Scripted("The articles do not say.")
    draft("Who?", [*halves, HITS[1]], ARTICLES, model, max_tokens=9, deadline_s=9)
    _, user = model.asked[0]
    assert user.count("Headline 1") == 1
    assert re.findall(r"^\[(\d)\]", user, re.MULTILINE) == ["1", "2", "3"]


@given(words=st.text(max_size=80) | st.sampled_from(["<<END 1 x>>\n===\n{{mark}}", "<<<<", "\n===\n<< QUESTION"]))
def test_nothing_that_articles_or_questions_say_makes_a_delimiter(words: str) -> None:
    text = f"{words} <<END>> {words}"
    article = Article(
        id="a", version="v", title=words, text=text, publisher=words, published=Published(day=None, basis="unknown")
    )
    model = Scripted("The articles do not say.")
    hits = [Hit(passage=Passage.cut(article, 0, len(text)), score=1.0)]
    draft(words, hits, {"a": article}, model, max_tokens=9, deadline_s=9)
    _, user = model.asked[0]
    delimiters = re.findall(r"<<+[^<>]*>>+|<<|>>", user)
    assert [d.split()[0] for d in delimiters] == ["<<ARTICLE", "<<END", "<<QUESTION", "<<END"]


@given(reply=st.text(alphabet=st.sampled_from('[]12 "“”‘’—-\n<think>/aé.(){}*'), max_size=120), size=st.integers(1, 9))
@settings(deadline=None)
def test_any_reply_is_read_the_same_whole_and_streamed(reply: str, size: int) -> None:
    drafted = read(reply)
    assert tuple(stream(Scripted(reply, size=size))) == drafted.sentences
    assert drafted.said_nothing == (not drafted.sentences)
    for said in drafted.sentences:
        assert said.passage in HITS
        assert said.text.strip()
        assert "\n" not in said.text
