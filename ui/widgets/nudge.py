"""The one short advice: a calm pill at the top of the picture, near the lens, so that the eyes stay up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme
from ui.widgets.parts import announce

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

FADE_MS = 260
PADDING_PX = (24, 13)


class NudgePill(QWidget):
    """Fades in with a text and out without one; never takes the mouse or the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._opacity = "", 0.0
        self._room = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        font = QFont(self.font())
        font.setPixelSize(19)
        font.setWeight(QFont.Weight.Medium)
        self.setFont(font)
        self._fade: QVariantAnimation | None = None
        self.hide()

    @property
    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        """Show an advice; an empty one fades away what is there."""
        if text == self._text:
            return
        if text:
            self._text = text
            self.setAccessibleName(text)
            self._place()
            self.show()
            self.raise_()
            announce(self)
        else:
            self._text = ""
        self._fade_to(1.0 if text else 0.0)
        self.update()

    def _fade_to(self, opacity: float) -> None:
        fade = self._fade or self._make_fade()
        fade.stop()
        fade.setStartValue(self._opacity)
        fade.setEndValue(opacity)
        fade.start()

    def _make_fade(self) -> QVariantAnimation:
        from PySide6.QtCore import QEasingCurve, QVariantAnimation  # here: the window's start does not wait for it

        fade = self._fade = QVariantAnimation(self)
        fade.setDuration(FADE_MS)
        fade.setEasingCurve(QEasingCurve.Type.InOutQuad)
        fade.valueChanged.connect(self._set_opacity)
        fade.finished.connect(self._faded)
        return fade

    def set_room(self, room: QRect) -> None:
        """Say where the picture is, in the parent's pixels."""
        self._room = room
        self._place()

    def _place(self) -> None:
        metrics = QFontMetrics(self.font())
        widest = max(120, self._room.width() - 48)
        text = metrics.boundingRect(
            QRect(0, 0, widest - 2 * PADDING_PX[0], 400), int(Qt.TextFlag.TextWordWrap), self.accessibleName()
        )
        width, height = text.width() + 2 * PADDING_PX[0] + 20, text.height() + 2 * PADDING_PX[1]
        self.setGeometry(self._room.center().x() - width // 2, self._room.top() + 22, width, height)

    def _faded(self) -> None:
        if not self._text:
            self.hide()

    def _set_opacity(self, opacity: float) -> None:
        self._opacity = opacity
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._opacity)
        glass = QColor(theme.glass)
        glass.setAlphaF(0.86)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glass)
        radius = min(self.height() / 2, 26)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setBrush(QColor("#ff8268"))
        painter.drawEllipse(QRectF(PADDING_PX[0] - 4, self.height() / 2 - 4, 8, 8))
        painter.setPen(QColor(theme.on_glass))
        room = self.rect().adjusted(PADDING_PX[0] + 16, 0, -PADDING_PX[0] + 4, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.accessibleName())
