"""What a response is asked with, and what is answered: OpenAI's newer shapes, as far as they mean something here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from assistant.answer import AnswerJson
from assistant.openai_ask import MODEL, AskedBody, MessageBody, ParameterError, PartBody, check_parameters, read
from assistant.openai_reply import SearchResult, UrlCitation
from assistant.rewrite import Turn

__all__ = [
    "CitationAnnotation", "OutputMessage", "OutputText", "ResponseBody", "ResponseJson", "ResponseUsage",
    "messages_of", "read_response",
]  # fmt: skip

WITHOUT_EFFECT = frozenset(
    """
    user store service_tier safety_identifier prompt_cache_key prompt_cache_retention prompt_cache_options reasoning
    truncation include parallel_tool_calls max_tool_calls instructions stream_options context_management
    """.split()
)
SEARCHES = ("web_search", "web_search_preview")  # tools that ask for sources; those an answer has anyhow
NOT_OFFERED: dict[str, tuple[object, ...]] = {
    "tool_choice": ("none", "auto"), "background": (False,), "conversation": (), "prompt": (), "top_logprobs": (0,),
    "moderation": (), "image": (), "background_options": (), "access_programs": (),
}  # fmt: skip


class ItemBody(BaseModel):
    """One item of the input: a message, or what a client sends back of an earlier response."""

    model_config = ConfigDict(extra="allow")

    type: str | None = Field(default=None, max_length=100)
    role: Literal["system", "developer", "user", "assistant"] | None = None
    content: str | list[PartBody] | None = None


class ResponseBody(AskedBody):
    """OpenAI's request for a response. The last user message of the input is the question, earlier ones the history."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={"examples": [{"model": MODEL, "input": "Who led the US delegation in April?"}]},
    )

    input: str | Annotated[list[ItemBody], Field(min_length=1, max_length=2_000)]
    max_output_tokens: Annotated[int, Field(ge=1, le=10**9, strict=True)] | None = None
    previous_response_id: str | None = None
    metadata: Annotated[dict[str, str], Field(max_length=16)] | None = None
    text: dict[str, object] | None = None
    tools: list[dict[str, object]] | None = None


class CitationAnnotation(UrlCitation):
    """OpenAI's annotation of a text."""

    type: Literal["url_citation"]


class OutputText(TypedDict):
    """The answer's text."""

    type: Literal["output_text"]
    text: str
    annotations: list[CitationAnnotation]
    logprobs: list[None]


class OutputMessage(TypedDict):
    """The one item of the output."""

    id: str
    type: Literal["message"]
    role: Literal["assistant"]
    status: Literal["in_progress", "completed", "incomplete"]
    content: list[OutputText]


class ResponseUsage(TypedDict):
    """Words and punctuation marks of all messages, and of the reply."""

    input_tokens: int
    input_tokens_details: dict[str, int]
    output_tokens: int
    output_tokens_details: dict[str, int]
    total_tokens: int


class ResponseJson(TypedDict):
    """OpenAI's response, with Perplexity's sources and the whole answer object beside it."""

    id: str
    object: Literal["response"]
    created_at: int
    completed_at: int | None
    status: Literal["in_progress", "completed", "incomplete", "failed"]
    error: dict[str, str] | None
    incomplete_details: dict[str, str] | None
    instructions: None
    max_output_tokens: int | None
    metadata: dict[str, str]
    model: str
    output: list[OutputMessage]
    parallel_tool_calls: bool
    previous_response_id: None
    store: Literal[False]
    temperature: float | None
    text: dict[str, dict[str, str]]
    tool_choice: Literal["auto"]
    tools: list[None]
    top_p: float | None
    truncation: Literal["disabled"]
    usage: ResponseUsage | None
    citations: list[str]
    search_results: list[SearchResult]
    dateline: AnswerJson | None


def read_response(body: ResponseBody) -> tuple[str, list[Turn]]:
    """The question and the turns before it, oldest first.

    Raises:
        ParameterError: a parameter is unknown or not offered, the model is another, or there is no user's message.
    """
    check_parameters(body, without_effect=WITHOUT_EFFECT, not_offered=NOT_OFFERED)
    if body.previous_response_id is not None:
        told = "Previous response not found: none is stored here; send the earlier messages as input."
        raise ParameterError(told, param="previous_response_id", code="previous_response_not_found")
    if any(tool.get("type") not in SEARCHES for tool in body.tools or ()):
        told = "Unsupported parameter: 'tools' is not supported with this model."
        raise ParameterError(told, param="tools", code="unsupported_parameter")
    form = (body.text or {}).get("format")
    if isinstance(form, Mapping) and form.get("type") != "text":
        told = "Unsupported parameter: 'text.format' is not supported with this model."
        raise ParameterError(told, param="text.format", code="unsupported_parameter")
    return read(messages_of(body), param="input")


def messages_of(body: ResponseBody) -> list[MessageBody]:
    """The input as messages, oldest first; calls and results of tools, and reasoning, are left out.

    Raises:
        ParameterError: an item is named instead of sent; nothing is stored here that it could name.
    """

    def items() -> Iterator[MessageBody]:
        if isinstance(body.input, str):
            yield MessageBody(role="user", content=body.input)
            return
        for item in body.input:
            if item.type == "item_reference":
                told = "Item not found: none is stored here; send the item itself."
                raise ParameterError(told, param="input", code=None)
            if item.role is not None:
                yield MessageBody(role=item.role, content=item.content)

    return list(items())
