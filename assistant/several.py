"""Whether a question asks for more than one thing, so that one sentence can hardly answer it. Pure."""

from __future__ import annotations

import re

__all__ = ["MONTH", "asks_reports", "asks_several"]

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|"
    r"winter)"
)
SEVERAL = re.compile(
    rf"""
    \b(?:both|each|all|various|different|several|rounds|list|dates|stages|steps|cities|respectively|as\swell|
        developed?|change[ds]?\sover|led\sup|over\stime|step\sby\sstep)\b
    | \b(?:two|three|four)\s(?!sides)\w+s\b
    | \bfrom\s\w+\sto\s\w+
    | \bhow\sdid\s.+\b(?:change|develop|evolve|unfold|progress)
    | \bhow\s(?:many\stimes|often)\b
    | \bwhat\s(?:came|became|has\sbecome)\sof\b
    | \bfirst\b.*\b(?:second|third|later|then|last|latest|now|in\sthe\send|finally|after(?:wards)?)\b
    | \bbefore\b.*\band\b.*\bafter\b | \bat\sthe\sstart\b.*\bend\b
    | \bin\s{MONTH}\b.*\b(?:and|or|then)\b.*\bin\s{MONTH}\b
    | \b(?:19|20)\d\d\b.*\b(?:and|or|then)\b.*\b(?:19|20)\d\d\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "Which coaches", "what were the conditions": a plural that names what is asked for.
PLURAL = re.compile(
    r"\b(?:which|what(?: (?:are|were))?(?: the)?|name(?: the)?|list(?: the)?)\s"
    r"(?:(?!is\b|was\b|does\b|has\b)[a-z-]+\s){0,2}?"
    r"(?!(?:is|was|does|has|his|its|this|thus|always|status|series|news|politics|business|princess|process|access|"
    r"address|crisis|basis|us|focus|virus|bus|gas|loss|class|press|party's)\b)[a-z]{3,}(?<![s’'])s\b(?!['’])",
    re.IGNORECASE,
)
PAPER = r"(?:report|article|outlet|paper|newspaper|source|account)"
PAPERS = rf"{PAPER}s"
# "In the different reports", "by more than one outlet", "do the outlets differ on": what each tells is asked for.
REPORTS = re.compile(
    rf"\b(?:different|various|several|separate|all(?: the)?|both|how many|two|three|independent) (?:\w+ )?{PAPERS}\b|"
    rf"\b(?:more than one|any other|another) {PAPER}\b|\b{PAPER}s?\b[^?]*\bindependent|\bindependently\b|"
    rf"\b{PAPERS} (?:differ|disagree|agree|diverge|contradict|conflict)\b",
    re.IGNORECASE,
)
VERB_AFTER = re.compile(r"\b(?:what|which|name)\s[a-z]+s\s(?:the|a|an|his|her|its|it|him|to)\b", re.IGNORECASE)


def asks_several(question: str) -> bool:
    """Whether the words of the question ask for several things, days, rounds or stages.

    >>> asks_several("Which coaches did they dismiss?"), asks_several("Which coach did they dismiss?")
    (True, False)
    """
    plural = PLURAL.search(question) is not None and not VERB_AFTER.search(question)
    return plural or SEVERAL.search(question) is not None


def asks_reports(question: str) -> bool:
    """Whether the user asks what each of several reports tells."""
    return REPORTS.search(question) is not None
