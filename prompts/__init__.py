"""What is said to models: one Markdown file per step, with holes written {{name}}."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["PromptError", "load"]

HOLE = re.compile(r"\{\{(\w+)\}\}")
NAME = re.compile(r"[a-z][a-z_]*")


class PromptError(Exception):
    """A prompt that is not there, or whose holes are not the ones that were filled."""


def load(name: str, /, **holes: str) -> str:
    """The prompt `prompts/<name>.md` with each {{hole}} replaced by its value, without the final line break.

    A value is put in as it is: a hole written in it is text, so what an article says cannot fill one.

    Raises:
        PromptError: there is no such prompt, a hole of it has no value, or a value has no hole.
    """
    path = Path(__file__).parent / f"{name}.md"
    if not NAME.fullmatch(name) or not path.is_file():
        raise PromptError(f"there is no prompt {name!r}; the prompts are the .md files beside prompts/__init__.py")
    text = path.read_text(encoding="utf-8").rstrip("\n")
    wanted = set(HOLE.findall(text))
    if missing := sorted(wanted - holes.keys()):
        raise PromptError(f"prompts/{name}.md has holes without a value: {', '.join(missing)}")
    if unknown := sorted(holes.keys() - wanted):
        raise PromptError(f"prompts/{name}.md has no holes named {', '.join(unknown)}")
    return HOLE.sub(lambda hole: holes[hole[1]], text)
