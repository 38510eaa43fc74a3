"""The endpoint's embeddings against a scripted server."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import SecretStr

from assistant.assemble import choose_embedder
from assistant.model import EndpointEmbedder, ModelMalformed, open_embedder
from assistant.settings import Settings
from tests.integration.bounds import DEADLINE_S, KEY, assert_bounded
from tests.integration.endpoint import Endpoint, Wire
from tests.integration.faults import FAULTS


def embedder(endpoint: Endpoint) -> EndpointEmbedder:
    return open_embedder(name="e", base_url=endpoint.base_url, api_key=KEY, deadline_s=DEADLINE_S)


def vectors(wire: Wire) -> None:
    rows = [{"index": n, "embedding": [3.0, float(len(text))]} for n, text in enumerate(wire.asked["input"])]
    wire.reply({"data": rows[::-1]})


def test_the_setting_names_the_endpoints_own_model() -> None:
    with Endpoint(vectors) as endpoint:
        settings = Settings(embedding="openai:e", openai_base_url=endpoint.base_url, openai_api_key=SecretStr(KEY))
        made = choose_embedder(settings)
        made.embed_query("x")
        assert made.name == settings.embedding
        assert [asked["model"] for asked in endpoint.requests] == ["e"]


def test_embeddings_are_unit_vectors_in_the_order_of_the_texts() -> None:
    with Endpoint(vectors) as endpoint:
        made = embedder(endpoint)
        texts = ["x" * n for n in range(1, 70)]
        matrix = made.embed_passages(texts)
        assert made.name == "openai:e"
        assert matrix.shape == (69, 2)
        assert matrix.dtype == np.float32
        assert np.allclose(np.linalg.norm(matrix, axis=1), 1)
        assert np.allclose(matrix[:, 1] / matrix[:, 0] * 3, range(1, 70), rtol=1e-4)
        assert np.allclose(made.embed_query("xxxx"), [0.6, 0.8])
        assert made.embed_passages([]).shape == (0, 0)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"index": 0, "embedding": [1.0]}],
        [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}],
        [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}],
        [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [float("nan")]}],
        [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [0.0]}],
        [{"index": 0, "embedding": []}, {"index": 1, "embedding": []}],
        [{"index": 0, "embedding": "AAAA"}, {"index": 1, "embedding": None}],
    ],
)
def test_vectors_that_are_not_what_was_asked_for_are_malformed(rows: list[object]) -> None:
    with Endpoint(lambda wire: wire.reply({"data": rows})) as endpoint, pytest.raises(ModelMalformed):
        embedder(endpoint).embed_passages(["a", "b"])


@pytest.mark.parametrize("fault", ["drip", "html", "300 MB", "gzip bomb", "429 quota", "401", "503"])
def test_the_embedder_fails_as_the_model_does(fault: str) -> None:
    kind, script = FAULTS[fault]
    with Endpoint(script) as endpoint:
        made = embedder(endpoint)
        assert_bounded(lambda: made.embed_query("a"), kind)
