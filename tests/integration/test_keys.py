"""Keys: made, shown once, kept as hashes, asked for, revoked."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import httpx
import pytest

from assistant.chain import Assistant
from assistant.keys import Keyring, KeyringError
from assistant.serve import create_app, is_this_machine, listen
from tests.integration.bots import QUESTION, paced, serving, web


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def test_a_key_is_found_by_what_was_shown_once_and_its_secret_is_nowhere(tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    key, shown = ring.add("the bot", ["ask"])
    other, _ = ring.add("operator", ["operate", "ask"])
    assert ring.find(shown) == key
    assert other.scopes == ("ask", "operate")
    kept = (tmp_path / "keys.json").read_text()
    assert shown.rpartition("-")[2] not in kept
    assert shown[12:] not in kept
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert "hash" not in repr(key)
    for wrong in ("", "dl-", shown[:-1], shown + "x", shown.upper(), shown.replace(key.id, other.id), "ключ", "\0"):
        assert ring.find(wrong) is None


def test_a_key_revoked_by_another_process_is_refused_from_then_on(tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    _, shown = ring.add("bot", ["ask"])
    assert ring.find(shown)
    Keyring(tmp_path).revoke("bot")
    assert ring.find(shown) is None
    with pytest.raises(KeyringError, match="keys list"):
        ring.revoke("bot")


@pytest.mark.parametrize(
    ("name", "scopes"), [("", ["ask"]), ("a\nb", ["ask"]), ("x" * 61, ["ask"]), ("a", []), ("a", ["root"])]
)
def test_a_key_that_cannot_be_is_refused(tmp_path: Path, name: str, scopes: list[str]) -> None:
    with pytest.raises(KeyringError):
        Keyring(tmp_path).add(name, scopes)
    assert Keyring(tmp_path).keys() == []


def test_a_name_is_given_once_and_a_broken_file_is_told(tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    ring.add("bot", ["ask"])
    with pytest.raises(KeyringError, match="already"):
        ring.add("bot", ["ask"])
    (tmp_path / "keys.json").write_text("{")
    with pytest.raises(KeyringError, match=re.escape("keys.json cannot be read")):
        ring.find(f"dl-00000000-{'x' * 43}")


PATHS = [
    ("POST", "/ask"), ("GET", "/articles"), ("GET", "/articles/x"), ("POST", "/articles"), ("PUT", "/articles/x"),
    ("DELETE", "/articles/x"), ("GET", "/jobs/x"), ("GET", "/v1/models"), ("POST", "/v1/chat/completions"),
    ("POST", "/mcp"), ("GET", "/mcp"), ("DELETE", "/mcp"), ("GET", "/metrics"), ("GET", "/"), ("GET", "/nowhere"),
    ("HEAD", "/articles"), ("OPTIONS", "/ask"), ("PATCH", "/articles/x"), ("GET", "//ask"), ("GET", "/docs/../ask"),
]  # fmt: skip
OPERATED = {
    ("POST", "/articles"),
    ("PUT", "/articles/x"),
    ("DELETE", "/articles/x"),
    ("GET", "/jobs/x"),
    ("GET", "/metrics"),
}


def test_without_a_key_nothing_is_told_but_that_one_is_needed(assistant: Assistant, tmp_path: Path) -> None:
    with web(paced(assistant, tmp_path), keyed=True) as client:
        for method, path in PATHS:
            for headers in ({}, bearer(f"dl-00000000-{'x' * 43}"), {"authorization": "Basic !!"}):
                reply = client.request(method, path, headers=headers)
                assert reply.status_code == 401, (method, path)
                assert "www-authenticate" in reply.headers
                if method != "HEAD":
                    told = reply.json()
                    assert ("error" in told) is path.startswith("/v1/")
        assert client.post("/v1/chat/completions").json()["error"]["code"] == "invalid_api_key"
        for path in ("/health", "/ready", "/version", "/docs", "/openapi.json"):
            assert client.get(path).status_code == 200


def test_a_scope_opens_its_own_paths_only(assistant: Assistant, tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    keys = {"ask": ring.add("a", ["ask"])[1], "operate": ring.add("o", ["operate"])[1]}
    with web(paced(assistant, tmp_path), keyed=True) as client:
        for method, path in PATHS[:13]:
            needed = "operate" if (method, path) in OPERATED else "ask"
            for scope, key in keys.items():
                status = client.request(method, path, headers=bearer(key), json={}).status_code
                assert (status == 403) is (scope != needed), (method, path, scope, status)
        asked = client.post("/ask", json={"question": QUESTION}, headers=bearer(keys["ask"]))
        assert asked.status_code == 200
        ring.revoke("a")
        assert client.get("/articles", headers=bearer(keys["ask"])).status_code == 401


def test_the_page_opens_with_a_key_as_its_password(assistant: Assistant, tmp_path: Path) -> None:
    import threading

    import uvicorn

    _, key = Keyring(tmp_path).add("reader", ["ask"])
    place = listen("127.0.0.1", 0)
    app = create_app(paced(assistant, tmp_path), keyed=True)
    running = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{place.getsockname()[1]}"
    try:
        shut = httpx.get(url, trust_env=False, timeout=60)
        assert (shut.status_code, shut.headers["www-authenticate"].split()[0]) == (401, "Basic")
        opened = httpx.get(url, auth=("anybody", key), trust_env=False, timeout=60)
        assert opened.status_code == 200
        assert "Dateline" in opened.text
        wrong = {"authorization": f"Basic {base64.b64encode(b'a:b').decode()}"}
        assert httpx.get(url, headers=wrong, trust_env=False).status_code == 401
    finally:
        running.should_exit = True
        thread.join(20)


def test_keys_are_asked_for_where_another_machine_can_call() -> None:
    for host, alone in (("127.0.0.1", True), ("127.0.0.2", True), ("0.0.0.0", False), ("::1", True), ("::", False)):
        place = listen(host, 0)
        assert is_this_machine(place) is alone
        place.close()


def test_without_keys_only_names_of_this_machine_are_served(assistant: Assistant, tmp_path: Path) -> None:
    with serving(paced(assistant, tmp_path, public_url="https://news.example/")) as url:
        told = {}
        for host in ("evil.example", "evil.example:7860", "localhost", "127.0.0.1:1", "news.example"):
            told[host] = httpx.get(f"{url}/articles", headers={"host": host}, trust_env=False).status_code
    assert told == {
        "evil.example": 421,
        "evil.example:7860": 421,
        "localhost": 200,
        "127.0.0.1:1": 200,
        "news.example": 200,
    }


def test_another_website_is_not_let_in_by_a_browser(assistant: Assistant, tmp_path: Path) -> None:
    asks = {
        "origin": "https://a.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    with web(paced(assistant, tmp_path / "off")) as client:
        assert "access-control-allow-origin" not in client.options("/ask", headers=asks).headers
        simple = client.post("/ask", content=json.dumps({"question": QUESTION}), headers={"content-type": "text/plain"})
        assert simple.status_code == 422
    with web(paced(assistant, tmp_path / "on", cors_origins="https://a.example"), keyed=True) as client:
        assert client.options("/ask", headers=asks).headers["access-control-allow-origin"] == "https://a.example"
        other = client.options("/ask", headers={**asks, "origin": "https://b.example"})
        assert "access-control-allow-origin" not in other.headers
        assert client.post("/ask", headers={"origin": "https://a.example"}).headers["access-control-allow-origin"]
