"""Questions that the articles can answer, built by rule from their own names and titles. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.article import Article

__all__ = ["suggest"]

CAPITALIZED = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]+|(?:[A-Z]\.)+)"
# A name right before a verb of saying, in English news style; a capitalized name alone may be a place or a paper.
SPEAKER = re.compile(
    rf"\b((?:[Tt]he|[Aa]n?) )?({CAPITALIZED}(?: {CAPITALIZED})+),? "
    r"(?:said|told|stated|announced|clarified|emphasi[sz]ed|confirmed|warned)\b",
)
LONGEST_NAME = 4
LONGEST_TITLE = 110


def suggest(articles: Sequence[Article], *, count: int = 4) -> list[str]:
    """Up to `count` different questions, about speakers and headlines in turn.

    A speaker whom more articles name comes first; ties in the order of reading. Only names in articles known to be
    English (or of unknown language) are put into English questions. Of 61 questions so made, days among them, the
    embedded reader abstained on 24: on all that ask what happened on a day, so none asks that.
    """
    english = [article for article in articles if (article.language or "en").startswith("en")]
    speakers = _common(_speakers(article) for article in english)
    # A title that breaks off is no headline, but the first words of an article without one.
    titles = [one.title for one in english if 0 < len(one.title) <= LONGEST_TITLE and not one.title.endswith("…")]
    kinds = [
        [f"What did {name} say?" for name in speakers],
        [f"What is reported under “{title}”?" for title in titles],
    ]
    spread = [kind[rank] for rank in range(count) for kind in kinds if rank < len(kind)]
    return list(dict.fromkeys(spread))[:count]


def _speakers(article: Article) -> set[str]:
    """Names of people who say something; "the State Department said" has an article before the name and is left out."""
    return {name for the, name in SPEAKER.findall(article.text) if not the and len(name.split()) <= LONGEST_NAME}


def _common(found: Iterable[set[str]]) -> list[str]:
    """The names that most sets hold, first, each surname once; equal ones in the order they were met."""
    counts: Counter[str] = Counter()
    for names in found:
        counts.update(sorted(names))
    by_surname: dict[str, str] = {}
    for name, _ in counts.most_common():
        by_surname.setdefault(name.rpartition(" ")[2], name)
    return list(by_surname.values())
