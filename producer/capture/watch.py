"""The watch thread: sees devices that went silent, pictures that were lost, a disk that fills up, and the end of files.

Devices do not tell when they are unplugged (python-sounddevice #627, opencv #5746): how long ago the last picture or
sound came is what tells.
"""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable

from producer.capture import events
from producer.capture.clock import now_s
from producer.capture.events import SessionEvent
from producer.capture.picture_encoder import SPEEDS
from producer.capture.running_take import FULL_BYTES, LOW_BYTES, MEGABYTE, RunningTake, free_bytes
from producer.capture.sources import CLOSE_S, LOST_S, Source
from producer.threads import join_thread, start_thread

TICK_S = 0.1
TAKE_EVERY_S = 1.0
DROPPED_EVERY_S = 5.0

Tell = Callable[[SessionEvent], None]


class TakeWatch:
    """What is told about one take: each thing once, lost pictures at most every five seconds."""

    def __init__(self, take: RunningTake, tell: Tell) -> None:
        self.take, self._tell = take, tell
        self._next_s = 0.0
        self._dropped = 0
        self._dropped_s = float("-inf")
        self._told: set[str] = set()

    def look(self, at_s: float) -> None:
        """Look at the recorder often, at the disk and the journal once a second."""
        recorder = self.take.recorder
        if recorder.speed != SPEEDS[0]:
            self.tell_once(events.slower())
        if recorder.error is not None:
            self.tell_once(events.disk_full() if is_full(recorder.error) else events.not_written())
        if recorder.counts.dropped_frames > self._dropped and at_s - self._dropped_s >= DROPPED_EVERY_S:
            self._dropped, self._dropped_s = recorder.counts.dropped_frames, at_s
            self._tell(events.dropped(self._dropped))
        if at_s >= self._next_s:
            self._next_s = at_s + TAKE_EVERY_S
            self.take.note()
            self._look_at_disk(at_s)

    def tell_once(self, event: SessionEvent) -> None:
        if event.kind not in self._told:
            self._told.add(event.kind)
            self._tell(event)

    def _look_at_disk(self, at_s: float) -> None:
        try:
            free = free_bytes(self.take.path.parent)
        except OSError:
            return
        if free < FULL_BYTES:
            self.take.recorder.cut_at(at_s)
            self.tell_once(events.disk_full())
        elif free < LOW_BYTES:
            self.tell_once(events.disk_low(free // MEGABYTE))


class Watch:
    """Calls ``look`` ten times a second on a thread of its own until closed."""

    def __init__(self, look: Callable[[float], None], on_error: Callable[[Exception], None]) -> None:
        self._look, self._on_error = look, on_error
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = start_thread("capture-watch", self._run, self._on_error)

    def close(self) -> None:
        self._stop.set()
        join_thread(self._thread, CLOSE_S)

    def _run(self) -> None:
        while not self._stop.wait(TICK_S):
            self._look(now_s())


def is_full(error: Exception) -> bool:
    """Whether a write failed for want of room (or of the right to use more)."""
    return getattr(error, "errno", None) in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))


def is_lost(source: Source | None) -> bool:
    """Whether a live source has given nothing new for too long."""
    return source is not None and source.age_s > LOST_S
