"""The list of takes, and what can be done with the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedLayout, QVBoxLayout, QWidget

from ui.engine import Take
from ui.takes_model import TAKE_ROLE, TakesModel
from ui.theme import current_theme
from ui.widgets.icons import set_icon
from ui.widgets.lesson import LessonCard
from ui.widgets.notice import Notice
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from ui.bin import Binned


class _List(QListView):
    """Leaves the space bar to the record button; Enter acts on the take, Delete moves it to the bin."""

    entered = Signal(QModelIndex)
    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class TakesPanel(QWidget):
    """Says which take should become a clip; shows files through the functions it is given."""

    make_clip = Signal(object)
    report_wanted = Signal(object)
    captions_wanted = Signal(object)
    room_wanted = Signal()
    recover = Signal(object)
    bin = Signal(object)
    undo_bin = Signal(object)

    def __init__(self, model: TakesModel, show_in_folder: Callable[[Path], None], play: Callable[[Path], None]) -> None:
        super().__init__()
        self.model = model
        self._show, self._play = show_in_folder, play
        self.heading = label("heading")
        self.notice = Notice()
        self.empty = label("empty", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.lesson = LessonCard()
        self.room_button = button("", self.room_wanted.emit)
        self.list = _List()
        self.clip_button = button("primary", self._make_clip)
        self.play_button = button("icon", lambda: self._with_take(self._play))
        self.report_button = button("", lambda: self._with_take(lambda path: self.report_wanted.emit(self.chosen)))
        self.captions_button = button("", lambda: self._with_take(lambda path: self.captions_wanted.emit(self.chosen)))
        self.folder_button = button("icon", lambda: self._with_take(self._show))
        self.bin_button = button("icon", self._bin)
        self._unfinished: list[Any] = []
        self._set_up_list()
        self._lay_out()
        self._retranslate()
        self._follow()

    def _set_up_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._follow)
        self.list.doubleClicked.connect(self._make_clip)
        self.list.entered.connect(self._make_clip)
        self.list.deleted.connect(self._bin)
        self.model.modelReset.connect(self._select_first)
        self.model.rowsInserted.connect(lambda *_: self._select_first())
        self.model.rowsRemoved.connect(lambda *_: self._follow())

    def _lay_out(self) -> None:
        stack_host = QWidget()
        self._stack = QStackedLayout(stack_host)
        self._stack.addWidget(self._empty_part())
        self._stack.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.play_button, 1)
        row.addWidget(self.folder_button, 1)
        row.addWidget(self.bin_button, 1)
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.report_button, 1)
        words.addWidget(self.captions_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.notice)
        column.addWidget(stack_host, 1)
        column.addWidget(self.clip_button)
        column.addLayout(words)
        column.addLayout(row)

    def _empty_part(self) -> QWidget:
        """What stands here before the first take: where it will be, what helps, and the room check."""
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.empty)
        column.addStretch(1)
        column.addWidget(self.lesson)
        column.addWidget(self.room_button)
        return host

    def teach(self, lesson: Any) -> None:
        """Show a lesson before the first take; None shows none."""
        self.lesson.show_lesson(lesson)

    @property
    def chosen(self) -> Take | None:
        """The take that is selected."""
        take = self.list.currentIndex().data(TAKE_ROLE)
        return take if isinstance(take, Take) else None

    def offer(self, unfinished: list[Any]) -> None:
        """Offer recordings that were cut off."""
        self._unfinished = unfinished
        if unfinished:
            self.notice.say(
                self.tr("%n recording(s) were cut off. What was recorded is safe.", "", len(unfinished)),
                action=self.tr("Recover"),
                act=lambda: self.recover.emit(unfinished),
            )

    def say_binned(self, binned: Binned) -> None:
        """Say that a take is in the bin, and offer to bring it back."""
        self._unfinished = []
        self.notice.say(
            self.tr("“{take}” is in the bin.").replace("{take}", binned.take.stem),
            action=self.tr("Undo") if binned.can_come_back else "",
            act=lambda: self.undo_bin.emit(binned),
        )

    def _bin(self) -> None:
        self._with_take(lambda path: self.bin.emit(self.chosen))

    def _select_first(self) -> None:
        if self.model.rowCount():
            self._dress_rows()
            self.list.setCurrentIndex(self.model.index(0))
        self._follow()

    def _dress_rows(self) -> None:
        """Say how a take is drawn once there is one: the window's start does not wait for it."""
        from ui.widgets.take_row import TakeDelegate

        if not isinstance(self.list.itemDelegate(), TakeDelegate):
            self.list.setItemDelegate(TakeDelegate(self.list))

    def _make_clip(self, *_: object) -> None:
        self._with_take(lambda path: self.make_clip.emit(self.chosen))

    def make_clip_of(self, what: Path | Take) -> None:
        """Choose a take by its file, and ask for its clip; a Take is a film from elsewhere, which is in no list."""
        if isinstance(what, Take):
            self.make_clip.emit(what)
            return
        row = next((row for row, take in enumerate(self.model.takes) if take.path == what), None)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
            self._make_clip()

    def _with_take(self, act: Callable[[Path], object]) -> None:
        """Act on the chosen take; one whose file is gone leaves the list and says so."""
        take = self.chosen
        if take is None:
            return
        if take.path.exists():
            act(take.path)
        else:
            self.model.drop_missing()
            self.notice.say(self.tr("That recording is not in its folder any more."))

    def _follow(self, *_: object) -> None:
        any_take = bool(self.model.rowCount())
        self._stack.setCurrentIndex(1 if any_take else 0)
        files = (self.play_button, self.folder_button, self.bin_button)
        for part in (self.clip_button, self.report_button, self.captions_button, *files):
            part.setVisible(any_take)
            part.setEnabled(self.chosen is not None)

    def _retranslate(self) -> None:
        theme = current_theme()
        self.heading.setText(self.tr("Your takes"))
        self.empty.setText(
            self.tr("Your recordings appear here.\nPress the big button, or the space bar, to make the first one.")
        )
        self.clip_button.setText(self.tr("Make the clip"))
        self.report_button.setText(self.tr("Report"))
        self.captions_button.setText(self.tr("Captions"))
        self.captions_button.setToolTip(self.tr("Read and correct the captions"))
        set_icon(self.captions_button, "captions", theme.text)
        self.report_button.setToolTip(self.tr("What went well, and what to change"))
        self.room_button.setText(self.tr("Check the room first (10 seconds)"))
        set_icon(self.report_button, "report", theme.text)
        for part, name, words in (
            (self.play_button, "play", self.tr("Play")),
            (self.folder_button, "folder", self.tr("Show in folder")),
            (self.bin_button, "bin", self.tr("Move to the bin")),
        ):
            set_icon(part, name, theme.text)
            part.setAccessibleName(words)
            part.setToolTip(words)
        self.list.setAccessibleName(self.heading.text())
        self.model.retranslate()
        if self.notice.isVisible() and self._unfinished:
            self.offer(self._unfinished)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
        super().changeEvent(event)
