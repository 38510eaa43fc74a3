"""What a chat completion is asked with, and what is answered: OpenAI's shapes, as far as they mean something here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from assistant.answer import AnswerJson
from assistant.body import MOST_TURNS, MOST_WORDS, WithinBody
from assistant.compose import without_sources
from assistant.rewrite import Turn

__all__ = ["MODEL", "ChatBody", "CompletionJson", "ModelJson", "ModelsJson", "ParameterError", "read_chat"]

MODEL = "dateline"
# Known parameters that change nothing here, and are not looked at: an answer is what the articles say.
WITHOUT_EFFECT = frozenset(
    """
    user metadata store service_tier safety_identifier
    prompt_cache_key prompt_cache_retention reasoning_effort verbosity parallel_tool_calls web_search_options
    """.split()
)
# Known parameters whose values would change what the client gets, with the values that ask for nothing.
NOT_OFFERED: dict[str, tuple[object, ...]] = {
    "tools": ([],), "tool_choice": ("none", "auto"), "functions": ([],), "function_call": ("none", "auto"),
    "response_format": ({"type": "text"},), "modalities": (["text"],), "audio": (), "logprobs": (False,),
    "top_logprobs": (0,), "logit_bias": ({},), "stop": ([], ""), "prediction": (), "moderation": (),
}  # fmt: skip


class ParameterError(ValueError):
    """A parameter that is not served, told as OpenAI tells it: `param` names it, `code` says what kind of refusal."""

    def __init__(self, message: str, *, param: str | None, code: str | None, status: int = 400) -> None:
        super().__init__(message)
        self.param, self.code, self.status = param, code, status


class PartBody(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(max_length=100)
    text: str | None = None


class MessageBody(BaseModel):
    """One message. Those of the system, a developer or a tool are accepted and not obeyed."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[PartBody] | None = None


class StreamOptions(BaseModel):
    """How a stream ends."""

    model_config = ConfigDict(extra="allow")

    include_usage: bool = False


class DatelineOptions(WithinBody):
    """What only Dateline can do; the openai SDK sends it as `extra_body={"dateline": {...}}`."""

    model_config = ConfigDict(extra="forbid")

    markers: bool | None = Field(default=None, description="[n] behind each sentence")
    sources: bool | None = Field(default=None, description="a list of the sources below the text")


class ChatBody(BaseModel):
    """OpenAI's chat completion request. The last user message is the question, earlier ones the history."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {"model": MODEL, "messages": [{"role": "user", "content": "Who led the US delegation in April?"}]}
            ]
        },
    )

    model: str = Field(min_length=1, max_length=200)
    messages: list[MessageBody] = Field(min_length=1, max_length=2_000)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = None
    max_tokens: Annotated[int, Field(ge=1, le=10**9)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1, le=10**9)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    frequency_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    presence_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    seed: int | None = None
    dateline: DatelineOptions = DatelineOptions()


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


class UrlCitation(TypedDict):
    """`content[start_index:end_index]` is the sentence that the page at `url` carries."""

    url: str
    title: str
    start_index: int
    end_index: int


class Annotation(TypedDict):
    """OpenAI's annotation of a message."""

    type: Literal["url_citation"]
    url_citation: UrlCitation


class SearchResult(TypedDict):
    """Perplexity's search result: the n-th belongs to the marker [n]."""

    title: str
    url: str
    date: str | None
    last_updated: str | None
    snippet: str


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
    """The question and the turns before it, oldest first; at most `MOST_TURNS` of at most `MOST_WORDS` characters.

    Raises:
        ParameterError: a parameter is unknown or not offered, the model is another, or there is no user's message.
    """
    if body.model != MODEL:
        raise ParameterError(
            f"there is no such model; ask {MODEL!r}", param="model", code="model_not_found", status=404
        )
    _check_parameters(body)
    said = [(message.role, _text(message)) for message in body.messages]
    last = next((i for i in range(len(said) - 1, -1, -1) if said[i][0] == "user"), None)
    if last is None:
        raise ParameterError("no message is a user's; the last one is the question", param="messages", code=None)
    turns = [
        Turn(role="user" if role == "user" else "assistant", content=without_sources(text)[-MOST_WORDS:])
        for role, text in said[:last]
        if role in {"user", "assistant"} and text.strip()
    ]
    return said[last][1], turns[-MOST_TURNS:]


def _check_parameters(body: ChatBody) -> None:
    if body.n not in {None, 1}:
        raise ParameterError("there is one answer to a question; leave n at 1", param="n", code="unsupported_value")
    if body.stream_options is not None and not body.stream:
        told = "The 'stream_options' parameter is only allowed when 'stream' is enabled."
        raise ParameterError(told, param="stream_options", code=None)
    given: dict[str, Any] = body.model_extra or {}
    for name, value in given.items():
        if name in NOT_OFFERED:
            if value is not None and value not in NOT_OFFERED[name]:
                told = f"Unsupported parameter: '{name}' is not supported with this model."
                raise ParameterError(told, param=name, code="unsupported_parameter")
        elif name not in WITHOUT_EFFECT:
            shown = name if name.isidentifier() and name.isascii() and len(name) <= 40 else "(a name)"  # noqa: PLR2004
            raise ParameterError(f"Unrecognized request argument supplied: {shown}", param=None, code=None)


def _text(message: MessageBody) -> str:
    if not isinstance(message.content, list):
        return message.content or ""
    if message.role == "user" and any(part.type not in {"text", "input_text"} for part in message.content):
        raise ParameterError(
            "only text is read; send no images, sound or files", param="messages", code="unsupported_value"
        )
    return "\n".join(part.text for part in message.content if part.text)
