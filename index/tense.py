"""Does the sentence around a date tell of what was or of what is to come? Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["Tense", "read_tense"]

# A verb of the future takes the words it governs along, so that "will be held on Thursday" is not read as "held".
_FUTURE = (
    r"(?:(?:will|would|shall|going to|to be)\b|[’']ll\b)"
    r"(?: (?:not|also|be|have|been|now|then|likely|never|only|soon|again|[a-z]+ly)\b){0,4}"
    r"(?: (?:stay|remain|keep|get|become)\b)?(?: [a-z]+\b)?|\bwon[’']t(?: be)?(?: [a-z]+)?"
    r"|\b(?:agreed|plan(?:s|ned|ning)?|vow(?:s|ed)|promised?|pledged?|hoped?|hopes|expected|expects|due|set|scheduled|"
    r"slated|poised|ready|prepar\w+|likely|wants?|intends?|intended|is|are|was|were|called) to\b(?: be)?(?: [a-z]+)?"
    r"|\b(?:scheduled|planned|slated|due|expected) (?:for|on|in|at|this|next|by)\b|\b(?:set|pencill?ed in|timed) for\b"
    r"|\b(?:postponed|delayed|adjourned|moved|rescheduled|extended|suspended|deferred|put off)"
    r"(?: \w+){0,3} (?:until|till|to)\b"
    r"|\b(?:upcoming|forthcoming|coming|ahead of|deadline|begins?|starts?|opens?|reopens?|meets|reconvenes?|resumes?|"
    r"closes?(?= (?:on|at) )|"
    r"takes? place|kicks? off|expires?|lapses?|forecast|heads|travels|hosts|faces|visits|returns|expected|next)\b"
)
_PAST_WORDS = """
    was were had did has have said told met held began went took left came saw won lost fell rose gave made struck broke
    found sent spoke wrote shot hit fled fought led paid ran sold spent stood stuck swore taught thought threw
    understood withdrew became bought brought built caught chose drew drove felt flew got grew heard kept knew laid lay
    meant sat sank sought slid sprang stole swept tore wore woke blew burst cut
"""
_NOT_PAST = """
    united indeed need speed feed seed hundred sacred based related armed limited unprecedented aimed detailed concerned
    exceed proceed succeed embed bleed breed alleged accused naked wicked kindred used creed steed
"""
_PAST = rf"\b(?:{'|'.join(_PAST_WORDS.split())})\b|\b(?!(?:{'|'.join(_NOT_PAST.split())})\b)[a-z]{{2,20}}ed\b"
_MARKER = re.compile(rf"(?P<future>{_FUTURE})|(?P<past>{_PAST})", re.IGNORECASE)
# Words between the start of a clause and a date that opens it: "..., and on Tuesday the court ruled".
_OPENS = re.compile(
    r"(?:^|[,;:—–“\"(]|\b(?:that|and|but|as|when|while))\s*(?:(?:on|in|by|from|at|only|then|late|early|the)\s+){0,2}$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^\s*(?:,|and|or|,\s*and|to|until|through|[-–—])\s*(?:on\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?(?:(?:start|end|beginning)\s+of\s+)?$", re.IGNORECASE)
# "closed until Friday" looks ahead, "lasted until Friday" back.
_UNTIL = re.compile(
    r"\b(?:until|till)\s+(?:at least\s+)?(?:the\s+)?(?:(?:start|end|beginning)\s+of\s+)?$", re.IGNORECASE
)
_LASTED = re.compile(
    r"(?<!would have )\b(?:was|were|had been|lasted|ran|served|worked|waited|lived|stayed|remained|continued)\b",
    re.IGNORECASE,
)
# "Until Wednesday, nobody had claimed it."
_HAD = re.compile(r",? [^,;:.]{1,40} (?:had|was|were)\b", re.IGNORECASE)
# What may stand between a verb and the date that is its time: at most a few plain words, "in Istanbul on", "again in".
_TIED = re.compile(
    r"^(?!.*\b(?:the|who|which|that|since|after|before|from|over|of|by|his|her|their|a|an)\b[^,;]{0,40}$)[^,;:.()“”\"]{0,60}\b(?:on|in|for)\s*$",
    re.IGNORECASE | re.DOTALL,
)

Direction = Literal["past", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tense:
    """Where the verb of a date points; `sure` when nothing but place and preposition stands between the two.

    `direction` is None where no verb tells. `verb` is the words it was read from.
    """

    direction: Direction | None
    sure: bool = False
    verb: str = ""


_NONE: Final = Tense(direction=None)


def read_tense(sentence: str, start: int, end: int, *, before: tuple[int, Tense] | None = None) -> Tense:
    """The tense that governs the date at `sentence[start:end]`.

    A date that opens its clause looks forward to its verb; any other looks back to the nearest one, then
    forward. "on Monday and Tuesday": the second date takes the first one's tense.

    Args:
        sentence: one sentence; cost is linear in its length.
        start: where the date begins in it.
        end: where the date ends.
        before: end and tense of the date that comes before in the same sentence.
    """
    if before is not None and _JOINED.match(sentence[before[0] : start]):
        return before[1]
    if _SINCE.search(sentence[max(0, start - 40) : start]):
        return Tense(direction="past", sure=True, verb="since")
    if _UNTIL.search(sentence[max(0, start - 40) : start]):
        lasted = _LASTED.search(sentence[max(0, start - 80) : start]) or _HAD.match(sentence, end)
        return Tense(direction="past" if lasted else "future", verb="until")
    head, tail = sentence[max(0, start - 300) : start].rpartition(";")[2], sentence[end : end + 200]
    back = list(_MARKER.finditer(head))
    onward = _MARKER.search(tail)
    attributive = bool(re.match(r"[’']s?\s", tail))
    opens = bool(_OPENS.search(head)) or attributive
    if opens and onward is not None:
        sure = not attributive and not back and not re.search(r"\b(?:who|which|that|whose)\b", tail[: onward.start()])
        return _tense(onward, sure=sure)
    if back:
        return _tense(back[-1], sure=bool(_TIED.match(head[back[-1].end() :])))
    return _tense(onward, sure=False) if onward is not None else _NONE


def _tense(marker: re.Match[str], *, sure: bool) -> Tense:
    return Tense(direction="future" if marker["future"] else "past", sure=sure, verb=marker[0])
