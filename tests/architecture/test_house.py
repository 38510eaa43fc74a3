"""The house rules that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("assistant", "evals", "index", "prompts")
BANNED = {"utils", "util", "helpers", "helper", "common", "base", "models", "types", "misc", "manager", "managers"}
# Where a library may raise anything, and each such place turns it into our own error: never more than one a file.
DOORS = {
    "assistant/converse.py", "evals/run.py", "evals/suite.py", "index/embedded.py", "index/page.py",
    "index/judge.py", "index/vectors.py", "assistant/events.py", "assistant/trouble.py", "index/remote.py",
    "assistant/jobs.py", "assistant/mcp_server.py", "assistant/observe.py",
}  # fmt: skip
# Written with brackets, so that this file does not hold what it looks for.
REGISTRIES = re.compile(r"p[y]pi\.org|p[y]thonhosted\.org|n[p]mjs\.(?:org|com)|c[r]ates\.io|proxy\.g[o]lang\.org")
MACHINE = re.compile(r"(?<![\w.])/(?:w[o]rk|r[o]ot|h[o]me/\w+|U[s]ers/\w+)/")


def listed() -> list[str]:
    """The paths that are tracked or would be: what a stranger gets."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("not a git checkout")
    return [path for path in found.stdout.splitlines() if (ROOT / path).is_file()]


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms or ROOMS for path in (ROOT / room).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module


def test_no_file_is_over_250_lines() -> None:
    long = {name_of(p): n for p in modules(*ROOMS, "tests") if (n := len(p.read_text("utf-8").splitlines())) > 250}
    assert long == {}


def test_no_function_is_over_50_lines() -> None:
    long = {
        f"{name_of(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in modules(*ROOMS, "tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if node.end_lineno - node.lineno >= 50
    }
    assert long == {}


def test_no_file_or_class_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in modules() if BANNED & set(path.stem.split("_"))] == []
    classes = [
        f"{name_of(path)}:{node.name}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and re.search(r"Manager|Helper|Util|^Base(?:[A-Z]|$)|^Abstract", node.name)
    ]
    assert classes == []


def test_every_module_says_what_it_offers_and_says_it_truly() -> None:
    wrong: dict[str, object] = {}
    for path in modules():
        tree = tree_of(path)
        if path.name == "__init__.py" and len(tree.body) <= 1:
            continue
        defined: set[str] = set()
        offered: list[str] | None = None
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                defined.add(node.name)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                defined |= {alias.asname or alias.name for alias in node.names}
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
                defined |= names
                if "__all__" in names and node.value is not None:
                    offered = ast.literal_eval(node.value)
        if offered is None:
            wrong[name_of(path)] = "no __all__"
        elif missing := set(offered) - defined or {name for name in offered if offered.count(name) > 1}:
            wrong[name_of(path)] = missing
    assert wrong == {}


def test_nothing_but_a_door_catches_everything_and_only_once() -> None:
    caught: dict[str, int] = {}
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            names = (
                {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {"Exception"}
            )
            passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if names & {"Exception", "BaseException"} and not passed_on:
                caught[name_of(path)] = caught.get(name_of(path), 0) + 1
    assert {path: n for path, n in caught.items() if path not in DOORS or n > 1} == {}


def test_our_own_modules_are_imported_at_the_top_where_the_contracts_see_them() -> None:
    lazy = [
        f"{name_of(path)}: {module}"
        for path in modules()
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        for module in imported(node)
        if module.split(".")[0] in ROOMS
    ]
    assert lazy == []


def test_no_function_changes_a_global() -> None:
    assert [name_of(p) for p in modules() for node in ast.walk(tree_of(p)) if isinstance(node, ast.Global)] == []


def test_no_module_imports_itself_round_about() -> None:
    graph = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): {
            m for node in tree_of(path).body for m in imported(node)
        }
        for path in modules()
    }
    done: set[str] = set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way, module))
        if module in done:
            return
        for other in graph.get(module, ()):
            follow(other, (*way, module))
        done.add(module)

    for module in graph:
        follow(module, ())


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_what_is_tested_is_what_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = [*project["dependencies"], *(pin for extra in project["optional-dependencies"].values() for pin in extra)]
    loose = [pin for pin in pins if not re.fullmatch(r"[\w.-]+(?:\[[\w,]+\])?==[\w.]+", pin)]
    assert loose == []
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    held = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    held = {re.sub(r"[-_.]+", "-", name).lower(): number for name, number in held.items()}
    for name, number in (re.sub(r"\[.*?\]", "", pin).split("==") for pin in pins):
        assert version(name) == number, f"{name} is installed as {version(name)}, pinned as {number}"
        assert held.get(re.sub(r"[-_.]+", "-", name).lower()) == number, f"{name} in constraints.txt"


def test_no_file_names_this_machine_or_a_registry() -> None:
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path in listed()
        if (ROOT / path).stat().st_size < 2_000_000
        for number, line in enumerate((ROOT / path).read_text("utf-8", errors="replace").splitlines(), start=1)
        if REGISTRIES.search(line) or MACHINE.search(line)
    ]
    assert found == []


def test_the_readme_names_only_what_is_there() -> None:
    readme = ROOT / "README.md"
    if not readme.is_file():
        pytest.skip("README.md is not written yet")
    paths = listed()
    folders = {"/".join(path.split("/")[:n]) for path in paths for n in range(1, path.count("/") + 1)}
    text = readme.read_text("utf-8")
    named = set(re.findall(r"(?<![\w/.:~-])((?:[\w-]+/)*[\w-]+\.(?:py|md|toml|txt|css|js|sql|jsonl|png|svg))\b", text))
    missing = {name for name in named if not any(path == name or path.endswith(f"/{name}") for path in paths)}
    assert missing == set()
    rooms = set(re.findall(r"`([\w.-]+(?:/[\w.-]+)*)/`", text)) - {".dateline", ".venv", "report"}
    assert {room for room in rooms if room not in folders} == set()
