"""A short lesson on being natural before a camera, on a quiet card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.widgets.parts import label

if TYPE_CHECKING:
    from producer.coach.teaching import Lesson


class LessonCard(QFrame):
    """Hidden until there is a lesson."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title, self.text, self.source = label("label", wrap=True), label(wrap=True), label("small", wrap=True)
        self._lesson: Lesson | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        for part in (self.title, self.text, self.source):
            column.addWidget(part)
        self.hide()

    def show_lesson(self, lesson: Lesson | None) -> None:
        """Show a lesson; None hides the card."""
        self._lesson = lesson
        self.setVisible(lesson is not None)
        if lesson is not None:
            self.title.setText(lesson.title)
            self.text.setText(lesson.text)
            self.setAccessibleName(f"{lesson.title}. {lesson.text}")
            self._say_source()

    def _say_source(self) -> None:
        source = self._lesson.source if self._lesson is not None else ""
        self.source.setVisible(bool(source))
        self.source.setText(self.tr("Source: {source}").replace("{source}", source))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say_source()
        super().changeEvent(event)
