"""What stands on the empty stage: that the camera opens, or why there is no picture and what can be done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from producer.errors import MicrophoneError
from ui.messages import message_for
from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap
from ui.widgets.parts import button, label

WIDTH_PX = 460


class StageNote(QWidget):
    """``show_opening`` or ``show_problem``; the buttons say what the person wants."""

    try_again = Signal()
    choose_another = Signal()
    use_file = Signal()
    without_sound = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = parent
        self._problem: Any = None
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title, self.cure = label("heading", wrap=True), label("muted", wrap=True)
        for text in (self.title, self.cure):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.again = button("primary", self.try_again.emit)
        self.another = button("", self.choose_another.emit)
        self.file = button("", self.use_file.emit)
        self.silent = button("", self.without_sound.emit)
        self.copy = button("quiet", self._copy)
        self._buttons = QWidget()
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for part in (self.again, self.another, self.file, self.silent):
            row.addWidget(part)
        row.addStretch(1)
        under = QVBoxLayout(self._buttons)
        under.setContentsMargins(0, 8, 0, 0)
        under.addLayout(row)
        under.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignHCenter)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(8)
        for shown in (self._sign, self.title, self.cure, self._buttons):
            column.addWidget(shown)

    def show_opening(self) -> None:
        self._problem = None
        self._say()

    def show_problem(self, problem: Any) -> None:
        """Show an error or the event of a lost device."""
        self._problem = problem
        self._say()

    def place(self, room: QRect) -> None:
        """Stand in the middle of the empty picture."""
        width = min(room.width() - 32, WIDTH_PX + 80)
        height = max(self._column.totalHeightForWidth(width), self._column.totalMinimumSize().height())
        rect = QRect(0, 0, width, min(height, room.height()))
        rect.moveCenter(room.center())
        self.setGeometry(rect)

    def _say(self) -> None:
        opening = self._problem is None
        self._buttons.setVisible(not opening)
        self.cure.setVisible(not opening)
        silent = self._problem is not None and _about_sound(self._problem)
        self.silent.setVisible(silent)
        self.file.setVisible(not silent)
        self._sign.setPixmap(
            icon_pixmap("microphone" if silent else "camera" if opening else "camera-off", current_theme().muted, 44)
        )
        self._retranslate()
        self.show()
        self.raise_()
        self.place(self._stage.rect())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(message_for(self._problem).details)
        self.copy.setText(self.tr("Copied"))

    def _retranslate(self) -> None:
        self.again.setText(self.tr("Try again"))
        self.another.setText(self.tr("Choose another"))
        self.file.setText(self.tr("Use a file"))
        self.silent.setText(self.tr("Go on without sound"))
        self.copy.setText(self.tr("Copy details"))
        if self._problem is None:
            self.title.setText(self.tr("Opening the camera…"))
        else:
            message = message_for(self._problem)
            self.title.setText(message.sentence)
            self.cure.setText(message.cure)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(self.cure.text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.place(self._stage.rect())
        elif event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._say()
        super().changeEvent(event)


def _about_sound(problem: Any) -> bool:
    return isinstance(problem, MicrophoneError) or getattr(problem, "kind", "") == "microphone-lost"
