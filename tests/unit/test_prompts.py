"""Prompts are filled exactly: no hole is forgotten, none invented, and no value is read as a prompt."""

from __future__ import annotations

from pathlib import Path

import pytest

import prompts
from prompts import PromptError, load


@pytest.fixture
def greet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(prompts, "__file__", str(tmp_path / "__init__.py"))
    path = tmp_path / "greet.md"
    path.write_text("Dear {{who}},\nsee {{what}} and {{who}}.\n", encoding="utf-8")
    return path


def test_every_place_of_a_hole_is_filled(greet: Path) -> None:
    assert greet.is_file()
    assert load("greet", who="Ms “Ü”", what="x") == "Dear Ms “Ü”,\nsee x and Ms “Ü”."


def test_a_value_is_never_expanded_again(greet: Path) -> None:
    assert greet.is_file()
    assert load("greet", who="{{what}} \\1 \\g<0>", what="{{who}}") == (
        "Dear {{what}} \\1 \\g<0>,\nsee {{who}} and {{what}} \\1 \\g<0>."
    )


@pytest.mark.parametrize(
    ("name", "holes", "told"),
    [
        ("greet", {"who": "a"}, "what"),
        ("greet", {"who": "a", "what": "b", "when": "c"}, "when"),
        ("gone", {}, "gone"),
        ("../greet", {}, "greet"),
        ("", {}, "no prompt"),
        ("GREET", {}, "GREET"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(greet: Path, name: str, holes: dict[str, str], told: str) -> None:
    assert greet.is_file()
    with pytest.raises(PromptError, match=told):
        load(name, **holes)


def test_the_prompts_of_the_repo_have_only_whole_holes() -> None:
    for path in Path(prompts.__file__).parent.glob("*.md"):
        left = prompts.HOLE.sub("", path.read_text(encoding="utf-8"))
        assert "{{" not in left
        assert "}}" not in left
