"""The Model Context Protocol, spoken by the SDK's own client, over HTTP and over standard input and output."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters

from assistant.chain import Assistant
from assistant.keys import Keyring
from tests.integration.bots import QUESTION, paced, web


async def check(client: Client, whole: dict[str, Any]) -> None:
    """The three tools, and what they answer."""
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"ask", "search", "read_article"}
    assert all(tool.output_schema and tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
    asked = await client.call_tool("ask", {"question": QUESTION})
    assert not asked.is_error
    assert asked.structured_content is not None
    assert {**asked.structured_content, "took_ms": {}} == {**whole, "took_ms": {}}

    found = (await client.call_tool("search", {"query": QUESTION, "limit": 3})).structured_content
    assert found is not None
    passages = found["result"]
    assert 1 <= len(passages) <= 3
    one = passages[0]
    wanted = {"article_id": one["article_id"], "version": one["version"]}
    article = (await client.call_tool("read_article", wanted)).structured_content
    assert article is not None
    assert article["text"][one["start"] : one["end"]] == one["text"]

    within = {"publishers": ["the diplomatic insight"]}
    for tool, words in (("search", "query"), ("ask", "question")):
        limited = (await client.call_tool(tool, {words: QUESTION, **within})).structured_content
        assert limited is not None
        rows = limited["result" if tool == "search" else "citations"]
        assert {row["publisher"] for row in rows} <= {"The Diplomatic Insight"}
        assert rows or tool == "ask"

    for tool, arguments in (
        ("read_article", {"article_id": "nowhere"}),
        ("ask", {"question": " "}),
        ("search", {"query": "?"}),
    ):
        refused = await client.call_tool(tool, arguments)
        assert refused.is_error
        assert "Traceback" not in str(refused.content)
        assert "/" not in str(refused.content)


@pytest.fixture(scope="module")
def whole(server: str) -> dict[str, Any]:
    found: dict[str, Any] = httpx.post(f"{server}/ask", json={"question": QUESTION}, trust_env=False, timeout=60).json()
    return found


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    anyio.run(work)


def test_over_http(server: str, whole: dict[str, Any]) -> None:
    async def work() -> None:
        async with Client(f"{server}/mcp") as client:
            await check(client, whole)

    run(work)


def test_over_standard_input_and_output(seeds_home: Path, tmp_path: Path, whole: dict[str, Any]) -> None:
    shutil.copytree(seeds_home, tmp_path / "home")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "OPENAI_"))}
    environ |= {"DATELINE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path(__file__).parents[2])}
    command = StdioServerParameters(
        command=sys.executable, args=["-c", "from assistant.cli import main; main()", "mcp"], env=environ
    )

    async def work() -> None:
        async with Client(command) as client:
            await check(client, whole)

    run(work)


def test_over_http_a_key_is_asked_for_and_a_foreign_host_is_not_served(assistant: Assistant, tmp_path: Path) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"accept": "application/json, text/event-stream"}
    with web(paced(assistant, tmp_path), keyed=True) as client:
        assert client.post("/mcp", json=body, headers=headers).status_code == 401
        _, key = Keyring(tmp_path).add("bot", ["ask"])
        assert client.get("/mcp", headers={"authorization": f"Bearer {key}"}).status_code == 405
    with web(paced(assistant, tmp_path)) as client:
        assert client.post("/mcp", json=body, headers={**headers, "host": "evil.example"}).status_code == 421
