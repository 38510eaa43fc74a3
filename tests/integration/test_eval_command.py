from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from evals import execute
from evals.report import Report
from evals.run import eval_command
from evals.suite import REPORT_FILES

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
app.command()(eval_command)


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATELINE_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


def test_a_small_run_on_the_seeds_gives_a_verdict_and_all_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["--set", "seeds", "--sample", "4", "--out", str(out)])
    assert result.exit_code in {0, 1}, result.output
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["verdict"]["code"] == result.exit_code
    assert len(report["items"]) == 4
    assert report["about"]["model"] == "extract"
    assert all(item["scores"]["verbatim"] in {None, 1} for item in report["items"])
    assert {path.name for path in out.iterdir()} == set(REPORT_FILES)
    assert summary.read_text(encoding="utf-8") == (out / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--set", "squad2"], "--set squad2 needs --data DIR"),
        (["--set", "triviaqa", "--data", "."], "'triviaqa' is no set"),
        (["--slice", "gossip"], "--slice gossip is no slice; known are fact"),
        (["--record", "a", "--replay", "b"], "exclude each other"),
        (["--update-baseline", "--sample", "3"], "wants the whole gold set"),
        (["--replay", "none.jsonl"], "set DATELINE_MODEL"),
        (["--record", "none.jsonl"], "set DATELINE_MODEL"),
    ],
)
def test_what_cannot_run_is_2_and_says_why(options: list[str], words: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [*options, "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_an_unforeseen_failure_is_2_and_never_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Report:
        raise ZeroDivisionError

    monkeypatch.setattr(execute, "conclude", fail)
    result = CliRunner().invoke(app, ["--set", "seeds", "--sample", "1", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "ZeroDivisionError" in result.output


def test_loading_the_command_loads_nothing_heavy() -> None:
    heavy = ["chromadb", "llama_index", "onnxruntime", "openai", "gradio", "fastapi"]
    code = f"import sys, evals.run; print([m for m in {heavy} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
