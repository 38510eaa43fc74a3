"""Who said it, where a sentence attributes what it tells. Pure.

A wrong speaker is worse than none: what does not look like a plain noun phrase names nobody.
"""

from __future__ import annotations

import re

__all__ = ["IN_QUOTATION", "speaker"]

# Case matters: "States" is a country. "reports of" and "reports say" speak of reports, nobody reports there.
SAID = re.compile(
    r"\b(?:said|says?|told|tells|added|adds|stated|states|noted|notes|announced|confirmed|claimed|warned|warns|argued|"
    r"insisted|stressed|wrote|emphasi[sz]ed|clarified|indicated|reported|"
    r"reports(?! (?:of|about|from|on|in|say|\w+ed)\b)|denied|declared|explained|acknowledged|admitted|recalled|"
    r"quipped)\b"
)
ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,.;“”]{2,80})")
# “…,” said X / …, said X. Only verbs that are never told of somebody else: "told reporters", "announced Friday".
INVERTED = re.compile(
    r"(?:said|says|added|adds|reported|reports|wrote|noted|stated|explained|warned|insisted|stressed|quipped) "
    r"(?P<who>(?:(?:the|a|an|one) )?(?:[\w’'.&-]+ ){0,7}?[\w’'.&-]*\w)(?=[.,;]|$|\s(?:on|at|after|during)\b)"
)
# "as announced by X"; a participle without "as" tells of a date or a plan, not of who tells this.
PASSIVE = re.compile(
    r"\w+ by (?P<who>(?:the )?(?:[\w’'.&-]+ ){0,7}?[\w’'.&-]*\w)(?=[.,;]|$|\s(?:on|at|after|during|in)\b)"
)
IN_QUOTATION = re.compile(r"“[^”]*(?:”|$)|(?<!\w)\"[^\"]*(?:\"|$)")
# Between subject and verb: "has also repeatedly said".
BETWEEN = re.compile(r"(?:\s(?:has|have|had|also|earlier|later|further|then|again|previously|[a-z]+ly))+\s*$")
APPOSITION = re.compile(r",[^,]{2,90},\s*$")
CLAUSE = re.compile(r"[,;:—–…”\"]|\b(?:that|but|while|because|although|though|whether|where)\b")
PRONOUNS = frozenset("he she they it we i you".split())
# Begins no subject that could be somebody; "as" is dropped, since "As Peskov noted" does attribute.
NO_START = frozenset(
    """
    who which that what there this these those nobody none nothing everybody everyone somebody someone anybody few
    no not neither nor having after before when if since until once on in at by for from of with to into during his
    her its their our my
    """.split()
)
# Words after which a verb of saying has no subject of its own: "it was said", "those who said", "not say".
NO_END = frozenset(
    """
    was were is are be been being am as did does do not never who which that to the a an his her its their of and or by
    """.split()
)
VERBS = frozenset("was were is are be been has have had did does do will would could can may might should not".split())
LONGEST = 9  # words of a subject, as in "Kremlin spokesman Dmitry Peskov" or "the head of the Russian delegation"


def speaker(sentence: str) -> str | None:
    """The speaker as the sentence names it, or None where it attributes nothing or only to a pronoun.

    >>> speaker("“We will see,” Lavrov said.")
    'Lavrov'
    >>> speaker("A diplomatic source earlier said the talks will take place there.")
    'A diplomatic source'
    """
    # What is inside a quotation is not this sentence's own attribution; its marks stay, to part the clauses.
    bare = IN_QUOTATION.sub(lambda quoted: "”" * len(quoted.group()), sentence)
    sourced = ACCORDING.search(bare)
    for verb in SAID.finditer(bare):
        if sourced and sourced.start() < verb.start():
            break
        before = bare[: verb.start()]
        turned = (
            INVERTED if before.rstrip().endswith((",", "”")) else PASSIVE if before.endswith((" as ", "As ")) else None
        )
        found = turned.match(bare, verb.start()) if turned else None
        who = found["who"] if found and _named(found["who"]) else _subject(before)
        if who and who.lower() in PRONOUNS:
            return None
        if who:
            return who
    return sourced.group("who").strip() if sourced and sourced.group("who").lower() not in PRONOUNS else None


def _subject(before: str) -> str | None:
    """The noun phrase that the words before a verb of saying end in, if they do."""
    before = APPOSITION.sub("", BETWEEN.sub("", before.rstrip()).rstrip())
    if before.rstrip().endswith(","):
        return None
    words = CLAUSE.split(before)[-1].split()
    words = words[1:] if words[:1] in (["As"], ["as"]) else words
    if "and" in words and not _pair(words):
        words = words[len(words) - words[::-1].index("and") :]
    phrase = " ".join(words)
    if phrase.lower() in PRONOUNS:
        return phrase
    if not 0 < len(words) <= LONGEST or words[0].lower() in NO_START | PRONOUNS or words[-1].lower() in NO_END:
        return None
    return phrase


def _pair(words: list[str]) -> bool:
    """Whether "X and Y" are two speakers rather than the ends of two clauses."""
    at = words.index("and")
    one, other = words[:at], words[at + 1 :]
    short = 0 < len(one) <= LONGEST // 2 and 0 < len(other) <= LONGEST // 2
    clause = any((word.islower() and word.endswith("ed")) or word in {"in", "on", "at", "to", "from"} for word in words)
    return short and not clause and _named(" ".join(one))


def _named(phrase: str) -> bool:
    """Whether a phrase can name somebody: an article opens it or a capital stands in it, and no verb does."""
    words = phrase.split()
    named = words[0].lower() in {"the", "a", "an", "one"} or any(word[0].isupper() for word in words)
    return named and VERBS.isdisjoint(words)
