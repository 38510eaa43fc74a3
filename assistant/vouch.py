"""Who else reports it: wire text is quoted from its earliest print, and so is every report that says the same. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.align import sentences
from assistant.answer import Claim, Quote
from assistant.attribute import told_by
from assistant.lexicon import carried
from assistant.match import happened
from assistant.name import names
from assistant.rewrite import Asked
from assistant.slot import alike, slot
from assistant.telling import Telling
from index.article import Article
from index.split import split_below
from index.words import same_words

__all__ = ["collapse", "earliest", "vouch"]

ONE_SENTENCE = 0.8  # `same_words` from which two sentences are one, printed twice
SAME_TELLING = 0.55  # from which two reports tell the same in nearly the same words
ALIKE = 0.85  # of the coverage of the claim's sentence that another report of its number or name must have
SHARED = 0.5  # of the words and meanings of the shorter sentence, without which two are not compared
LONGER = 2  # times a quote of several sentences that its first print may be
MOST = 3  # further reports quoted for one claim


def earliest(
    claim: Claim, articles: Mapping[str, Article], firsts: Mapping[str, str], *, without: Collection[str]
) -> Claim:
    """The claim with each quote taken from the first article of its wire text that has the sentence.

    A claim that is the quoted sentence itself takes on the first article's wording.

    Args:
        claim: verified.
        articles: by id; a first article that is not here, so was not to be read, is not quoted.
        firsts: article id -> id of the earliest article with the same wire text.
        without: ids not to quote: texts that a later version has replaced.
    """
    quotes = tuple(_first_print(quote, articles, firsts, without) for quote in claim.quotes)
    lead = quotes[0]
    if quotes == claim.quotes:
        return claim
    whole = claim.text == claim.quotes[0].text
    return replace(
        claim,
        text=lead.text if whole else claim.text,
        quotes=quotes,
        said_by=told_by(lead.article, lead.start, lead.end),
        happened=happened(lead.article, lead.start, lead.end),
    )


def collapse(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims that say one sentence become the first of them, with the quotes of all, each once."""
    kept: list[Claim] = []
    for claim in claims:
        twin = next((n for n, one in enumerate(kept) if _alike(one.text, claim.text) >= ONE_SENTENCE), None)
        if twin is None:
            kept.append(claim)
        else:
            kept[twin] = replace(kept[twin], quotes=tuple(dict.fromkeys((*kept[twin].quotes, *claim.quotes))))
    return tuple(kept)


def vouch(
    asked: Asked,
    claim: Claim,
    lead: Telling,
    pool: Sequence[Telling],
    *,
    articles: Mapping[str, Article],
    firsts: Mapping[str, str],
    without: Collection[str],
) -> Claim:
    """The claim with quotes from further articles that say the same, one each, and none from a copy of one quoted.

    Args:
        asked: the question.
        claim: verified.
        lead: its first quote, met with the question.
        pool: sentences of what was read.
        articles: by id.
        firsts: article id -> id of the earliest article with the same wire text.
        without: ids not to quote.
    """
    quotes = list(claim.quotes)
    behind = {firsts.get(quote.article.id, quote.article.id) for quote in quotes}
    told = sorted((one for one in pool if _says_too(asked, lead, one)), key=lambda one: -one.found.coverage)
    for one in told:
        origin = firsts.get(one.article.id, one.article.id)
        if origin not in behind and len(quotes) < len(claim.quotes) + MOST:
            behind.add(origin)
            quotes.append(_first_print(one.quote(), articles, firsts, without))
    return replace(claim, quotes=tuple(quotes))


def _first_print(
    quote: Quote, articles: Mapping[str, Article], firsts: Mapping[str, str], without: Collection[str]
) -> Quote:
    first = articles.get(firsts.get(quote.article.id, ""))
    if first is None or first.id == quote.article.id or first.id in without:
        return quote
    told = sentences(quote.text) or (quote.text,)
    opens, closes = _printed(told[0], first), _printed(told[-1], first)  # of one sentence, the same
    if not opens or not closes or not 0 < closes[1] - opens[0] <= LONGER * len(quote.text):
        return quote
    return Quote.cut(first, opens[0], closes[1])


def _printed(sentence: str, article: Article) -> tuple[int, int] | None:
    """Where an article has a sentence of its copy."""
    spans = split_below(article.text, article.body_start)
    best = max(spans, key=lambda span: _alike(sentence, article.text[slice(*span)]), default=None)
    return best if best and _alike(sentence, article.text[slice(*best)]) >= ONE_SENTENCE else None


def _says_too(asked: Asked, lead: Telling, other: Telling) -> bool:
    if other.article.id == lead.article.id or other.found.missing or other.found.period is False:
        return False
    if _alike(lead.text, other.text) >= SAME_TELLING:
        return True
    if asked.kind in ("count", "what") and _same_figure(asked, lead, other):
        return True
    if (
        other.found.coverage < ALIKE * lead.found.coverage
        or other.found.own < ALIKE * lead.found.own
        or not other.found.kind
    ):
        return False
    if asked.kind == "who":
        return not _answering(asked, lead).isdisjoint(_answering(asked, other))
    if asked.kind == "when":
        return not _days(lead).isdisjoint(_days(other))
    return False


def _alike(one: str, other: str) -> float:
    """`same_words`, which is only worked out where the sentences share half of the shorter one's words."""
    mine, theirs = carried(one), carried(other)
    shared = len(mine & theirs) / (min(len(mine), len(theirs)) or 1)
    return same_words(one, other) if shared >= SHARED else 0.0


def _same_figure(asked: Asked, lead: Telling, other: Telling) -> bool:
    """Whether both answer with one number: one that hardly stands twice by chance, or in sentences that fit alike."""
    mine = slot(asked, lead.article, lead.start, lead.end)
    theirs = slot(asked, other.article, other.start, other.end) if mine else None
    if mine is None or theirs is None or mine.value != theirs.value or not alike(mine, theirs):
        return False
    telling = mine.value >= 1000 or mine.value != int(mine.value)  # noqa: PLR2004
    shared = not set(names(lead.text)).isdisjoint(names(other.text)) or not _answering(asked, lead)
    return (telling and shared) or other.found.coverage >= ALIKE * lead.found.coverage


def _answering(asked: Asked, one: Telling) -> set[str]:
    """The last words of the names in a sentence that the question does not name itself."""
    known = {part for name in names(asked.standalone) for part in name.split()}
    return {name.split()[-1] for name in names(one.text) if name.split()[-1] not in known}


def _days(one: Telling) -> set[tuple[object, object]]:
    return {(d.first, d.last) for d in one.article.dates if one.start <= d.start and d.end <= one.end}
