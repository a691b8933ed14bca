"""Icons drawn from the shipped SVG files in the colour that the theme asks for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from producer.assets import asset


def icon_pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Draw ``assets/icons/<name>.svg`` in ``colour`` at ``size`` pixels, sharp on any screen."""
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _drawn(name, colour, size, ratio)


@cache
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawing = (asset("icons") / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    return QIcon(icon_pixmap(name, colour, size))
