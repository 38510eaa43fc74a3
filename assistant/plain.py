"""A question in the plainest words that ask the same, as the reader of sentences knows them best. Pure."""

from __future__ import annotations

import re

from assistant.name import names

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


def plainly(question: str) -> str:
    """The question; "who is ..." where it asks how a name is spelled, which any sentence tells that says who it is.

    >>> plainly("How is the surname of the ship's captain spelled?")
    "Who is the ship's captain?"
    """
    for form in SPELLING:
        if found := re.search(form, question, re.IGNORECASE):
            return f"Who is {next(one for one in found.groups() if one).strip()}?"
    return question


def briefly(question: str, text: str) -> str:
    """The question with the last name alone of those whom the text calls so.

    >>> briefly("How old is Ida Lund?", "Lund, 47, won by one vote.")
    'How old is Lund?'
    """
    for name in names(question):
        *first, last = name.split()
        if first and re.search(rf"\b{re.escape(last)}\b", text) and not re.search(rf"\b{re.escape(first[-1])}\b", text):
            question = question.replace(name, last)
    return question
