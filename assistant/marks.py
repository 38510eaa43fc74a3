"""What figures, dates, places, reasons and sayings look like in a sentence of the news. Patterns only."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "AGED",
    "AT_PLACE",
    "BODY",
    "BUILDING",
    "CLOCK",
    "DATE",
    "DATELINE",
    "DAYTIME",
    "ERA",
    "FIGURE",
    "FROM_PLACE",
    "PEOPLE",
    "PERSON",
    "PLACE",
    "REASON",
    "ROLE",
    "SAYING",
    "SPOT",
    "UNITS",
    "VENUE",
    "WEEKDAY",
    "YEAR",
]

FIGURE = re.compile(
    r"\d+(?:[.,:]\d+)*|\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|one|two|three|"
    r"four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"dozens?|hundreds?|thousands?|millions?|billions?|twice|thrice|no one|none)\b",
    re.IGNORECASE,
)
DURATION = r"minutes?|hours?|days?|weeks?|months?|years?|decades?|centur\w+|seconds?|nights?|fortnight"
LENGTH = r"met(?:re|er)s?|centimet\w+|kilomet\w+|km|cm|mm|m|feet|foot|ft|inch\w*|miles?|hand-widths|storeys?"
MONEY = (
    r"[$€£¥]|dollars?|euros?|pounds?|crowns?|marks?|yen|yuan|rubles?|roubles?|rupees?|francs?|pesos?|"
    r"krona|kroner?|lira|bitcoins?|million|billion|(?<!per )cents?|pence|price"
)
UNITS: Final = {
    "duration": DURATION,
    "length": LENGTH,
    "extent": rf"(?:{DURATION})(?!\w|\sago\b)|{LENGTH}",
    "weight": r"kilo(?:gram\w*|s)?|kg|grams?|tonnes?|tons?|pounds?|lbs?|ounces?",
    "money": f"{MONEY}|percent|per cent",  # a rise in pay is told in percent too
    "sum": MONEY,
    "votes": r"votes?|ballots?|points?|seats?",
    "share": r"percent|per cent|%|half|third|quarter|points?|majority|out of|of the",
    "degrees": r"degrees?|celsius|fahrenheit|°|C\b",
    "speed": r"km/h|kph|mph|knots|per hour|an hour|a second|minutes?|hours?",
}
AGED = re.compile(
    r",\s\d{1,3}\s*[,.;)]|\baged\s\d|\b\w+[- ]years?[- ]old\b|\b(?:age|turn(?:s|ed|ing)?|born)\b|\bof\s\d\d\b|"
    r"\b(?:is|was|be)\s\d{1,3}(?=\s*(?:[.,;)]|$|(?:and|when|now)\b))|\bin\s(?:his|her|their)\s(?:\w+[\s-])?\w+ties\b",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)?\s?(?:a\.?m\b|p\.?m\b)|\bmidnight\b|\bnoon\b|\bo['’]clock\b|\b\d\d:\d\d\b|"
    r"(?:(?<=\bat )|(?<=\bby )|(?<=\babout )|(?<=\baround ))\d{1,2}\.[0-5]\d"
    r"(?=\s(?:in the (?:morning|afternoon|evening)|at night|(?:yesterday|this|that|on|today)\b))",
    re.IGNORECASE,
)
# Less exact: "at dawn", "in the early hours".
DAYTIME = re.compile(
    rf"{CLOCK.pattern}|"
    r"\b(?:dawn|daybreak|sunrise|dusk|sunset|nightfall|midday|early hours|morning|afternoon|evening)\b",
    re.IGNORECASE,
)
ERA = re.compile(r"(?<![\d,.])\d{1,3}(?:,?\d{3})?\s(?:BCE?|AD|CE)\b|\bAD\s\d{1,4}\b")
YEAR = re.compile(rf"{ERA.pattern}|\b(?:1[6-9]|20)\d\d\b")
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
DATE = re.compile(  # as it stands, where the article's own day is unknown and its "Monday" cannot be placed
    r"\b(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s\d{1,2}|"
    r"\d{1,2}\s(?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"(?:\b(?:in|at|near|outside|inside|off|from|to|on|between|across|around|of|under)\s(?:the\s)?(?:[a-z]+\s){0,3}|"
    r"(?=[A-Z][\w’']+-based\b))(?=(?P<name>[A-Z][\w’'-]+))"
)
BUILDING = re.compile(
    r"\b(?:consulate|embassy|residence|palace|hotel|airport|headquarters|office|hall|square|port|stadium|building|"
    r"house|school|church|hospital|depot|theatre|theater|museum|harbou?r|quay|camp|base|prison|room|site|"
    r"bridge|buoy|border|"
    r"coast|legacy|ship|aboard|where)\b",
    re.IGNORECASE,
)
# A house that something is held in: "at the residence of the consul", "to the Customs House".
VENUE = re.compile(
    r"\b(?:at|in|inside|into|outside|to|from|of)\s(?:the\s|an?\s|its\s|his\s|her\s|their\s)?(?:[\w’'-]+\s){0,3}?"
    r"(?P<name>(?i:consulate|embassy|residence|palace|hotel|headquarters|offices?|hall|house|school|church|hospital|theatre|"
    r"theater|museum|prison|castle|court|university|college|library|villa|club|cathedral|abbey|chapel|monastery|inn|"
    r"pub|restaurant|station|stadium|arena|barracks|chalet|mission|cent(?:re|er)|tower|exchange|ministry|depot|"
    r"warehouse|factory|barn))\b(?!\soperation)"
)
# Where something is, by a thing without a name: "in tea towels", "behind a boiler".
SPOT = re.compile(
    r"\b(?:in|at|behind|under|underneath|beneath|inside|near|on|onto|into|beside|above|below|outside|along|aboard|among|"
    r"opposite|next to|on top of|at the foot of)\s(?=(?P<name>(?:the|a|an|his|her|its|their|one|two|\d+)?\s?"
    r"(?:[a-z-]+\s){0,2}?[a-z]{3,}))"
)
REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|result of|caus\w+|led to|leading to|aim\w*|in order|so that|"
    r"prompted|triggered|blam\w+|reasons?|faults?|faulty|for fear|fear(?:ing|s|ed)|in response|designed|in return|"
    r"citing|cited|saying|ruled that|on the grounds|"
    r"to (?:restore|protest|avoid|prevent|save|allow|help|make|give|protect|mark|counter|combat|fight|tackle|ease|curb|"
    r"remind|commemorate|celebrate|honou?r|remember|demand|support|secure|ensure|boost|reduce|meet))\b|"
    r"\bover (?:\w+ ){0,3}?(?:concerns?|fears?|disputes?|rows?|allegations?|claims?|worries|risks?|safety|security|"
    r"costs?|pay|wages|failures?|links|ties|use|role|treatment|handling)\b|\b(?:after|following|amid|since)\b",
    re.IGNORECASE,
)
SAYING = re.compile(
    r"[“\"‘]|\b(?:said|says|told|added|stated|stating|noted|announced|confirmed|claimed|warned|argued|"
    r"insisted|stressed|"
    r"wrote|emphasi[sz]ed|clarified|indicated|expressed|according to|describ\w+|call\w+|denied|rejected|urged|quoted|"
    r"reported|asked|recommend\w*|admitted|praised|agreed|alarmed|concerned|hoped?|accused|wants?|demand\w*|"
    r"saying)\b",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:sources?|spokes\w+|officials?|ministry|department|witness\w*|agency|court|police|judges?|jury|"
    r"rescuers?|union|"
    r"committee|commission|council|board|government|newspaper|authority|coastguard|\w+ists|"
    r"researchers?|engineers?|\w+men)\b",
    re.IGNORECASE,
)
# A stem that names people by what they are: residents, victims, teachers.
# Stems of what is no person though its word ends as one who does something.
NO_PERSON = (
    r"(?:oper|number|paper|letter|order|offer|quarter|tower|power|river|water|comput|computer|container|tanker|trailer|"
    r"dinner|winter|summer|chapter|cent(?:im)?eter|kilometer|meter|liter|layer|cover|corner|counter|border|matter|"
    r"master|server|shelter|ladder|poster|helicopter|door|floor|error|motor|tractor|sector|reactor|factor|mirror|"
    r"color|monitor|armor|harbor|sensor|tumor|cluster|weather|timber|copper|silver|rubber|filter|charter|theater|"
    r"regist|semester|disaster|cylinder|powder|cruiser|freighter|detector|corridor|horror|terror|labor|gender|tender)$"
)
PERSON = re.compile(
    rf"^(?!{NO_PERSON})"
    r"(?:person|people|man|men|woman|women|child\w*|resid\w*|inhabit\w*|member|passeng\w*|peopl|famil\w*|household|dead|death|"
    r"victim|surviv\w*|bodi|live|life|fatal\w*|casualti|soldier|troop|teen\w*|youth|youngster|adolesc\w*|polic\w*|student|pupil|patient|civilian|refuge\w*|"
    r"\w{2,}(?:er|or|ist|ian|eman))$"
)
# After their number.
PEOPLE = re.compile(
    r"\s(?:\w+\s)?(?:people|persons?|men|women|children|guests|(?:particip|applic|migr|inhabit|defend|occup)ants|"
    r"(?:resid|stud|pati|recipi|respond|par)ents|victims|\w{2,}(?:er|or|ist|ian)s)\b",
    re.IGNORECASE,
)
# "BRACKMOUTH, Corvany (Halden Wire) — ": where a report was written, and who sent it.
DATELINE = re.compile(
    r"^[^a-z—–]{3,40}(?:,\s[^—–]{2,30})?(?:\([^()]{2,40}\)\s?)?[—–]\s|^[\w .,]{2,30}\s\([^()]{2,40}\)\s?[:—–-]\s"
)
AT_PLACE = re.compile(r"\b(?:in|at|near|from|to|off|outside|across)\s(?:the\s)?$")
FROM_PLACE = re.compile(r"\b(?:in|at|near|from|to|off|on|outside|across|around|through|of)\s(?:the\s)?$")
# A name that ends so is that of a body, a building or an event.
BODY = re.compile(
    r"\b(?:of|Museum|Council|Party|University|College|School|Bank|Company|Hospital|Authority|Ministry|Department|Court|"
    r"Union|Association|Federation|Commission|Committee|Office|Agency|Board|Institute|Centre|Center|Club|League|Cup|"
    r"Championship|Airport|Station|Street|Road|Bridge|River|Island|Lake|Mountain|House|Hall|Church|Police|Army|Press|"
    r"Wire|Times|Post|Daily|News|Group|Holdings|Industries|Services|Lines|United|City|States|Parliament|Senate)$"
)
