"""The picture at a cue's moment with its caption as it will be burned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme

if TYPE_CHECKING:
    from producer.export.still import Still

LEAST_PX = (320, 180)
RADIUS_PX = 10.0


class CaptionPicture(QWidget):
    """Shows a still as large as it fits, in its own shape."""

    def __init__(self) -> None:
        super().__init__()
        self._pixels = b""
        self._image: QImage | None = None
        self.setMinimumSize(*LEAST_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._retranslate()

    @property
    def image(self) -> QImage | None:
        return self._image

    def show_still(self, still: Still, text: str) -> None:
        """Show a still; ``text`` is what stands in it, for a screen reader."""
        self._pixels = still.pixels  # a QImage does not keep what it is made of
        self._image = QImage(self._pixels, still.width, still.height, 3 * still.width, QImage.Format.Format_RGB888)
        self.setAccessibleDescription(text)
        self.update()

    def clear(self) -> None:
        self._image = None
        self.update()

    def picture_rect(self) -> QRect:
        """Return where the picture stands."""
        size = self._image.size() if self._image else QSize(16, 9)
        size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        return QRect(left, top, size.width(), size.height())

    def sizeHint(self) -> QSize:
        return QSize(*LEAST_PX)  # it takes what the others leave

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect, path = self.picture_rect(), QPainterPath()
        path.addRoundedRect(rect, RADIUS_PX, RADIUS_PX)
        painter.setClipPath(path)
        painter.fillRect(rect, QColor(current_theme().stage))
        if self._image is not None:
            size = rect.size() * self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            painter.drawImage(rect, self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("The picture with its caption"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
