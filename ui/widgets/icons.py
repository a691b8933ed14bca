"""Icons drawn from the shipped SVG files in the colour that the theme asks for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from producer.assets import asset
from ui.theme import current_theme

GAP_PX = 6


def icon_pixmap(name: str, colour: str, size: int, gap: int = 0) -> QPixmap:
    """Draw ``assets/icons/<name>.svg`` in ``colour`` at ``size`` pixels, sharp on any screen, with ``gap`` pixels of
    air on its right.
    """
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _drawn(name, colour, size, gap, ratio)


@cache
def _drawn(name: str, colour: str, size: int, gap: int, ratio: float) -> QPixmap:
    drawing = (asset("icons") / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def set_icon(button: QAbstractButton, name: str, colour: str, size: int = 20) -> None:
    """Put an icon on a button; before words it brings the air with it that Qt leaves out."""
    gap = GAP_PX if button.text() else 0
    drawn = QIcon(icon_pixmap(name, colour, size, gap))
    drawn.addPixmap(icon_pixmap(name, current_theme().outline, size, gap), QIcon.Mode.Disabled)
    button.setIcon(drawn)
    button.setIconSize(QSize(size + gap, size))
