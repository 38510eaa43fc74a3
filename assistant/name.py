"""The names in a text: runs of capitalised words. Pure."""

from __future__ import annotations

import re

__all__ = ["CAPITAL", "NAME", "NO_NAME", "names"]

# Capital letters of the Latin, Greek and Cyrillic scripts, which `re` has no class for: "Ávila", "Łódź".
CAPITAL = "[" + "".join(chr(code) for code in range(0x500) if chr(code).isupper()) + "]"
TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr)\."
NAME_WORD = rf"(?:{TITLE}|(?:{CAPITAL}\.)+|{CAPITAL}[\w’'&-]*)"
# A run of capitalised words, with the small words inside names, as in "Ministry of Foreign Affairs".
NAME = re.compile(rf"(?<![\w’']){NAME_WORD}(?:(?: (?:of|for|de|van|von|der|al|bin|of the) |[ -]){NAME_WORD})*")
# Capitalised, but no name of a person, place or body.
NO_NAME = frozenset(
    """
    who whom whose what when where why which how did does do is are was were has have had will would can could should
    the a an in on at by for from of to and or but if so then after before during since until i it he she they we you
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday name list tell give describe explain according please also both any
    """.split()
)


def names(text: str) -> tuple[str, ...]:
    """The names in order, each once, without the question word or month that a run may begin or end with."""
    found: list[str] = []
    for match in NAME.finditer(text):
        words = match.group().split()
        while words and words[0].strip(".,'’").lower() in NO_NAME:
            words.pop(0)
        while words and words[-1].strip(".,'’").lower() in NO_NAME:
            words.pop()
        if words:
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))
