"""What an answer becomes on OpenAI's paths: a text, the citations in it, the results behind it, tokens counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from typing_extensions import TypedDict

from assistant.answer import AnswerJson, CitationJson
from assistant.compose import Composed, compose
from assistant.openai_ask import AskedBody
from assistant.settings import Settings

__all__ = ["Reply", "SearchResult", "UrlCitation", "open_reply"]


class UrlCitation(TypedDict):
    """`text[start_index:end_index]` is the sentence that the page at `url` carries."""

    url: str
    title: str
    start_index: int
    end_index: int


class SearchResult(TypedDict):
    """Perplexity's search result: the n-th belongs to the marker [n]."""

    title: str
    url: str
    date: str | None
    last_updated: str | None
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """How the text of one answer is to be made: with or without `[n]` and the sources, of at most so many tokens."""

    markers: bool
    sources: bool
    most: int | None
    address: Callable[[CitationJson], str]

    def compose(self, answer: AnswerJson) -> Composed:
        """The text and its spans."""
        return compose(answer, markers=self.markers, sources=self.sources, address=self.address, most=self.most)

    def citations(self, composed: Composed) -> list[UrlCitation]:
        """A citation for each span of the text."""
        return [
            UrlCitation(
                url=self.address(span.citation),
                title=span.citation["title"],
                start_index=span.start,
                end_index=span.end,
            )
            for span in composed.spans
        ]

    def results(self, answer: AnswerJson) -> list[SearchResult]:
        """The n-th belongs to the marker [n]."""
        return [
            SearchResult(
                title=one["title"],
                url=self.address(one),
                date=one["published"],
                last_updated=None,
                snippet=one["quote"],
            )
            for one in answer["citations"]
        ]


def open_reply(body: AskedBody, settings: Settings, *, base: str, most: int | None) -> Reply:
    """The reply that a request wants, where it says so, else the settings; `base` is our address as it was asked."""
    here = (settings.public_url or base).rstrip("/")

    def address(citation: CitationJson) -> str:
        """Where a citation can be read: at its publisher's, else here, in the version that was quoted."""
        url = citation["url"] or ""
        if url.startswith(("https://", "http://")):
            return url
        return f"{here}/articles/{citation['article_id']}?version={citation['version']}"

    wanted = body.dateline
    return Reply(
        markers=settings.markers if wanted.markers is None else wanted.markers,
        sources=settings.source_list if wanted.sources is None else wanted.sources,
        most=most,
        address=address,
    )
