"""A chat model drafts, and verify decides: the claims that stand of what it wrote, at the end or as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from typing_extensions import TypedDict

from assistant.answer import Claim
from assistant.condense import condense
from assistant.draft import Drafted, draft, stream_draft
from assistant.model import Model, ModelMalformed, Usage
from assistant.order import has_markup, is_order, speaks_to_machines
from assistant.pertain import pertains
from assistant.read import Reading, timed
from assistant.settings import Settings
from assistant.verify import verify
from index.article import Article, Hit
from index.words import QUOTED

__all__ = ["vet", "vet_aloud"]

NOTHING_STANDS = "the articles carry nothing of what it wrote"


class Limits(TypedDict):
    """Of one reply: its tokens, and the seconds for the whole call."""

    max_tokens: int
    deadline_s: float


def vet(reading: Reading, model: Model, settings: Settings) -> tuple[tuple[Claim, ...], Usage | None]:
    """The claims of a draft that stand, at most `max_claims`; none where the model says that the articles do not tell.

    Raises:
        ModelError: as `draft`, and where nothing stands of all that the model wrote.
    """
    with timed(reading.took_ms, "draft"):
        drafted = draft(*_shown(reading, settings), model, **_limits(settings))
    with timed(reading.took_ms, "verify"):
        claims = tuple(claim for one in drafted.sentences for claim in _stands(reading, one))
    if drafted.sentences and not claims:
        raise ModelMalformed(NOTHING_STANDS)
    return claims[: settings.max_claims], drafted.usage


def vet_aloud(reading: Reading, model: Model, settings: Settings) -> Iterator[Claim]:
    """The claims of `vet`, each as soon as the model has written it; errors as there, also after claims that stand."""
    written, standing = 0, 0
    asking = stream_draft(*_shown(reading, settings), model, **_limits(settings))
    with timed(reading.took_ms, "draft"), closing(asking) as drafted:
        for one in drafted:
            written += 1
            for claim in _stands(reading, one):
                standing += 1
                yield claim
            if standing >= settings.max_claims:
                return
    if written and not standing:
        raise ModelMalformed(NOTHING_STANDS)


def _stands(reading: Reading, one: Drafted) -> Sequence[Claim]:
    """The claim, if it tells something in plain words, one paragraph carries it, and it speaks of what was asked."""
    if has_markup(one.text) or is_order(one.text) or "?" in QUOTED.sub(" ", one.text):
        return []
    return [
        claim
        for claim in verify([one], reading.articles)
        if "\n" not in (quote := claim.quotes[0]).text
        and not speaks_to_machines(quote.article.text, quote.start, quote.end)
        and pertains(reading.asked, claim, reading.rarity)
    ]


def _shown(reading: Reading, settings: Settings) -> tuple[str, Sequence[Hit], Mapping[str, Article]]:
    """What the model is shown: the standalone question, passages no longer than it reads, their articles."""
    hits = condense(reading.asked, reading.hits, reading.articles, most=settings.shown, rarity=reading.rarity)
    return reading.asked.standalone, hits, reading.articles


def _limits(settings: Settings) -> Limits:
    return Limits(max_tokens=settings.model_max_tokens, deadline_s=settings.model_deadline_s)
