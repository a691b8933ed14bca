"""The picture: painted 1:1 from what was scaled elsewhere, with the countdown over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.bridge import PreviewFeed
from ui.theme import current_theme

RADIUS_PX = 18
DIAL_PX = 116
LIVE_PX = 3


class Preview(QWidget):
    """Shows the newest picture of a feed; ``picture_moved`` tells what lies over it where it is now."""

    picture_moved = Signal()

    def __init__(self, feed: PreviewFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._picture: QImage | None = None
        self._shape = QSize(16, 9)
        self._count, self.live = 0, False
        self.painted = 0
        self.setMinimumSize(480, 270)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        feed.picture_ready.connect(self._fetch)

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def picture_rect(self) -> QRect:
        """Where the picture is: the largest of its shape that fits, in the middle."""
        size = self._shape.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        rect = QRect(0, 0, size.width(), size.height())
        rect.moveCenter(self.rect().center())
        return rect

    def height_for(self, width: int) -> int:
        """How high the picture is at this width, in pixels."""
        return -(-width * self._shape.height() // self._shape.width())

    def show_live(self, live: bool) -> None:
        """Put a frame round the picture while it is recorded."""
        self.live = live
        self.update()

    def show_count(self, count: int) -> None:
        """Show a countdown's number; 0 shows none."""
        self._count = count
        self.update()

    def clear(self) -> None:
        """Show the empty stage."""
        self._picture = None
        self._feed.take()
        self._reshape(QSize(16, 9))
        self.update()

    def _fetch(self) -> None:
        picture = self._feed.take()
        if picture is None:
            return
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture = picture
        self._reshape(picture.size())
        self.update()

    def _reshape(self, size: QSize) -> None:
        wide, tall = size.width() * self._shape.height(), size.height() * self._shape.width()
        if abs(wide - tall) > 0.01 * wide:  # rounding to whole pixels is not another shape
            self._shape = size
            self.picture_moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        ratio = self.devicePixelRatioF()
        self._feed.set_size(round(self.width() * ratio), round(self.height() * ratio))
        self.picture_moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, theme = self.picture_rect(), current_theme()
        if self._picture is None:
            painter.fillRect(rect, QColor(theme.stage))
        elif self._picture.deviceIndependentSize().toSize() == rect.size():
            painter.drawImage(rect.topLeft(), self._picture)
        else:  # a moment after a resize, or a pixel off by rounding
            painter.drawImage(rect, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._count:
            self._paint_count(painter, rect)
        _round_corners(painter, rect, QColor(theme.window))
        if self.live:
            painter.setPen(QPen(QColor(theme.accent), LIVE_PX))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = LIVE_PX / 2
            painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), RADIUS_PX, RADIUS_PX)
        self.painted += 1

    def _paint_count(self, painter: QPainter, rect: QRect) -> None:
        theme = current_theme()
        painter.fillRect(rect, QColor(0, 0, 0, 70))
        dial = QRect(0, 0, DIAL_PX, DIAL_PX)
        dial.moveCenter(rect.center())
        dial.moveTop(rect.top() + 28)  # near the lens: there the eyes should be, and the face stays free
        glass = QColor(theme.glass)
        glass.setAlphaF(0.78)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glass)
        painter.drawEllipse(dial)
        font = QFont(self.font())
        font.setPixelSize(64)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.on_glass))
        painter.drawText(dial, Qt.AlignmentFlag.AlignCenter, str(self._count))


def _round_corners(painter: QPainter, rect: QRect, ground: QColor) -> None:
    """Cover the corners with the window's colour: cheaper than clipping every picture."""
    corners, inner = QPainterPath(), QPainterPath()
    corners.addRect(rect)
    inner.addRoundedRect(rect, RADIUS_PX, RADIUS_PX)
    painter.fillPath(corners.subtracted(inner), ground)
