"""Put the real assistant on the bench: index a corpus afresh, ask, and say what was run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import cast

import prompts
from assistant.answer import render
from assistant.chain import Assistant
from assistant.model import Model
from assistant.rewrite import Turn
from assistant.settings import Settings, list_settings
from evals.ask import Asked, Asker, RetrievedJson
from evals.baseline import About
from evals.gold import GoldPair, load_gold
from evals.replay import ChatModel
from evals.score import Rule
from evals.sets import load_set
from evals.sets.rows import locate
from index.article import Article
from index.embed import Embedder
from index.load import load
from index.raw import Refusal
from index.search import Index, Weights
from index.select import Selector
from index.sync import read_article, sync

__all__ = ["GOLD", "HELD", "CorpusError", "Part", "about", "asker_of", "gold_parts", "opened", "outside_parts"]

HERE = Path(__file__).parent
# Each gold file and the folder of the articles it asks about, indexed apart: a gold answer is right for its corpus.
GOLD = {
    "seeds": (HERE / "gold" / "seeds.jsonl", HERE.parent / "seeds"),
    "made": (HERE / "gold" / "made.jsonl", HERE / "gold" / "made"),
}
# Others' questions about others' articles, which no rule was written for when they were first asked. They inform.
HELD = {"held": (HERE / "gold" / "held.jsonl", HERE / "gold" / "held")}
# What a report need not say: where things are kept and served changes no answer.
UNTOLD = ("DATELINE_HOME", "DATELINE_HOST", "DATELINE_PORT", "OPENAI_API_KEY", "OPENAI_BASE_URL")


class CorpusError(ValueError):
    """There is no article at the place of a set; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Articles at a place that are indexed together, and the pairs asked about them."""

    place: Path
    articles: Mapping[str, Article]
    pairs: Sequence[GoldPair]
    rules: Mapping[str, Rule] = field(default_factory=dict)


def gold_parts(names: Iterable[str], settings: Settings) -> list[Part]:
    """The gold sets of those names, read and checked before anything is asked.

    Raises:
        GoldError, CorpusError: a gold file, or an article it is about, is wrong.
    """
    parts = []
    for name in names:
        gold, place = (GOLD | HELD)[name]
        articles = _articles(place, settings)
        parts.append(Part(place=place, articles=articles, pairs=load_gold(gold, articles)))
    return parts


def outside_parts(
    name: str, data: Path, folder: Path, settings: Settings, *, sample: int | None, seed: int
) -> list[Part]:
    """An outside set, its documents written into `folder` as JSON lines for the index line to read.

    Raises:
        SetError, CorpusError: the set, or a document of it, cannot be read.
    """
    read = load_set(name, data, sample=sample, seed=seed)
    parts = []
    for number, case in enumerate(read.cases):
        place = folder / f"{name}-{number}.jsonl"
        place.write_text("".join(document.record() + "\n" for document in case.documents), encoding="utf-8")
        articles = _articles(place, settings)
        pairs = [locate(pair, articles) for pair in case.pairs]
        parts.append(Part(place=place, articles=articles, pairs=pairs, rules=read.rules))
    return parts


def _articles(place: Path, settings: Settings) -> dict[str, Article]:
    """The articles as the index line reads them, by id. What it refuses is no article: gold about it will say so."""
    found, refused = {}, ["nothing is there"]
    for raw in load(str(place), max_bytes=settings.max_article_bytes):
        article = raw if isinstance(raw, Refusal) else read_article(raw)
        if isinstance(article, Refusal):
            refused.append(f"{article.source} {article.reason}")
        else:
            found[article.id] = article
    if not found:
        raise CorpusError(f"{place} holds no article: {refused[-1]}")
    return found


@contextmanager
def opened(
    part: Part, settings: Settings, embedder: Embedder, selector: Selector, model: ChatModel | None
) -> Iterator[Assistant]:
    """The assistant over an index of the part made for this run alone: a stale index would measure yesterday's code."""
    with TemporaryDirectory(prefix="dateline-eval-") as folder:
        home = Path(folder)
        for _ in sync(
            [str(part.place)],
            home=home,
            embedder=embedder,
            size=settings.chunk_size,
            overlap=settings.chunk_overlap,
            max_bytes=settings.max_article_bytes,
        ):
            pass
        index = Index(home, embedder, weights=Weights())
        try:
            here = settings.model_copy(update={"home": home})
            # The chain asks a model two things, complete and stream; a recorded one has both.
            yield Assistant(
                index=index, embedder=embedder, selector=selector, model=cast("Model | None", model), settings=here
            )
        finally:
            index.close()


def asker_of(assistant: Assistant, *, usd_per_mtok: float | None = None) -> Asker:
    """Ask the assistant, and take the time; the cost is its tokens at `usd_per_mtok` dollars a million."""

    def ask(pair: GoldPair) -> Asked:
        history = [Turn(role=turn.role, content=turn.content) for turn in pair.history]
        began = perf_counter()
        answer = assistant.ask(pair.question, history=history, as_of=pair.as_of)
        took = perf_counter() - began
        read = (hit.passage for hit in answer.read)
        tokens = answer.tokens
        return Asked(
            answer=render(answer),
            retrieved=tuple(
                RetrievedJson(article_id=p.article_id, start=p.start, end=p.end, text=p.text) for p in read
            ),
            took_s=took,
            tokens=tokens,
            cost_usd=None if tokens is None or usd_per_mtok is None else tokens * usd_per_mtok / 1e6,
        )

    return ask


def about(name: str, parts: Sequence[Part], settings: Settings, *, seed: int) -> About:
    """What a run of these parts is, for its report and for the baseline."""
    articles = sorted((one.id, one.version) for part in parts for one in part.articles.values())
    told = Path(prompts.__file__).parent.glob("*.md")
    return About(
        set=name,
        at=datetime.now(tz=UTC).date().isoformat(),
        model=settings.model or "extract",
        settings={one.name: one.value for one in list_settings(settings) if one.name not in UNTOLD},
        prompts=_hash(*(path.read_bytes() for path in sorted(told))),
        corpus=_hash(repr(articles).encode()),
        gold=_hash(*(repr(replace(pair, evidence=())).encode() for part in parts for pair in part.pairs)),
        seed=seed,
    )


def _hash(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]
