"""The one big button. Its shape tells its state: a dot records, a square stops, a hollow ring waits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import current_theme

SIZE_PX = 92


class RecordButton(QAbstractButton):
    """``set_shape`` is ``"record"``, ``"stop"`` or ``"wait"``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = "wait"
        self.setFixedSize(SIZE_PX, SIZE_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def shape(self) -> str:
        return self._shape

    def set_shape(self, shape: str) -> None:
        self._shape = shape
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIZE_PX, SIZE_PX)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self.update()
        super().changeEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawEllipse(middle, SIZE_PX / 2 - 2, SIZE_PX / 2 - 2)
        ready = self.isEnabled() and self._shape != "wait"
        ring = theme.accent if ready else theme.outline
        painter.setPen(QPen(QColor(ring), 4))
        painter.setBrush(QColor(theme.surface))
        painter.drawEllipse(middle, SIZE_PX / 2 - 8, SIZE_PX / 2 - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._fill() if ready else theme.border))
        if self._shape == "stop":
            painter.drawRoundedRect(QRectF(middle.x() - 14, middle.y() - 14, 28, 28), 6, 6)
        else:
            radius = 28 if ready else 10
            painter.drawEllipse(middle, radius, radius)

    def _fill(self) -> str:
        theme = current_theme()
        if self.isDown():
            return theme.accent_pressed
        return theme.accent_hover if self.underMouse() else theme.accent
