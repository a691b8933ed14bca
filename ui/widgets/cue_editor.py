"""The current cue, in its place in the list: its text to be typed in, its times, and its figures beside their limits
while one types.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.screens.captions_marks import Figure
from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap
from ui.widgets.parts import label
from ui.widgets.speak import speak

TEXT_PX, SIGN_PX = 92, 16
UTF_16 = "utf-16-le"
PLACES = ((0, 1, 1, 1), (0, 0, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1))
"""Where the figures stand (row, column, rows, columns): the long ones in the first column."""
SPOKEN_AFTER_MS = 900
"""A rule that typing breaks is said when a person pauses, not at each letter (own)."""


class CueText(QPlainTextEdit):
    """Text of one cue. The page's keys are left to the page; Esc goes back to the list; Tab goes on."""

    escaped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.owned: tuple[QKeySequence, ...] = ()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the page's history takes back every kind of change, in order
        self.setFixedHeight(TEXT_PX)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)

    def event(self, event: QEvent) -> bool:
        overrides = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and QKeySequence(event.keyCombination()) in self.owned:  # type: ignore[attr-defined]
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    @property
    def caret(self) -> int:
        """Where the cursor stands, in signs: Qt counts an emoji as two."""
        return len(self.toPlainText().encode(UTF_16)[: 2 * self.textCursor().position()].decode(UTF_16, "ignore"))

    def before_caret(self) -> str:
        """Return the text in front of the cursor, as a cue has it: without spaces and lines that say nothing."""
        return "\n".join(_words_of(self.toPlainText()[: self.caret]))


class _FigureLine(QWidget):
    """A sign and words: a tick within the limit, a triangle beyond it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign, self._words = QLabel(), label("small")
        self._sign.setFixedSize(SIGN_PX, SIGN_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def say(self, figure: Figure, *, wrap: bool) -> None:
        theme = current_theme()
        self._words.setWordWrap(wrap)
        self._sign.setPixmap(
            icon_pixmap("tick" if figure.good else "alert", theme.muted if figure.good else theme.accent, SIGN_PX)
        )
        self._words.setText(figure.text)
        if self._words.property("broken") != (not figure.good):
            self._words.setProperty("broken", not figure.good)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)

    @property
    def text(self) -> str:
        return self._words.text()


class CueEditor(QFrame):
    """``typed`` carries the text after each key; ``entered`` says that the text is being edited now."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cue")
        self.times, self.text = label("small"), CueText(self)
        self.figures: list[_FigureLine] = []
        self._broken: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.times)
        column.addWidget(self.text)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SPOKEN_AFTER_MS)
        self._quiet.timeout.connect(self._speak)
        self.text.textChanged.connect(lambda: self.typed.emit(self.text.toPlainText()))
        self.text.installEventFilter(self)
        self.dress()

    def show_text(self, text: str) -> None:
        """Show another text, without a word of it being typed; the caret stays as near as it can."""
        if _words_of(text) == _words_of(self.text.toPlainText()):
            return
        caret = self.text.caret
        self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(False)
        self.put_caret(caret)

    def put_caret(self, place: int) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(len(self.text.toPlainText()[:place].encode(UTF_16)) // 2)
        self.text.setTextCursor(cursor)

    def enter(self) -> None:
        """Let a person type, at the end of the text."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def show_figures(self, times: str, figures: Sequence[Figure], others: Sequence[str]) -> None:
        """Show times, figures beside their limits, and what else is wrong with the cue."""
        self.times.setText(times)
        wanted = [*figures, *(Figure(other, False) for other in others)]
        while len(self.figures) < len(wanted):
            self.figures.append(_FigureLine(self))
        while self._grid.takeAt(0) is not None:
            pass
        for index, line in enumerate(self.figures):
            line.setVisible(index < len(wanted))
            if index < len(wanted):
                place = PLACES[index] if index < len(figures) else (index, 0, 1, 2)
                line.say(wanted[index], wrap=place[1] == 0)
                self._grid.addWidget(line, *place)
        self._tell(tuple(figure.text for figure in wanted if not figure.good))

    def _tell(self, broken: tuple[str, ...]) -> None:
        self.text.setAccessibleDescription(". ".join(broken))
        if self.text.hasFocus() and broken != self._broken:
            self._quiet.start()
        self._broken = broken

    def _speak(self) -> None:
        if self._broken and self.text.hasFocus():
            speak(self.text, ". ".join(self._broken))

    def height_at(self, width: int) -> int:
        """Return how high it must be at a width, so that no word is cut off."""
        layout = self.layout()
        if layout is None:
            return self.sizeHint().height()
        layout.activate()
        return layout.heightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()

    def dress(self) -> None:
        theme = current_theme()
        self.setStyleSheet(
            f"QFrame#cue {{ background: {theme.accent_soft}; border: none; border-radius: 10px;"
            f" border-left: 4px solid {theme.accent}; }}"
            f"QPlainTextEdit {{ font-size: 16px; min-height: {TEXT_PX - 16}px; }}"
            f'QLabel {{ color: {theme.text}; }} QLabel[broken="true"] {{ font-weight: 600; }}'
        )

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.text and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return False


def _words_of(text: str) -> list[str]:
    """The lines of a text as a cue has them: a space that is being typed is no change."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
