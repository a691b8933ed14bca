"""A batch in the background of the window: begun, paused, stopped, and its queue kept up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, Signal

from producer.errors import Cancelled
from producer.jobs import BackgroundJob
from ui.bridge import Mailbox, Tasks
from ui.captioning import Captioning

if TYPE_CHECKING:
    from producer.batch.report import FileReport
    from ui.screens.batch import BatchOrder, BatchPage


class BatchRun(QObject):
    """Between the batch's page and the engine. ``working_changed`` says whether a batch runs; ``rules`` are those that
    the last one was held to, whatever is chosen for the next.
    """

    working_changed = Signal(bool)

    def __init__(self, page: BatchPage, captioning: Captioning, tasks: Tasks, mailbox: Mailbox) -> None:
        super().__init__(page)
        self.page = page
        self._captioning, self._tasks, self._mailbox = captioning, tasks, mailbox
        self._running: BackgroundJob[Any] | None = None
        self.rules = ""
        page.find_wanted.connect(self._find)
        page.start_wanted.connect(self._start)
        page.pause_wanted.connect(self._pause)
        page.stop_wanted.connect(self.stop)
        page.find_wanted.connect(lambda _: self._look_at_model())

    @property
    def working(self) -> bool:
        return self._running is not None

    def stop(self) -> None:
        """Stop what runs; what is done is kept."""
        if self._running is not None:
            self._running.cancel()

    def hold(self, held: bool) -> None:
        """Let it hold on for a while, and go on by itself; what a person paused stays paused."""
        if self._running is not None and not self.page.paused:
            (self._running.job.pause if held else self._running.job.resume)()
            self.page.model.hold(held)

    def _find(self, paths: list[Path]) -> None:
        out = self.page.out
        self._tasks.run(
            lambda job: self._captioning.find(paths, out),
            done=lambda found: self.page.add(paths, found),
            failed=self._problem,
            name="find-files",
        )

    def _look_at_model(self) -> None:
        language = QLocale().name()[:2]
        self._tasks.run(
            lambda job: self._captioning.caution(language),
            done=self.page.show_caution,
            failed=self._problem,
            name="look-at-model",
        )

    def _start(self, order: BatchOrder) -> None:
        if self._running is not None:
            return
        self.page.show_running()
        self.rules = order.rules
        self._running = self._tasks.run(
            lambda job: self._captioning.caption(order, job, self._on_file, self._on_progress),
            done=lambda reports: self._end(stopped=False),
            failed=self._failed,
            name="batch",
        )
        self.working_changed.emit(True)

    def _pause(self, paused: bool) -> None:
        if self._running is not None:
            (self._running.job.pause if paused else self._running.job.resume)()

    def _on_file(self, report: FileReport) -> None:
        """On the batch's thread."""
        self._mailbox.post(lambda: self.page.model.report(report))

    def _on_progress(self, share: float, left_s: float | None) -> None:
        """On the batch's thread."""
        self._mailbox.post(lambda: self.page.show_progress(share, left_s) if self._running is not None else None)

    def _failed(self, error: BaseException) -> None:
        self._end(stopped=isinstance(error, Cancelled))
        if not isinstance(error, Cancelled):
            self._problem(error)

    def _end(self, *, stopped: bool) -> None:
        self._running = None
        self.page.show_ended(stopped=stopped)
        self.working_changed.emit(False)

    def _problem(self, error: BaseException) -> None:
        self.page.show_error(error)
