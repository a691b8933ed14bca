"""The only place where engine events become Qt events.

``Mailbox`` takes calls from any thread and runs them on the window's thread: the calls wait in a plain queue, and
one coalesced, empty signal says that there are some. ``Tasks`` runs engine work on threads of its own and answers
through the mailbox. ``PreviewFeed`` scales the newest picture away from the window's thread and says, once, that
there is one. No picture ever travels in a signal.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from producer.jobs import BackgroundJob, Job

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ui.engine import PictureSlot

T = TypeVar("T")


class Mailbox(QObject):
    """Run calls from other threads on the thread that made this object, in order."""

    _filled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._open = True
        self._filled.connect(self._empty, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` run on the window's thread soon. Safe from any thread; after ``close`` it is dropped."""
        with self._lock:
            if not self._open:
                return
            self._calls.append(call)
            if len(self._calls) == 1:
                self._filled.emit()

    def close(self) -> None:
        """Take no more calls and drop those that wait."""
        with self._lock:
            self._open = False
            self._calls.clear()

    def _empty(self) -> None:
        with self._lock:
            calls, self._calls = self._calls, deque()
        try:
            while calls:
                calls.popleft()()
        finally:
            self._put_back(calls)

    def _put_back(self, calls: deque[Callable[[], None]]) -> None:
        """Keep the calls that wait behind one that failed: an error in one answer must not swallow the others."""
        with self._lock:
            if calls and self._open:
                self._calls.extendleft(reversed(calls))
                self._filled.emit()


class Tasks:
    """Runs work in the background for one owner; what it answers comes back on the window's thread."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._running: list[BackgroundJob[Any]] = []

    def run(
        self,
        work: Callable[[Job], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progress: Callable[[float | None, str], None] | None = None,
        name: str = "task",
    ) -> BackgroundJob[T]:
        """Start ``work`` now. An error that nobody takes goes to the thread's exception hook, which tells the
        person.
        """

        def on_failed(error: BaseException) -> None:
            if failed is None:
                threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
            else:
                self._mailbox.post(lambda: failed(error))

        def on_done(result: T) -> None:
            if done is not None:
                self._mailbox.post(lambda: done(result))

        listener = _latest(self._mailbox, progress) if progress is not None else None
        task = BackgroundJob(work, on_progress=listener, on_done=on_done, on_failed=on_failed, name=name)
        self._running = [other for other in self._running if other.running]
        self._running.append(task)
        return task.start()

    def wait(self, timeout_s: float) -> bool:
        """Wait for what runs, ``timeout_s`` each at most; say whether all have ended."""
        ended = [task.join(timeout_s) for task in self._running]
        return all(ended)


def _latest(mailbox: Mailbox, told: Callable[[float | None, str], None]) -> Callable[[float | None, str], None]:
    """Wrap a progress listener so that only the newest value waits in the mailbox."""
    newest: deque[tuple[float | None, str]] = deque(maxlen=1)

    def deliver() -> None:
        if newest:
            told(*newest.pop())

    def listen(share: float | None, step: str) -> None:
        waiting = bool(newest)
        newest.append((share, step))
        if not waiting:
            mailbox.post(deliver)

    return listen


class PreviewFeed(QObject):
    """Owns the thread that mirrors and scales the picture for the screen."""

    picture_ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._slot: PictureSlot | None = None
        self._picture: QImage | None = None
        self._told = False
        self._size_px = (0, 0)
        self._thread: threading.Thread | None = None

    def attach(self, slot: PictureSlot | None) -> None:
        """Show the pictures of ``slot`` from now on; None shows no more."""
        old = self._slot
        if old is not None:
            old.on_put = None
        with self._lock:
            self._slot, self._picture = slot, None
        if slot is None:
            return
        slot.on_put = self._wake.set
        self._wake.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="preview", daemon=True)
            self._thread.start()

    def set_size(self, width_px: int, height_px: int) -> None:
        """Say how many real pixels the picture may fill."""
        self._size_px = (width_px, height_px)

    def take(self) -> QImage | None:
        """Return the newest scaled picture, once."""
        with self._lock:
            picture, self._picture, self._told = self._picture, None, False
        return picture

    def close(self) -> None:
        """Stop and join the thread."""
        self.attach(None)
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(2.0)

    def _run(self) -> None:
        from ui.picture import to_screen  # OpenCV and numpy come in here, away from the window's start

        while not self._stop.is_set():
            self._wake.wait()
            self._wake.clear()
            slot = self._slot
            frame = slot.take() if slot is not None else None
            if frame is None or self._stop.is_set():
                continue
            self._offer(slot, to_screen(frame.image, *self._size_px))

    def _offer(self, slot: PictureSlot | None, picture: QImage | None) -> None:
        with self._lock:
            if slot is not self._slot:
                return  # a picture of a camera that was let go in the meantime
            self._picture = picture
            tell, self._told = not self._told, True
        if tell and not self._stop.is_set():
            self.picture_ready.emit()
