"""Whether a claim speaks of what was asked: what a model was talked into saying mostly does not. Pure."""

from __future__ import annotations

from assistant.answer import Claim
from assistant.lexicon import carried, read_terms
from assistant.match import Rarity
from assistant.rewrite import Asked
from assistant.telling import telling

__all__ = ["pertains"]


def pertains(asked: Asked, claim: Claim, rarity: Rarity) -> bool:
    """Whether claim or quoted sentence has a word of the question, or another for it, and tells of no other period.

    Of 805 sentences that are evidence in the gold set 4 % have no such word themselves; a claim that tells what they
    answer mostly has. 3 % tell of another period than the one asked about.
    """
    found = telling(asked, claim, rarity).found
    if found.period is not None:
        return found.period
    keys = {key for term in read_terms(asked.standalone) for key in term.keys}
    return found.own > 0 or not keys.isdisjoint(carried(claim.text))
