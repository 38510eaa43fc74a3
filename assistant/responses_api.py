"""OpenAI's responses over the same assistant, whole or streamed. Nothing is stored: a client sends what was said."""

# FastAPI reads the annotations of the handlers, which are made inside a function: they stand as objects here, not as
# text (no `from __future__ import annotations`).
import secrets
import time
from collections.abc import Generator
from itertools import count as numbers
from typing import TYPE_CHECKING, Any, Literal

from assistant.answer import Answer, AnswerJson, render
from assistant.chain import check_question
from assistant.compose import Composed, count_tokens
from assistant.events import Events, Worker, frame
from assistant.observe import Watched
from assistant.openai_ask import MODEL, count
from assistant.openai_reply import Reply, open_reply
from assistant.problem import error_object, problems
from assistant.responses_body import (
    CitationAnnotation,
    OutputMessage,
    OutputText,
    ResponseBody,
    ResponseJson,
    ResponseUsage,
    messages_of,
    read_response,
)
from assistant.settings import Settings
from assistant.stream import Step

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["add_responses"]

STATUSES = (400, 401, 403, 404, 409, 413, 429, 500, 503)


def add_responses(app: "FastAPI", asking: Watched, *, settings: Settings, worker: Worker) -> None:
    """Add `/v1/responses`; errors take OpenAI's shape in `api`."""
    from fastapi import Request

    @app.post(
        "/v1/responses",
        tags=["openai"],
        summary="Answer the last user message, as a response",
        response_model=ResponseJson,
        responses=problems(*STATUSES, openai=True),
    )
    async def respond(body: ResponseBody, request: Request) -> Any:  # noqa: ANN401 -- the whole answer, or its events
        """A checked answer with its sources; `stream` sends it in pieces. What is streamed as text is never unsaid."""
        question, history = read_response(body)
        question = check_question(question, most=settings.max_question)
        how = {"history": history, **body.dateline.limits()}
        reply = open_reply(body, settings, base=str(request.base_url), most=body.max_output_tokens)
        response = _Response(body, reply)
        if body.stream:
            return Events(
                lambda: response.told(asking.stream(question, **how)),
                worker=worker,
                failed=lambda status, detail: [response.failed(status, detail)],
            ).response()
        answer = await worker.run(request.receive, lambda: asking.ask(question, **how))
        return response.whole(render(answer))


class _Response:
    """One response on its way: its ids and time, and the numbers of its events."""

    def __init__(self, body: ResponseBody, reply: Reply) -> None:
        name = secrets.token_hex(16)
        self._id, self._message, self._created = f"resp_{name}", f"msg_{name}", int(time.time())
        self._body, self._reply, self._numbers = body, reply, numbers()
        self._asked = count(messages_of(body))

    def whole(self, answer: AnswerJson) -> ResponseJson:
        """The response when the answer is there."""
        composed = self._reply.compose(answer)
        return self._ended(answer, composed)

    def told(self, steps: Generator[Step]) -> Generator[bytes]:
        """The events of a stream. The text waits for the whole answer: a claim that was sent cannot be taken back."""
        try:
            yield self._event("response.created", response=self._shape("in_progress"))
            yield self._event("response.in_progress", response=self._shape("in_progress"))
            for step in steps:
                if isinstance(step, Answer):
                    yield from self._said(render(step))
        finally:
            steps.close()

    def failed(self, status: int, detail: str) -> bytes:
        """The last event of a stream that broke."""
        error = {"code": "server_error", "message": str(error_object(status, detail)["message"])}
        return self._event("response.failed", response={**self._shape("failed"), "error": error})

    def _said(self, answer: AnswerJson) -> Generator[bytes]:
        composed = self._reply.compose(answer)
        ended = self._ended(answer, composed)
        (message,) = ended["output"]
        (part,) = message["content"]
        empty = OutputText(type="output_text", text="", annotations=[], logprobs=[])
        item: dict[str, Any] = {"output_index": 0}
        inside = {"item_id": self._message, "output_index": 0, "content_index": 0}
        yield self._event("response.output_item.added", **item, item=self._item("in_progress"))
        yield self._event("response.content_part.added", **inside, part=empty)
        for piece in composed.pieces:
            yield self._event("response.output_text.delta", **inside, delta=piece, logprobs=[])
        for n, one in enumerate(part["annotations"]):
            yield self._event("response.output_text.annotation.added", **inside, annotation_index=n, annotation=one)
        yield self._event("response.output_text.done", **inside, text=part["text"], logprobs=[])
        yield self._event("response.content_part.done", **inside, part=part)
        yield self._event("response.output_item.done", **item, item=message)
        yield self._event(f"response.{ended['status']}", response=ended)

    def _event(self, kind: str, **more: object) -> bytes:
        return frame({"type": kind, "sequence_number": next(self._numbers), **more}, event=kind)

    def _ended(self, answer: AnswerJson, composed: Composed) -> ResponseJson:
        cited = [CitationAnnotation(type="url_citation", **one) for one in self._reply.citations(composed)]
        text = OutputText(type="output_text", text=composed.text, annotations=cited, logprobs=[])
        said, results = count_tokens(composed.text), self._reply.results(answer)
        status: Literal["incomplete", "completed"] = "incomplete" if composed.cut else "completed"
        ended = self._shape(status)
        ended["completed_at"] = None if composed.cut else int(time.time())
        ended["incomplete_details"] = {"reason": "max_output_tokens"} if composed.cut else None
        ended["output"] = [self._item(status, text)]
        ended["usage"] = ResponseUsage(
            input_tokens=self._asked,
            input_tokens_details={"cached_tokens": 0, "cache_write_tokens": 0},
            output_tokens=said,
            output_tokens_details={"reasoning_tokens": 0},
            total_tokens=self._asked + said,
        )
        ended["citations"] = [one["url"] for one in results]
        ended["search_results"] = results
        ended["dateline"] = answer
        return ended

    def _item(self, status: Literal["in_progress", "completed", "incomplete"], *text: OutputText) -> OutputMessage:
        return OutputMessage(id=self._message, type="message", role="assistant", status=status, content=[*text])

    def _shape(self, status: Literal["in_progress", "completed", "incomplete", "failed"]) -> ResponseJson:
        return ResponseJson(
            id=self._id,
            object="response",
            created_at=self._created,
            completed_at=None,
            status=status,
            error=None,
            incomplete_details=None,
            instructions=None,
            max_output_tokens=self._body.max_output_tokens,
            metadata=self._body.metadata or {},
            model=MODEL,
            output=[],
            parallel_tool_calls=True,
            previous_response_id=None,
            store=False,
            temperature=self._body.temperature,
            text={"format": {"type": "text"}},
            tool_choice="auto",
            tools=[],
            top_p=self._body.top_p,
            truncation="disabled",
            usage=None,
            citations=[],
            search_results=[],
            dateline=None,
        )
