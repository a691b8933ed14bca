"""Making a clip of one take: choose, watch it being made, have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from producer.errors import Cancelled
from producer.jobs import BackgroundJob
from ui.bridge import Tasks
from ui.engine import Choice, ClipOrder, Engine, Take
from ui.messages import message_for, step_text
from ui.screens.clip_form import ClipForm
from ui.takes_model import take_line
from ui.theme import current_theme
from ui.widgets.icons import set_icon
from ui.widgets.parts import button, label
from ui.widgets.thumbnail import Thumbnail

View = Enum("View", "FORM WORKING DONE FAILED")


class ClipPanel(QWidget):
    """Runs one clip at a time. ``working_changed`` says when that starts and ends."""

    left = Signal()
    working_changed = Signal(bool)

    def __init__(
        self, engine: Engine, tasks: Tasks, show_in_folder: Callable[[Path], None], play: Callable[[Path], None]
    ) -> None:
        super().__init__()
        self._engine, self._tasks, self._show, self._play = engine, tasks, show_in_folder, play
        self._take: Take | None = None
        self._task: BackgroundJob[Sequence[Path]] | None = None
        self._clips: Sequence[Path] = ()
        self._error: BaseException | None = None
        self._step = ""
        self.back = button("back", self.leave)
        self.heading, self.subheading = label("heading", wrap=True), label("muted", wrap=True)
        self.form = ClipForm()
        self.form.ordered.connect(self.start)
        self.step, self.bar, self.stop = label(wrap=True), QProgressBar(), button("", self.cancel)
        self.thumbnail = Thumbnail()
        self.done, self.files = label("heading", wrap=True), label("muted", wrap=True)
        self.show_button = button("primary", lambda: self._show(self._clips[0]))
        self.play_button = button("", lambda: self._play(self._clips[0]))
        self.another = button("quiet", self._show_form)
        self.sentence, self.cure = label("heading", wrap=True), label("muted", wrap=True)
        self.retry, self.copy = button("primary", self._show_form), button("quiet", self._copy)
        self._views = QStackedWidget()
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        self.bar.setTextVisible(False)
        working, done, failed = QWidget(), QWidget(), QWidget()
        for page, parts in (
            (working, (self.step, self.bar, self.stop)),
            (done, (self.thumbnail, self.done, self.files, self.show_button, self.play_button, self.another)),
            (failed, (self.sentence, self.cure, self.retry, self.copy)),
        ):
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 8, 0, 0)
            column.setSpacing(12)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        for page in (self.form, working, done, failed):
            self._views.addWidget(page)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.heading)
        column.addWidget(self.subheading)
        column.addSpacing(8)
        column.addWidget(self._views, 1)

    @property
    def view(self) -> View:
        return View(self._views.currentIndex() + 1)

    @property
    def working(self) -> bool:
        return self.view is View.WORKING

    def open(self, take: Take, out: Path) -> None:
        """Be about ``take``; while a clip is being made, show that instead."""
        if self.working:
            return
        self._take = take
        self.form.show_take(take, out)
        self._show_form()
        self._retranslate()
        self._tasks.run(
            lambda job: (self._engine.channels(), self._engine.has_speech_model()),
            done=self._learn,
            failed=lambda error: self._fail(error),
            name="clip-choices",
        )

    def _learn(self, known: tuple[list[Choice], bool]) -> None:
        self.form.show_channels(known[0])
        self.form.show_model(known[1])
        if self.view is View.FORM and self.isVisible():
            self.form.focus_first()

    # Making it

    def start(self, order: ClipOrder) -> None:
        if self.working:
            return
        self._on_progress(None, "")
        self._turn(View.WORKING)
        self.stop.setEnabled(True)
        self.stop.setFocus()
        self.working_changed.emit(True)
        self._task = self._tasks.run(
            lambda job: self._engine.make_clips(order, job),
            done=self._finish,
            failed=self._fail,
            progress=self._on_progress,
            name="make-clip",
        )

    def cancel(self) -> None:
        """Stop the clip; nothing half-made is left."""
        if self._task is not None and self.working:
            self.stop.setEnabled(False)
            self.step.setText(self.tr("Stopping…"))
            self._task.cancel()

    def leave(self) -> None:
        self.left.emit()

    def _on_progress(self, share: float | None, step: str) -> None:
        if not self.stop.isEnabled():
            return
        self.bar.setRange(0, 0 if share is None else 1000)
        self.bar.setValue(round((share or 0.0) * 1000))
        self._step = step or self._step
        self.step.setText(step_text(self._step))
        self.step.setAccessibleDescription("" if share is None else f"{round(share * 100)} %")

    def _finish(self, clips: Sequence[Path]) -> None:
        self._clips = clips
        self.thumbnail.show_file(clips[0].with_suffix(".jpg"))
        self._end(View.DONE)
        self.show_button.setFocus()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._end(View.FORM)
            return
        self._error = error
        self._end(View.FAILED)
        self.retry.setFocus()

    def _end(self, view: View) -> None:
        self._turn(view)
        self._task, self._step = None, ""
        self.stop.setEnabled(True)
        self._retranslate()
        self.working_changed.emit(False)

    def _show_form(self) -> None:
        self._turn(View.FORM)

    def _turn(self, view: View) -> None:
        self._views.setCurrentIndex(view.value - 1)

    def _copy(self) -> None:
        if self._error is not None:
            QGuiApplication.clipboard().setText(message_for(self._error).details)
            self.copy.setText(self.tr("Copied"))

    # Words

    def _retranslate(self) -> None:
        theme = current_theme()
        self.back.setText(self.tr("Your takes"))
        set_icon(self.back, "back", theme.text)
        self.heading.setText(self._take.path.stem if self._take else "")
        self.subheading.setText(take_line(self._take) if self._take else "")
        self.step.setText(step_text(self._step))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop.setText(self.tr("Stop making the clip"))
        self.done.setText(self.tr("%n clip(s) ready", "", len(self._clips)))
        self.files.setText("\n".join(path.name for path in self._clips))
        self.show_button.setText(self.tr("Show in folder"))
        set_icon(self.show_button, "folder", theme.on_accent)
        self.play_button.setText(self.tr("Play"))
        set_icon(self.play_button, "play", theme.text)
        self.another.setText(self.tr("Make another version"))
        self.retry.setText(self.tr("Back to the choices"))
        self.copy.setText(self.tr("Copy details"))
        if self._error is not None:
            message = message_for(self._error)
            self.sentence.setText(message.sentence)
            self.cure.setText(message.cure)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
        super().changeEvent(event)
