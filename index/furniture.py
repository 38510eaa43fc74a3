"""Page furniture: what news sites print around an article, told by one line alone. Its wording is in furniture.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from index.shape import is_byline, is_credit, is_date, is_headline, is_sentence, is_short, words_of

__all__ = ["BIO", "COMMENTS", "is_label", "reason_to_cut"]

SHARING = frozenset(
    """
    share tweet post print email e-mail mail save copy link url pin facebook twitter x instagram youtube whatsapp
    telegram linkedin tiktok google news pinterest reddit threads bluesky mastodon flipboard messenger viber tumblr rss
    sms pocket this article story page on via to with by and or it the more options friends now send like follow
    """.split()
)
MENU = frozenset(
    """
    home news world business sport sports opinion opinions politics tech technology science health culture arts
    entertainment lifestyle travel video videos photos pictures live tv radio podcasts weather more menu search login
    subscribe register sign log in up us u.s uk europe asia africa americas americas middle east national international
    local local economy markets money features education environment about contact newsletters e-paper epaper editorial
    latest trending top stories india pakistan and my account shop jobs games magazine
    """.split()
)

PLATFORM = (
    "(?:facebook|twitter|x|instagram|youtube|whats ?app|telegram|linkedin|tik ?tok|google(?: news)?|pinterest|reddit|"
    "threads|bluesky|mastodon|snapchat|flipboard|messenger|viber|tumblr|rss|e-?mail)"
)
CHANNEL = (
    r"(?:us on|us at|our (?:\w+ ){0,3}(?:newsletters?|channels?|pages?|apps?|groups?|community|feeds?|briefings?|"
    r"alerts?|website|podcasts?)|(?:\w+ ){0,2}newsletters?|(?:to|in) your inbox|"
    rf"on {PLATFORM}|@\w+|preferred source)\b"
)
COMMENTS = re.compile(
    r"""(?:leave|post|write|add)\ (?:a\ |your\ )?(?:reply|comment|response)s?(?:\ (?:to|on)\b.*|\ cancel\ reply)?
    | \d+\ (?:comments?|responses?|replies|thoughts\ on\b.*)""",
    re.IGNORECASE | re.VERBOSE,
)
LABEL = re.compile(
    r"""\W*(?:
      (?:also|must|don['’]t\ miss)?,?\ ?read(?:\ (?:this|these|also|more|next|now|too|on))*
    | (?:see|watch|read|more)\ also|also\ (?:see|read|watch|on|in).{0,30}
    | (?:the\ |our\ |your\ )?(?:related|similar|recommended|suggested|featured|popular|trending|latest|recent|top|more
      |other|most|hot|must)
      (?:,?\ (?:read|reads|views|viewed|shared|commented|watched|popular|recent|discussed|news|stor(?:y|ies)|articles?
      |posts?|topics?|coverage|reading|content|headlines|videos?|links?|updates?|now|today|this\ week|picks|in|on|from
      |by|for\ you|comments)\b.{0,40})?
    | (?:you|readers)\ (?:may|might|could|would|will)\ (?:also\ )?(?:like|enjoy|be|have|want|love)\b.{0,60}
    | more\ (?:from|like|by)\b.{0,60}|editor['’]?s['’]?\ (?:picks?|choice)
    | what\ (?:others|people|to)\ (?:are\ )?read.{0,30}
    | in\ case\ you\ missed\ it|up\ next|further\ reading|keep\ reading|around\ the\ web|headlines|archives?|just\ in
    | from\ (?:the|our)\ (?:web|partners|archives?|network)|(?:sponsored|promoted)\ .{0,30}
    | what['’]s\ (?:new|hot|trending)
    | now\ trending
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
# Who writes for a living is introduced below an article; who is only learned may be introduced in it.
BIO = re.compile(
    r"""(?P<name>(?:[^\W\d_a-z][\w'’.-]*\ ){1,4})(?:
      (?:is|covers|writes|reports|works)\b[^.“”"]{0,120}\b(?i:
        (?P<writer>contributors?|reporters?|correspondents?|editors?|journalists?|writers?|columnists?|freelancers?
        |producers?|bloggers?|intern|author)
      | analyst|fellow|professor|researcher|lecturer|commentator|photographer|student|strategist|scholar
      | for\ the|at\ the)\b
    | (?P<beat>covers|writes)\ )[^“”"]*""",
    re.VERBOSE,
)
# Furniture is short; a longer line is running text, and the bound keeps every rule fast on hostile lines.
LONGEST = 1000
LONGEST_LABEL = 80
MENU_ITEMS = 3


def is_label(line: str) -> bool:
    """Whether the line heads a list of other articles: "Trending Now", "Also, read this", "Related News"."""
    return len(line) <= LONGEST_LABEL and not line.endswith(".") and LABEL.fullmatch(line) is not None


def reason_to_cut(line: str) -> str | None:
    """Why the line, by its own wording, is no part of an article; None where its wording does not say so."""
    if len(line) > LONGEST:
        return None
    if is_byline(line):
        return "byline"
    if is_credit(line):
        return "credit"
    for reason, wording in _rules():
        if wording.fullmatch(line):
            return reason
    if is_sentence(line):
        return _all_of_it(line)
    words = [word.lower() for word in words_of(line)]
    if (
        words
        and words[0] in SHARING - {"this", "on", "to", "by", "and", "or", "it", "the", "now", "news", "via", "with"}
        and set(words) <= SHARING
    ):
        return "share buttons"
    parts = [part.split() for part in re.split(r"\s*[|›»>•·/]\s*|\s+[~-]\s+|\s{2,}", line) if part]
    if len(parts) >= MENU_ITEMS and all(is_short(" ".join(part)) for part in parts) and is_headline(line):
        return "menu"
    if len(words) >= MENU_ITEMS and set(words) <= MENU:
        return "menu"
    pieces = [] if is_date(line) else re.split(r"\s+[|•·]\s+", line)
    return next(filter(None, map(reason_to_cut, pieces)), None) if len(pieces) > 1 else None


def _all_of_it(line: str) -> str | None:
    """Why each of several short sentences is furniture: of "Read time: 3 min. 118 comments. Share." all three are."""
    told = re.split(r"(?<=\.)\s+", line)
    reasons = [reason_to_cut(one.rstrip(".")) for one in told] if len(told) > 1 else [None]
    return reasons[0] if all(reasons) else None


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each reason of furniture.txt with its wording, in the file's order."""
    return tuple(
        (reason, re.compile("|".join(f"(?:{one})" for one in rules), re.IGNORECASE)) for reason, rules in _read()
    )


def _read() -> Iterator[tuple[str, list[str]]]:
    text = (Path(__file__).parent / "furniture.txt").read_text(encoding="utf-8")
    for section in re.split(r"^(?=\[[a-z ]+\]$)", text, flags=re.MULTILINE)[1:]:
        head, *rules = section.strip().split("\n")
        yield head[1:-1], [rule.replace("{platform}", PLATFORM).replace("{channel}", CHANNEL) for rule in rules]
