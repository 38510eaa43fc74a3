"""Question and hits to short claims with the words they quote, by a chat model. Nothing it says is trusted yet."""

from __future__ import annotations

import re
import secrets
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby, islice

from assistant.lexicon import stems
from assistant.locate import locate
from assistant.model import Model, Usage
from index.article import Article, Hit
from prompts import load

__all__ = ["Draft", "Drafted", "draft", "stream_draft"]

MOST_SENTENCES = 12
# What is read of a reply, so that a senseless one costs little; a claim with its quote has some 200 characters.
MOST_LINES = 64
MOST_CHARACTERS = 1000  # of one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """One claim as a model worded it: plain text, with the passage it rests on and the words it says it quotes.

    `quoted` is None where the model quoted nothing. Whether the words stand in the passage is for verify to find out.
    """

    text: str
    passage: Hit
    quoted: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a model drafted. `said_nothing`: it said that the articles do not tell, or nothing that names a passage.

    `surely`: of each sentence that the embedded reader read, by its words, the log-odds that it answers.
    `untold`: of a question of several parts those which nothing answers while something answers another.
    `sides`: of a question whether the one or the other, what speaks for the one and what for the other; else empty.
    """

    sentences: tuple[Drafted, ...]
    said_nothing: bool
    usage: Usage | None
    surely: Mapping[str, float] = field(default_factory=dict)
    untold: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


def draft(
    question: str,
    hits: Sequence[Hit],
    articles: Mapping[str, Article],
    model: Model,
    *,
    max_tokens: int,
    deadline_s: float,
) -> Draft:
    """Ask the model once for at most 12 claims; without hits it is not asked.

    Args:
        question: standalone; it is shown to the model as data.
        hits: the passages to read, numbered 1, 2, ... in this order.
        articles: by id, at least those of the hits; publisher, date and headline stand with each passage.
        model: any chat model; small local ones manage the form too.
        max_tokens: of the reply.
        deadline_s: seconds for the whole call.

    Raises:
        ModelError: as `Model.complete`.
    """
    if not hits:
        return Draft(sentences=(), said_nothing=True, usage=None)
    system, user = _ask(question, hits, articles)
    reply = model.complete(system=system, user=user, max_tokens=max_tokens, deadline_s=deadline_s)
    sentences = tuple(_read([reply.text], hits))
    return Draft(sentences=sentences, said_nothing=not sentences, usage=reply.usage)


def stream_draft(
    question: str,
    hits: Sequence[Hit],
    articles: Mapping[str, Article],
    model: Model,
    *,
    max_tokens: int,
    deadline_s: float,
) -> Generator[Drafted]:
    """The sentences of `draft`, each as soon as its line is complete; none when the model says nothing.

    Closing the generator ends the request. A ModelError may come after sentences that were whole.
    """
    if not hits:
        return
    system, user = _ask(question, hits, articles)
    with closing(model.stream(system=system, user=user, max_tokens=max_tokens, deadline_s=deadline_s)) as pieces:
        yield from _read(pieces, hits)


def _ask(question: str, hits: Sequence[Hit], articles: Mapping[str, Article]) -> tuple[str, str]:
    """The system and the user message. The mark is new each time, so no article can know how to end its passage."""
    mark = secrets.token_hex(4)
    passages = "\n\n".join(
        _show(list(ones), articles, mark) for _, ones in groupby(enumerate(hits, 1), key=_article_of)
    )
    prompt = load("draft", mark=mark, passages=passages, question=_line(question))
    system, _, user = prompt.partition("\n===\n")
    return system, user


def _article_of(numbered: tuple[int, Hit]) -> str:
    return numbered[1].passage.article_id


def _show(numbered: Sequence[tuple[int, Hit]], articles: Mapping[str, Article], mark: str) -> str:
    """Passages of one article, each with its number, under who published it when, and its headline."""
    article = articles[_article_of(numbered[0])]
    day = article.published.day
    dated = f"{day.day} {day:%B %Y}" if day else "undated"
    texts = "\n".join(f"[{n}] {_line(hit.passage.text)}" for n, hit in numbered)
    head = f"{_line(article.publisher or 'unknown publisher')}, {dated}: {_line(article.title)}"
    return f"<<ARTICLE {mark}>>\n{head}\n{texts}\n<<END {mark}>>"


def _line(text: str) -> str:
    return _defuse(" ".join(text.split()))


def _defuse(text: str) -> str:
    """Text in which no delimiter can stand: runs of < or > get spaces between. A quote across one is lost; none is."""
    return re.sub(r"[<>](?=[<>])", r"\g<0> ", text)


# What a line of a reply is made of. Models that think aloud do so between two tags, before they answer.
THINKS = re.compile(r"<think(?:ing)?>", re.IGNORECASE)
THOUGHT = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
REFUSAL = re.compile(
    r"(?:the )?(?:articles?|passages?) (?:do|does)(?: not|n['’]t) (?:say|tell|mention)\b", re.IGNORECASE
)
LABEL = re.compile(
    r"^(?:[.,;)”»\"]*\s+[—–-]\s|[\s*_`|:→—–•·]|-(?!\d)|\d{1,2}[.)]\s|(?:claim|answer)\s*:)+", re.IGNORECASE
)
NUMBER = re.compile(
    r"[\[【]\s{0,3}\^?(?:passages?|sources?)?\s{0,3}#?(\d{1,3})(?:\s{0,3}[,;–-]\s{0,3}\d{1,3})*\s{0,3}[\]】]"
    r"|^\W*(?:passage|source)\s+(\d{1,3})\s{0,3}[:.)–—-]?|^\s{0,3}\((\d{1,3})\)",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)")  # "U. S.", as small models write it
