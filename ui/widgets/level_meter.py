"""The level meter: length, marks and a word say how loud it is; colour only helps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme

FLOOR_DBFS = -60.0
QUIET_DBFS, LOUD_DBFS, CLIPPING_DBFS = -24.0, -12.0, -3.0
"""Speech is good between the first two (design, section 9: -24..-12 dBFS while speaking); at the last it distorts."""
BARS = 28
FALL_DB = 1.6
"""How far the shown level falls per update (20 a second): slow enough to read."""


def share_of(level_dbfs: float | None) -> float:
    """Return where a level stands between the floor and full scale, 0..1."""
    if level_dbfs is None:
        return 0.0
    return min(1.0, max(0.0, 1.0 - level_dbfs / FLOOR_DBFS))


class LevelMeter(QWidget):
    """Shows a level in dBFS, or that there is none. ``set_words`` gives its words in the person's language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: float | None = None
        self._held_s = 0
        self._words = {"silent": "", "quiet": "", "good": "", "loud": "", "off": ""}
        self.setMinimumSize(150, 46)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._state = "off"

    @property
    def state(self) -> str:
        """``off``, ``silent``, ``quiet``, ``good`` or ``loud``."""
        return self._state

    def sizeHint(self) -> QSize:
        return QSize(220, 46)

    def set_words(self, **words: str) -> None:
        self._words.update(words)
        self._tell()

    def set_level(self, level_dbfs: float | None) -> None:
        """Show a new level; None means that there is no microphone."""
        if level_dbfs is not None and self._shown is not None:
            level_dbfs = max(level_dbfs, self._shown - FALL_DB, FLOOR_DBFS)
        if level_dbfs == self._shown:
            return
        self._shown = level_dbfs
        self._follow(_state(level_dbfs))
        self.update()

    def _follow(self, state: str) -> None:
        """Change the word at once when it gets louder, and only after a second when softer, so that it stays
        readable.
        """
        order = ("off", "silent", "quiet", "good", "loud")
        louder = order.index(state) > order.index(self._state)
        self._held_s = 0 if state == self._state else self._held_s + 1
        if state != self._state and (louder or state == "off" or self._held_s > 20):
            self._state, self._held_s = state, 0
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self._words[self._state])
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        lit = round(share_of(self._shown) * BARS)
        step = self.width() / BARS
        painter.setPen(Qt.PenStyle.NoPen)
        for bar in range(BARS):
            dbfs = FLOOR_DBFS * (1 - (bar + 1) / BARS)
            good = QUIET_DBFS <= dbfs <= LOUD_DBFS
            colour = theme.border if bar >= lit else (theme.accent if dbfs > CLIPPING_DBFS else theme.text)
            painter.setBrush(QColor(colour))
            height = 16.0 if good else 8.0
            painter.drawRoundedRect(QRectF(bar * step, 10 - height / 2, step - 2.5, height), 1.5, 1.5)
        painter.setPen(QColor(theme.muted))
        font = painter.font()
        font.setPixelSize(14)
        painter.setFont(font)
        painter.drawText(QRectF(0, 24, self.width(), 22), int(Qt.AlignmentFlag.AlignVCenter), self._words[self._state])


def _state(level_dbfs: float | None) -> str:
    if level_dbfs is None:
        return "off"
    if level_dbfs > CLIPPING_DBFS:
        return "loud"
    if level_dbfs >= QUIET_DBFS:
        return "good"
    return "quiet" if level_dbfs > -45.0 else "silent"
