"""OpenAI's paths over the same assistant: models and chat completions, whole or streamed."""

# FastAPI reads the annotations of the handlers, which are made inside a function: they stand as objects here, not as
# text (no `from __future__ import annotations`).
import secrets
import time
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, AnswerJson, render
from assistant.chain import check_question
from assistant.compose import Composed, count_tokens
from assistant.events import Events, Worker, frame
from assistant.observe import Watched
from assistant.openai_ask import MODEL, check_model, count
from assistant.openai_body import (
    Annotation,
    ChatBody,
    Choice,
    CompletionJson,
    ModelJson,
    ModelsJson,
    ReplyMessage,
    UsageJson,
    read_chat,
)
from assistant.openai_reply import Reply, open_reply
from assistant.problem import error_object, problems
from assistant.settings import Settings
from assistant.stream import Checked, Found, Step

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["add_openai"]

FIRST_RELEASE = 1_763_769_600  # 2025-11-22, in seconds: what `created` of the model says, as it must say something
STATUSES = (400, 401, 403, 404, 409, 413, 429, 500, 503)


def add_openai(app: "FastAPI", asking: Watched, *, settings: Settings, worker: Worker) -> None:
    """Add `/v1/models` and `/v1/chat/completions`; errors take OpenAI's shape in `api`."""
    from fastapi import Request

    ours = ModelJson(id=MODEL, object="model", created=FIRST_RELEASE, owned_by="dateline")

    @app.get("/v1/models", tags=["openai"], summary="List the models", responses=problems(401, 429, openai=True))
    def models() -> ModelsJson:
        """The one model there is."""
        return ModelsJson(object="list", data=[ours])

    @app.get("/v1/models/{model}", tags=["openai"], summary="One model", responses=problems(401, 404, 429, openai=True))
    def model(model: str) -> ModelJson:
        """What the list says of it."""
        check_model(model)
        return ours

    @app.post(
        "/v1/chat/completions",
        tags=["openai"],
        summary="Answer the last user message",
        response_model=CompletionJson,
        responses=problems(*STATUSES, openai=True),
    )
    async def chat(body: ChatBody, request: Request) -> Any:  # noqa: ANN401 -- the whole answer, or its events
        """A checked answer with its sources; `stream` sends it in pieces. What is streamed as text is never unsaid."""
        question, history = read_chat(body)
        question = check_question(question, most=settings.max_question)
        how = {"history": history, **body.dateline.limits()}
        most = body.max_completion_tokens or body.max_tokens
        reply = _Chat(body, open_reply(body, settings, base=str(request.base_url), most=most))
        if body.stream:
            return Events(
                lambda: _told(reply, asking.stream(question, **how)),
                worker=worker,
                failed=lambda status, detail: [frame({"error": error_object(status, detail)}), frame("[DONE]")],
            ).response()
        answer = await worker.run(request.receive, lambda: asking.ask(question, **how))
        return reply.whole(render(answer))


class _Chat:
    """One completion on its way: its id and time, and how its text is to be made."""

    def __init__(self, body: ChatBody, reply: Reply) -> None:
        self.id, self.created = f"chatcmpl-{secrets.token_hex(12)}", int(time.time())
        self.reply = reply
        self.with_usage = bool(body.stream_options and body.stream_options.include_usage)
        self._asked = count(body.messages)

    def usage(self, composed: Composed) -> UsageJson:
        said = count_tokens(composed.text)
        return UsageJson(prompt_tokens=self._asked, completion_tokens=said, total_tokens=self._asked + said)

    def annotations(self, composed: Composed) -> list[Annotation]:
        return [Annotation(type="url_citation", url_citation=one) for one in self.reply.citations(composed)]

    def whole(self, answer: AnswerJson) -> CompletionJson:
        composed = self.reply.compose(answer)
        message = ReplyMessage(
            role="assistant", content=composed.text, refusal=None, annotations=self.annotations(composed)
        )
        results = self.reply.results(answer)
        finish = Choice(index=0, message=message, logprobs=None, finish_reason="length" if composed.cut else "stop")
        return CompletionJson(
            id=self.id,
            object="chat.completion",
            created=self.created,
            model=MODEL,
            choices=[finish],
            usage=self.usage(composed),
            citations=[one["url"] for one in results],
            search_results=results,
            dateline=answer,
        )

    def chunk(self, delta: dict[str, Any] | None, *, finish: str | None = None, **more: object) -> bytes:
        """One event of the stream; `delta` None: the last one, which only tells the usage."""
        choices = [] if delta is None else [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]
        usage = {"usage": None} if self.with_usage else {}
        head = {"id": self.id, "object": "chat.completion.chunk", "created": self.created, "model": MODEL}
        return frame({**head, "choices": choices, **usage, **more})


def _told(chat: _Chat, steps: Generator[Step]) -> Generator[bytes]:
    """The chunks of a stream; until the answer is whole, empty deltas tell in `dateline` what was found and checked.

    The text waits for the whole answer, because a claim that was sent as text cannot be taken back.
    """
    try:
        yield chat.chunk({"role": "assistant", "content": "", "refusal": None})
        for step in steps:
            match step:
                case Found(hits=hits):
                    yield chat.chunk({}, dateline={"found": len(hits)})
                case Checked(claim=claim):
                    yield chat.chunk({}, dateline={"checked": claim.text})
                case Answer():
                    yield from _said(chat, render(step))
        yield frame("[DONE]")
    finally:
        steps.close()


def _said(chat: _Chat, answer: AnswerJson) -> Generator[bytes]:
    composed = chat.reply.compose(answer)
    for piece in composed.pieces:
        yield chat.chunk({"content": piece})
    yield chat.chunk({"annotations": chat.annotations(composed)})
    found = chat.reply.results(answer)
    urls = [one["url"] for one in found]
    finish = "length" if composed.cut else "stop"
    yield chat.chunk({}, finish=finish, citations=urls, search_results=found, dateline=answer)
    if chat.with_usage:
        yield chat.chunk(None, usage=chat.usage(composed))
