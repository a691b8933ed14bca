"""How a thread of a recording, or beside one, starts: a daemon with a name, whose error reaches whoever must know."""

from __future__ import annotations

import threading
from collections.abc import Callable


def start_thread(name: str, work: Callable[[], None], on_error: Callable[[Exception], None]) -> threading.Thread:
    """Run ``work`` on a daemon thread; what it raises goes to ``on_error`` on that thread."""

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - a thread root: the error goes to whoever must know
            on_error(error)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def join_thread(thread: threading.Thread | None, limit_s: float) -> bool:
    """Wait for the thread's end, not longer than ``limit_s``, and say whether it came."""
    if thread is None or thread is threading.current_thread():
        return True
    thread.join(limit_s)
    return not thread.is_alive()
