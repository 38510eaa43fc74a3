"""One kind of event, told of at several times: the answer tells them in the order in which they happened. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from assistant.answer import Claim
from assistant.rewrite import Asked

__all__ = ["in_order"]

APART = timedelta(days=4)  # reports of one event come out over some days; rounds lie further apart


def in_order(asked: Asked, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims by the day they are about, where the question names no period and the days lie apart; else as given.

    A claim without a day keeps the whole order as it is: a guess would be worse.
    """
    days = [claim.happened[0] for claim in claims if claim.happened]
    if asked.period is not None or len(days) != len(claims) or not days or max(days) - min(days) < APART:
        return tuple(claims)
    return tuple(sorted(claims, key=lambda claim: claim.happened[0] if claim.happened else min(days)))
