"""What a chat completion is asked with, and what is answered: OpenAI's shapes, as far as they mean something here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt
from typing_extensions import TypedDict

from assistant.answer import AnswerJson
from assistant.openai_ask import MODEL, AskedBody, MessageBody, ParameterError, check_parameters, read
from assistant.openai_reply import SearchResult, UrlCitation
from assistant.rewrite import Turn

__all__ = [
    "Annotation", "ChatBody", "Choice", "CompletionJson", "ModelJson", "ModelsJson", "ReplyMessage", "UsageJson",
    "read_chat",
]  # fmt: skip

WITHOUT_EFFECT = frozenset(
    """
    user metadata store service_tier safety_identifier
    prompt_cache_key prompt_cache_retention reasoning_effort verbosity parallel_tool_calls web_search_options
    """.split()
)
NOT_OFFERED: dict[str, tuple[object, ...]] = {
    "tools": ([],), "tool_choice": ("none", "auto"), "functions": ([],), "function_call": ("none", "auto"),
    "response_format": ({"type": "text"},), "modalities": (["text"],), "audio": (), "logprobs": (False,),
    "top_logprobs": (0,), "logit_bias": ({},), "stop": ([], ""), "prediction": (), "moderation": (),
}  # fmt: skip


class StreamOptions(BaseModel):
    """How a stream ends."""

    model_config = ConfigDict(extra="allow")

    include_usage: StrictBool = False


class ChatBody(AskedBody):
    """OpenAI's chat completion request. The last user message is the question, earlier ones the history."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {"model": MODEL, "messages": [{"role": "user", "content": "Who led the US delegation in April?"}]}
            ]
        },
    )

    messages: list[MessageBody] = Field(min_length=1, max_length=2_000)
    stream_options: StreamOptions | None = None
    n: StrictInt | None = None
    max_tokens: Annotated[int, Field(ge=1, le=10**9, strict=True)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1, le=10**9, strict=True)] | None = None
    frequency_penalty: Annotated[float, Field(ge=-2, le=2, strict=True)] | None = None
    presence_penalty: Annotated[float, Field(ge=-2, le=2, strict=True)] | None = None
    seed: StrictInt | None = None


class ModelJson(TypedDict):
    """A model that can be asked."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsJson(TypedDict):
    """The models that can be asked."""

    object: Literal["list"]
    data: list[ModelJson]


class Annotation(TypedDict):
    """OpenAI's annotation of a message."""

    type: Literal["url_citation"]
    url_citation: UrlCitation


class ReplyMessage(TypedDict):
    """The answer as a message."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[Annotation]


class Choice(TypedDict):
    """The one choice there is."""

    index: int
    message: ReplyMessage
    logprobs: None
    finish_reason: Literal["stop", "length"]


class UsageJson(TypedDict):
    """Words and punctuation marks of all messages, and of the reply."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionJson(TypedDict):
    """OpenAI's chat completion, with Perplexity's sources and the whole answer object beside it."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: UsageJson
    citations: list[str]
    search_results: list[SearchResult]
    dateline: AnswerJson


def read_chat(body: ChatBody) -> tuple[str, list[Turn]]:
    """The question and the turns before it, oldest first.

    Raises:
        ParameterError: a parameter is unknown or not offered, the model is another, or there is no user's message.
    """
    check_parameters(body, without_effect=WITHOUT_EFFECT, not_offered=NOT_OFFERED)
    if body.n not in {None, 1}:
        raise ParameterError("there is one answer to a question; leave n at 1", param="n", code="unsupported_value")
    if body.stream_options is not None and not body.stream:
        told = "The 'stream_options' parameter is only allowed when 'stream' is enabled."
        raise ParameterError(told, param="stream_options", code=None)
    return read(body.messages, param="messages")
