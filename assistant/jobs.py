"""What operators asked to be written: kept as files until it is done, in order, by whichever process may write.

A job is one file. Whoever holds the writer's place takes the oldest that is not done; so one that was begun by a
process that died is begun again by the next, and no two processes do the same. Writing twice is writing once.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.problem import explain
from index.lock import BusyError, only_writer
from index.sync import Outcome

__all__ = ["FullError", "Job", "Jobs"]

State = Literal["queued", "running", "done", "refused", "failed"]
ID = re.compile(r"\d{20}-[0-9a-f]{8}")
KEPT_S = 24 * 3600  # a finished job can be looked at for a day
LOOK_S = 1.0  # how soon a job is seen that another process took in and did not do


class FullError(Exception):
    """So many jobs wait that no more are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to be written. `id` rises with time. `given` is what to write, dropped when the job has ended."""

    id: str
    do: Literal["put", "remove"]
    article_id: str
    state: State
    created: str
    ended: str | None = None
    what: str | None = None
    reason: str | None = None
    given: dict[str, Any] | None = None


class Jobs:
    """The jobs of a data folder, which processes share."""

    def __init__(
        self, home: Path, *, do: Callable[[Job], Outcome], finish: Callable[[], None], most: int = 1_000
    ) -> None:
        """Nothing runs before `start`.

        Args:
            home: the data folder.
            do: writes what one job says; called in one thread, by the one writer.
            finish: called after the last job that waits, by the same.
            most: jobs that may wait.
        """
        self._home, self._folder = home, home / "jobs"
        self._do, self._finish, self._most = do, finish, most
        self._due, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, do: Literal["put", "remove"], article_id: str, given: dict[str, Any] | None = None) -> Job:
        """Take a job in; it is on the disk when this returns.

        Raises:
            FullError: too many wait.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in self._waiting()) >= self._most:
            raise FullError
        id_ = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        job = Job(id=id_, do=do, article_id=article_id, state="queued", created=_now(), given=given)
        self._keep(job)
        self._due.set()
        return job

    def find(self, job_id: str) -> Job | None:
        """The job as it stands now; None where there is none, or it ended over a day ago."""
        if not ID.fullmatch(job_id):
            return None
        return next((job for suffix in ("todo", "done") if (job := self._read(f"{job_id}.{suffix}"))), None)

    def start(self) -> None:
        """Begin to work, in a thread of this process."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def stop(self, *, within_s: float) -> None:
        """Finish the job at hand; what waits is left to the next process."""
        self._stopping.set()
        self._due.set()
        if self._thread is not None:
            self._thread.join(within_s)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._due.wait(LOOK_S)
            self._due.clear()
            if next(self._waiting(), None) is None:
                continue
            try:
                with only_writer(self._home):
                    self._work()
            except BusyError:
                continue  # another process writes, perhaps these very jobs

    def _work(self) -> None:
        while not self._stopping.is_set() and (name := next(self._waiting(), None)):
            if (job := self._read(name)) is None:
                (self._folder / name).unlink(missing_ok=True)
                continue
            self._keep(replace(job, state="running"))
            self._end(self._tried(job))
        self._clean()

    def _tried(self, job: Job) -> Job:
        try:
            outcome = self._do(job)
            if next(self._waiting(but=job.id), None) is None:
                self._finish()
        except Exception as error:  # noqa: BLE001 -- told in the job
            return replace(job, state="failed", reason=explain(error)[1])
        state: State = "refused" if outcome.what == "refused" else "done"
        return replace(job, state=state, what=outcome.what, reason=outcome.reason)

    def _end(self, job: Job) -> None:
        self._keep(replace(job, ended=_now(), given=None), suffix="done")
        (self._folder / f"{job.id}.todo").unlink(missing_ok=True)

    def _waiting(self, *, but: str = "") -> Iterator[str]:
        names = sorted(path.name for path in self._folder.glob("*.todo"))
        return (name for name in names if name != f"{but}.todo")

    def _clean(self) -> None:
        ended = time.time() - KEPT_S
        for path in self._folder.glob("*.done"):
            if path.stat().st_mtime < ended:
                path.unlink(missing_ok=True)

    def _keep(self, job: Job, *, suffix: str = "todo") -> None:
        draft = self._folder / f"{job.id}.{secrets.token_hex(4)}.new"
        draft.write_text(json.dumps(asdict(job), ensure_ascii=True), encoding="utf-8")
        draft.rename(self._folder / f"{job.id}.{suffix}")

    def _read(self, name: str) -> Job | None:
        try:
            return Job(**json.loads((self._folder / name).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
