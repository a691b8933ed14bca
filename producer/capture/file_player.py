"""A file that plays in real time on a thread of its own: what file cameras and file microphones have in common."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from producer.capture.clock import now_s, wait_until
from producer.capture.sources import CLOSE_S, OnEnd
from producer.errors import NotMedia, ProducerError
from producer.threads import join_thread, start_thread

T = TypeVar("T")


class FilePlayer(Generic[T]):
    """Goes round and round until ``play`` starts it over; then it plays once and says so at the end.

    A subclass says in ``_due`` what comes when.
    """

    kind: str
    """``picture`` or ``sound``."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.file: Path | None = path.resolve()
        self._path = self.file
        self._zero_s: float | None = None
        self._stop, self._turn = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def play(self, zero_s: float | None) -> None:
        """Start over, with the file's beginning at ``zero_s`` on the clock; None: go round again."""
        self._zero_s = zero_s
        self._turn.set()

    @property
    def age_s(self) -> float:
        """A file is never lost: it ends."""
        return 0.0

    def close(self) -> None:
        self._stop.set()
        self._turn.set()
        join_thread(self._thread, CLOSE_S)

    def _begin(
        self, hand: Callable[[T], None], on_end: OnEnd, explain: Callable[[str, Exception], ProducerError]
    ) -> None:
        self._hand, self._on_end = hand, on_end
        name = f"{self.kind}-file"
        self._thread = start_thread(name, self._run, lambda error: on_end(explain(self.name, error)))

    def _due(self, begin_s: float) -> Iterator[tuple[float, T]]:
        """Yield everything in the file with the moment at which it is due, when the file begins at ``begin_s``."""
        raise NotImplementedError

    def _run(self) -> None:
        while not self._stop.is_set():
            self._turn.clear()
            if not self._stop.is_set():
                self._go(self._zero_s)

    def _go(self, zero_s: float | None) -> None:
        """Play through once; then tell and wait for the next turn, or go round."""
        begin_s = now_s() if zero_s is None else zero_s
        empty = True
        for due_s, value in self._due(begin_s):
            if not wait_until(due_s, self._turn):
                return
            self._hand(value)
            empty = False
        if empty:
            raise NotMedia(f"{self.name} gives no {self.kind}.", code="not-media", path=str(self.file))
        if zero_s is not None:
            self._on_end(None)
            self._turn.wait()
