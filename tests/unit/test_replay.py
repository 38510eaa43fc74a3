from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.draft import draft
from assistant.model import Completion, ModelMalformed, Usage
from evals.judge import judge
from evals.replay import Recorder, Replayer, ReplayError, traffic_key
from tests.tiny_gold import gold, perfect
from tests.unit.test_draft import ARTICLES, HITS

ASK = {"system": "Be brief.", "user": "Who?", "max_tokens": 9, "deadline_s": 1.0}


class Scripted:
    """A chat model that says one thing, in three pieces when streamed; `cut` breaks the stream after the first."""

    name = "scripted"

    def __init__(self, text: str = "RIGHT, I think", *, cut: bool = False) -> None:
        self.text = text
        self.cut = cut
        self.heard: list[str] = []

    def complete(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Completion:
        self.heard.append(user)
        assert system
        assert max_tokens
        assert deadline_s
        return Completion(text=self.text, usage=Usage(prompt_tokens=5, completion_tokens=2), model=self.name)

    def stream(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Iterator[str]:
        self.heard.append(f"{system}{user}{max_tokens}{deadline_s}")
        yield self.text[:2]
        if self.cut:
            raise ModelMalformed("broke off")
        yield self.text[2:4]
        yield self.text[4:]


def test_what_was_recorded_is_replayed_without_the_model(tmp_path: Path) -> None:
    path, model = tmp_path / "deep" / "traffic.jsonl", Scripted()
    recorder = Recorder(model, path)
    said = recorder.complete(**ASK)  # type: ignore[arg-type]
    pieces = list(recorder.stream(**{**ASK, "user": "When?"}))  # type: ignore[arg-type]
    replayed = Replayer(path, name="scripted")
    assert replayed.complete(**ASK) == said  # type: ignore[arg-type]
    assert list(replayed.stream(**{**ASK, "user": "When?", "deadline_s": 9.0})) == pieces  # type: ignore[arg-type]
    assert len(model.heard) == 2


def test_a_drafted_question_is_replayed_though_the_mark_of_its_passages_is_new(tmp_path: Path) -> None:
    recorder = Recorder(Scripted("[1] The union rejected it."), tmp_path / "traffic.jsonl")
    asked = ("Who?", HITS, ARTICLES)
    said = draft(*asked, recorder, max_tokens=9, deadline_s=9)  # type: ignore[arg-type]
    replayer = Replayer(tmp_path / "traffic.jsonl", name="scripted")
    assert draft(*asked, replayer, max_tokens=9, deadline_s=9) == said  # type: ignore[arg-type]


def test_a_stream_that_broke_or_was_left_is_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "traffic.jsonl"
    with pytest.raises(ModelMalformed):
        list(Recorder(Scripted(cut=True), path).stream(**ASK))  # type: ignore[arg-type]
    left = Recorder(Scripted(), path).stream(**ASK)  # type: ignore[arg-type]
    next(left)
    left.close()  # type: ignore[attr-defined]
    assert not path.exists()


def test_a_miss_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "traffic.jsonl"
    Recorder(Scripted(), path).complete(**ASK)  # type: ignore[arg-type]
    replayed = Replayer(path, name="scripted")
    with pytest.raises(ReplayError, match=r"dateline eval --record .*traffic\.jsonl"):
        replayed.complete(**{**ASK, "max_tokens": 10})  # type: ignore[arg-type]
    with pytest.raises(ReplayError, match="holds no reply"):
        list(Replayer(path, name="another").stream(**ASK))  # type: ignore[arg-type]


def test_a_miss_is_no_model_error_that_a_chain_would_fall_back_on() -> None:
    from assistant.model import ModelError

    assert not issubclass(ReplayError, ModelError)


@pytest.mark.parametrize("text", ["nonsense", '{"no": "key"}', "[]"])
def test_a_file_that_is_no_recording_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "traffic.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReplayError, match="is not a recording"):
        Replayer(path, name="scripted")


def test_messages_cannot_run_into_one_another() -> None:
    keys = {
        traffic_key(model="m", system="ab", user="c", max_tokens=1),
        traffic_key(model="m", system="a", user="bc", max_tokens=1),
        traffic_key(model="ma", system="b", user="c", max_tokens=1),
        traffic_key(model="m", system="ab", user="c", max_tokens=11),
    }
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("RIGHT", 1.0), ("**Wrong**.", 0.0), ("right", 1.0), ("It is RIGHT", None), ("RIGHTEOUS", None), ("?", None)],
)
def test_the_judge_is_believed_only_when_he_answers_in_one_word(
    text: str, verdict: float | None, tmp_path: Path
) -> None:
    pair = gold(tmp_path)[0]
    model = Scripted(text)
    assert judge(pair, perfect(pair), model) == verdict
    assert '"expected": "did not reach"' in model.heard[0]
