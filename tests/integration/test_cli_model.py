"""With a chat model set that is down, refuses or lies, the answer stays honest and says who gave it."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from assistant.answer import AnswerJson, render
from assistant.assemble import choose_model
from assistant.chain import Assistant
from assistant.model import ModelError
from assistant.settings import load_settings
from tests.integration.endpoint import Endpoint, Script, Wire
from tests.integration.faults import error
from tests.integration.terminal import KEY, QUESTION, Run


def ask(assistant: Assistant, script: Script) -> AnswerJson:
    """The answer with a chat model that plays this script."""
    with Endpoint(script) as endpoint:
        environ = {"DATELINE_MODEL": "m", "OPENAI_BASE_URL": endpoint.base_url, "OPENAI_API_KEY": KEY}
        answer = replace(assistant, model=choose_model(load_settings(environ))).ask(QUESTION)
        assert endpoint.requests[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in str(answer)
    return render(answer)


@pytest.mark.usefixtures("indexed")
def test_with_the_endpoint_down_the_embedded_reader_answers_and_says_so(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    done = run("ask", QUESTION, DATELINE_MODEL="m", OPENAI_BASE_URL=f"http://127.0.0.1:{port}/v1", OPENAI_API_KEY=KEY)
    assert done.returncode == 0
    assert "Sonata Coulter" in " ".join(done.stdout.split())
    assert "did not answer" in " ".join(done.stdout.split())
    assert "embedded reader" in done.stdout


def test_with_a_wrong_key_the_embedded_reader_answers_and_says_so(assistant: Assistant) -> None:
    def refuses(wire: Wire) -> None:
        error(wire, 401, "invalid_api_key")

    shown = ask(assistant, refuses)
    assert (shown["model"], shown["abstained"]) == ("extract", False)
    assert "Sonata Coulter" in shown["answer"]
    assert "did not answer" in str(shown["notice"])


def test_what_a_model_makes_up_is_not_shown(assistant: Assistant) -> None:
    def invents(wire: Wire) -> None:
        wire.text('[1] "Ambassador Zebra led the delegation" — Ambassador Zebra led the delegation.')

    shown = ask(assistant, invents)
    assert "Zebra" not in str(shown)
    assert (shown["model"], shown["abstained"]) == ("extract", False)
    assert "carry nothing of what it wrote" in str(shown["notice"])


def test_a_model_that_says_that_the_articles_do_not_tell_is_believed(assistant: Assistant) -> None:
    shown = ask(assistant, lambda wire: wire.text("The articles do not say."))
    assert (shown["model"], shown["abstained"], shown["notice"]) == ("m", True, None)


def test_what_a_model_quotes_rightly_is_shown_as_its_answer(assistant: Assistant) -> None:
    def quotes(wire: Wire) -> None:
        passages = wire.asked["messages"][-1]["content"]
        number = passages[: passages.index("will be headed by")].rsplit("\n[", 1)[1].split("]", 1)[0]
        wire.text(f'[{number}] "delegation will be headed by" — The U.S. delegation will be headed by Sonata Coulter.')

    shown = ask(assistant, quotes)
    assert (shown["model"], shown["abstained"], shown["notice"]) == ("m", False, None)
    assert shown["claims"][0]["text"] == "The U.S. delegation will be headed by Sonata Coulter."
    assert "Sonata Coulter" in shown["citations"][0]["quote"]


def test_a_model_without_an_address_or_a_key_is_refused() -> None:
    with pytest.raises(ModelError, match="OPENAI_BASE_URL"):
        choose_model(load_settings({"DATELINE_MODEL": "m"}))
