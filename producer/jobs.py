"""Progress, cancel, and the one runner for everything long.

Work is a plain function that takes a :class:`Job`; it reports with ``job.progress`` and asks ``job.check``
often. The runner gives it a
thread, keeps its error and hands it to whoever waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from producer.errors import Cancelled

T = TypeVar("T")
ProgressListener = Callable[[float | None, str], None]


class Job:
    """One run of something long: where progress goes, and whether a person has had enough.

    ``progress(share, step)``: ``share`` is 0..1, or None where it cannot be known; ``step`` is a stable word
    such as ``"render"``.
    """

    def __init__(self, on_progress: ProgressListener | None = None) -> None:
        self._on_progress = on_progress
        self._cancelled = threading.Event()
        self._going = threading.Event()
        self._going.set()
        self._at_cancel: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask it to stop; kill what it is waiting for. Safe from any thread, any number of times."""
        with self._lock:
            self._cancelled.set()
            self._going.set()
            actions, self._at_cancel = self._at_cancel, []
        for action in actions:
            action()

    def pause(self) -> None:
        """Have it hold on at its next ``check`` until ``resume`` or ``cancel``. Safe from any thread."""
        with self._lock:
            if not self._cancelled.is_set():
                self._going.clear()

    def resume(self) -> None:
        """Let it go on."""
        self._going.set()

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    def check(self) -> None:
        """Raise Cancelled if a person stopped it; wait here while it is paused."""
        self._going.wait()
        if self._cancelled.is_set():
            raise Cancelled

    def at_cancel(self, action: Callable[[], None]) -> Callable[[], None]:
        """Have ``action`` (a kill, say) called once on cancel, at once if that has happened. Returns how to
        forget it.
        """
        with self._lock:
            if not self._cancelled.is_set():
                self._at_cancel.append(action)

                def forget() -> None:
                    with self._lock:
                        if action in self._at_cancel:
                            self._at_cancel.remove(action)

                return forget
        action()
        return lambda: None

    def progress(self, share: float | None, step: str = "") -> None:
        """Report, and stop here if a person has had enough."""
        self.check()
        if self._on_progress is not None:
            self._on_progress(None if share is None else min(1.0, max(0.0, share)), step)

    def part(self, start: float, end: float) -> Job:
        """A view of this job whose 0..1 is ``start``..``end`` of it; cancel is shared."""
        return _Part(self, start, end)


class _Part(Job):
    def __init__(self, whole: Job, start: float, end: float) -> None:
        self._whole, self._start, self._end = whole, start, end

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled

    def cancel(self) -> None:
        self._whole.cancel()

    def check(self) -> None:
        self._whole.check()

    def at_cancel(self, action: Callable[[], None]) -> Callable[[], None]:
        return self._whole.at_cancel(action)

    def progress(self, share: float | None, step: str = "") -> None:
        self._whole.progress(None if share is None else self._start + share * (self._end - self._start), step)


class BackgroundJob(Generic[T]):
    """Run ``work(job)`` on a thread of its own.

    ``on_done(result)`` or ``on_failed(error)`` is called once, on that thread; a face turns it into its own events.
    """

    def __init__(
        self,
        work: Callable[[Job], T],
        *,
        on_progress: ProgressListener | None = None,
        on_done: Callable[[T], None] | None = None,
        on_failed: Callable[[BaseException], None] | None = None,
        name: str = "job",
    ) -> None:
        self.job = Job(on_progress)
        self._work, self._on_done, self._on_failed = work, on_done, on_failed
        self._result: T | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> BackgroundJob[T]:
        self._thread.start()
        return self

    def cancel(self) -> None:
        self.job.cancel()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for the end and say whether it came; what the work raised is not raised here."""
        if self._thread is not threading.current_thread():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def wait(self, timeout_s: float | None = None) -> T:
        """Wait and return the result, or raise what the work raised; TimeoutError if it still runs."""
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            raise TimeoutError(f"{self._thread.name} still runs")
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]

    def _run(self) -> None:
        try:
            self._result = self._work(self.job)
        except BaseException as error:  # noqa: BLE001 - a thread root: the error goes to whoever waits
            self._error = error
            if self._on_failed is not None:
                self._on_failed(error)
        else:
            if self._on_done is not None:
                self._on_done(self._result)
