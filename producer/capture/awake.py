"""Keeps the screen on and the computer awake while a take runs: a laptop that sleeps in mid-sentence ends the take.

The system is asked on a thread of its own, since D-Bus may hang (wakepy waits up to 2 s for each way it tries), and let
go on that same thread. Where the system refuses, ``held`` is False and nothing else happens. wakepy is imported on that
thread too: it costs 30 ms that the start of a recording does not have.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol

from producer.threads import join_thread, start_thread

log = logging.getLogger(__name__)

ANSWER_S = 5.0
"""How long the room check waits to be told whether it can be held off: two ways of D-Bus at 2 s each, and a little."""
LOOK_S = 1.0
"""How often the thread sees whether the program has ended without letting go. On Windows the hold is a thread that
would otherwise keep the program from ending."""


class Hold(Protocol):
    """What wakepy gives: ``active`` once entered, where the system agreed."""

    active: bool


Ask = Callable[[], AbstractContextManager[Hold]]


def ask_system() -> AbstractContextManager[Hold]:
    """The screen on, the computer awake; no warning and no error where that cannot be."""
    from wakepy import keep

    return keep.presenting(on_fail="pass")


class KeepAwake:
    """From ``start`` (or entering) to ``stop`` (or leaving), once; neither of them waits. ``held`` is False until the
    system has agreed, and after that it let go.
    """

    def __init__(self, ask: Ask = ask_system) -> None:
        self._ask = ask
        self._over, self._answered = threading.Event(), threading.Event()
        self._held = False
        self._thread: threading.Thread | None = None

    @property
    def held(self) -> bool:
        return self._held

    @property
    def answered(self) -> bool:
        """Whether the system has said yes or no."""
        return self._answered.is_set()

    def start(self) -> KeepAwake:
        """Ask the system, without waiting for its answer."""
        self._thread = start_thread("keep-awake", self._work, self._fail)
        return self

    def stop(self) -> None:
        """Let go, without waiting. Safe any number of times."""
        self._over.set()

    def wait(self, limit_s: float = ANSWER_S) -> bool:
        """Wait for the system's answer and return it; False where none came."""
        return self._answered.wait(limit_s) and self._held

    def join(self, limit_s: float = ANSWER_S) -> bool:
        """Wait until everything is let go, and say whether it is."""
        return join_thread(self._thread, limit_s)

    def __enter__(self) -> KeepAwake:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _work(self) -> None:
        try:
            with self._ask() as hold:
                self._held = bool(hold.active)
                self._answered.set()
                while self._held and not self._over.wait(LOOK_S) and threading.main_thread().is_alive():
                    pass
        finally:
            self._held = False
            self._answered.set()

    @staticmethod
    def _fail(error: Exception) -> None:
        log.info("Sleep could not be held off: %r", error)


def can_stay_awake(ask: Ask = ask_system, limit_s: float = ANSWER_S) -> bool | None:
    """Try it for a moment. None where the system gave no answer in time."""
    with KeepAwake(ask) as awake:
        held = awake.wait(limit_s)
        return held if awake.answered else None
