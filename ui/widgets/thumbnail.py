"""A small still of a finished clip."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

ROOM = QSize(330, 200)
RADIUS_PX = 12


class Thumbnail(QLabel):
    """Hidden where there is no picture to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()

    def show_file(self, path: Path) -> None:
        """Show an image file, fitted into the room."""
        ratio = self.devicePixelRatioF()
        reader = QImageReader(str(path))
        size = reader.size().scaled(ROOM * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size)
        picture = QPixmap.fromImageReader(reader)
        self.setVisible(not picture.isNull())
        if not picture.isNull():
            rounded = _rounded(picture, RADIUS_PX * ratio)
            rounded.setDevicePixelRatio(ratio)
            self.setPixmap(rounded)


def _rounded(picture: QPixmap, radius: float) -> QPixmap:
    made = QPixmap(picture.size())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(picture))
    painter.drawRoundedRect(QRectF(made.rect()), radius, radius)
    painter.end()
    return made
