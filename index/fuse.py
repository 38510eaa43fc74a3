"""Merge rankings, and the words of a query that are worth a look-up. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

__all__ = ["STOP_WORDS", "content_words", "fuse_rankings"]

# Words that carry no subject in a question about the news: function words, question words, and the verbs and
# nouns of asking itself. A query made of nothing else keeps all its words.
STOP_WORDS = frozenset(
    """
    a an the this that these those there here it its he him his she her they them their we us our you your i me my
    and or but nor so if then than as at by for from in into of off on onto out over per to up with within without
    about above after again against all also am any are aren't be been being before below between both can can't
    could did didn't do does doesn't doing don't down during each either few had has hasn't have haven't having how
    is isn't just may might more most much must no not now once only other ought own same shall should some such too
    under until very was wasn't were weren't what when where which while who whom whose why will won't would
    many tell say says said know please give according exactly really happen happened article articles news report
    reports reported story stories
    """.split()
)
WORD = re.compile(r"[^\W_]+(?:[.'’](?=[^\W_])[^\W_]+)*", re.UNICODE)


def content_words(query: str) -> list[str]:
    """The words of a query that name its subject, in order, each once; all its words when none does.

    >>> content_words("Who led the US delegation in April?")
    ['led', 'US', 'delegation', 'April']
    """
    words = list(dict.fromkeys(WORD.findall(query)))
    # "US" is a country, "us" a pronoun: capitals within a word say which.
    kept = [w for w in words if w.lower() not in STOP_WORDS or (len(w) > 1 and w.isupper())]
    return kept or words


def fuse_rankings(
    rankings: Sequence[Sequence[str]], *, weights: Sequence[float] | None = None, k: int = 60
) -> list[tuple[str, float]]:
    """Merge rankings by weighted reciprocal rank: score(d) = sum over rankings of weight / (k + rank(d)).

    Scores need not be comparable across rankings, so a cosine list and a BM25 list merge without scaling.

    Args:
        rankings: lists of ids, best first; ids may differ per list.
        weights: what each ranking is worth, >= 0; 1 each when None.
        k: how far down a list still counts; 60 is the paper's value, not tuned here.

    Returns:
        Every id seen with its score in (0, sum(weights) / (k + 1)], best first; ties in id order.

    Raises:
        ValueError: a ranking names one id twice, k is negative, or there are not as many weights as rankings.

    Source: Cormack, Clarke & Buettcher, SIGIR 2009, eq. 1; weights as in its later practice.

    >>> fuse_rankings([["a", "b"], ["b", "c"]], k=0)
    [('b', 1.5), ('a', 1.0), ('c', 0.5)]
    """
    if k < 0:
        raise ValueError(f"k is {k}, must be at least 0")
    scores: dict[str, float] = defaultdict(float)
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        if len(set(ranking)) != len(ranking):
            raise ValueError("a ranking names one id twice")
        for rank, id_ in enumerate(ranking, start=1):
            scores[id_] += weight / (k + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
