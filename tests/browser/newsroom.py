"""The five seed articles, made by hand, and an `ask` that answers from them: what the page is tried with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from threading import Event

from assistant.answer import Answer, Claim, Disagreement, Quote, Version
from assistant.chain import QuestionError, Turn
from assistant.stream import Checked, Found, Step
from index.article import Article, Cut, DateMention, Hit, Passage, Published
from index.catalog import Catalog
from index.chunk import chunk
from index.publish import CATALOG
from tests.made import HashEmbedder

__all__ = ["ATTACKS", "SEEDS", "Newsroom", "hostile", "quote", "seeds"]

SEEDS = Path(__file__).parents[2] / "seeds"
# Each runs, loads or leaves where its character is taken for markup, a template or a link.
ATTACKS = (
    "<script>window.pwned=1</script>",
    '<img src=x onerror="window.pwned=1">',
    '"><svg onload=window.pwned=1>',
    "'\" autofocus onfocus=window.pwned=1 x='",
    "${window.pwned=1}",
    "{{constructor.constructor('window.pwned=1')()}}",
    "`);window.pwned=1;(`",
    "[x](javascript:window.pwned=1)",
    "![x](http://foreign.example/pixel.png)",
    "</mark></p></article><iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<base href=http://foreign.example/><link rel=stylesheet href=http://foreign.example/x.css>",
    "<style>@import 'http://foreign.example/x.css';</style>",
    "&lt;img src=x onerror=window.pwned=1&gt;",
    "\u202egnp.exe <details open ontoggle=window.pwned=1>",
)


def quote(article: Article, words: str) -> Quote:
    """The first place where the words stand in the article."""
    start = article.text.index(words)
    return Quote.cut(article, start, start + len(words))


def _line(article: Article, opening: str) -> str:
    return next(line for line in article.text.splitlines() if line.startswith(opening))


def seeds() -> dict[str, Article]:
    """The seeds by the first three characters of their file names, without the lines that begin like page furniture."""
    known, unknown = Published, Published(day=None, basis="unknown")
    return {
        "000": _seed("000", known(day=date(2025, 4, 8), basis="inferred", words="on April 8"), "0 e8bd Leave Your"),
        "001": _seed("001", known(day=date(2025, 2, 26), basis="inferred", words="on Wednesday"), "Also,"),
        "002": _seed("002", known(day=date(2025, 4, 9), basis="inferred", words="on Tuesday"), ""),
        "003": _seed("003", unknown, "", publisher="Caliber.Az"),
        "004": _seed(
            "004",
            known(day=date(2025, 4, 15), basis="stated", words="Tuesday, April 15, 2025"),
            "31.6 Islamabad Tuesday, Trending Latest Follow 4,846 2,669 1,720 Related",
            publisher="The Diplomatic Insight",
        ),
    }


def _seed(name: str, published: Published, furniture: str, *, publisher: str | None = None) -> Article:
    page = next(SEEDS.glob(f"{name}_*")).read_text(encoding="utf-8")
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    cuts = [line for line in lines if line.startswith(tuple(furniture.split()))]
    text = "\n".join(line for line in lines if line not in cuts)
    headline = text.partition("\n")[0]
    title = headline if len(headline) < 120 else text.partition(", ")[0].partition("\n")[0]
    wrong, doubt = text.find("April 10, 2023"), "two years before the article itself"
    day = date(2023, 4, 10)
    return Article(
        id=f"seed-{name}",
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        title=title,
        text=text,
        body_start=len(title) + 1 if title == headline else 0,
        publisher=publisher,
        published=published,
        language="en",
        dates=() if wrong < 0 else (DateMention(start=wrong, end=wrong + 14, first=day, last=day, doubt=doubt),),
        cuts=tuple(Cut(text=line, reason="not the article's own text") for line in cuts),
    )


def hostile() -> Article:
    """An article whose every field attacks the page."""
    everything = " ".join(ATTACKS)
    return Article(
        id='x" onclick="window.pwned=1',
        version="1",
        title=everything,
        text=f"{everything}\n{everything}",
        body_start=len(everything) + 1,
        publisher=ATTACKS[1],
        url="javascript:window.pwned=1",
        authors=(ATTACKS[2],),
        credit=ATTACKS[0],
        published=Published(day=date(2025, 4, 8), basis="inferred", words=ATTACKS[1]),
        language='en"><script>window.pwned=1</script>',
        cuts=(Cut(text=everything, reason=ATTACKS[1]),),
    )


class Newsroom:
    """A corpus and the answers to four questions; any other question is an abstention that shows the nearest thing.

    "slow" in a question waits for `done` when the first claim is checked, "fail" raises. Each question is kept in
    `asked` with the turns before it, and in `limits` with what it was asked within; `cut` is set when one is cut short.
    """

    def __init__(self, home: Path) -> None:
        printed = (home / CATALOG).exists()
        if not printed:
            Catalog.create(home / CATALOG, {"embedding": HashEmbedder.name})
        self.catalog = Catalog(home / CATALOG)
        self.articles = seeds()
        self.asked: list[tuple[str, Sequence[Turn]]] = []
        self.limits: list[dict[str, object]] = []
        self.done, self.cut = Event(), Event()
        if not printed:
            self.add(**self.articles)

    def add(self, **articles: Article) -> None:
        """Print articles, each under the name by which the newsroom calls it."""
        self.articles |= articles
        with self.catalog.writing():
            for name, article in articles.items():
                passages = chunk(article, size=900, overlap=300)
                vectors = HashEmbedder().embed_passages([passage.text for passage in passages])
                self.catalog.put(article, passages, vectors, root="made", source=name, fingerprint=name)

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        after: date | None = None,
        before: date | None = None,
        as_of: date | None = None,
        publishers: Sequence[str] = (),
    ) -> Iterator[Step]:
        self.asked.append((question, history))
        self.limits.append({"after": after, "before": before, "as_of": as_of, "publishers": list(publishers)})
        answer = self.ask(question)
        whole = (Passage.cut(article, 0, len(article.text)) for article in list(self.articles.values())[:2])
        try:
            yield Found(hits=tuple(Hit(passage=passage, score=1.0) for passage in whole))
            for claim in answer.claims:
                yield Checked(claim=claim)
                if "slow" in question:
                    self.done.wait(60)
            yield answer
        except GeneratorExit:
            self.cut.set()
            raise

    def ask(self, question: str) -> Answer:
        answers: dict[str, Callable[[str], Answer]] = {
            "delegation": self._delegation,
            "agenda": self._agenda,
            "attack": self._attack,
        }
        if not question:
            raise QuestionError("the question is empty; write one")
        if "fail" in question:
            raise RuntimeError("secret /etc/path key=sk-123")
        return next((make for word, make in answers.items() if word in question), self._nothing)(question)

    def _delegation(self, question: str) -> Answer:
        line = _line(self.articles["002"], "The Russian delegation will be led by")
        said = _line(self.articles["004"], "According to the Ministry")
        return Answer(
            question=question,
            claims=(
                Claim(text=line, quotes=(quote(self.articles["002"], line),)),
                Claim(
                    text="Alexander Darchiev led the Russian side; Sonata Coulter is named beside him.",
                    quotes=(quote(self.articles["004"], said), quote(self.articles["002"], line)),
                    said_by="Ministry of Foreign Affairs of the Russian Federation",
                ),
            ),
            sources=2,
            copies={"seed-004": ("seed-003",)},
            as_of=date(2025, 4, 15),
            took_ms={"search": 12.0},
        )

    def _agenda(self, question: str) -> Answer:
        four, zero = self.articles["004"], self.articles["000"]
        first, second = "“Ukraine is not, absolutely not on the agenda.”", "will not include Ukraine"
        whole = "clarified on Tuesday, “Ukraine is not, absolutely not"
        return Answer(
            question=question,
            claims=(
                Claim(text=first, quotes=(quote(four, first), quote(four, whole)), said_by="Tammy Bruce"),
                Claim(text="The agenda will not include Ukraine.", quotes=(quote(zero, second),)),
            ),
            disagreements=(
                Disagreement(
                    about="the year of the talks",
                    kind="impossible date",
                    versions=(
                        Version(text="April 10, 2023", quote=quote(zero, "On April 10, 2023"), said_by="Dmitry Peskov"),
                        Version(text="Tuesday, “Ukraine is not…”, 2025", quote=quote(four, "clarified on Tuesday")),
                    ),
                ),
            ),
            sources=2,
            as_of=date(2025, 4, 15),
            notice="The model could not be reached; the embedded reader answered.",
        )

    def _attack(self, question: str) -> Answer:
        bad = self.articles["bad"]
        return Answer(
            question=question,
            claims=tuple(Claim(text=each, quotes=(quote(bad, each),), said_by=each) for each in ATTACKS),
            notice=ATTACKS[1],
            model=ATTACKS[0],
            sources=1,
        )

    def _nothing(self, question: str) -> Answer:
        words = "A diplomatic source earlier said the talks will take place at the Russian consulate in Istanbul."
        return Answer(
            question=question,
            reason="no_coverage",
            note="None of the five articles says this. The nearest they come:",
            claims=(Claim(text=words, quotes=(quote(self.articles["002"], words),), said_by="a diplomatic source"),),
            sources=1,
        )
