from collections import Counter
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.clean import Cleaned, _visible, clean
from index.raw import Form, RawArticle

# Lines as pages mix them: furniture, headlines, sentences, and anything at all.
LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "Home",
            "31.6 C",
            "Trending Now",
            "Also, read this",
            "Leave a Reply",
            "Comments",
            "By Ann Lee",
            "(With inputs from Reuters)",
            "Monday, April 14, 2025",
            "4,846FansLike",
            "• an item of a list",
            "These are the ships:",
            "Westmar harbour reopens after storm",
            "Is the harbour of Westmar safe?",
            "Mara Lind is a reporter at the Courier.",
            "The harbour of Westmar reopened on Monday after a storm, the port said.",
            "He declined.",
            "Read More: Storm closes Westmar harbour",
            "Talks",
            "Westmar port sold to the U.S.",
            "Dockers' pay:",
        ]
    ),
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["the", "port", "Lind", "said", "3", "News", "share", "U.S.", "it.", "who?"]), max_size=25
    ).map(" ".join),
)
MARKUP: tuple[Form, ...] = ("markdown", "html")
PAGES = st.lists(LINES, max_size=25).map("\n".join)


def cleaned(body: str, *, title: str | None = None) -> Cleaned:
    raw = RawArticle(id="a", source="a", root="/r", form="text", body=body, encoding="utf-8", title=title)
    return clean(raw)


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@given(PAGES)
@settings(max_examples=300, deadline=None)
@example("a\u0300\u200b\u0301")
def test_every_character_is_either_kept_or_cut(body: str) -> None:
    outcome = cleaned(body)
    cut = "\n".join(cut.text for cut in outcome.cuts)
    assert letters(outcome.text) + letters(cut) == letters(_visible(body)[0])


@given(PAGES)
@settings(max_examples=300, deadline=None)
def test_kept_lines_are_the_pages_in_its_order(body: str) -> None:
    rest = iter("".join(_visible(body)[0].split()))
    assert all(character in rest for character in "".join(cleaned(body).text.split()))


@given(PAGES, st.one_of(st.none(), st.just("Westmar harbour reopens after storm"), st.text(max_size=30)))
@settings(max_examples=400, deadline=None)
@example("• an item of a list\nA\nIs the harbour of Westmar safe?", "0")
def test_cleaning_the_outcome_changes_nothing(body: str, title: str | None) -> None:
    once = cleaned(body, title=title)
    again = cleaned(once.text, title=once.title)
    assert again.text == once.text


@given(PAGES)
@settings(max_examples=200, deadline=None)
def test_body_starts_below_the_headline(body: str) -> None:
    outcome = cleaned(body)
    above = outcome.text[: outcome.body_start].rstrip("\n")
    assert above == (outcome.title or "")


@given(st.text(max_size=400), st.sampled_from(MARKUP))
@settings(max_examples=100, deadline=None)
def test_markup_never_raises(body: str, form: Form) -> None:
    raw = RawArticle(id="a", source="a", root="/r", form="text", body=body, encoding="utf-8")
    assert clean(replace(raw, form=form)) is not None
