"""Work that is asked for faster than it is done: one at a time in the background, and of what waits only the newest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from producer.jobs import Job
from ui.bridge import Tasks

Work = Callable[[Job], Any]


class Newest:
    """``ask`` as often as you like; what was asked in between is left out."""

    def __init__(self, tasks: Tasks, failed: Callable[[BaseException], None], name: str) -> None:
        self._tasks, self._failed, self._name = tasks, failed, name
        self._waiting: tuple[Work, Callable[[Any], None]] | None = None
        self.busy = False

    def ask(self, work: Work, done: Callable[[Any], None] = lambda result: None) -> None:
        """Do ``work`` as soon as what runs is done, unless something newer is asked for until then."""
        if self.busy:
            self._waiting = (work, done)
            return
        self.busy = True
        self._tasks.run(work, done=lambda result: self._end(done, result), failed=self._fail, name=self._name)

    def forget(self) -> None:
        """Leave out what waits."""
        self._waiting = None

    def _end(self, done: Callable[[Any], None], result: Any) -> None:
        self._next()
        done(result)

    def _fail(self, error: BaseException) -> None:
        self._next()
        self._failed(error)

    def _next(self) -> None:
        self.busy = False
        if self._waiting is not None:
            (work, done), self._waiting = self._waiting, None
            self.ask(work, done)
