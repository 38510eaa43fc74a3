from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from evals.ask import Asked
from evals.baseline import About
from evals.gates import Gates, load_gates
from evals.gold import GoldPair
from evals.page import page
from evals.plot import Row, plot
from evals.report import Report, change, figure, junit, markdown, terminal, to_json
from evals.score import Rate
from evals.suite import REPORT_FILES, ask_all, conclude, write
from tests.tiny_gold import ARTICLES, DEAL, NO_DEAL, Said, gold, perfect, said

GATES = load_gates(Path(__file__).parents[1] / "strict_gates.toml")
ABOUT = About(set="tiny", at="2026-11-22", model="m", settings={"K": "v"}, prompts="p", corpus="c", gold="g", seed=1)
EVIL = "</script><img src=//evil.example/x onerror=alert(1)> | `[x](http://evil.example)` \x08\ud800'\""


def asker(pair: GoldPair) -> Asked:
    """Wrong on one question, crashing on none."""
    return said(pair, [Said(NO_DEAL, "wire", NO_DEAL)]) if pair.id == "t-02" else perfect(pair)


def evil(pair: GoldPair) -> Asked:
    """Every text that comes from outside is hostile."""
    asked = perfect(pair)
    answer = asked.answer
    answer.update({"answer": EVIL, "notice": EVIL, "reason": EVIL, "model": EVIL})
    for claim in answer["claims"]:
        claim.update({"text": EVIL, "start": 0, "end": len(EVIL), "said_by": EVIL})
    for citation in answer["citations"]:
        citation.update({"quote": EVIL, "title": EVIL, "publisher": EVIL, "copies": [EVIL], "article_id": EVIL})
    for shown in answer["disagreements"]:
        shown.update({"about": EVIL, "kind": EVIL})
    return replace(asked, retrieved=tuple({**one, "text": EVIL, "article_id": EVIL} for one in asked.retrieved))


@pytest.fixture
def report(tmp_path: Path) -> Report:
    items = ask_all(gold(tmp_path), asker, ARTICLES)
    plain = conclude(items, ABOUT, GATES, None)
    before = {pair.id: {"correct": 1.0} for pair in gold(tmp_path)[:-1]}
    return replace(plain, before=before)


@pytest.fixture
def hostile(tmp_path: Path) -> Report:
    pairs = [replace(pair, id=EVIL, question=EVIL, slice=EVIL, must_not=(EVIL,)) for pair in gold(tmp_path)]
    return conclude(ask_all(pairs, evil, ARTICLES), replace(ABOUT, set=EVIL, model=EVIL), Gates.none(), None)


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_change_says_how_an_item_moved(report: Report) -> None:
    how = {item.pair.id: change(item, report.before) for item in report.items}
    assert how["t-02"] == "worse"
    assert how["t-03"] == "same"
    assert how["t-12"] == "new"
    assert change(report.items[2], {"t-03": {"correct": 0.0}}) == "better"


def test_figures_are_per_cent_amounts_or_a_dash() -> None:
    assert [figure("mrr", 1.0), figure("tokens", 3), figure("mrr", None)] == ["100.0 %", "3", "–"]


def test_json_holds_everything_and_is_json(report: Report) -> None:
    read = json.loads(to_json(report))
    assert read.keys() == {"about", "verdict", "summary", "differences", "items"}
    assert read["verdict"]["word"] == report.verdict.word
    wrong = next(item for item in read["items"] if item["id"] == "t-02")
    assert wrong["passed"] is False
    assert wrong["why"][:2] == ["does not say 'June 9'", "says 'May 3'"]
    assert wrong["answer"]["citations"][0]["quote"] == NO_DEAL
    assert wrong["retrieved"][0]["text"] == DEAL
    assert wrong["scores"]["abstain_recall"] is None


def test_markdown_names_gates_and_what_got_worse(report: Report) -> None:
    told = markdown(report)
    assert told.startswith("## Evals: ")
    assert "Since the baseline: 0 better, 1 worse." in told
    assert "| `t-02` | `When was the deal reached?` | `does not say 'June 9'" in told
    table = [line.count("|") for line in told.split("<details>")[0].splitlines() if line.startswith("|")]
    assert len(table) == 2 + len(report.summary)
    assert len(set(table)) == 1


