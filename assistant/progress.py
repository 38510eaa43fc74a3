"""How far a question has come, in words: what was searched, read and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, AnswerJson, Claim, render
from assistant.cite import plural
from assistant.stream import Checked, Found, Step
from index.article import Hit

__all__ = ["Progress"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has happened to a question so far. `articles` is how many there are, None where nobody counted."""

    question: str
    articles: int | None = None
    hits: Sequence[Hit] | None = None
    claims: tuple[Claim, ...] = ()

    def after(self, step: Step) -> Progress:
        """The progress after a step of the stream."""
        if isinstance(step, Found):
            return replace(self, hits=step.hits)
        if isinstance(step, Checked):
            return replace(self, claims=(*self.claims, step.claim))
        return self

    def steps(self) -> list[str]:
        """What was done, in order; the last is still under way.

        >>> Progress(question="?", articles=5).steps()
        ['Searching 5 articles']
        """
        searched = "the articles" if self.articles is None else plural(self.articles, "article")
        if self.hits is None and not self.claims:
            return [f"Searching {searched}"]
        done = [f"Searched {searched}"]
        if self.hits is not None:
            reading = "Read" if self.claims else "Reading"
            sources = plural(len({hit.passage.article_id for hit in self.hits}), "article")
            done.append(f"{reading} {plural(len(self.hits), 'passage')} from {sources}")
        if self.claims:
            done.append(f"Checking the sentences against the articles: {len(self.claims)} so far")
        return done

    def checked(self) -> AnswerJson | None:
        """The sentences that were checked, as an answer; None before the first."""
        return render(Answer(question=self.question, claims=self.claims)) if self.claims else None
