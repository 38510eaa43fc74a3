"""A question in the plainest words that ask the same, as the reader of sentences knows them best. Pure."""

from __future__ import annotations

import re

from assistant.lexicon import is_state, stem
from assistant.marks import BODY
from assistant.name import NO_NAME, names

__all__ = ["briefly", "plainly"]

NAME = r"(?:(?:full|first|last|correct|real|right|proper)\s)*(?:sur|family\s)?names?"
SPELLED = r"(?:spel(?:led|t)\b|(?:written|transcribed|transliterated)\W*$)"
SPELL = r"(?:spell|write|transcribe|transliterate)"
PAPERS = r"(?:articles?|papers?|newspapers?|reports?|outlets?|agencies|media|sources?)"
SPELLING = (
    rf"^\W*how\s(?:is|was|are|were)\s(?:the\s)?{NAME}\sof\s(?P<one>.+?)\s{SPELLED}",
    rf"^\W*how\s(?:is|was|are|were)\s(?P<two>.+?)['’]s?\s{NAME}\s{SPELLED}",
    rf"^\W*how\sdo(?:es)?\s(?:\w+\s){{0,2}}?{PAPERS}\s{SPELL}\s(?:the\s)?{NAME}\sof\s(?P<three>[^?]+)",
)
# "South Korea" is not Korea.
WIDER = frozenset(
    "North South East West Northern Southern Eastern Western New Old Great Upper Lower Saint San Santa Port El La"
    " Lake Mount".split()
)
THINGS = frozenset(
    "Tower Square War Open Gate Street Road Bridge Castle Prize Cup Day Talks Court Park Palace Times".split()
)
TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Capt|Sen|Rep|Gov|Sir|Dame|Lord|Lady|President|Mayor|Minister|Secretary|Judge|Justice|Professor|"
    r"General|Captain|Senator|Governor|Chancellor|Ambassador|Commissioner|Inspector|Colonel|Bishop|Father|Sister)\b"
)


HELD = r"(?:hold|held|have|has|had|occupy|occupies|fill|play|do|did)"
POST = r"(?:post|role|job|position|title|office|function|rank|profession|occupation)"
WHO_IS = (
    rf"^\W*(?:what|which)\s{POST}\s(?:does|did|do|has)\s(?P<one>[^?]+?)\s{HELD}(?P<rest>\s[^?]*)?\W*$",
    rf"^\W*what\s(?:is|was)\s(?P<one>[^?]+?)['’]s?\s{POST}(?P<rest>\s[^?]*)?\W*$",
)
# Who wins is told with a margin; whom they beat, a sentence that tells it seldom says.
AT = r"(?:after|among|at|before|by|during|for|in|on|with)"
RIVAL = r"(?:the\s)?[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*"
BEAT = re.compile(
    rf"^(?P<by>\W*(?i:by\s(?:how\smany\s\w+|how\smuch|what\smargin)\s(?:did|has|had))\s.+?)\s"
    rf"(?P<verb>beat(?:en)?|defeat(?:ed)?)\s{RIVAL}(?P<rest>\s{AT}\s[^?]+)?\W*$"
)
LEAD = re.compile(
    rf"^\W*(?i:how\s(?:large|big|wide|great|narrow|small|strong)|what)\s(?:is|was)\s(?P<who>[^?]+?)['’]s?\s"
    rf"(?:lead|majority|margin)(?:\sover\s{RIVAL})?(?P<rest>\s{AT}\s[^?]+)?\W*$"
)
RUNS = re.compile(r"^\W*who\s(?:runs|is\srunning)\s(?!for\b|in\b|against\b|away\b|out\b|at\b|to\b)", re.IGNORECASE)
SPEAKS = re.compile(r"\bwho\sspeaks\sfor\b", re.IGNORECASE)
VENUE = re.compile(r"\b(?P<at>in|at|inside) (?:which|what) (?:buildings?|venues?|premises)\b", re.IGNORECASE)
TALKS = re.compile(r"\b(?:talks|negotiations)\b", re.IGNORECASE)
ROUND = re.compile(r"\b(?P<name>round|session|sit-down|get-together)s?\b(?! of)", re.IGNORECASE)


def plainly(question: str) -> str:
    """The question; "who is ..." where it asks how a name is spelled, which any sentence tells that says who it is.

    >>> plainly("How is the surname of the ship's captain spelled?")
    "Who is the ship's captain?"
    """
    for form in SPELLING:
        if found := re.search(form, question, re.IGNORECASE):
            return f"Who is {next(one for one in found.groups() if one).strip()}?"
    for form in WHO_IS:
        if found := re.search(form, question, re.IGNORECASE):
            return f"Who is {found['one']}{found['rest'] or ''}?"
    if found := BEAT.search(question):
        return f"{found['by']} {'won' if found['verb'].endswith(('en', 'ed')) else 'win'}{found['rest'] or ''}?"
    if found := LEAD.search(question):
        return f"By how much does {found['who']} lead{found['rest'] or ''}?"
    question = RUNS.sub("Who is the head of ", question)
    question = SPEAKS.sub("Who is the spokesperson of", question)
    return VENUE.sub(lambda found: "At what place" if found["at"][0].isupper() else "at what place", question)


def briefly(question: str, text: str) -> str:
    """The question with the last name alone of a person whom the text calls so, and "talks" where it tells of no round.

    >>> briefly("How old is Ida Lund?", "Lund, 47, won by one vote.")
    'How old is Lund?'
    """
    if TALKS.search(text):
        question = ROUND.sub(lambda found: found[0] if found["name"].lower() in text.lower() else "talks", question)
    people = [one.split() for one in names(question)]
    lasts = [one[-1] for one in people]
    for first, last in (one for one in people if len(one) == 2):  # noqa: PLR2004 -- longer runs are titles and bodies
        if (
            first in WIDER
            or last in THINGS
            or lasts.count(last) > 1
            or is_state(stem(last))
            or BODY.search(last)
            or first in text
        ):
            continue
        if _alone(last, text):
            question = re.sub(rf"\b{re.escape(first)} {re.escape(last)}\b", last, question)
    return question


def _alone(last: str, text: str) -> bool:
    """Whether the text has the name, each time without another before or after it; a title is none."""
    found = list(re.finditer(rf"(?:(\S{{1,40}})\s)?\b{re.escape(last)}\b(?!-)(?:\s(\S{{1,40}}))?", text))
    return bool(found) and not any(
        (
            before
            and before[0].isupper()
            and before.lower() not in NO_NAME
            and not TITLE.match(before)
            and before[-1] not in ".:,"
        )
        or (after and after[0].isupper())
        for before, after in (one.groups() for one in found)
    )
