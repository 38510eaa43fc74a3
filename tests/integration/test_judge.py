"""An operator's own cross-encoder, here a made one of one rule: loaded by path, and it ranks what is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from assistant.assemble import open_assistant
from assistant.chain import Assistant
from assistant.settings import Settings
from index.judge import CrossEncoder, JudgeError

WANTED = 1  # the one token that the made model looks for
INT64, FLOAT = 7, 1


def varint(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + varint(value >> 7)


def field(number: int, value: int | bytes | str) -> bytes:
    """One field of a protobuf message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def node(kind: str, inputs: list[str], output: str, attribute: bytes = b"") -> bytes:
    names = b"".join(field(1, name) for name in inputs) + field(2, output) + field(4, kind)
    return field(1, names + (field(5, attribute) if attribute else b""))


def value_of(name: str, kind: int, *dims: str) -> bytes:
    shape = b"".join(field(1, field(2, dim)) for dim in dims)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def made_model(*, scores: str = "found") -> bytes:
    """An ONNX model: how often the token `WANTED` stands in its input; with "many" a score for each token."""
    to_float = field(1, "to") + field(3, FLOAT) + field(20, 2)
    wanted = field(1, 1) + field(2, INT64) + field(7, varint(WANTED)) + field(8, "wanted")
    graph = (
        node("Equal", ["input_ids", "wanted"], "same")
        + node("Cast", ["same"], "many", to_float)
        + node("ReduceSum", ["many"], "found")
        + field(2, "made")
        + field(5, wanted)
        + field(11, value_of("input_ids", INT64, "batch", "length"))
        + field(12, value_of(scores, FLOAT, *(["one", "one"] if scores == "found" else ["batch", "length"])))
    )
    return field(1, 8) + field(7, graph) + field(8, field(2, 13))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cross-encoder to which every passage with "consulates" is an answer."""
    words = Tokenizer(models.WordLevel({"[UNK]": 0, "consulates": WANTED}, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    place = tmp_path / "reranker"
    place.mkdir()
    (place / "tokenizer.json").write_text(words.to_str())
    (place / "model.onnx").write_bytes(made_model())
    return place


def test_question_and_passage_are_read_together(folder: Path) -> None:
    judge = CrossEncoder(folder, threads=1)
    none, one, many = judge.judge("Which one?", ["Nothing here.", "The consulates closed.", "consulates " * 600])
    assert none == 0.5
    assert none < one < many <= 1
    assert judge.judge("Which consulates?", ["Nothing here."]) == [one]
    assert judge.judge("Which one?", []) == []


def test_what_is_read_follows_the_cross_encoder(folder: Path, assistant: Assistant, seeds_home: Path) -> None:
    question = "Who led the US delegation in April?"
    plain = assistant.ask(question).read
    judged = replace(assistant, judge=CrossEncoder(folder, threads=1)).ask(question).read
    told = ["consulates" in hit.passage.text for hit in judged]
    assert [hit.passage for hit in judged] != [hit.passage for hit in plain]
    assert sum(told) >= sum("consulates" in hit.passage.text for hit in plain)
    own = open_assistant(Settings(home=seeds_home, reranker=folder))
    assert [hit.passage for hit in own.ask(question).read] == [hit.passage for hit in judged]
    own.index.close()


def test_a_folder_that_holds_no_cross_encoder_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(JudgeError, match=r"model\.onnx cannot be read.*DATELINE_RERANKER"):
        CrossEncoder(tmp_path / "nothing", threads=1)
    (folder / "model.onnx").write_bytes(made_model(scores="many"))
    with pytest.raises(JudgeError, match="scores a pair instead of one"):
        CrossEncoder(folder, threads=1)
    (folder / "model.onnx").write_bytes(b"<html>not found</html>")
    with pytest.raises(JudgeError, match="cannot be loaded"):
        CrossEncoder(folder, threads=1)
