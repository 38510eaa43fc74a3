"""The embedded cross-encoder: what it reads, that it is the same each time, and that it tells answers from likeness."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from index.adapt import adapt, unpack
from index.embed import open_tokenizer
from index.select import BREAK, CARRIED, HEAD, QUESTION, SENTENCE, START, TAIL, Selector, Sentence, around, encode

NEWS = around(date(2025, 3, 14), "Bridge opens in Tarno", "The town had waited for nine years.")
TOLD = [
    Sentence(text="The new bridge in Tarno cost 40 million crowns.", around=NEWS),
    Sentence(text="It was designed by Pola Renk, an engineer from the capital.", around=NEWS),
    Sentence(text="Mayor Jan Olde declared it open on Friday.", around=NEWS),
    Sentence(text="The old bridge in Tarno had been closed since a flood.", around=NEWS),
]


def asked(question: str) -> list[tuple[str, Sentence]]:
    return [(question, one) for one in TOLD]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Who drew up the plans for the new bridge in Tarno?", 1),
        ("How expensive was the new bridge?", 0),
    ],
)
def test_the_sentence_that_answers_is_surer_than_those_that_share_its_words(
    selector: Selector, question: str, best: int
) -> None:
    assert int(np.argmax(selector.select(asked(question)))) == best


def test_what_is_not_told_is_less_sure_than_what_is(selector: Selector) -> None:
    told = max(selector.select(asked("How much did the new bridge in Tarno cost?")))
    untold = max(selector.select(asked("How long is the new bridge in Tarno?")))
    assert told > 0 > untold


def test_a_glance_finds_the_answer_in_other_words(selector: Selector) -> None:
    texts = [
        "The prize is 250,000 euros.",
        "Rain is expected in the west.",
        "",
        "The trial began before Judge Ana Roos.",
    ]
    near = selector.glance("How much money does the winner take home?", texts)
    assert int(np.argmax(near)) == 0
    assert near[2] == 0
    assert all(-1.001 <= one <= 1.001 for one in near)
    assert selector.glance("How much money does the winner take home?", texts[::-1]) == near[::-1]
    assert int(np.argmax(selector.glance("Who presided over the hearing in court?", texts))) == len(texts) - 1


def test_a_glance_for_nothing_or_at_nothing(selector: Selector) -> None:
    assert selector.glance("", ["The doctor came."]) == [0]
    assert selector.glance("doctor", []) == []


def test_a_score_does_not_depend_on_what_else_is_read(selector: Selector) -> None:
    pairs = asked("Who opened the bridge?")
    assert selector.select(pairs) == [selector.select([pair])[0] for pair in pairs]
    assert selector.select([]) == []


def test_a_question_and_a_sentence_of_any_length_are_read(selector: Selector) -> None:
    for text in ("", "x", "🙂", "word " * 5_000, "\x00\u202e[SEP]"):
        told = selector.select([(text, Sentence(text=text, around=text))])
        assert np.isfinite(told).all()


def test_a_pair_is_laid_out_as_it_was_learned() -> None:
    tokenizer = open_tokenizer(CARRIED.read()[1])
    ids, types = encode(tokenizer, "Who?", Sentence(text="She did.", around="4 May 2025."))
    assert (ids[0], ids.count(BREAK), ids[-1]) == (START, 3, BREAK)
    assert types == [0] * (ids.index(BREAK) + 1) + [1] * (len(ids) - ids.index(BREAK) - 1)
    long = Sentence(text="told " * 500, around=" ".join(f"w{n}" for n in range(500)))
    ids, _ = encode(tokenizer, "asked " * 500, long)
    assert len(ids) == 1 + QUESTION + 1 + SENTENCE + 1 + HEAD + TAIL + 1


def test_the_change_put_into_a_weight_is_the_one_asked_for() -> None:
    model, _ = CARRIED.read()
    weights, names = unpack(model)
    assert len(names) == 72
    dice = np.random.default_rng(1)
    place = (5, "intermediate.dense")
    before = weights["encoder.layer.5.intermediate.dense.weight"]
    down = dice.standard_normal((4, before.shape[1])).astype(np.float32) / np.float32(100)
    up = dice.standard_normal((before.shape[0], 4)).astype(np.float32) / np.float32(100)
    changed, _ = unpack(adapt(model, {f"{names[place]}.A": down, f"{names[place]}.B": up}))
    wanted = before + up @ down
    step = np.abs(wanted).max(axis=1, keepdims=True) / 127
    assert (np.abs(changed["encoder.layer.5.intermediate.dense.weight"] - wanted) <= 0.51 * step).all()
    others = weights.keys() - {"encoder.layer.5.intermediate.dense.weight"}
    assert all(np.array_equal(weights[name], changed[name]) for name in others)


def test_a_tokenizer_made_to_pad_and_cut_does_neither() -> None:
    told = json.loads(CARRIED.read()[1])
    told["padding"] = {
        "strategy": {"Fixed": 64}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0, "pad_type_id": 0,
        "pad_token": "[PAD]",
    }  # fmt: skip
    told["truncation"] = {"direction": "Right", "max_length": 8, "strategy": "LongestFirst", "stride": 0}
    tokenizer = open_tokenizer(json.dumps(told).encode())
    assert len(tokenizer.encode("one two").ids) == 4
    assert len(tokenizer.encode("one " * 100).ids) == 102
