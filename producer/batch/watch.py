"""A hot folder: what is put into it is captioned once it stands still. The folder is listed again and again, which
works on network drives too, where nobody tells of a new file.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from producer.batch.caption import Batch
from producer.batch.one import readable
from producer.batch.plan import Item, Planner
from producer.errors import Cancelled, InputError
from producer.jobs import Job

POLL_S = 1.0
"""So often the folder is listed at most (own: a person hardly notices)."""
REST = 5.0
"""So many times longer than a listing takes nobody lists: a slow network drive has thousands of files (own)."""

Stamp = tuple[int, int]


@dataclass(slots=True)
class _Waiting:
    """A file that is not taken yet: its size and date, and since when they are so."""

    item: Item
    stamp: Stamp | None
    since_s: float


class Settling:
    """Knows which files have stood still: size and date for ``settle_s`` seconds, not empty, and may be opened."""

    def __init__(self, settle_s: float) -> None:
        self._settle_s = settle_s
        self._waiting: dict[Item, _Waiting] = {}
        self._taken: dict[Item, Stamp] = {}

    def add(self, items: Iterable[Item], now_s: float) -> None:
        """Wait for these too."""
        for item in items:
            self._waiting[item] = _Waiting(item, None, now_s)

    def ready(self, now_s: float) -> list[Item]:
        """Return the files that may be taken now; each once, until it changes."""
        self._look_again(now_s)
        ready = [waiting.item for waiting in self._waiting.values() if self._stands(waiting, now_s)]
        for item in ready:
            stamp = self._waiting.pop(item).stamp
            assert stamp is not None
            self._taken[item] = stamp
        return ready

    def gone(self) -> list[Item]:
        """Return, and forget, the files that are no longer there."""
        gone = [item for item in (*self._waiting, *self._taken) if not item.source.exists()]
        for item in gone:
            self._waiting.pop(item, None)
            self._taken.pop(item, None)
        return gone

    def _look_again(self, now_s: float) -> None:
        """Wait anew for files that were taken and have changed since."""
        for item, stamp in list(self._taken.items()):
            if _stamp(item) not in (stamp, None):
                del self._taken[item]
                self._waiting[item] = _Waiting(item, None, now_s)

    def _stands(self, waiting: _Waiting, now_s: float) -> bool:
        stamp = _stamp(waiting.item)
        if stamp is None or stamp[0] == 0 or stamp != waiting.stamp:
            waiting.stamp, waiting.since_s = stamp, now_s
            return False
        return now_s - waiting.since_s >= self._settle_s


def _stamp(item: Item) -> Stamp | None:
    """Return a file's size and date, None while it is not there or may not be opened."""
    try:
        stamp = readable(item.source)
    except InputError:
        return None
    return stamp if item.source.exists() else None


def watch(batch: Batch, planner: Planner, settle_s: float, *, clock: Callable[[], float] = time.monotonic) -> None:
    """Caption what comes, until the batch's job is cancelled. Raises Cancelled then."""
    settling, pause = Settling(settle_s), _Pause(batch.job)
    while True:
        batch.job.check()
        began_s = clock()
        settling.add(planner.find(), clock())
        for item in settling.gone():
            planner.forget(item.source)
        ready = settling.ready(clock())
        if ready:
            batch.run(ready)
            batch.write_reports()
        else:
            pause.wait(max(POLL_S, REST * (clock() - began_s)))


class _Pause:
    """Waits, but not longer than until a cancel."""

    def __init__(self, job: Job) -> None:
        self._stopped = threading.Event()
        job.at_cancel(self._stopped.set)

    def wait(self, seconds: float) -> None:
        """Raise Cancelled if a person stopped it meanwhile."""
        if self._stopped.wait(seconds):
            raise Cancelled
