"""Every refusal in the shape its reader expects: OpenAI's error object below /v1, problem details (RFC 9457) elsewhere.

The words are ours: nothing of what was sent, and nothing of what went wrong inside, is in them.
"""

# FastAPI and Starlette are this door's; it is handed to both, and imports what it needs when it is called.
import logging
import traceback
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.chain import QuestionError
from index.database import CatalogError
from index.lock import BusyError
from index.vectors import VectorError

if TYPE_CHECKING:
    from starlette.responses import JSONResponse

__all__ = ["OPENAI_PREFIX", "error_object", "explain", "problem_object", "problems", "refuse", "refuse_body"]

OPENAI_PREFIX = "/v1/"
log = logging.getLogger("dateline.api")
# What OpenAI's own server calls them; the SDK picks its exception by the status, and people read `type` and `code`.
TYPES = {
    401: ("authentication_error", "invalid_api_key"),
    403: ("permission_error", "insufficient_permissions"),
    404: ("invalid_request_error", "not_found"),
    409: ("invalid_request_error", "idempotency_conflict"),
    413: ("invalid_request_error", "request_too_large"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
    503: ("server_error", "service_unavailable"),
}


CODES = {"missing": "missing_required_parameter", "extra_forbidden": "unknown_parameter", "json_invalid": None}
BODY = "body"
ALTERNATIVES = frozenset({"str", "date", "datetime"})  # pydantic's names for the types that one field may have


def refuse(
    path: str,
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    code: str | None = None,
    param: str | None = None,
) -> "JSONResponse":
    """The answer for a request to `path` that is not served, ready to be sent.

    Args:
        path: decides the shape.
        status: 400 to 599.
        detail: for a person: what is wrong and the way out.
        headers: to send along, such as Retry-After.
        code: OpenAI's word for it, where it has one of its own; by default that of the status.
        param: which part of the body is wrong; OpenAI's shape only.
    """
    from starlette.responses import JSONResponse

    if path.startswith(OPENAI_PREFIX):
        body = {"error": error_object(status, detail, code=code, param=param)}
        return JSONResponse(body, status, dict(headers or {}))
    return JSONResponse(problem_object(status, detail), status, dict(headers or {}), "application/problem+json")


def refuse_body(path: str, errors: Sequence[Mapping[str, Any]]) -> "JSONResponse":
    """The refusal of a body or a query that is not what it should be; OpenAI's shape names the first wrong parameter.

    Args:
        path: decides the shape.
        errors: what pydantic found, at least one.
    """
    places = [_place(error) for error in errors]
    told = "; ".join(f"{place}: {_said(error)}" for place, error in zip(places, errors, strict=True))[:1000]
    if not path.startswith(OPENAI_PREFIX):
        return refuse(path, HTTPStatus.UNPROCESSABLE_ENTITY, told)
    kind, param = errors[0]["type"], places[0] if places[0] != BODY else None
    wrong_type = kind.endswith(("_type", "_parsing"))
    code = "invalid_type" if wrong_type else CODES.get(kind, "invalid_value" if param else None)
    return refuse(path, HTTPStatus.BAD_REQUEST, told, code=code, param=param)


def _place(error: Mapping[str, Any]) -> str:
    """Where something is wrong, as `messages[0].content`; a name that the sender made up is not repeated."""
    known = error["loc"][:-1] if error["type"] == "extra_forbidden" else error["loc"]
    place = ""
    for part in known[1:] if error["type"] != "json_invalid" else ():
        if isinstance(part, int):
            place += f"[{part}]"
        elif part.isidentifier() and part not in ALTERNATIVES:
            place += f".{part}" if place else part
    return place or BODY


def _said(error: Mapping[str, Any]) -> str:
    if error["type"] == "json_invalid":
        return f"this is no JSON; it goes wrong at character {error['loc'][-1]}"
    if error["loc"] == (BODY,):
        return "send a JSON object, with content-type: application/json"
    return str(error["msg"]).lower()


def explain(error: Exception) -> tuple[int, str]:
    """The status and the words for an error; what went wrong inside goes to the log, as places in our code only.

    An exception's own words may hold what was asked or read, and a traceback ends with them.
    """
    match error:
        case QuestionError():
            return HTTPStatus.UNPROCESSABLE_ENTITY, str(error)
        case CatalogError() | VectorError():
            log.error("unreadable error=%s at=%s", type(error).__name__, _places(error))
            return (
                HTTPStatus.SERVICE_UNAVAILABLE,
                "the index cannot be read right now; the operator runs `dateline doctor`",
            )
        case BusyError():
            return HTTPStatus.SERVICE_UNAVAILABLE, "the index is being written; come again in a minute"
    log.error("failed error=%s at=%s", type(error).__name__, _places(error))
    return HTTPStatus.INTERNAL_SERVER_ERROR, "something went wrong inside; it was logged"


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-8:])


def problem_object(status: int, detail: str) -> dict[str, str | int]:
    """Problem details: type, title, status, detail."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def error_object(
    status: int, detail: str, *, code: str | None = None, param: str | None = None
) -> dict[str, str | None]:
    """OpenAI's error: message, type, param, code."""
    server = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    kind, usual = TYPES.get(status, ("server_error" if server else "invalid_request_error", None))
    return {"message": detail, "type": kind, "param": param, "code": code or usual}


def problems(*statuses: int, openai: bool = False) -> dict[int | str, dict[str, Any]]:
    """The refusals of a path, for its documentation."""
    text, number = {"type": "string"}, {"type": "integer"}
    maybe = {"type": ["string", "null"]}
    problem = {"type": "object", "properties": {"type": text, "title": text, "status": number, "detail": text}}
    error = {"type": "object", "properties": {"message": text, "type": text, "param": maybe, "code": maybe}}
    kind = "application/json" if openai else "application/problem+json"
    schema = {"type": "object", "properties": {"error": error}} if openai else problem
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {kind: {"schema": schema}}} for status in statuses
    }
