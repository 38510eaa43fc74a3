# ruff: noqa: E501  the texts read best with a paragraph a line
"""Made wire texts, and articles of them, for the tests of copies."""

from __future__ import annotations

from datetime import date, datetime

from index.article import Article, Published
from index.copies import Copy, compare

WIRE = """PORT ANSEL, 3 May (Northwire) - Dock workers at the country's largest container port rejected a pay offer of 4.5 percent on Friday, extending a strike that has kept 31 ships waiting outside the harbor for nine days.
The Harbour Workers Union said 2,140 of its 2,600 members had voted against the proposal, which would have raised wages in two steps by the end of next year.
"Our members have spoken clearly, and they will not return to the cranes for an offer that does not even cover the rent," said Ilse Marrow, the general secretary of the union.
The port operator, Ansel Terminals, called the vote regrettable and said it would ask the labor ministry to name a mediator before the weekend is over.
Grain exporters warned that about 180,000 tons of wheat were stuck in silos behind the quays and that some buyers had begun to look for other suppliers.
Carmakers in the south have sent home 900 workers because parts that arrive by sea have run out, an industry association said on Thursday.
The last strike at the port, in 2011, ended after 17 days when the government threatened to send in the navy to unload medicine.
Analysts at Corvin Bank said each further week would cost the economy about 0.1 percentage points of growth this quarter."""

# The same event, told by a reporter who was there: the same facts, the same press quote, other words.
OWN = """The picket outside gate four fell silent for a moment when the count was read out shortly before noon: 2,140 against, and only a few hundred in favour.
With that, the stoppage that has paralysed Port Ansel for more than a week goes on, and no one on the quay could say for how long.
Management had put 4.5 percent on the table, spread over two years, and hoped that would be enough to get the cranes moving again.
"Our members have spoken clearly, and they will not return to the cranes for an offer that does not even cover the rent," Ilse Marrow, who leads the Harbour Workers Union, told the crowd.
Ansel Terminals voiced regret about the result. A spokesman told this newspaper that the company now wants a mediator appointed by the ministry.
Out at sea the queue keeps growing. Thirty-one vessels were riding at anchor on Friday, among them four tankers and a ship loaded with frozen fish.
For Jonas Pell, who has driven a straddle carrier here since he was nineteen, the matter is simple. He pays more for his flat than he did for his first car, he says, every single month.
His wife works in one of the car plants that have run out of parts; she has been at home since Tuesday."""

FLOOD = """The river Tamm burst its banks overnight on Sunday and drove about 700 people from their homes in the villages below the Orsay dam, the regional fire service reported.
Boats brought families from the roofs of the lower town, where the water stood two metres deep at dawn.
Nobody was missing by the evening, the mayor told reporters in the school gym that serves as a shelter.
Engineers opened two of the three sluices of the dam at midnight, later than the flood plan foresees, and an inquiry will look into why."""


def article(
    name: str,
    text: str,
    *,
    day: int | None = 3,
    hour: datetime | None = None,
    publisher: str | None = None,
    title: str = "",
) -> Article:
    published = (
        Published(day=None, basis="unknown")
        if day is None
        else Published(day=hour.date() if hour else date(2024, 5, day), basis="stated", words="3 May", at=hour)
    )
    return Article(
        id=name, version="1", title=title, text=text, published=published,
        publisher=publisher or f"The {name} Post",
    )  # fmt: skip


def lines(text: str, *numbers: int) -> str:
    every = text.split("\n")
    return "\n".join(every[n] for n in numbers)


def related(a: str, b: str) -> Copy | None:
    return compare(article("a", a, day=3), article("b", b, day=4))


EDITED = (
    WIRE.replace('"Our', "“Our").replace('rent,"', "rent,”").replace("harbor", "harbour").replace("labor", "labour")
    .replace("4.5 percent", "4.5 per cent").replace("rejected a pay offer", "turned down a pay offer")
    .replace("said 2,140", "said that 2140").replace("regrettable", "disappointing").replace("tons", "tonnes")
    .replace("have sent home", "sent home").replace("PORT ANSEL, 3 May (Northwire) - ", "")
)  # fmt: skip

COPIES = {
    "verbatim": WIRE,
    "trimmed from the end": lines(WIRE, 0, 1, 2),
    "trimmed to a brief": lines(WIRE, 0, 1),
    "cut in the middle": lines(WIRE, 0, 2, 4, 7),
    "lightly edited": EDITED,
    "edited and trimmed": lines(EDITED, 0, 1, 3, 4),
    "paragraphs in another order": lines(WIRE, 2, 0, 1, 4, 3, 5, 7, 6),
    "first sentence of its own": "Workers said no again: cranes at Port Ansel stay still into a second week.\n"
    + lines(WIRE, 1, 2, 3, 4, 5),
    "a paragraph of its own at the end": lines(WIRE, 0, 1, 2, 3, 4) + "\n" + lines(OWN, 6, 7),
    "quotes in another style, capitals": WIRE.upper().replace('"', "»"),
    "attributions dropped": WIRE.replace(", an industry association said on Thursday", "").replace(
        "The Harbour Workers Union said ", ""
    ),
}
BACKGROUND = lines(WIRE, 5, 6)
ABOUT = (
    "The Ansel Courier has told the stories of this coast since 1904. Write to our newsroom at any time: we read every "
    "letter, and we publish corrections in full on page two. Support local journalism and become a member today."
)
