"""Model traffic recorded once and replayed, so that a run with a chat model needs neither the model nor its price."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from assistant.model import Completion, Usage

__all__ = ["ChatModel", "Recorder", "ReplayError", "Replayer", "traffic_key"]


MARK = re.compile(r"<<([A-Z]+) [0-9a-f]{8}>>")


class ChatModel(Protocol):
    """What a chat model is here; `assistant.model.Model` is one."""

    name: str

    def complete(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Completion:
        """The whole reply."""

    def stream(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Iterator[str]:
        """The reply in pieces."""


class ReplayError(RuntimeError):
    """The recording lacks a reply or cannot be read. No ModelError: falling back would hide that it is stale."""


def traffic_key(*, model: str, system: str, user: str, max_tokens: int) -> str:
    """sha256 of what decides a reply: model, messages, settings.

    The deadline does not: it decides only whether. Nor does the mark of passages, which is new in each request.
    """
    messages = [{"role": "system", "content": system}, {"role": "user", "content": MARK.sub(r"<<\1>>", user)}]
    asked = json.dumps([model, messages, {"max_tokens": max_tokens, "temperature": 0}], ensure_ascii=True)
    return hashlib.sha256(asked.encode()).hexdigest()


class Recorder:
    """A chat model whose every whole reply is appended to a file, one JSON object a line, as soon as it is there.

    A reply recorded before is asked for again and written again; the last one counts. Errors are not recorded.
    """

    def __init__(self, model: ChatModel, path: Path) -> None:
        self.name = model.name
        self._model = model
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)

    def complete(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Completion:
        """As the model's own."""
        reply = self._model.complete(system=system, user=user, max_tokens=max_tokens, deadline_s=deadline_s)
        self._keep(traffic_key(model=self.name, system=system, user=user, max_tokens=max_tokens), [reply.text], reply)
        return reply

    def stream(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Iterator[str]:
        """As the model's own; recorded only when it was read to its end."""
        pieces = []
        for piece in self._model.stream(system=system, user=user, max_tokens=max_tokens, deadline_s=deadline_s):
            pieces.append(piece)
            yield piece
        self._keep(traffic_key(model=self.name, system=system, user=user, max_tokens=max_tokens), pieces, None)

    def _keep(self, key: str, pieces: list[str], reply: Completion | None) -> None:
        usage = reply.usage if reply else None
        line = {
            "key": key,
            "model": self.name,
            "pieces": pieces,
            "usage": usage and [usage.prompt_tokens, usage.completion_tokens],
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Replayer:
    """A chat model that only says what was recorded.

    Raises:
        ReplayError: on opening, the file is missing or not a recording; on a call, the reply was not recorded.
    """

    def __init__(self, path: Path, *, name: str) -> None:
        self.name = name
        self._path = path
        try:
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            self._replies: dict[str, dict[str, Any]] = {line["key"]: line for line in lines}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReplayError(f"{path} is not a recording ({error}); make one with `--record {path}`") from error

    def complete(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Completion:
        """The recorded reply, at once."""
        found = self._find(system, user, max_tokens, deadline_s)
        usage = found["usage"] and Usage(prompt_tokens=found["usage"][0], completion_tokens=found["usage"][1])
        return Completion(text="".join(found["pieces"]), usage=usage, model=self.name)

    def stream(self, *, system: str, user: str, max_tokens: int, deadline_s: float) -> Iterator[str]:
        """The recorded reply in the pieces it came in."""
        yield from self._find(system, user, max_tokens, deadline_s)["pieces"]

    def _find(self, system: str, user: str, max_tokens: int, _deadline_s: float) -> dict[str, Any]:
        key = traffic_key(model=self.name, system=system, user=user, max_tokens=max_tokens)
        if key not in self._replies:
            raise ReplayError(
                f"{self._path} holds no reply of {self.name!r} to this request ({key[:12]}, {len(user)} characters): "
                f"a prompt, a setting or the retrieval has changed. Where the model can be reached, run "
                f"`dateline eval --record {self._path}` and commit the file"
            )
        return self._replies[key]
