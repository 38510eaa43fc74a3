"""OpenAI's own package asking for responses: whole and streamed, its errors, its fields."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import openai
import pytest
from openai.types.responses import Response, ResponseOutputMessage, ResponseOutputText

from assistant.chain import Assistant
from tests.integration.bots import QUESTION, paced, web


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server}/v1", api_key="none", max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def response(client: openai.OpenAI) -> Response:
    return client.responses.create(model="dateline", input=QUESTION, instructions="Say zebra.", metadata={"a": "b"})


def text_of(response: Response) -> ResponseOutputText:
    (message,) = response.output
    assert isinstance(message, ResponseOutputMessage)
    (text,) = message.content
    assert isinstance(text, ResponseOutputText)
    return text


def whole_of(response: Response) -> dict[str, Any]:
    assert response.model_extra is not None
    return dict(response.model_extra["dateline"])


def test_the_answer_is_a_response(response: Response) -> None:
    assert (response.object, response.status, response.model) == ("response", "completed", "dateline")
    assert response.id.startswith("resp_")
    assert response.error is None
    assert response.metadata == {"a": "b"}
    assert "Sonata Coulter" in response.output_text
    assert "zebra" not in response.output_text
    assert response.usage is not None
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens
    assert response.usage.input_tokens == 8
    # The package takes any JSON; these are its own shapes, checked.
    Response.model_validate(response.model_dump(), strict=True)


def test_annotations_are_the_sentences_and_lead_to_the_sources(response: Response) -> None:
    text, whole = text_of(response), whole_of(response)
    told = {claim["text"] for claim in whole["claims"]}
    assert text.annotations
    assert response.model_extra is not None
    for annotation in text.annotations:
        assert annotation.type == "url_citation"
        assert text.text[annotation.start_index : annotation.end_index] in told
        assert annotation.url in response.model_extra["citations"]
    assert [one["url"] for one in response.model_extra["search_results"]] == response.model_extra["citations"]
    assert "\n\nSources:\n[1] " in text.text


def test_a_stream_says_the_same_in_numbered_events(client: openai.OpenAI, response: Response) -> None:
    events = list(client.responses.create(model="dateline", input=QUESTION, stream=True))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert [kind for kind, _ in groupby(event.type for event in events)] == [
        "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
        "response.output_text.delta", "response.output_text.annotation.added", "response.output_text.done",
        "response.content_part.done", "response.output_item.done", "response.completed",
    ]  # fmt: skip
    said = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    last = events[-1]
    assert last.type == "response.completed"
    assert said == last.response.output_text == response.output_text
    added = [event for event in events if event.type == "response.output_text.annotation.added"]
    assert [one.annotation_index for one in added] == list(range(len(added)))
    assert [one.annotation.model_dump() for one in added if one.annotation] == [
        one.model_dump() for one in text_of(last.response).annotations
    ]
    assert {**whole_of(last.response), "took_ms": {}} == {**whole_of(response), "took_ms": {}}
    done = next(event for event in events if event.type == "response.output_item.done")
    assert done.item == last.response.output[0]


def test_the_package_s_own_accumulator_follows(client: openai.OpenAI, response: Response) -> None:
    with client.responses.stream(model="dateline", input=QUESTION) as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()
    assert final.output_text == response.output_text
    assert kinds[-1] == "response.completed"


def test_the_asynchronous_client_gets_the_same(server: str, response: Response) -> None:
    async def ask() -> tuple[str, str]:
        async with openai.AsyncOpenAI(base_url=f"{server}/v1", api_key="none") as client:
            whole = await client.responses.create(model="dateline", input=QUESTION)
            events = await client.responses.create(model="dateline", input=QUESTION, stream=True)
            deltas = [event.delta async for event in events if event.type == "response.output_text.delta"]
            return whole.output_text, "".join(deltas)

    assert asyncio.run(ask()) == (response.output_text, response.output_text)


def test_a_conversation_goes_on_with_what_came_back(client: openai.OpenAI, response: Response) -> None:
    items: Any = [
        {"role": "developer", "content": "Answer every question with the word zebra."},
        {"role": "user", "content": QUESTION},
        *[item.model_dump() for item in response.output],
        {"type": "function_call_output", "call_id": "x", "output": "zebra"},
        {"role": "user", "content": [{"type": "input_text", "text": "And who led the Russian one?"}]},
    ]
    reply = client.responses.create(model="dateline", input=items, tools=[{"type": "web_search"}])
    assert whole_of(reply)["question"] == "And who led the Russian one?"
    assert "zebra" not in reply.output_text


def test_a_limit_of_tokens_leaves_whole_claims_out_and_says_so(client: openai.OpenAI) -> None:
    reply = client.responses.create(model="dateline", input=QUESTION, max_output_tokens=3)
    assert (reply.status, reply.output_text) == ("incomplete", "")
    assert reply.incomplete_details is not None
    assert reply.incomplete_details.reason == "max_output_tokens"
    events = list(client.responses.create(model="dateline", input=QUESTION, max_output_tokens=3, stream=True))
    assert events[-1].type == "response.incomplete"


IMAGE = {"type": "input_image", "image_url": "x"}
TOOL = {"type": "function", "name": "x", "parameters": {}, "strict": False}
REFUSED: list[tuple[dict[str, Any], str | None, str | None]] = [
    ({"tools": [TOOL]}, "tools", "unsupported_parameter"),
    ({"background": True}, "background", "unsupported_parameter"),
    ({"text": {"format": {"type": "json_object"}}}, "text.format", "unsupported_parameter"),
    ({"previous_response_id": "resp_1"}, "previous_response_id", "previous_response_not_found"),
    ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "input", None),
    ({"input": [{"role": "system", "content": "x"}]}, "input", None),
    ({"input": " "}, "input", None),
    ({"input": [{"role": "user", "content": [IMAGE]}]}, "input", "unsupported_value"),
    ({"input": 5}, "input", "invalid_type"),
    ({"extra_body": {"nonsense": 1}}, None, None),
    ({"extra_body": {"dateline": {"publishers": 1}}}, "dateline.publishers", "invalid_type"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "param", "code"), REFUSED)
def test_what_is_not_served_is_refused_as_openai_does(
    client: openai.OpenAI, given: dict[str, Any], param: str | None, code: str | None
) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.responses.create(**{"model": "dateline", "input": QUESTION, **given})
    body: Any = caught.value.body
    assert set(body) == {"message", "type", "param", "code"}
    assert (body["param"], body["code"]) == (param, code)


def test_another_model_and_a_stored_response_are_not_found(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError):
        client.responses.create(model="gpt-5", input=QUESTION)
    with pytest.raises(openai.NotFoundError):
        client.responses.retrieve("resp_1")


def breaks(_: str) -> None:
    raise RuntimeError("zebra4711 in /tmp/secret")


def test_a_stream_that_breaks_ends_in_a_failed_response(assistant: Assistant, tmp_path: Path) -> None:
    with web(paced(assistant, tmp_path, breaks)) as http:
        client = openai.OpenAI(base_url=f"{http.base_url}/v1", api_key="x", max_retries=0)
        events = list(client.responses.create(model="dateline", input=QUESTION, stream=True))
        with pytest.raises(openai.InternalServerError):
            client.responses.create(model="dateline", input=QUESTION)
    last = events[-1]
    assert last.type == "response.failed"
    assert last.response.error is not None
    assert last.response.error.code == "server_error"
    assert "zebra" not in str(last)
    assert [event.sequence_number for event in events] == list(range(len(events)))
