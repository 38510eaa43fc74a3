"""The HTTP door: questions and articles as JSON. Errors are problem details (RFC 9457) that echo nothing."""

# FastAPI reads the annotations of the handlers, which are made inside a function: they stand as objects here, not as
# text (no `from __future__ import annotations`).
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.answer import AnswerJson, render
from assistant.articles_api import add_articles, open_jobs
from assistant.astray import refuse_astray
from assistant.bodies import Bodies
from assistant.body import AskBody
from assistant.chain import Assistant, QuestionError, check_question
from assistant.events import Events, Worker, frame
from assistant.follow import follow
from assistant.guard import Guard
from assistant.health_api import add_health
from assistant.keys import Keyring
from assistant.limit import Limiter
from assistant.mcp_server import add_mcp, open_mcp
from assistant.metrics import Metrics
from assistant.observe import Observe, Watched
from assistant.once import Once
from assistant.openai_api import add_openai
from assistant.openai_ask import ParameterError
from assistant.problem import OPENAI_PREFIX, explain, problem_object, problems, refuse, refuse_body
from assistant.responses_api import add_responses
from assistant.settings import Settings
from assistant.trace import open_tracer
from index.database import CatalogError
from index.lock import BusyError
from index.vectors import VectorError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response

__all__ = ["create_api"]

MAX_BODY = 3_000_000  # bytes: a hundred earlier turns of 20,000 characters and their JSON
BODY_S = 30.0  # for a body to come whole: 3 MB at 100 KB/s
LEASE_S = 30.0  # how much longer than its deadline a request may hold its place
STOP_S = 3.0  # an article being written when the server stops is finished in so long, or written anew at the next start


def create_api(assistant: Assistant, *, keyed: bool = False) -> "FastAPI":
    """The server's paths over one open assistant; the page is mounted beside them by `mount_page`.

    What takes long is done in threads, for as long as its client waits.

    Args:
        assistant: what answers.
        keyed: whether every request needs a key of `dateline keys`; else only this machine's own names are served.
    """
    from anyio import CapacityLimiter
    from fastapi_offline import FastAPIOffline

    settings, catalog = assistant.settings, assistant.index.catalog
    metrics = Metrics({"articles": lambda: catalog.count()[0], "passages": lambda: catalog.count()[1]})
    tracer = open_tracer(settings.otel_endpoint)
    asking = Watched(assistant, metrics, tracer)
    worker = Worker(threads=CapacityLimiter(settings.all_at_once), most_s=settings.request_deadline_s)
    jobs = open_jobs(assistant)
    hosts = None if keyed else _hosts(settings)

    @asynccontextmanager
    async def lifespan(_: "FastAPI") -> AsyncIterator[None]:
        jobs.start()
        async with mcp_running():
            yield
        jobs.stop(within_s=STOP_S)
        tracer.close()

    app: FastAPI = FastAPIOffline(
        title="Dateline",
        summary="Answers about news articles, each sentence tied to a quote that stands in an article.",
        version=version("dateline"),
        redoc_url=None,
        lifespan=lifespan,
    )
    _add_ask(app, assistant, asking, worker)
    add_openai(app, asking, settings=settings, worker=worker)
    add_responses(app, asking, settings=settings, worker=worker)
    add_articles(app, assistant, jobs=jobs)
    add_health(app, assistant, metrics=metrics)
    mcp_running = add_mcp(app, open_mcp(assistant, asking=asking, worker=worker), hosts=hosts)
    refuse_astray(app)
    _add_errors(app)
    _stand_before(app, settings, keyring=Keyring(settings.home) if keyed else None, hosts=hosts)
    app.add_middleware(Observe, metrics=metrics, tracer=tracer)
    return app


