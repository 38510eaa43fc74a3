"""What OpenAI's paths are asked with: a model, messages, and parameters, of which few mean something here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from assistant.body import MOST_TURNS, MOST_WORDS, WithinBody
from assistant.compose import count_tokens, without_sources
from assistant.rewrite import Turn

__all__ = [
    "MODEL", "AskedBody", "MessageBody", "ParameterError", "PartBody",
    "check_model", "check_parameters", "count", "read",
]  # fmt: skip

MODEL = "dateline"


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


class DatelineOptions(WithinBody):
    """What only Dateline can do; the openai SDK sends it as `extra_body={"dateline": {...}}`."""

    model_config = ConfigDict(extra="forbid")

    markers: bool | None = Field(default=None, description="[n] behind each sentence")
    sources: bool | None = Field(default=None, description="a list of the sources below the text")


class AskedBody(BaseModel):
    """What every path takes; the numbers are checked and have no effect, as an answer is what the articles say."""

    model_config = ConfigDict(extra="allow")

    model: str = Field(min_length=1, max_length=200)
    stream: StrictBool | None = False
    temperature: Annotated[float, Field(ge=0, le=2, strict=True)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1, strict=True)] | None = None
    dateline: DatelineOptions = DatelineOptions()


def check_model(name: str) -> None:
    """Refuse another model than the one there is.

    Raises:
        ParameterError: there is no such model.
    """
    if name != MODEL:
        raise ParameterError(
            f"there is no such model; ask {MODEL!r}", param="model", code="model_not_found", status=404
        )


def check_parameters(
    body: AskedBody, *, without_effect: Collection[str], not_offered: Mapping[str, Sequence[object]]
) -> None:
    """Refuse another model, and parameters beyond those that the body declares.

    Args:
        body: as it was sent.
        without_effect: known parameters that change nothing here, and are not looked at.
        not_offered: known parameters that would change what the client gets, with the values that ask for nothing.

    Raises:
        ParameterError: the model is another, a parameter is unknown, or asks for what is not offered.
    """
    check_model(body.model)
    for name, value in (body.model_extra or {}).items():
        if name in not_offered:
            if value is not None and value not in not_offered[name]:
                told = f"Unsupported parameter: '{name}' is not supported with this model."
                raise ParameterError(told, param=name, code="unsupported_parameter")
        elif name not in without_effect:
            shown = name if name.isidentifier() and name.isascii() and len(name) <= 40 else "(a name)"  # noqa: PLR2004
            raise ParameterError(f"Unrecognized request argument supplied: {shown}", param=None, code=None)


def read(messages: Sequence[MessageBody], *, param: str) -> tuple[str, list[Turn]]:
    """The question, which is the last user's message, and the turns before it, oldest first.

    There are at most `MOST_TURNS` turns, of at most `MOST_WORDS` characters.

    Args:
        messages: oldest first.
        param: what the client calls them.

    Raises:
        ParameterError: there is no user's message, or it holds something else than text.
    """
    last = next((i for i in range(len(messages) - 1, -1, -1) if messages[i].role == "user"), None)
    if last is None:
        raise ParameterError("no message is a user's; the last one is the question", param=param, code=None)
    content = messages[last].content
    if isinstance(content, list) and any(part.type not in {"text", "input_text"} for part in content):
        told = "only text is read; send no images, sound or files"
        raise ParameterError(told, param=param, code="unsupported_value")
    turns = [
        Turn(role="user" if message.role == "user" else "assistant", content=without_sources(said)[-MOST_WORDS:])
        for message in messages[:last]
        if message.role in {"user", "assistant"} and (said := _text(message)).strip()
    ]
    return _text(messages[last]), turns[-MOST_TURNS:]


def count(messages: Sequence[MessageBody]) -> int:
    """The tokens of all messages, as `count_tokens` counts them."""
    return count_tokens(*map(_text, messages))


def _text(message: MessageBody) -> str:
    if not isinstance(message.content, list):
        return message.content or ""
    return "\n".join(part.text for part in message.content if part.text)
