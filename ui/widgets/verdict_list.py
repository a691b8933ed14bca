"""The room check's verdicts as a list: worst first, each with a sign of its own shape; what is good takes one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap
from ui.widgets.parts import label

if TYPE_CHECKING:
    from producer.coach.room.verdicts import Verdict

SIGNS = {"bad": "alert", "mind": "mind", "unknown": "question", "good": "tick"}
SIGN_PX = 22
GOOD_SIGN_PX = 18


class VerdictRow(QFrame):
    """One verdict. A fault stands on a card with its topic and its cure, what is good or unknown without one is a
    line. Takes the focus, so that a screen reader gets to it.
    """

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict, self._is_line = verdict, verdict.state == "good"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if not self._is_line:
            self.setProperty("role", "card")
        self.sign = QLabel()
        self.topic, self.found, self.cure = label("label"), label("muted", wrap=True), label(wrap=True)
        self._lay_out()
        self.topic.setVisible(not self._is_line)
        self.dress()

    def speak(self, topic: str, word: str, found: str, cure: str) -> None:
        """Say what the topic is called, the state in a word, what was found and the cure, if there is one."""
        self.topic.setText(topic)
        self.found.setText(found)
        self.cure.setText(cure)
        self.cure.setVisible(bool(cure))
        self.setAccessibleName(f"{topic}, {word}: {found} {cure}".rstrip())
        self.setToolTip(word)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self.topic, self.found, self.cure):
            words.addWidget(part)
        row = QHBoxLayout(self)
        margins = (13, 2, 12, 2) if self._is_line else (12, 11, 12, 12)
        row.setContentsMargins(*margins)
        row.setSpacing(10)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def dress(self) -> None:
        """Draw the sign in the theme's colours."""
        theme, state = current_theme(), self.verdict.state
        colour = {"bad": theme.accent, "mind": theme.text}.get(state, theme.muted)
        size = GOOD_SIGN_PX if self._is_line else SIGN_PX
        self.sign.setPixmap(icon_pixmap(SIGNS[state], colour, size))
        self.sign.setFixedSize(QSize(SIGN_PX, size))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_theme().focus), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 11, 11)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class VerdictList(QScrollArea):
    """Scrolls where there is much to say; the arrow keys go from one to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[VerdictRow] = []
        content = QWidget()
        content.setObjectName("form")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[VerdictRow]) -> None:
        """Show these instead of what was shown."""
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.rows = list(rows)
        for row in rows:
            self._column.addWidget(row)
            row.installEventFilter(self)
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def dress(self) -> None:
        for row in self.rows:
            row.dress()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(watched, VerdictRow) and watched in self.rows:
            if event.type() == QEvent.Type.FocusIn:
                self.ensureWidgetVisible(watched, 0, 8)
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._step(watched, event.key())
        return False

    def _step(self, row: VerdictRow, key: int) -> bool:
        way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        at = self.rows.index(row) + way
        if way == 0 or not 0 <= at < len(self.rows):
            return False
        self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True