def _stand_before(app: "FastAPI", settings: Settings, *, keyring: Keyring | None, hosts: list[str] | None) -> None:
    """What a request passes before its handler; the last one added sees it first."""
    app.add_middleware(Once, folder=settings.home / "once")
    app.add_middleware(Bodies, most=MAX_BODY, within_s=BODY_S)
    app.add_middleware(Guard, keyring=keyring, limiter=_limiter(settings), hosts=hosts)
    _allow_origins(app, settings.cors_origins)


def _add_ask(app: "FastAPI", assistant: Assistant, asking: Watched, worker: Worker) -> None:
    from fastapi import Request

    answers: dict[int | str, Any] = {
        200: {"description": "The answer", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
    }

    @app.post(
        "/ask",
        tags=["ask"],
        summary="Ask a question",
        response_model=AnswerJson,
        responses={**answers, **problems(400, 401, 403, 409, 413, 422, 429, 500, 503)},
    )
    async def ask(body: AskBody, request: Request) -> Any:  # noqa: ANN401 -- the answer, or its events
        """An answer whose every claim carries numbered quotes; an abstention is an answer too, with its reason.

        With `Accept: text/event-stream` it comes as events: `search_results`, then `citation` and `claim` as they are
        checked, `answer` (the whole object, which alone counts where it differs), `done`; or `error`.
        """
        question = check_question(body.question, most=assistant.settings.max_question)
        wanted = {"history": [turn.turn() for turn in body.history], **body.limits()}
        if "text/event-stream" in request.headers.get("accept", ""):
            return Events(
                lambda: follow(asking.stream(question, **wanted), question=question, lookup=assistant.index.article),
                worker=worker,
                failed=lambda status, detail: [frame(problem_object(status, detail), event="error")],
            ).response()
        return render(await worker.run(request.receive, lambda: asking.ask(question, **wanted)))


def _add_errors(app: "FastAPI") -> None:
    """Every error in one shape, in words that are ours; what went wrong inside goes to the log, never out."""
    from fastapi import Request
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException

    @app.exception_handler(RequestValidationError)
    def bad_body(request: Request, error: RequestValidationError) -> "Response":
        return refuse_body(request.url.path, error.errors())

    @app.exception_handler(ParameterError)
    def bad_parameter(request: Request, error: ParameterError) -> "Response":
        return refuse(request.url.path, error.status, str(error), code=error.code, param=error.param)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> "Response":
        return refuse(request.url.path, error.status_code, str(error.detail), headers=error.headers)

    @app.exception_handler(QuestionError)
    @app.exception_handler(CatalogError)
    @app.exception_handler(VectorError)
    @app.exception_handler(BusyError)
    def broken(request: Request, error: Exception) -> "Response":
        status, told = explain(error)
        if isinstance(error, QuestionError) and request.url.path.startswith(OPENAI_PREFIX):
            param = "input" if request.url.path.endswith("/responses") else "messages"
            return refuse(request.url.path, 400, told, param=param)
        return refuse(request.url.path, status, told)


def _limiter(settings: Settings) -> Limiter:
    return Limiter(
        settings.home / "limits",
        per_minute=settings.rate_per_minute,
        at_once=settings.key_at_once,
        all_at_once=settings.all_at_once,
        lease_s=settings.request_deadline_s + LEASE_S,
    )


def _hosts(settings: Settings) -> list[str]:
    """What a Host header may say while no key is asked for: no name that a hostile page has bound to this machine."""
    own = urlsplit(settings.public_url).netloc if settings.public_url else ""
    names = ["127.0.0.1", "localhost", "[::1]", settings.host]
    return [*names, *(f"{name}:*" for name in names), *([own] if own else [])]


def _allow_origins(app: "FastAPI", origins: str) -> None:
    from starlette.middleware.cors import CORSMiddleware

    if not origins:
        return
    told = ["x-request-id", "retry-after", "x-total-count", "link", "location", "idempotent-replayed"]
    told += [f"x-ratelimit-{what}-requests" for what in ("limit", "remaining", "reset")]
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins.split(","),
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["authorization", "content-type", "idempotency-key", "x-request-id"],
        expose_headers=told,
    )
