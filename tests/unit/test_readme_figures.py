from __future__ import annotations

from pathlib import Path

import pytest

from evals.baseline import About
from evals.readme import BEGIN, END, ReadmeError, write_figures
from evals.report import Report
from evals.suite import ask_all, conclude
from tests.tiny_gold import ARTICLES, gold, perfect

ABOUT = About(
    set="tiny", at="2026-11-22", model="extract", settings={}, prompts="0" * 16, corpus="0" * 16, gold="0" * 16, seed=1
)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return conclude(ask_all(gold(tmp_path), perfect, ARTICLES), ABOUT, None, None)


def test_the_table_stands_between_its_marks_and_nothing_else_moves(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"# Before\n\n{BEGIN}\nstale figures\n{END}\n\nAfter [1]\n", encoding="utf-8")
    write_figures(report, path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# Before\n\n{BEGIN}\n")
    assert text.endswith(f"\n{END}\n\nAfter [1]\n")
    assert "stale figures" not in text
    assert f"| overall | {len(report.items)} | 100 |" in text
    write_figures(report, path)
    assert path.read_text(encoding="utf-8") == text


def test_a_readme_without_the_marks_is_refused_and_kept(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("nothing here", encoding="utf-8")
    with pytest.raises(ReadmeError, match="no place for the figures"):
        write_figures(report, path)
    assert path.read_text(encoding="utf-8") == "nothing here"
