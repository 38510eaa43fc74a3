"""What a sentence must say to answer a question of a few kinds: a party, a predecessor, somebody's father. Pure.

Their answers hold a name or a number as many a sentence near them does; without these words it is another's.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["must_hold"]

OF = r"(?:['’]s?|\b(?:his|her|their|its|the))\s(?:\w+\s)?"
# Who somebody is to somebody else: a question for one is not answered with another.
KIN: Final = {
    r"(?:father|dad)": r"father|dad|daddy|parents?",
    r"(?:mother|mum|mom)": r"mother|mum|mummy|mom|parents?",
    r"(?:wife|husband|spouse)": r"wife|husband|spouse|partner|married|wed|widow\w*|couple",
    r"(?:brother|sister)s?": r"brothers?|sisters?|siblings?|twins?",
    r"(?:son|daughter|child|kid)(?:s|ren)?": r"sons?|daughters?|child(?:ren)?|kids?|boys?|girls?|babies|baby|twins?",
    r"(?:coach|trainer)": r"coach\w*|train\w*|mentor\w*",
    r"(?:lawyer|attorney|solicitor|barrister)s?": (
        r"lawyers?|attorneys?|solicitors?|barristers?|counsel|defen[cs]e|advocates?|represent\w*|for the"
    ),
}
# "How many members has it altogether?": "6,500 of its members" are a part.
WHOLE: Final = (
    r"\bhow many\b[^?]*\b(?:altogether|all told|in all|in total)\b|"
    r"\bhow many (?:\w+ )?(?:members|employees|workers|people|staff|pupils|students|customers|inhabitants|residents) "
    r"(?:does|do|did) [^?]* have\W*$"
)
COUNTED: Final = (
    r"(?<![\d,.])\d[\d,.]*(?![\d,.]*(?:%|\s(?:percent|per cent|of (?:its|the|their|his|her))\b))(?<![,.])|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundreds?|thousands?|millions?|dozens?)\b"
    r"(?!\sof (?:its|the|their|his|her)\b)"
)
HOLDS: Final = (
    (WHOLE, COUNTED),
    *((rf"{OF}{who}\b", rf"\b(?:{words})\b") for who, words in KIN.items()),
    (
        (
            r"\bpredecessor\b|"
            r"\bwhom? (?:did|does|has|will|is) [^?]*\b(?:replac|succeed)\w*\W*(?:as\b|at\b|in\b|on\b|$)"
        ),
        (
            r"\b(?:predecessor|replac\w+|succe\w+|former|previous\w*|outgoing|took over|takes over|taking over|"
            r"in place of|instead of|steps? down|stepped down|resign\w*|retir\w+|ousted|sacked|dismissed|"
            r"follow\w*|until)\b"
        ),
    ),
    (
        r"\bsuccessor\b|\bwho (?:\w+ ){0,2}(?:replac|succeed)\w*\b|\bwho (?:took|takes|will take) over\b",
        (
            r"\b(?:successor|replac\w+|succe\w+|new|newly|appoint\w*|named|takes? over|taking over|took over|"
            r"hired|elect\w*|sworn in|interim|acting|caretaker|follow\w*|stands? in|steps? in|stepped in|"
            r"promot\w+|becom\w+|became|instead)\b"
        ),
    ),
    (
        r"\bwho (?:stood|stands|stepped|steps|filled|fills) in for\b",
        (
            r"\b(?:stood in|stands? in|stepped in|steps? in|filled in|replac\w+|substitut\w+|understudy|instead|"
            r"in place of|took over|takes? over|deputy|deputis\w+|cover\w*)\b"
        ),
    ),
    (
        r"\b(?:what|which) (?:political )?party\b|\bwhich party's\b",
        (
            r"\b(?:party|parties|\w*democrats?|\w*socialists?|conservatives?|liberals?|republicans?|labou?r|greens?|"
            r"independents?|nationalists?|communists?|alliance|list|coalition|front|movement|union|bloc|league|"
            r"tor(?:y|ies)|GOP|[RD]-[A-Z][a-z]+)\b"
        ),
    ),
    (
        (
            r"\b(?:good|bad|safe|smart|wise|worthwhile) (?:investment|buy|bet)\b|"
            r"\bshould (?:i|we|one) (?:buy|sell|invest|put)\b"
        ),
        r"\b(?:invest\w*|recommend\w*|advis\w*|analysts?|rat(?:ed|ing))\b",
    ),
    (
        r"\bhow many (?:people|workers|staff|employees|men and women)?\s?(?:\w+\s){0,4}employ(?:s|ed)?\W*$",
        r"\b(?:employ\w*|staff|workers?|workforce|payroll|jobs?|people work|work for|works? there)\b",
    ),
    (r"\b(?:what|which) fines?\b", r"\b(?:fin(?:e|es|ed|ing)|penal\w+|sanction\w*|pay|paid|ordered)\b"),
    (r"\bransom\b", r"\b(?:ransom|demand\w*|extort\w*|hackers?|gang|kidnap\w*|captors?|bitcoins?|thieves)\b"),
    (
        r"\b(?:what|how much) compensation\b",
        r"\b(?:compensat\w*|damages|payouts?|refund\w*|reimburs\w*|vouchers?|receiv\w*|gets?|got|each|paid|pays?)\b",
    ),
)


def must_hold(question: str) -> str | None:
    """A pattern, case ignored, of which an answering sentence must hold something; None for most questions.

    >>> bool(re.search(must_hold("Who was her predecessor?"), "She took over from Ann Weber."))
    True
    """
    return next((words for asked, words in HOLDS if re.search(asked, question, re.IGNORECASE)), None)
