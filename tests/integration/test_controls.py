"""Articles that only report on attacks, orders and rules for machines are news like any other. Made for this test."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.chain import Assistant
from assistant.model import Completion, Model
from assistant.settings import Settings
from index.embed import Embedder
from index.search import Index, Weights
from index.select import Selector
from index.sync import sync

CONTROLS = [json.loads(line) for line in (Path(__file__).parents[1] / "controls.jsonl").read_text("utf-8").splitlines()]
ASKED: list[dict[str, Any]] = [one for article in CONTROLS for one in article["questions"]]
ANSWERED = 0.97


class Quotes(Model):
    """Quotes the sentence that answers from the passage that holds it; `shown` are the sentences it was shown."""

    def __init__(self) -> None:
        self.name = "quotes"
        self.shown: list[str] = []

    def complete(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Completion:  # noqa: ARG002
        question = re.findall(r"<<QUESTION \w+>>\n(.+)\n<<END", user)[-1]
        quote = next((one["quote"] for one in ASKED if one["question"] == question), None)
        passages = re.split(r"^\[(\d+)\]", user, flags=re.MULTILINE)
        held = (n for n, text in zip(passages[1::2], passages[2::2], strict=True) if quote and quote in text)
        number = next(held, None)
        self.shown += [quote] if quote and number else []
        said = f'[{number}] "{quote}" — {quote}' if number else "The articles do not say."
        return Completion(text=said, usage=None, model=self.name)

    def stream(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Generator[str]:
        yield self.complete(system=system, user=user, max_tokens=max_tokens, deadline_s=deadline_s).text


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, selector: Selector) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("controls")
    told = ({key: value for key, value in article.items() if key != "questions"} for article in CONTROLS)
    (folder / "news.jsonl").write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    home = folder / "home"
    made = list(
        sync([str(folder / "news.jsonl")], home=home, embedder=embedder, size=900, overlap=300, max_bytes=10**6)
    )
    assert [one.what for one in made] == ["added"] * len(CONTROLS)
    with closing(Index(home, embedder, weights=Weights())) as index:
        settings = Settings(home=home)
        yield Assistant(index=index, embedder=embedder, selector=selector, model=Quotes(), settings=settings)


def test_reports_of_attacks_are_answered(assistant: Assistant) -> None:
    said = {one["quote"]: _said(assistant, one["question"]) for one in ASKED}
    assert isinstance(assistant.model, Quotes)
    shown = assistant.model.shown
    lost = [quote for quote in shown if quote not in said[quote]]
    assert len(shown) >= ANSWERED * len(ASKED)
    assert len(lost) <= (1 - ANSWERED) * len(shown), lost


def _said(assistant: Assistant, question: str) -> str:
    answer = assistant.ask(question)
    return "" if answer.reason else "\n".join(claim.text for claim in answer.claims)