def test_junit_fails_with_the_gates_and_only_with_them(report: Report) -> None:
    root = ET.fromstring(junit(report))
    suites = {suite.get("name"): suite for suite in root}
    assert suites["gates"].get("failures") == str(len(report.verdict.failures))
    assert [case.get("name") for case in suites["gates"].iter("testcase")] == [f.gate for f in report.verdict.failures]
    assert suites["time"].get("skipped") == "1"
    assert len(root.findall(".//failure")) == len(report.verdict.failures)


def test_the_terminal_tells_the_verdict(report: Report) -> None:
    from rich.console import Console

    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    console.print(terminal(report))
    told = console.export_text()
    assert f"{report.verdict.word} (exit {report.verdict.code})" in told
    assert all(failure.gate in told for failure in report.verdict.failures)


def test_the_page_shows_items_with_marked_quotes(report: Report) -> None:
    html = page(report, ARTICLES, GATES)
    tags = Tags(html).found
    items = [attrs for tag, attrs in tags if tag == "details" and "item" in (attrs.get("class") or "")]
    assert len(items) == len(report.items)
    assert [attrs["data-change"] for attrs in items if attrs["data-passed"] == "no"] == ["worse"]
    assert f"<mark>{NO_DEAL}</mark>" in html
    assert "Ferry talks fail in Osk" in html, "the words around a quote are shown"
    assert sum(tag == "svg" for tag, _ in tags) == 2


def test_the_page_refers_to_nothing_outside_and_runs_only_its_own_script(report: Report) -> None:
    html = page(report, ARTICLES, GATES)
    for tag, attrs in Tags(html).found:
        assert not {"src", "href", "action", "style"} & attrs.keys(), tag
        assert not [name for name in attrs if name.startswith("on")], tag
    assert not re.search(r"url\(|@import", html)
    policy = next(attrs["content"] or "" for tag, attrs in Tags(html).found if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_hostile_text_stays_text_in_every_report(hostile: Report, tmp_path: Path) -> None:
    write(hostile, ARTICLES, None, tmp_path)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    tags = Tags(html).found
    assert "img" not in {tag for tag, _ in tags}
    assert sum(tag == "script" for tag, _ in tags) == 1
    ET.fromstring((tmp_path / "junit.xml").read_text(encoding="utf-8"))
    json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    for line in (tmp_path / "report.md").read_text(encoding="utf-8").splitlines():
        outside = re.sub(r"`[^`]*`", "", line)
        assert "evil.example" not in outside
        assert "<img" not in outside


def test_all_files_are_written_and_the_summary_is_added_to(report: Report, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    write(report, ARTICLES, GATES, tmp_path / "out" / "deep", step_summary=summary)
    assert {path.name for path in (tmp_path / "out" / "deep").iterdir()} == set(REPORT_FILES)
    assert summary.read_text(encoding="utf-8") == "before\n" + markdown(report)


def test_a_broken_run_still_reports(tmp_path: Path) -> None:
    def broken(_: GoldPair) -> Asked:
        raise OSError("no index")

    report = conclude(ask_all(gold(tmp_path), broken, ARTICLES), ABOUT, GATES, None)
    write(report, ARTICLES, GATES, tmp_path / "out")
    assert "OSError: no index" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_plot_keeps_to_its_scale_and_escapes_labels() -> None:
    rows = [
        Row(label="<b>", rate=Rate(value=0.5, low=-1, high=2, n=3), before=0.4, floor=0.9),
        Row(label="x", rate=Rate(value=None)),
    ]
    drawn = ET.fromstring(plot(rows, name="a & b"))
    places = [float(line.get(end, "0")) for line in drawn.iter("line") for end in ("x1", "x2")]
    assert min(places) >= 190
    assert max(places) <= 860 - 96
    assert [text.text for text in drawn.iter("text")][5] == "<b> "
