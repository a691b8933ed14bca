"""Who hears: recognisers on this machine, or those of a cluster. Both take a task and give something with a
``result()``, as ``concurrent.futures`` does.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from producer.batch.hear import Heard, Hearer, Task
from producer.errors import ModelError
from producer.jobs import Job


class Hearing(Protocol):
    """A file that is being heard."""

    def result(self) -> Heard:
        """Wait, and return what was heard or raise what went wrong."""


class Ears(Protocol):
    """Hears files, some at once. ``slots`` is how many files are worth having under way."""

    @property
    def slots(self) -> int: ...

    def wake(self) -> None:
        """Get ready while the first file is looked at. Raises ModelError."""

    def begin(self, make: Callable[[bool], Task], job: Job) -> Hearing:
        """Begin to hear a file; ``make(True)`` gives its task with the sound in it, ``make(False)`` without."""

    def close(self) -> None: ...


class LocalEars:
    """``jobs`` recognisers on this machine, each with its own process, its own model and its share of the cores."""

    def __init__(self, model: str | None, jobs: int = 1, *, by_script: bool = False) -> None:
        self._hearers = [Hearer(model, jobs) for _ in range(jobs)]
        self._asleep: queue.SimpleQueue[Hearer] = queue.SimpleQueue()
        self._free: queue.SimpleQueue[Hearer] = queue.SimpleQueue()
        for hearer in self._hearers:
            self._free.put(hearer)
            if not by_script:
                self._asleep.put(hearer)
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="hear")

    @property
    def slots(self) -> int:
        """One more than hear: it is looked at, or written, meanwhile."""
        return len(self._hearers) + 1

    @property
    def pids(self) -> list[int]:
        """The process ids of the recognisers that live."""
        return [hearer.pid for hearer in self._hearers if hearer.pid is not None]

    def wake(self) -> None:
        """Start one more recogniser where some still sleep: as many as there are files, and no more than wanted."""
        try:
            hearer = self._asleep.get_nowait()
        except queue.Empty:
            return
        try:
            hearer.wake()
        except ModelError:
            self._asleep.put(hearer)  # each file says so
            raise

    def begin(self, make: Callable[[bool], Task], job: Job) -> Hearing:
        return self._pool.submit(self._hear, make(False), job)

    def close(self) -> None:
        """End the recognisers; whoever waits for one hears that it was stopped."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for hearer in self._hearers:
            hearer.close()

    def _hear(self, task: Task, job: Job) -> Heard:
        hearer = self._free.get()
        try:
            return hearer.hear(task, job)
        finally:
            self._free.put(hearer)
