"""How often and how many at once: counted in one small file a caller, so that it holds across processes.

A file is read, changed and written under its lock, in 0.1 ms. It lists the times of the last minute's requests and
the leases of those that run. What a killed process held is free again as soon as its process is gone.
"""

from __future__ import annotations

import fcntl
import json
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

__all__ = ["Admission", "Limiter", "whole_seconds"]

WINDOW_S = 60.0
AGAIN_S = 1.0  # what a caller is told to wait where all places are taken: most answers take less
ALL = "all"
State = dict[str, list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Whether a request may run. `lease` is to be given back with `release`; None: refused, `why` says what for.

    `remaining` of `limit` requests are left in the caller's minute, the next place is free in `reset_s` seconds.
    """

    lease: str | None
    why: Literal["", "rate", "busy"] = ""
    retry_after_s: float = 0.0
    limit: int | None = None
    remaining: int = 0
    reset_s: float = 0.0


class Limiter:
    """Exact limits for each caller and for all: at no moment, in any process, more than these. Threads may share it."""

    def __init__(
        self,
        folder: Path,
        *,
        per_minute: int,
        at_once: int,
        all_at_once: int,
        lease_s: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Make the folder when it is missing.

        Args:
            folder: where the counts are kept; processes that share it share the limits.
            per_minute: requests of one caller in any 60 seconds.
            at_once: requests of one caller that run at the same time.
            all_at_once: the same for all callers together.
            lease_s: a request that runs longer does not count any more.
            clock: seconds since 1970.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._clock, self._numbers = folder, clock, count()
        self._per_minute, self._at_once, self._all_at_once, self._lease_s = per_minute, at_once, all_at_once, lease_s

    def admit(self, who: str, *, rated: bool = True) -> Admission:
        """Let one request of a caller in, or say when to come again. A refused request is not counted.

        Args:
            who: the caller, made of letters, digits, "_" and "-".
            rated: whether the caller's requests per minute are limited; those at once always are.
        """
        with self._open(ALL) as everyone, self._open(who) as mine:
            now = self._clock()  # read under the lock: before, another process could have noted a later time
            times = [at for at in mine.pop("times", []) if abs(now - at) < WINDOW_S]
            for state in (everyone, mine):
                self._expire(state, now)
            limit = self._per_minute if rated else None
            left = self._per_minute - len(times)
            reset_s = WINDOW_S - (now - times[0]) if times else 0.0
            mine["times"] = times
            if rated and left <= 0:
                return Admission(lease=None, why="rate", retry_after_s=reset_s, limit=limit, reset_s=reset_s)
            if len(mine) - 1 >= self._at_once or len(everyone) >= self._all_at_once:
                return Admission(
                    lease=None, why="busy", retry_after_s=AGAIN_S, limit=limit, remaining=left, reset_s=reset_s
                )
            lease = f"{os.getpid()}.{next(self._numbers)}"
            everyone[lease] = mine[lease] = [now + self._lease_s]
            if rated:
                mine["times"] = [*times, now]
            reset_s = reset_s or WINDOW_S
            return Admission(lease=lease, limit=limit, remaining=left - 1, reset_s=reset_s)

    def release(self, who: str, lease: str) -> None:
        """Free the place of a request that has ended."""
        with self._open(ALL) as everyone, self._open(who) as mine:
            everyone.pop(lease, None)
            mine.pop(lease, None)

    def _expire(self, state: State, now: float) -> None:
        """Drop the leases that are over, and those of processes that are gone."""
        alive: dict[str, bool] = {}
        for lease, (until, *_) in list(state.items()):
            process = lease.split(".")[0]
            if process not in alive:
                alive[process] = _is_alive(int(process))
            if not now <= until <= now + self._lease_s or not alive[process]:
                del state[lease]

    @contextmanager
    def _open(self, name: str) -> Iterator[State]:
        """The counts of one caller, to be changed in place; nobody else has them meanwhile."""
        handle = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            before = os.read(handle, 1 << 24)
            state = _parse(before)
            yield state
            after = json.dumps(state).encode()
            if after != before:
                os.pwrite(handle, after, 0)
                os.ftruncate(handle, len(after))
        finally:
            os.close(handle)


def _parse(text: bytes) -> State:
    """The counts; none where a machine that lost power left half a file."""
    try:
        found = json.loads(text or b"{}")
        return {str(key): [float(one) for one in value] for key, value in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def whole_seconds(seconds: float) -> str:
    """Seconds for a header, rounded up, at least 1."""
    return str(max(1, math.ceil(seconds)))
