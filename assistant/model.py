"""A chat model and an embedding model behind an OpenAI-compatible endpoint; every failure is a ModelError (call.py)."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, BaseModel, Field

from assistant.bound import events
from assistant.call import (
    Endpoint,
    ModelError,
    ModelMalformed,
    ModelQuota,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
    open_endpoint,
)

__all__ = [
    "Completion",
    "EndpointEmbedder",
    "Model",
    "ModelError",
    "ModelMalformed",
    "ModelQuota",
    "ModelRefused",
    "ModelTimeout",
    "ModelUnreachable",
    "Usage",
    "open_embedder",
    "open_model",
]

MAX_BYTES = 8 * 1024 * 1024
# One JSON text of a chat reply. Parsed, 1 MB of "{}," takes 25 MB of memory, 8 MB of it 204 MB.
MAX_JSON = 1024 * 1024
BATCH = 32  # texts per embedding request: 32 vectors of 3,072 numbers are about 2 MB of JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one call, as the server counts them."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A whole reply, never blank. `usage` is None where the server does not tell it."""

    text: str
    usage: Usage | None
    model: str


class Model:
    """A chat model: Chat Completions, temperature 0. Threads may share it.

    Both ways of calling raise ModelErrors only, at the latest 0.5 s after the deadline.
    """

    def __init__(self, *, name: str, endpoint: Endpoint) -> None:
        self.name = name
        self._endpoint = endpoint

    def complete(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Completion:
        """The whole reply. One that ended for any reason but its own ("length", a cut) is ModelMalformed."""
        with self._ask(system, user, max_tokens, deadline_s, stream=False) as response:
            reply = self._endpoint.parse(_Reply, response.read(), most=MAX_JSON)
        choice = reply.choices[0]
        if choice.finish_reason != "stop":
            self._stopped(choice.finish_reason)
        if not (text := choice.message.content or "").strip():
            self._endpoint.malformed("sent an empty reply")
        return Completion(text=text, usage=Usage(**reply.usage.model_dump()) if reply.usage else None, model=self.name)

    def stream(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Generator[str]:
        """Pieces of the reply as they come. Only a stream that ends without an error was whole.

        The clock starts with the first piece asked for. Closing the generator closes the connection at once.
        """
        said = False
        with self._ask(system, user, max_tokens, deadline_s, stream=True) as response:
            for event, data in events(response, max_bytes=MAX_JSON):
                if not data or data == "[DONE]":
                    continue
                chunk = self._endpoint.parse(_Chunk, data, most=MAX_JSON)
                if event == "error" or chunk.error is not None:
                    self._endpoint.malformed("reported an error in the middle of its reply")
                for choice in chunk.choices[:1]:
                    if choice.delta.content:
                        said = said or not choice.delta.content.isspace()
                        yield choice.delta.content
                    if choice.finish_reason == "stop":
                        if not said:
                            self._endpoint.malformed("sent an empty reply")
                        return
                    if choice.finish_reason is not None:
                        self._stopped(choice.finish_reason)
            self._endpoint.malformed("broke off its reply")

    @contextmanager
    def _ask(self, system: str, user: str, max_tokens: int, deadline_s: float, *, stream: bool) -> Iterator[Any]:
        """The open HTTP reply (httpx2.Response, body not read yet), closed on the way out."""
        # The official endpoint's newer models know only the new name, most compatible servers only the old one.
        limit = "max_completion_tokens" if self._endpoint.official else "max_tokens"
        body: dict[str, Any] = {
            "model": self.name,
            "messages": [{"role": "system", "content": _clean(system)}, {"role": "user", "content": _clean(user)}],
            "temperature": 0,
            limit: max_tokens,
        }
        with self._endpoint.errors():
            chat = self._endpoint.sdk.chat.completions.with_streaming_response
            with chat.create(**body, stream=stream, timeout=deadline_s) as response:
                yield response.http_response

    def _stopped(self, reason: str | None) -> NoReturn:
        if reason == "length":
            self._endpoint.malformed("reached the token limit before its reply was whole", "allow it more tokens")
        self._endpoint.malformed("ended its reply without saying that it is whole")


class EndpointEmbedder:
    """Texts to unit vectors through an endpoint's embeddings API. `name` is what an index made with it is called."""

    def __init__(self, *, name: str, endpoint: Endpoint, deadline_s: float) -> None:
        self.name = f"openai:{name}"
        self._model = name
        self._endpoint = endpoint
        self._deadline_s = deadline_s

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 of shape (n, d), each row of length 1; (0, 0) for no texts. The deadline is per 32 texts.

        Raises:
            ModelError: also ModelMalformed where vectors are missing, of different sizes, zero or not finite.
        """
        batches = [self._embed(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        if len({batch.shape[1] for batch in batches}) > 1:
            self._endpoint.malformed("sent vectors of different sizes")
        return np.concatenate(batches) if batches else np.zeros((0, 0), dtype=np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Float32 of shape (d,), of length 1; errors as for passages."""
        vector: NDArray[np.float32] = self._embed([text])[0]
        return vector

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        cleaned = [_clean(text) for text in texts]
        with self._endpoint.errors():
            api = self._endpoint.sdk.embeddings.with_streaming_response
            with api.create(
                model=self._model, input=cleaned, encoding_format="float", timeout=self._deadline_s
            ) as response:
                reply = self._endpoint.parse(_Vectors, response.http_response.read(), most=MAX_BYTES)
        rows = sorted(reply.data, key=lambda row: row.index)
        if [row.index for row in rows] != list(range(len(texts))):
            self._endpoint.malformed("sent another number of vectors than texts")
        if len({len(row.embedding) for row in rows}) != 1:
            self._endpoint.malformed("sent vectors of different sizes")
        matrix = np.array([row.embedding for row in rows], dtype=np.float64)
        length = np.linalg.norm(matrix, axis=1, keepdims=True)
        if not (np.isfinite(length).all() and (length > 0).all()):
            self._endpoint.malformed("sent vectors that are zero or not finite")
        unit: NDArray[np.float32] = (matrix / length).astype(np.float32)
        return unit


def open_model(*, name: str, base_url: str | None, api_key: str | None, max_bytes: int = MAX_BYTES) -> Model:
    """A chat model; nothing is sent yet. Without `base_url` it is at the official endpoint, which needs a key.

    Raises:
        ModelRefused: neither address nor key is given, the address is no http(s) address, the key cannot be one.
    """
    return Model(name=name, endpoint=open_endpoint(base_url=base_url, api_key=api_key, max_bytes=max_bytes))


def open_embedder(
    *, name: str, base_url: str | None, api_key: str | None, deadline_s: float = 60, max_bytes: int = MAX_BYTES
) -> EndpointEmbedder:
    """An embedding model, opened as `open_model` does; `deadline_s` is per request of up to 32 texts."""
    endpoint = open_endpoint(base_url=base_url, api_key=api_key, max_bytes=max_bytes)
    return EndpointEmbedder(name=name, endpoint=endpoint, deadline_s=deadline_s)


def _clean(text: str) -> str:
    """The text without halves of surrogate pairs, which cannot be sent."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _sendable(text: str) -> str:
    text.encode("utf-8")  # UnicodeEncodeError is a ValueError: a lone surrogate is no text
    return text


# What we need of a reply; whatever else a server sends is not looked at.
Text = Annotated[str, AfterValidator(_sendable)]
Count = Annotated[int, Field(ge=0, le=10**9)]


class _Message(BaseModel):
    content: Text | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: Count = 0
    completion_tokens: Count = 0


class _Reply(BaseModel):
    choices: Annotated[list[_Choice], Field(min_length=1, max_length=8)]
    usage: _Usage | None = None


class _Part(BaseModel):
    delta: _Message = _Message()
    finish_reason: str | None = None


class _Chunk(BaseModel):
    choices: Annotated[list[_Part], Field(max_length=8)] = []
    error: Any = None


class _Vector(BaseModel):
    index: int
    embedding: Annotated[list[float], Field(min_length=1, max_length=65536)]


class _Vectors(BaseModel):
    data: Annotated[list[_Vector], Field(min_length=1, max_length=BATCH)]