APART = re.compile(r"[^\w(]*[-—–:→|]")  # what parts a quote from the claim; else "words," said Ann
# First a quote that a dash, a colon or the end of the line closes, so that it may hold marks itself; else any.
QUOTED = (
    re.compile(r"^[^\"“„«]*[\"“„«](?P<words>.+?)[\"”“»](?=\W{0,4}(?:$|\s[-—–:]|[—–:]))"),
    re.compile(r"(?:^|(?<=\s))[‘'](?P<words>.+?)[’'](?=\s{0,4}(?:$|[-—–:]))"),
    re.compile(r"[\"“„«](?P<words>[^\"“”„«»]+)[\"”“»]"),
)


def _read(pieces: Iterable[str], hits: Sequence[Hit]) -> Iterator[Drafted]:
    """The claims in a reply, each once its line is complete, at most 12."""
    found = (_parse(line[:MOST_CHARACTERS], hits) for line in islice(_spoken(_lines(pieces)), MOST_LINES))
    yield from islice((drafted for drafted in found if drafted is not None), MOST_SENTENCES)


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        *whole, rest = (rest + piece).split("\n")
        yield from whole
        if len(rest) > 2 * MOST_CHARACTERS:  # a line without end: its head is read, its tail may close a thought
            rest = rest[:MOST_CHARACTERS] + rest[-MOST_CHARACTERS:]
    yield rest


def _spoken(lines: Iterable[str]) -> Iterator[str]:
    """The lines without what a model thinks aloud."""
    thinking = False
    for line in lines:
        thinking = thinking or THINKS.search(line) is not None
        spoken = THOUGHT.split(line)[-1] if thinking else line
        if thinking and THOUGHT.search(line) is None:
            continue
        thinking = False
        yield spoken


def _parse(line: str, hits: Sequence[Hit]) -> Drafted | None:
    """One claim, or None where the line is a refusal, rests on no passage that was given, or says nothing.

    `sentence [2]`, `[2] sentence`, `[2] "words" — claim`, `claim ("words") [2]`, a quote inside the claim, a quote
    alone, bullets, other quotation marks and a missing number are understood. A line that is all in quotation marks
    and stands in no passage is a claim that the model put into marks, not a quote.
    """
    line = INITIALS.sub("", line)
    quote = next(filter(None, (form.search(line) for form in QUOTED)), None)
    before, after = (line[: quote.start("words") - 1], line[quote.end("words") + 1 :]) if quote else (line, "")
    number = NUMBER.search(before) or NUMBER.search(after)
    named = _named(int(next(filter(None, number.groups()))), hits) if number else None
    quoted = quote["words"].strip() or None if quote else None
    opens, closes = _words(before), _words(after)
    if quoted and not opens and not closes and not any(locate(quoted, hit.passage.text) for hit in hits):
        text, quoted = quoted, None
    elif quote and not opens and (not closes or APART.match(NUMBER.sub(" ", after))):
        text = closes or quote["words"].strip()
    elif quote and not closes and before.rstrip().endswith(("—", "–", "-", "(")):
        text = opens
    else:
        text = _words(line)
    if any(locate(text, hit.passage.text) for hit in hits):
        quoted = text
    passage = _holding(quoted, named, hits) if quoted else _nearest(text, named, hits)
    if passage is None or not text or REFUSAL.match(text):
        return None
    return Drafted(text=text, passage=passage, quoted=quoted)


def _words(text: str) -> str:
    """The text without passage numbers, bullets, labels and emphasis; "" where no letter or digit is left."""
    bare = LABEL.sub("", NUMBER.sub(" ", text.replace("**", "").replace("`", "")))
    bare = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(bare.split())).rstrip(" -—–|(_*")
    return bare if any(character.isalnum() for character in bare) else ""


def _named(number: int, hits: Sequence[Hit]) -> Hit | None:
    return hits[number - 1] if 1 <= number <= len(hits) else None


def _holding(quoted: str, named: Hit | None, hits: Sequence[Hit]) -> Hit | None:
    """The passage that a claim names, or, where its quote stands only in another, that one."""
    holding = [hit for hit in hits if locate(quoted, hit.passage.text)]
    return named if named in holding or not holding else holding[0]


def _nearest(text: str, named: Hit | None, hits: Sequence[Hit]) -> Hit | None:
    """The passage that a claim names, unless another holds two more of its words; small models often miscount."""
    wanted = set(stems(text))
    shared = [(len(wanted.intersection(stems(hit.passage.text))) + (hit is named), hit) for hit in hits]
    most, best = max(shared, key=lambda one: one[0], default=(0, None))
    return best if 2 * most > len(wanted) else named
