"""The terminal door as a real process: what it prints, where it writes, how it ends."""

from __future__ import annotations

import json
import re
import signal
import socket
from pathlib import Path

import httpx
import pytest

from tests.integration.terminal import KEY, QUESTION, Run, refusal, start


def test_a_newcomer_is_told_what_there_is(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in ("index", "ask", "serve", "config"):
        assert re.search(rf"^  {command} +\w", done.stdout, re.MULTILINE)
    assert "quote" in done.stdout


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("index", ["--rebuild", "--repair", "seed"]),
        ("ask", ["--json", "question"]),
        ("serve", ["--host", "--port", "7860"]),
    ],
)
def test_each_command_tells_its_options(run: Run, command: str, told: list[str]) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert all(words in done.stdout for words in told)


def test_the_straight_line_writes_nowhere_but_in_its_own_folder(run: Run, tmp_path: Path) -> None:
    done = run("index")
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 added" in done.stdout
    assert "5 unchanged. Passages embedded: 0." in run("index").stdout
    done = run("ask", QUESTION)
    assert done.returncode == 0
    assert "Sonata Coulter" in done.stdout
    assert "[1]" in done.stdout
    assert "embedded reader" in done.stdout
    left = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"home"}


@pytest.mark.usefixtures("indexed")
def test_json_is_the_answer_of_the_server_apart_from_the_time_it_took(run: Run, server: str) -> None:
    done = run("ask", QUESTION, "--json")
    assert done.returncode == 0
    printed = json.loads(done.stdout)
    served = httpx.post(f"{server}/ask", json={"question": QUESTION}, trust_env=False, timeout=30).json()
    assert set(printed["took_ms"]) == set(served["took_ms"]) > {"search"}
    assert {**printed, "took_ms": {}} == {**served, "took_ms": {}}
    assert printed["citations"]


@pytest.mark.usefixtures("indexed")
def test_a_question_is_asked_within_some_publishers(run: Run) -> None:
    asked = ("ask", QUESTION, "--json", "--publisher", "the diplomatic insight", "--publisher", "Nobody's Gazette")
    printed = json.loads(run(*asked).stdout)
    assert {one["publisher"] for one in printed["citations"]} <= {"The Diplomatic Insight"}
    assert printed["citations"] != json.loads(run("ask", QUESTION, "--json").stdout)["citations"]


def test_without_an_index_the_way_to_one_is_told(run: Run, tmp_path: Path) -> None:
    assert "`dateline index`" in refusal(run("ask", QUESTION))
    assert not (tmp_path / "home").exists()


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize(
    ("question", "told"), [("  ", "empty"), ("why?" * 25_000, "100,000"), ("Who \udcff?", "Unicode")]
)
def test_a_question_that_cannot_be_asked_is_refused(run: Run, question: str, told: str) -> None:
    line = refusal(run("ask", question))
    assert told in line
    assert len(line) < 300


def test_settings_are_shown_whole_with_their_source_and_without_the_key(run: Run) -> None:
    done = run("config", OPENAI_API_KEY=KEY, DATELINE_KEEP="5", COLUMNS="60")
    assert done.returncode == 0
    shown = [line.rstrip() for line in done.stdout.splitlines()]
    assert "OPENAI_API_KEY = ******** (OPENAI_API_KEY)" in shown
    assert "DATELINE_KEEP = 5 (DATELINE_KEEP)" in shown
    assert "DATELINE_CHUNK_SIZE = 900 (default)" in shown
    assert "DATELINE_MAX_ARTICLE_BYTES = 5000000 (default)" in shown
    assert "    passages that are read; 8 of 900 characters suit an 8k" in shown


def test_an_unknown_and_an_impossible_setting_are_refused_by_name(run: Run) -> None:
    assert "DATELINE_MODLE" in refusal(run("config", DATELINE_MODLE="x"))
    assert "DATELINE_PORT is 'many'" in refusal(run("serve", DATELINE_PORT="many", OPENAI_API_KEY=KEY))


def test_wrong_usage_ends_with_2(run: Run) -> None:
    for arguments in (("ask",), ("serve", "--port", "70000")):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Usage" in done.stderr


def test_a_taken_port_is_told_before_anything_is_loaded(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refusal(run("serve", "--port", str(port)))
    assert str(port) in line
    assert "--port" in line


def test_what_cannot_be_read_is_named_the_rest_is_indexed_and_the_exit_code_says_so(run: Run, tmp_path: Path) -> None:
    news = tmp_path / "cwd" / "news"
    news.mkdir(parents=True)
    (news / "good.txt").write_text("Bridge falls\n\nA bridge over the river fell on Monday, officials said.\n")
    (news / "empty.txt").write_bytes(b"")
    (news / "bad\x1b[31m.pdf").write_bytes(b"%PDF-1.4 \xff\xfe")
    done = run("index", "news", "nowhere")
    assert done.returncode == 1
    assert "1 added" in done.stdout
    assert "3 refused" in done.stdout
    for source in ("empty.txt", ".pdf", "nowhere"):
        assert re.search(rf"refused \S*{re.escape(source)}", done.stdout)
    assert "\x1b" not in done.stdout


def test_an_index_of_another_kind_and_a_folder_that_is_a_file_are_refused(run: Run, indexed: Path) -> None:
    assert "--rebuild" in refusal(run("index", DATELINE_CHUNK_SIZE="800"))
    file = indexed / "file"
    file.write_text("mine")
    assert "DATELINE_HOME" in refusal(run("index", DATELINE_HOME=str(file)))
    assert file.read_text() == "mine"


def test_a_damaged_store_is_told_with_a_way_out_that_works(run: Run, indexed: Path) -> None:
    for store in (indexed / "vectors").glob("*/chroma.sqlite3"):
        store.write_bytes(b"broken")
    assert "`dateline index --repair`" in refusal(run("ask", QUESTION))
    assert run("index", "--repair").returncode == 0
    assert json.loads(run("ask", QUESTION, "--json").stdout)["citations"]


def test_serving_prints_its_address_answers_and_stops_when_told(tmp_path: Path, indexed: Path) -> None:
    process = start(tmp_path, "serve", "--port", "0")
    try:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address is not None
        assert httpx.get(f"{address[0]}/ready", trust_env=False, timeout=30).json()["articles"] == 5
        assert httpx.get(address[0], trust_env=False, timeout=30).status_code == 200
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode in {0, 130}
    assert "Traceback" not in err
    left = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {indexed.name}
