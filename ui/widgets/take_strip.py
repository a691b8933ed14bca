"""A take in miniature: its waveform with pauses and fillers under it. A button: pressed, it is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap
from ui.widgets.timeline_paint import paint_wave

if TYPE_CHECKING:
    from producer.coach.take.take_report import TakeReport

HEIGHT_PX, PLAY_PX, MARKS_PX = 64, 30, 12


class TakeStrip(QAbstractButton):
    """Shows where it is heard by a line, and by a square instead of the triangle that something is heard."""

    def __init__(self, report: TakeReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line, self._head_s = report.timeline, None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)

    _head_s: float | None

    @property
    def head_s(self) -> float | None:
        return self._head_s

    def show_head(self, time_s: float | None) -> None:
        """Show what is heard now; None: nothing."""
        if time_s != self._head_s:
            self._head_s = time_s
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(theme.focus), 2) if self.hasFocus() else QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(theme.sunken if self.underMouse() or self.isDown() else theme.window))
        painter.drawRoundedRect(ground, 10, 10)
        self._sign(painter, ground)
        room = ground.adjusted(PLAY_PX, 6, -8, -6 - MARKS_PX)
        paint_wave(painter, room, self._line.peaks, theme.muted)
        self._marks(painter, QRectF(room.left(), room.bottom() + 2, room.width(), MARKS_PX))
        if self._head_s is not None:
            x = self._x(room, self._head_s)
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, ground.bottom() - 4))

    def _sign(self, painter: QPainter, ground: QRectF) -> None:
        theme = current_theme()
        if self._head_s is None:
            painter.drawPixmap(
                int(ground.left()) + 6, int(ground.center().y()) - 10, icon_pixmap("play", theme.text, 20)
            )
        else:
            painter.fillRect(QRectF(ground.left() + 10, ground.center().y() - 6, 12, 12), QColor(theme.text))

    def _marks(self, painter: QPainter, room: QRectF) -> None:
        theme, middle = current_theme(), room.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.muted))
        for start, end in self._line.pauses:
            left = self._x(room, start)
            painter.drawRoundedRect(QRectF(left, middle - 2.5, max(3.0, self._x(room, end) - left), 5), 1.5, 1.5)
        painter.setBrush(QColor(theme.accent))
        for _, start, end in self._line.fillers:
            x = self._x(room, (start + end) / 2)
            corners = [QPointF(x, middle - 4), QPointF(x + 4, middle), QPointF(x, middle + 4), QPointF(x - 4, middle)]
            painter.drawPolygon(QPolygonF(corners))

    def _x(self, room: QRectF, time_s: float) -> float:
        return room.left() + room.width() * time_s / max(self._line.duration_s, 0.001)
