"""A ring that empties with the time, a big figure in it; and the sign that says by its shape how it goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme

DIAL_PX, RING_PX = 204, 10
SIGN_PX = 22


class Dial(QWidget):
    """``show_value`` says how much of the ring is left (0..1), the figure, and its unit under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.figure, self.unit = 1.0, "", ""
        self.setMinimumSize(DIAL_PX, DIAL_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(DIAL_PX, DIAL_PX)

    def show_value(self, left: float, figure: str, unit: str) -> None:
        if (left, figure, unit) == (self.left, self.figure, self.unit):
            return
        self.left, self.figure, self.unit = left, figure, unit
        name = f"{figure} {unit}".strip()
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = RING_PX / 2 + 1
        ring = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setPen(QPen(QColor(theme.sunken), RING_PX))
        painter.drawEllipse(ring)
        pen = QPen(QColor(theme.accent), RING_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self.left > 0.001:
            painter.drawArc(ring, 90 * 16, round(360 * 16 * min(1.0, self.left)))
        self._write(painter, QRect(0, 58, self.width(), 62), self.figure, 50, theme.text, QFont.Weight.DemiBold)
        self._write(painter, QRect(24, 122, self.width() - 48, 44), self.unit, 14, theme.muted, QFont.Weight.Normal)

    def _write(self, painter: QPainter, room: QRect, text: str, pixels: int, colour: str, weight: QFont.Weight) -> None:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setWeight(weight)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        across = Qt.AlignmentFlag.AlignHCenter
        down = Qt.AlignmentFlag.AlignVCenter if pixels > 20 else Qt.AlignmentFlag.AlignTop
        painter.drawText(room, int(across | down | Qt.TextFlag.TextWordWrap), text)


class Sign(QWidget):
    """On target: a filled round with a tick. Off: a hollow ring. Neither: it is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on: bool | None = None
        self.setFixedSize(SIGN_PX, SIGN_PX)
        self.hide()

    def show_on(self, on: bool | None) -> None:
        self.on = on
        self.setVisible(on is not None)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        round_ = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if not self.on:
            painter.setPen(QPen(QColor(theme.outline), 2.5))
            painter.drawEllipse(round_)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(round_)
        pen = QPen(QColor(theme.on_accent), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([QPointF(7, 11.2), QPointF(9.8, 14), QPointF(15, 8.4)])
