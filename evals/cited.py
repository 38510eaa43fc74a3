"""The scores of an answer's citations: are they the evidence, do they stand, do they carry. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answer import CitationJson, ClaimJson
from evals.ask import Asked
from evals.evidence import cites, needs
from evals.gold import GoldPair
from evals.match import normalise, words
from index.article import Article
from index.split import split

__all__ = ["carried", "cite_precision", "cite_recall", "negated", "stands", "verbatim"]

# Half: a claim that trims its quote to a clause keeps its words, one that rests on another sentence does not.
MIN_SHARED_WORDS = 0.5
# Words that turn a statement round. "Without" and "deny" may, but also occur in plain statements, so they do not count.
NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|nor|neither|cannot)\b|n't\b")


def cite_precision(pair: GoldPair, asked: Asked) -> float | None:
    """The share of citations that are gold evidence; None without a citation, or for pairs without an answer.

    Source: ALCE, Gao et al., EMNLP 2023, with overlap with gold spans in place of its entailment model.
    """
    citations = asked.answer["citations"]
    if not citations or not pair.answerable or not pair.evidence:
        return None
    return sum(any(cites(c, one) for one in pair.evidence) for c in citations) / len(citations)


def cite_recall(pair: GoldPair, asked: Asked) -> float | None:
    """The share of the pair's needs that some citation brings; None for pairs without an answer.

    Source: as `cite_precision`. An answerable pair that was abstained on scores 0.
    """
    wanted = needs(pair) if pair.answerable else []
    if not wanted:
        return None
    met = sum(any(cites(c, one) for c in asked.answer["citations"] for one in choice) for choice in wanted)
    return met / len(wanted)


def verbatim(asked: Asked, articles: Mapping[str, Article]) -> float | None:
    """The share of citations whose quote is its article's text at its offsets; None without a citation.

    Source: the exact-match end of attribution, Bohnet et al., Attributed Question Answering, 2022.
    """
    citations = asked.answer["citations"]
    return sum(stands(c, articles) for c in citations) / len(citations) if citations else None


def stands(citation: CitationJson, articles: Mapping[str, Article]) -> bool:
    """Whether a quote is, character for character, its article's text at its offsets."""
    article = articles.get(citation["article_id"])
    start, end = citation["start"], citation["end"]
    return article is not None and 0 <= start < end and article.text[start:end] == citation["quote"]


def carried(asked: Asked) -> float | None:
    """The share of claims whose own citations carry them; None without a claim.

    A claim is carried when its numbers stand in its quotes (or their dates), half of its words do, and it is
    negated where the sentence it rests on is. Source: entity and number precision of Nan et al., EACL 2021, and the
    negation swaps of FactCC, Kryściński et al., EMNLP 2020; a bound on what words alone can tell, not entailment.
    """
    claims = asked.answer["claims"]
    quoted = {c["n"]: c for c in asked.answer["citations"]}
    return sum(_carries(claim, quoted) for claim in claims) / len(claims) if claims else None


def _carries(claim: ClaimJson, quoted: Mapping[int, CitationJson]) -> bool:
    cited = [quoted[n] for n in claim["citations"] if n in quoted]
    said = set(words(claim["text"]))
    sentences = [c["quote"][a:b] for c in cited for a, b in split(c["quote"])]
    if not sentences or not said:
        return False
    held = {word for sentence in sentences for word in words(sentence)}
    dated = held | {word for c in cited for word in words(f"{c['published'] or ''} {c['title']}")}
    numbers = {word for word in said if word[0].isdigit()}
    if numbers - dated or len(said & held) < MIN_SHARED_WORDS * len(said):
        return False
    nearest = max(sentences, key=lambda sentence: len(said & set(words(sentence))))
    return negated(claim["text"]) == negated(nearest)


def negated(sentence: str) -> bool:
    """Whether a sentence is turned round: an odd number of negating words.

    >>> negated("He didn’t go."), negated("No one can not see it.")
    (True, False)
    """
    return len(NEGATION.findall(normalise(sentence))) % 2 == 1
