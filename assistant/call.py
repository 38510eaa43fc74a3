"""One call to an OpenAI-compatible endpoint, with every failure told as a ModelError; door to the openai SDK.

What can go wrong, each with a message that says what, at which host, and the way out. No message holds a key, a
path or words of a reply:
    ModelError
    ├── ModelUnreachable  nobody answered, or the server failed, twice
    ├── ModelTimeout      the deadline over the whole call passed
    ├── ModelRefused      the server answered no: wrong key, unknown model, bad request, redirect
    ├── ModelQuota        the account or the rate is used up; never tried again
    └── ModelMalformed    the reply is not a whole answer: HTML, broken JSON, empty, cut, stopped early, too large
"""

# ruff: noqa: N818 (the names say what happened; "Error" on each would say nothing)
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel

from assistant.bound import client

if TYPE_CHECKING:
    from openai import OpenAI

__all__ = [
    "Endpoint",
    "ModelError",
    "ModelMalformed",
    "ModelQuota",
    "ModelRefused",
    "ModelTimeout",
    "ModelUnreachable",
    "open_endpoint",
]

OFFICIAL = "https://api.openai.com/v1"

Shape = TypeVar("Shape", bound=BaseModel)


class ModelError(Exception):
    """A model gave no answer that can be used. The message is fit for a person and holds no secret."""


class ModelUnreachable(ModelError):
    """Nobody answered, or the server failed; either was tried twice."""


class ModelTimeout(ModelError):
    """The deadline over the whole call passed."""


class ModelRefused(ModelError):
    """The server answered no, and would again: wrong key, unknown model, bad request, redirect."""


class ModelQuota(ModelError):
    """The account's quota or its rate is used up."""


class ModelMalformed(ModelError):
    """The reply is not a whole answer; whatever came of it is not to be shown as one."""


class Endpoint:
    """An address and a key to call it with. Threads may share it; each call has its own connection."""

    def __init__(self, *, sdk: OpenAI, host: str, official: bool) -> None:
        self.sdk = sdk
        self.host = host
        self.official = official

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what the SDK and the connection raise inside into ModelErrors, without their texts."""
        import openai

        try:
            yield
        except openai.APIStatusError as error:
            raise self._refusal(error.status_code, spent=error.code == "insufficient_quota") from None
        except (ConnectionError, openai.OpenAIError):
            raise ModelUnreachable(
                f"no answer from {self.host}; is it running, and is OPENAI_BASE_URL right?"
            ) from None
        except TimeoutError:
            raise ModelTimeout(f"{self.host} did not finish its reply in time; a smaller model is faster") from None
        except EOFError:
            self.malformed("broke off its reply")
        except OverflowError:
            self.malformed("sent a reply that is too large, or compressed though that was not asked for")
        except (ValueError, RecursionError):
            self.malformed("sent something that is no reply of a model", "does OPENAI_BASE_URL end in /v1?")

    def parse(self, shape: type[Shape], text: str | bytes, *, most: int) -> Shape:
        """Read JSON of at most `most` characters into a shape; inside `errors` only, which explains what it raises."""
        if len(text) > most:
            raise OverflowError("more JSON than a reply of this kind has")
        return shape.model_validate(json.loads(text))

    def malformed(self, what: str, way_out: str = "ask again, or choose another model") -> NoReturn:
        """Raise ModelMalformed: the host, what it did, and the way out."""
        raise ModelMalformed(f"{self.host} {what}; {way_out}") from None

    def _refusal(self, status: int, *, spent: bool) -> ModelError:
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return ModelUnreachable(f"{self.host} failed twice ({status}); look at the server's own log")
        if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.PAYMENT_REQUIRED}:
            if spent or status == HTTPStatus.PAYMENT_REQUIRED:
                return ModelQuota(f"the account at {self.host} has used up its quota ({status}); see its billing page")
            return ModelQuota(f"{self.host} is asked too often ({status}); wait a minute")
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            return ModelRefused(f"{self.host} does not accept the key ({status}); check OPENAI_API_KEY")
        if status == HTTPStatus.NOT_FOUND:
            return ModelRefused(
                f"{self.host} has no such model or path ({status}); check DATELINE_MODEL and that OPENAI_BASE_URL "
                "ends where the server says, mostly in /v1"
            )
        if status < HTTPStatus.BAD_REQUEST:
            return ModelRefused(
                f"{self.host} points elsewhere ({status}), and a key is not sent after a redirect; "
                "set OPENAI_BASE_URL to the final address"
            )
        return ModelRefused(
            f"{self.host} refuses the request ({status}); does the model speak Chat Completions, with temperature 0?"
        )


def open_endpoint(*, base_url: str | None, api_key: str | None, max_bytes: int) -> Endpoint:
    """An endpoint to call; nothing is sent yet. Nothing of the SDK's own environment reaches a request.

    Args:
        base_url: http(s) address; None is the official endpoint, which needs a key.
        api_key: None or "" for a local server that asks for none.
        max_bytes: of one reply.

    Raises:
        ModelRefused: neither address nor key is given, the address is no http(s) address, or the key cannot be one.
    """
    key = (api_key or "").strip()
    if not base_url and not key:
        raise ModelRefused("no chat model is set up; set OPENAI_BASE_URL to a server's address, or OPENAI_API_KEY")
    if not (key.isascii() and key.isprintable()):
        raise ModelRefused("OPENAI_API_KEY holds characters that no key has; paste it again without line breaks")
    address = base_url or OFFICIAL
    try:
        parts = urlsplit(address)
        host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise ModelRefused("OPENAI_BASE_URL is no web address; write it like http://127.0.0.1:8080/v1")

    import openai

    key = key or "none"
    sdk = openai.OpenAI(
        base_url=address,
        api_key=key,
        # "" and a header of our own, because the SDK fills each that is missing from its environment variables.
        admin_api_key="",
        organization="",
        project="",
        webhook_secret="",
        default_headers={"Authorization": f"Bearer {key}"},
        max_retries=0,
        http_client=client(max_bytes=max_bytes, tls=parts.scheme == "https"),
    )
    return Endpoint(sdk=sdk, host=host, official=parts.hostname == urlsplit(OFFICIAL).hostname)
