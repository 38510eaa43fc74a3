"""What one line of a page is by its shape: a sentence, a headline, a byline, a credit, a date. Pure, and linear."""

from __future__ import annotations

import re

__all__ = [
    "CLOSED",
    "LONGEST_HEADLINE",
    "MONTHS",
    "RUNNING",
    "is_byline",
    "is_credit",
    "is_date",
    "is_headline",
    "is_listed",
    "is_name",
    "is_open",
    "is_sentence",
    "is_short",
    "names_in_byline",
    "stems",
    "words_of",
]

WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
# What may stand after the last full stop: closing quotes and brackets, and whose report it is: "(ANI)", "— Reuters".
AFTER = r"[\"'”’»)\]]*(?:\s*(?:[(\[][^()\[\]]{1,40}[)\]]|[–—-]+\s?[A-Z][\w ]{1,20}))?$"
CLOSED = re.compile(rf"[.!?…]{AFTER}")
FULL_STOP = re.compile(rf"[.…]{AFTER}")
DOTTED = re.compile(r"(?:\b[A-Z]\.){1,4}$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr)\.$")
LISTED = re.compile(r"(?:[•▪◦‣·*–—-]|\d{1,2}[.)])\s+\S")
# A line of so many words is running text even where its end was cut off; headlines stay under it.
RUNNING = 20
LONGEST_HEADLINE = 200
# A menu item, a crosshead or a name has at most so many words.
FEW = 4
LONGEST_CREDIT = 7  # words; a longer line that ends with a full stop is a sentence
LONGEST_BYLINE = 16  # words
NAME = range(2, 6)  # words

MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
WEEKDAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    """.split()
)
# What stands around the day on a page's date line.
AROUND_DATES = frozenset(
    """
    published updated posted modified created revised last first originally date time on at the of and
    am pm a.m p.m et pt local hrs hours hour minutes minute mins min days day weeks week about ago read reading edited
    change changed
    """.split()
)
ZONE = re.compile(r"[A-Z]{0,4}T|UTC|MSK|Z")
LONG = 4  # letters of a word that says what a line is about
FUNCTION_WORDS = frozenset(
    """
    about after again against also been before being between both could does down during each from have here into just
    more most must only other over said same says should since some such than that their them then there these they
    this those through under until upon were what when where which while will with would your
    """.split()
)
NUMBER = re.compile(
    r"\d{1,4}(?:st|nd|rd|th|am|pm|h)?|\d{1,2}[.-]\d{1,2}[.-](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d\w*|\d+\.\d+(?:am|pm)?"
    r"|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-(?:\d{4}|\d\d)"
)

# Written for the verbose syntax, so that every blank is marked.
AGENCY = r"""(?:the\ )?(?:
      reuters|afp|agence\ france[\ -]presse|ap|associated\ press|dpa|tass|xinhua|anadolu(?:\ agency)?|ani|pti|ians|upi
    | bloomberg|interfax|efe|kyodo(?:\ news)?|yonhap|pa\ media|press\ association|ukrinform|ria\ novosti
    | (?:news\ |wire\ |press\ )?agenc(?:y|ies)|wire\ (?:reports?|services?))"""
STAFF = re.compile(
    r"""\W*(?:(?:by\ )?(?:(?:our\ )?(?:staff|web\ desk|news\ ?desk|monitoring\ desk|correspondents?|admin|newsroom
    | (?:staff|special)\ (?:reporter|writer|correspondent)|editorial\ (?:team|board|staff)|editor|reporter))
    | by\ [^.;:]{2,40}\ (?:desk|bureau|newsroom|staff|team|reporters?|correspondents?)
    | (?:by\ )?our\ (?:own\ )?(?:news\ ?desk|newsroom|correspondents?|reporters?|staff)
      (?-i:(?:\ in\ [A-Z][\w\ ]{1,30})?(?:\ and\ [A-Z][\w.&\ ]{1,40})?)
    | (?-i:[Ff]rom(?:\ [A-Z][\w.'’-]+){2,3}\ in(?:\ [A-Z][\w'’-]+){1,3}))\W*""",
    re.IGNORECASE | re.VERBOSE,
)
# "Halden Wire", "Meridian News Agency": a name of capital words that ends as agencies' names do.
AGENCY_NAME = r"""(?-i:(?:[A-Z][\w.&'’-]*\ ){1,4}
    (?:Agency|Wire|Newswire|Press|Press\ Association|News\ Service))"""
CREDIT = re.compile(
    rf"""\W*(?:
      with\ (?:\w+\ )?(?:inputs?|reporting|files|contributions?)\ (?:from|by)\ [^.;:]{{2,100}}
    | (?:original(?:ly)?|first|story|news|article)?\ ?sources?\s?[:–—-]\s?\S.{{1,100}}
    | (?:additional\ |further\ )?(?:reporting|writing|editing|compiled|translated|translation)\ by\ .{{2,400}}
    | (?:originally|first)\ (?:published|appeared|posted)\ (?:by|on|in|at)\ .{{2,100}}
    | (?:this|the)\ (?:article|story|report|piece|post|content)\ (?:was\ |is\ |has\ |first\ |originally\ |also\ )+
      (?:not\ been\ edited|been\ (?:re)?published|(?:re)?published|appeared|produced|syndicated|sourced|translated)
      \ .{{2,200}}
    | (?:courtesy|via)\s?:?\ [^.;:]{{2,60}}
    | (?:by\ )?{AGENCY_NAME}
    | (?:by\ |[–—-]\s?)?{AGENCY}(?:\s?(?:,|/|and|&|\+|\|)\s?{AGENCY})*
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)

BYLINE = re.compile(
    r"(?:(?:written|reported|story|words|text|posted|published|edited) )?by:? |authors?: ", re.IGNORECASE
)
NAME_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['’.\-][^\W\d_]*)*")
PARTICLES = frozenset("al bin ibn da de del della der di dos du el la le ten ter van von y zu".split())
NOT_NAMES = (
    MONTHS
    | WEEKDAYS
    | frozenset(
        """
        the a an of in on at for to from with without no and or as is are not all far now then than land sea air day
        night morning evening afternoon noon midnight week month year today tomorrow yesterday law numbers popular
        demand
        """.split()
    )
) - {"april", "may", "june", "august", "jan", "mar"}


def words_of(line: str) -> list[str]:
    """The words and numbers of a line as printed; "U.S." is one word, its last dot left out."""
    return WORD.findall(line)


def is_sentence(line: str) -> bool:
    """Whether the line is running text: it closes with . ! ? or is too long for a headline."""
    words = words_of(line)
    return (len(words) > 1 and CLOSED.search(line) is not None) or len(words) >= RUNNING


def is_short(line: str) -> bool:
    """Whether the line has at most four words, as a menu item, a crosshead or a name has."""
    return len(words_of(line)) <= FEW


def is_open(line: str) -> bool:
    """Whether the line can be a headline: short, and no full stop but that of an abbreviation ("in the U.S.")."""
    ends = FULL_STOP.search(line) is not None and DOTTED.search(line) is None
    return not ends and 0 < len(words_of(line)) < 2 * RUNNING and len(line) <= LONGEST_HEADLINE


def is_headline(line: str) -> bool:
    """Whether the line could be the headline of another article: open, and shorter than running text."""
    return is_open(line) and len(words_of(line)) < RUNNING + 5


def is_listed(line: str) -> bool:
    """Whether the line opens with the mark of a list: a bullet, a dash, "1." or "1)"."""
    return LISTED.match(line) is not None


def is_date(line: str) -> bool:
    """Whether the line says nothing but a day, with its hour or a word such as "Published" ("3 May 2024, 10:15")."""
    if len(line) > LONGEST_HEADLINE:
        return False
    words = [word.lower() for word in words_of(line) if not ZONE.fullmatch(word)]
    numbers = [word for word in words if NUMBER.fullmatch(word)]
    dated = any(word in MONTHS for word in words) or re.search(r"\d[-/.](?:\d{1,2}|[A-Za-z]{3,9})[-/.]\d", line)
    known = (word in MONTHS or word in WEEKDAYS or word in AROUND_DATES or NUMBER.fullmatch(word) for word in words)
    return bool(numbers) and bool(dated) and all(known)


def is_credit(line: str) -> bool:
    """Whether the line says whose report the article is: "(With inputs from Reuters)", "Original Source: ..."."""
    if CREDIT.fullmatch(line) is None:
        return False
    # "With input from engineers, the company rebuilt the bridge." is a sentence; a credit is short or in brackets.
    bracketed = (
        line.startswith(("(", "[")) or ";" in line or re.match(r"\W*th(?:is|e) ", line, re.IGNORECASE) is not None
    )
    return bracketed or FULL_STOP.search(line) is None or len(words_of(line)) <= LONGEST_CREDIT


def is_byline(line: str) -> bool:
    """Whether the line says who wrote the article, by name or as "By our correspondent", "Staff Reporter"."""
    return STAFF.fullmatch(line) is not None or bool(names_in_byline(line))


def names_in_byline(line: str) -> tuple[str, ...]:
    """The names in a line such as "By Ada Lovelace and Kurt Gödel | Science editor"; empty for any other line."""
    opening = BYLINE.match(line)
    if (
        opening is None
        or len(words_of(line)) > LONGEST_BYLINE
        or len(line) > LONGEST_HEADLINE
        or FULL_STOP.search(line)
    ):
        return ()
    people = re.split(
        r"\s+(?:with|in|for|at|from|WITH|IN|FOR|AT|FROM)\s+|\s*[|•·/]\s*|\s+[–—-]\s+", line[opening.end() :].strip()
    )[0]
    parts = re.split(r",\s+(?:and\s+)?|\s+(?:and|&)\s+", people)
    return tuple(filter(is_name, parts)) if is_name(parts[0]) else ()


def is_name(part: str) -> bool:
    """Whether the words can be a person's name: two to five, capital but for particles such as "van", none a day's."""
    words = part.split()
    capital = [word for word in words if word.lower() not in PARTICLES]
    return (
        len(words) in NAME
        and len(capital) in NAME
        and all(NAME_WORD.fullmatch(word) and word.lower() not in NOT_NAMES for word in capital)
    )


def stems(line: str) -> set[str]:
    """The longer words of a line by their first five letters, so that "vote" and "voted" are the same."""
    return {word[:5].lower() for word in words_of(line) if len(word) >= LONG and word.lower() not in FUNCTION_WORDS}
