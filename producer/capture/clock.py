"""The one clock of a recording: ``time.monotonic``, in seconds. It never jumps when the wall clock is set.

Pictures are stamped when they were grabbed, sound with the moment its first sample was heard; both on this clock.
"""

from __future__ import annotations

import threading
import time


def now_s() -> float:
    """Return the time on the clock that stamps pictures and sound."""
    return time.monotonic()


def wait_until(due_s: float, stop: threading.Event) -> bool:
    """Sleep until ``due_s``; return False as soon as ``stop`` is set."""
    left_s = due_s - now_s()
    return not (stop.wait(left_s) if left_s > 0 else stop.is_set())
