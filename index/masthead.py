"""The name of an outlet at the head of a page: "The Sarenne Herald | Culture". Pure, and linear."""

from __future__ import annotations

import re

__all__ = ["masthead"]

PAPERS = frozenset(
    """
    advertiser advocate agency argus banner beacon blog broadcasting bulletin bugle chronicle citizen comet courier
    daily
    digest dispatch echo enquirer examiner express gazette globe guardian herald independent inquirer journal ledger
    magazine mail mercury messenger mirror monitor news newspaper observer online packet post press record register
    reporter review sentinel service standard star sun telegraph times today tribune voice weekly wire world
    """.split()
)
# What a paper's name may begin with, its last word then being any: "Daily Flash".
OPENS = frozenset({"daily", "weekly"})
# Outlets and agencies that go by one word or by letters, where that is all of the line.
ALONE = frozenset(
    "afp ap axios bbc bloomberg cbc cbs cnbc cnn dpa euronews forbes fortune insider itv nbc npr pbs politico reuters "
    "rte tass upi vox".split()
)
SMALL = frozenset("of the and for at in on de la le & +".split())
LONGEST = 6  # words
# What stands between the name and the section, slogan or menu beside it.
BESIDE = re.compile(r"\s+(?:[|·•—–>/*-]+)\s+|:\s+")
SITE = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|info|news|example|co\.uk|[a-z]{2})", re.IGNORECASE)


def masthead(line: str) -> str | None:
    """The outlet's name that opens the line, capitals throughout written as a name; None where none does.

    A headline of capitalised words may end like a name ("Minister Leaves Post"), so who asks looks for a better
    headline below it.

    >>> masthead("The Sarenne Herald | Culture"), masthead("ULVERHOLM HERALD"), masthead("Herald of spring arrives")
    ('The Sarenne Herald', 'Ulverholm Herald', None)
    """
    if line.strip().lower() in ALONE:
        return line.strip()
    name = BESIDE.split(line.strip(), maxsplit=1)[0]
    words = name.split()
    if SITE.fullmatch(name):
        return name
    if not 1 < len(words) <= LONGEST or not all(word[0].isupper() or word.lower() in SMALL for word in words):
        return None
    bare = [word.lower() for word in words if word.lower() != "the"]
    if not bare or (bare[-1] not in PAPERS and bare[0] not in OPENS):
        return None
    return name.title() if name.isupper() else name
