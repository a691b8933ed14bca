"""The whole pages for captions: those of one take, and the batch. Builds each when it is first wanted, passes between
them and the engine, and says when a person goes back to the studio.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from producer.errors import Cancelled, MissingFile
from producer.jobs import BackgroundJob
from ui.bridge import Mailbox, Tasks
from ui.captioning import Captioning, Captions
from ui.engine import Take
from ui.messages import step_text

if TYPE_CHECKING:
    from producer.values import CaptionTrack
    from ui.batch_model import Row
    from ui.batch_run import BatchRun
    from ui.screens.captions import CaptionPage


class CaptionPages(QObject):
    """``pages`` is the window's stack, whose first page is the studio. ``clip_wanted`` carries the Path of a
    take, or a film of a batch as a Take."""

    left = Signal()
    clip_wanted = Signal(object)

    def __init__(
        self,
        pages: QStackedWidget,
        captioning: Captioning,
        tasks: Tasks,
        mailbox: Mailbox,
        results: Callable[[], Path],
        show: tuple[Callable[[Path], None], Callable[[Path], None]],
    ) -> None:
        """``results`` is where a batch's captions go by themselves; ``show`` are the ways to show a file in its folder
        and to open it.
        """
        super().__init__(pages)
        self._pages, self._captioning, self._tasks, self._mailbox = pages, captioning, tasks, mailbox
        self._results, (self._show_in_folder, self._open_file) = results, show
        self._reading: BackgroundJob[Any] | None = None
        self._row: Row | None = None
        self._given_up: CaptionTrack | None = None

    @property
    def working(self) -> bool:
        """Whether a batch runs."""
        return "batch" in self.__dict__ and self.batch.working

    def hold(self, held: bool) -> None:
        """Let a batch hold on while the computer is wanted for a take."""
        if self.working:
            self.batch.hold(held)

    def stop(self) -> None:
        """Stop what runs; what is done is kept, and what is not saved stays as a draft."""
        if self._reading is not None:
            self._reading.cancel()
        if "page" in self.__dict__:
            self.page.desk.keep_now()
        if self.working:
            self.batch.stop()

    def may_close(self) -> bool:
        """Say whether the window may close: not the first time, where changes can be kept nowhere here."""
        if "page" not in self.__dict__ or not self.page.ready or self.page.desk.keep_now():
            return True
        track = self.page.desk.edits.track if self.page.desk.edits is not None else None
        if self._given_up is track:
            return True
        self._given_up = track
        self._go_to(self.page)
        text = self.tr(
            "Not saved, and nothing can be written in this folder. Close once more to leave without your changes."
        )
        self.page.notice.say(text, action=self.tr("Save elsewhere…"), act=self.page.save_elsewhere)
        return False

    def let_go(self) -> None:
        """The window goes: what still works in the background has nobody to tell."""
        if "page" in self.__dict__:
            self.page.mailbox.close()

    # One file

    @cached_property
    def page(self) -> CaptionPage:
        from ui.screens.captions import CaptionPage

        made = CaptionPage(self._captioning.work())
        made.left.connect(self._leave_captions)
        made.export_wanted.connect(self._export)
        made.saved.connect(lambda captions: self._was_saved())
        self._pages.addWidget(made)
        return made

    def show_take(self, take: Path) -> None:
        """Open the captions of a take; where there are none yet, its words are heard first."""
        self._row = None
        self._read(lambda job: self._captioning.of_take(take, job), take.stem, at_cue=None)

    def _read(self, read: Callable[[Any], Captions], name: str, at_cue: int | None) -> None:
        page = self.page
        if self._reading is not None:
            self._reading.cancel()
        page.desk.keep_now()
        page.title.setText(name)
        page.show_waiting(step_text("listen"), None)
        self._go_to(page)

        def waits() -> bool:
            return self._reading is reading and not page.ready

        def opened(found: Captions) -> None:
            if not waits():
                return  # another one was asked for, or nobody waits any more
            page.open(
                found.media,
                found.track,
                found.rules,
                found.words,
                at_cue,
                captions=found.path,
                findings=found.findings,
            )

        def failed(error: BaseException) -> None:
            if waits() and not isinstance(error, Cancelled):
                page.show_error(error)

        reading = self._reading = self._tasks.run(
            read,
            done=opened,
            failed=failed,
            progress=lambda share, step: page.show_waiting(step_text(step), share) if waits() else None,
            name="captions",
        )

    def _leave_captions(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self._row is not None:
            self._go_to(self.batch.page)
            self.batch.page.come_back_to(self._row)
        else:
            self._leave()

    def _export(self, media: Path) -> None:
        wanted: Path | Take = media
        captions, length = self.page.desk.captions, self.page.desk.guides.until_s
        if self._row is not None or captions != media.with_suffix(".srt"):
            try:
                made_at = media.stat().st_mtime
            except OSError as error:
                self.page.show_error(MissingFile("gone", code="missing-file", detail=str(error), path=str(media)))
                return
            wanted = Take(media, length if isfinite(length) else None, made_at, captions=captions)
        self._leave()
        self.clip_wanted.emit(wanted)

    # Many files

    @cached_property
    def batch(self) -> BatchRun:
        from ui.batch_run import BatchRun
        from ui.screens.batch import BatchPage

        page = BatchPage(self._results())
        page.left.connect(self._leave)
        page.open_wanted.connect(self._open_row)
        page.folder_wanted.connect(lambda out: self._show_in_folder(out / "report.html"))
        page.report_wanted.connect(lambda out: self._open_file(out / "report.html"))
        self._pages.addWidget(page)
        return BatchRun(page, self._captioning, self._tasks, self._mailbox)

    def show_batch(self) -> None:
        """Open the page for many files."""
        self._go_to(self.batch.page)

    def _open_row(self, row: Row) -> None:
        """Open the captions of a file at the cue that needs a person most."""
        report = row.report
        if report is None:
            return
        self._row, rules = row, self.batch.rules
        self.batch.page.model.see(row.path)
        self._read(lambda job: self._captioning.of_result(report, rules), row.path.stem, report.worst_cue)

    def _was_saved(self) -> None:
        """Let the queue say how a file stands now that a person has changed its captions."""
        from ui.screens.captions_judge import revised

        row = self._row
        if row is not None and row.report is not None and row.path == self.page.desk.media:
            desk = self.page.desk
            self.batch.page.model.revise(row.path, revised(row.report, len(desk.cues), desk.marks))

    def _go_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        page.setFocus()

    def _leave(self) -> None:
        self._pages.setCurrentIndex(0)
        self.left.emit()
