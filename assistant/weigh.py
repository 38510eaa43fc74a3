"""Claims and what was read -> the answer: corrected, counted by independent report, weighed, or silent and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from assistant.align import sentences
from assistant.answer import Answer, Claim, Disagreement, Quote, Reason
from assistant.disagree import disagreements
from assistant.match import Rarity, match
from assistant.premise import contradicting
from assistant.reason import COVERED, elsewhere, nearest, why_not
from assistant.revise import Retired, retired, superseded, takes_back
from assistant.rewrite import Asked
from assistant.rounds import in_order
from assistant.telling import NOT_READ, Telling, asks_correction, claim_of, is_note, telling, tellings
from assistant.vouch import collapse, earliest, vouch
from index.article import Article, Hit
from index.independent import independent

__all__ = ["weigh"]

NOTES: dict[Reason, str] = {
    "no_coverage": "The articles do not say.",
    "outside_period": "The articles tell of this, but not in the period asked about.",
    "premise": "No article tells of what the question assumes.",
    "unclear": "It is not clear what is asked; name the person, place or event.",
}
WIDELY = frozenset({"count", "who"})  # where other articles than those read may count, or spell, otherwise
AS_GOOD = 0.8  # of the best claim's coverage: what answers less well is shown, but does not count as a report of it
NEAREST = "No article tells of what the question assumes; the nearest they tell:"


def weigh(
    asked: Asked,
    claims: Sequence[Claim],
    *,
    read: Sequence[Hit],
    articles: Mapping[str, Article],
    firsts: Mapping[str, str],
    rarity: Rarity = lambda _: 1.0,
    surely: Mapping[str, float] = NOT_READ,
    sides: Sequence[str] = (),
) -> Answer:
    """Put the answer together; without a claim, or where the question assumes what is not so, it is an abstention.

    Args:
        asked: the question.
        claims: verified, in order.
        read: the passages that were read.
        articles: by id, at least those that were read.
        firsts: article id -> id of the earliest article with the same wire text.
        rarity: weight of a stem in the corpus, above 0.
        surely: of sentences that were read with the question, by their words: log-odds that they answer.
        sides: of a question whether the one or the other, the sentences that speak for either.
    """
    old, wrong = superseded(articles, firsts), retired(articles, firsts)
    ids = _apart(
        [*(hit.passage.article_id for hit in read), *(articles if asked.kind in WIDELY else ())], firsts, without=old
    )
    met = tellings(asked, articles, ids, rarity=rarity, surely=surely)
    pool = [one for one in met if not takes_back(wrong, firsts, one.article, one.start, one.end)]
    standing = _put_right(asked, claims, wrong, firsts)
    told = [telling(asked, claim, rarity, surely) for claim in standing]
    against = contradicting(asked, told, pool)
    if against is not None or not standing or elsewhere(asked, pool):
        reason = why_not(asked, pool, _days(asked, articles, rarity)) if against is None else "premise"
        near = against or (nearest(pool) if reason == "premise" else None)
        return _answer(asked, (claim_of(near.quote()),) if near else (), read=read, firsts=firsts, reason=reason)
    printed = [earliest(claim, articles, firsts, without=old) for claim in standing]
    surely = {**_read_as(printed, told), **surely}
    standing = collapse(printed)
    told = [telling(asked, claim, rarity, surely) for claim in standing]
    standing = tuple(
        vouch(asked, claim, lead, pool, articles=articles, firsts=firsts, without=old)
        for claim, lead in zip(standing, told, strict=True)
    )
    found = disagreements(asked, [one for one in told if not is_note(one.text)], pool, firsts, sides)
    shown = in_order(asked, standing) if not found else _show_versions(standing, found)
    return _answer(asked, shown, read=read, firsts=firsts, found=found, counted=_counted(standing, told, found))


def _counted(claims: Sequence[Claim], told: Sequence[Telling], found: Iterable[Disagreement]) -> list[Quote]:
    """The quotes that count as reports of the answer: those of what answers as well as the best, and every version."""
    least = AS_GOOD * max(lead.found.coverage for lead in told)
    answered = [claim for claim, lead in zip(claims, told, strict=True) if lead.found.coverage >= least]
    quotes = [quote for claim in answered for quote in claim.quotes]
    return quotes + [version.quote for one in found for version in one.versions]


def _read_as(printed: Sequence[Claim], told: Sequence[Telling]) -> dict[str, float]:
    """The log-odds of claims as they were read, by the sentences of the earliest print."""
    return {s: lead.surely for one, lead in zip(printed, told, strict=True) for s in sentences(one.quotes[0].text)}


def _apart(ids: Iterable[str], firsts: Mapping[str, str], *, without: Collection[str]) -> list[str]:
    """The ids in order, of each wire text only one: its reprints tell the same."""
    kept: dict[str, str] = {}
    for article_id in ids:
        if article_id not in without:
            kept.setdefault(firsts.get(article_id, article_id), article_id)
    return list(kept.values())


def _days(asked: Asked, articles: Mapping[str, Article], rarity: Rarity) -> set[date]:
    """When the articles that tell of what is asked about were published; of use where a period is asked about."""
    if asked.period is None:
        return set()
    covering = (
        one for one in articles.values() if match(asked, one, 0, one.body_start, rarity=rarity).whole >= COVERED
    )
    return {one.published.day for one in covering if one.published.day is not None}


def _put_right(
    asked: Asked, claims: Sequence[Claim], wrong: Sequence[Retired], firsts: Mapping[str, str]
) -> Sequence[Claim]:
    """The claims without those that a note of correction takes back; where none is left, the notes in their place.

    A note that nobody asked for is left out where something else is told, unless the answer would begin with it, or
    with words or a name that it takes back: what is told beside those seldom puts them right, as another number does.
    """
    notes: list[Claim] = []
    kept: list[Claim] = []
    for claim in claims:
        lead = claim.quotes[0]
        note = takes_back(wrong, firsts, lead.article, lead.start, lead.end)
        if note is not None:
            instead = kept if note.wrong.number is None and not kept else notes
            instead.append(claim_of(Quote.cut(note.article, note.start, note.end)))
        elif claim is claims[0] or not is_note(claim.text) or asks_correction(asked.core):
            kept.append(claim)
    return kept or notes or claims


def _show_versions(claims: Sequence[Claim], found: Iterable[Disagreement]) -> tuple[Claim, ...]:
    """The claims, with each version of a disagreement among them, in its own words: beside the first."""
    versions = [version for one in found for version in one.versions]
    claims = [_parted(claim, [version.quote for version in versions]) for claim in claims]
    mine = [quote for claim in claims for quote in claim.quotes]
    new = [claim_of(version.quote) for version in versions if not any(_holds(one, version.quote) for one in mine)]
    first, *rest = claims
    return (first, *collapse(new), *rest)


def _parted(claim: Claim, versions: Sequence[Quote]) -> Claim:
    """The claim of one version without the quotes of the others, which carry something else."""
    lead, *rest = claim.quotes
    if not any(_holds(lead, one) for one in versions):
        return claim
    others = [one for one in versions if not _holds(lead, one)]
    kept = (quote for quote in rest if not any(_holds(quote, one) for one in others))
    return replace(claim, quotes=(lead, *kept))


def _holds(quote: Quote, other: Quote) -> bool:
    """Whether the other's words stand within the quote, or are the same in another print."""
    within = quote.article.id == other.article.id and quote.start <= other.start and other.end <= quote.end
    return within or quote.text == other.text


def _answer(
    asked: Asked,
    claims: tuple[Claim, ...],
    *,
    read: Sequence[Hit],
    firsts: Mapping[str, str],
    reason: Reason | None = None,
    found: tuple[Disagreement, ...] = (),
    counted: Sequence[Quote] | None = None,
) -> Answer:
    quotes = list(chain.from_iterable(claim.quotes for claim in claims))
    behind = [(quote.article, quote.text) for quote in (quotes if counted is None else counted)]
    return Answer(
        question=asked.question,
        claims=claims,
        reason=reason,
        note=NEAREST if reason == "premise" and claims else NOTES[reason] if reason else None,
        disagreements=found,
        copies=_copies({quote.article.id for quote in quotes}, firsts),
        sources=independent(behind, firsts) if behind else 0,
        as_of=asked.as_of,
        read=tuple(read),
    )


def _copies(cited: Iterable[str], firsts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for article_id, first in firsts.items():
        members[first].append(article_id)
    return {
        one: tuple(other for other in members[firsts[one]] if other != one) for one in sorted(cited) if one in firsts
    }
