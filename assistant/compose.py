"""An answer as the text of a chat message: markers, sources below, and the spans that annotations point at. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.answer import AnswerJson, CitationJson, ClaimJson

__all__ = ["SOURCES", "Composed", "Span", "compose", "count_tokens", "without_sources"]

SOURCES = "\n\nSources:\n"
TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A sentence of the text and a citation behind it: `text[start:end]` is the claim's own words."""

    start: int
    end: int
    citation: CitationJson


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The text in the pieces in which it is streamed. `cut`: claims were left out, because a limit was reached."""

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]
    cut: bool

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


def compose(
    answer: AnswerJson, *, markers: bool, sources: bool, address: Callable[[CitationJson], str], most: int | None = None
) -> Composed:
    """The text of an answer: its claims, what the articles disagree about, a notice, and the sources.

    Args:
        answer: as `render` gives it.
        markers: whether `[n]` stands behind each claim.
        sources: whether the sources are listed below.
        address: where a citation can be read.
        most: tokens (see `count_tokens`) of the claims; a claim is left out whole, never cut short.
    """
    claims = answer["claims"]
    opening = answer["answer"][: claims[0]["start"]].rstrip() if claims else answer["answer"]
    pieces, spans, at = [opening] if opening else [], list[Span](), len(opening)
    spent = count_tokens(opening)
    numbered = {citation["n"]: citation for citation in answer["citations"]}
    for claim in claims:
        piece = f"{' ' if at else ''}{_claim(claim, markers=markers)}"
        spent += count_tokens(piece)
        if most is not None and spent > most:
            return Composed(pieces=tuple(pieces), spans=tuple(spans), cut=True)
        start = at + (1 if at else 0)
        end = start + len(claim["text"])
        spans += (Span(start=start, end=end, citation=numbered[n]) for n in claim["citations"])
        pieces.append(piece)
        at += len(piece)
    pieces += _below(answer, markers=markers, sources=sources, address=address)
    return Composed(pieces=tuple(pieces), spans=tuple(spans), cut=False)


def _claim(claim: ClaimJson, *, markers: bool) -> str:
    return claim["text"] + ("".join(f" [{n}]" for n in claim["citations"]) if markers else "")


def _below(
    answer: AnswerJson, *, markers: bool, sources: bool, address: Callable[[CitationJson], str]
) -> Iterator[str]:
    """What generic clients would not show, because they drop the fields that hold it."""
    for one in answer["disagreements"]:
        lines = [f"- {v['text']}" + (f" [{v['citation']}]" if markers else "") for v in one["versions"]]
        yield "\n\n" + "\n".join([f"The articles differ about {_line(one['about'])} ({one['kind']}):", *lines])
    if answer["notice"]:
        yield f"\n\n{answer['notice']}"
    if sources and answer["citations"]:
        yield SOURCES + "\n".join(_source(citation, address(citation)) for citation in answer["citations"])


def _source(citation: CitationJson, address: str) -> str:
    who = citation["publisher"] or "publisher not known"
    return (
        f"[{citation['n']}] {_line(who)}, {citation['published'] or 'undated'}: {_line(citation['title'])}. {address}"
    )


def _line(words: str) -> str:
    return " ".join(words.split())


def without_sources(content: str) -> str:
    """An earlier reply of ours without the list below it, which is about articles and not what was said.

    >>> without_sources("Ann led it. [1]" + SOURCES + "[1] Paper, undated: Talks. http://a.example/")
    'Ann led it. [1]'
    """
    return content.partition(SOURCES)[0]


def count_tokens(*texts: str) -> int:
    """Words and punctuation marks: what `usage` counts, because no tokenizer of a chat model is at work here.

    >>> count_tokens("Ann led it. [1]")
    7
    """
    return sum(sum(1 for _ in TOKEN.finditer(text)) for text in texts)
