"""How far a batch is, and how long it will still take: by the seconds of sound done for each second of the clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from producer.jobs import Job

GUESS_S = 60.0
"""How long a file is taken to be before any of the batch is known (own: about an update's length)."""
SURE_S = 3.0
"""No time left is said in the first seconds, when the model still loads (own)."""


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """``done`` of ``total`` files are ready; ``heard_s`` of about ``sound_s`` seconds of sound are done; ``left_s`` is
    the time still needed in seconds, None where it cannot be known yet.
    """

    done: int
    total: int
    heard_s: float
    sound_s: float
    left_s: float | None

    @property
    def share(self) -> float:
        """How much of the sound is done, 0..1."""
        return min(1.0, self.heard_s / self.sound_s) if self.sound_s > 0 else 1.0


def time_left(heard_s: float, sound_s: float, elapsed_s: float) -> float | None:
    """Return the seconds still needed at the pace so far; None before there is one."""
    if heard_s <= 0 or elapsed_s < SURE_S:
        return None
    return max(0.0, sound_s - heard_s) * elapsed_s / heard_s


class Progress:
    """Adds up the files of a batch, from any thread, and tells ``job`` and ``listener``. A file that needed no hearing
    (done earlier, failed) counts no sound. What is told never goes back.
    """

    def __init__(
        self,
        job: Job,
        listener: Callable[[BatchProgress], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._job, self._listener, self._clock = job, listener, clock
        self._started = clock()
        self._lock = threading.Lock()
        self._total = self._done = 0
        self._lengths: dict[int, float] = {}
        self._heard: dict[int, float] = {}
        self._share = 0.0

    def expect(self, files: int) -> None:
        """Have so many more files before it."""
        with self._lock:
            self._total += files

    def job_for(self, key: int) -> Job:
        """Return the job of one file, whose shares count by its length."""
        return _FileJob(self._job, lambda share: self.part(key, share))

    def length(self, key: int, duration_s: float) -> None:
        """Learn how long a file is."""
        with self._lock:
            self._lengths[key] = max(0.0, duration_s)

    def part(self, key: int, share: float) -> None:
        """A file is done to that share, 0..1. Raises Cancelled."""
        with self._lock:
            self._heard[key] = share * self._lengths.get(key, 0.0)
        self._tell()

    def end(self, key: int, *, heard: bool) -> None:
        """A file is ready. Raises Cancelled."""
        with self._lock:
            self._done += 1
            length_s = self._lengths.setdefault(key, 0.0) if heard else 0.0
            self._lengths[key] = self._heard[key] = length_s
        self._tell()

    def now(self) -> BatchProgress:
        """Return how far it is. Files of unknown length count as the mean of the others."""
        with self._lock:
            known = [length for length in self._lengths.values() if length > 0]
            usual_s = sum(known) / len(known) if known else GUESS_S
            unknown = max(0, self._total - len(self._lengths))
            sound_s, heard_s = sum(known) + unknown * usual_s, sum(self._heard.values())
            left_s = time_left(heard_s, sound_s, self._clock() - self._started)
            return BatchProgress(self._done, self._total, heard_s, sound_s, left_s)

    def _tell(self) -> None:
        now = self.now()
        with self._lock:
            self._share = share = max(self._share, now.share)
        if self._listener is not None:
            self._listener(now)
        self._job.progress(share, f"{min(now.done + 1, now.total)}/{now.total}")


def silent(job: Job) -> Job:
    """Return a job that stops and pauses with another, and whose progress nobody sees."""
    return _FileJob(job, lambda share: None)


class _FileJob(Job):
    """A job whose progress goes to the batch, and whose cancel is the batch's."""

    def __init__(self, whole: Job, part: Callable[[float], None]) -> None:
        self._whole, self._part = whole, part

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled

    def cancel(self) -> None:
        self._whole.cancel()

    def pause(self) -> None:
        self._whole.pause()

    def resume(self) -> None:
        self._whole.resume()

    @property
    def paused(self) -> bool:
        return self._whole.paused

    def check(self) -> None:
        self._whole.check()

    def at_cancel(self, action: Callable[[], None]) -> Callable[[], None]:
        return self._whole.at_cancel(action)

    def progress(self, share: float | None, step: str = "") -> None:
        self.check()
        if share is not None:
            self._part(share)
