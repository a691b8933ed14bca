"""The one short advice: a calm pill at the top of the picture, near the lens, so that the eyes stay up.

What it is about is drawn beside the words (a camera, a voice, an eye). It can also be spoken by the screen reader and
come with a soft tick. Its small cross, or the key H, leaves the advice out until the next start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap
from ui.widgets.speak import speak

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

FADE_MS = 260
EDGE_PX, ABOVE_PX, GAP_PX = 20, 13, 12
ICON_PX, CLOSE_PX = 22, 32
"""The cross is larger than the 24 pixels that a target needs (WCAG 2.2, 2.5.8)."""
ICON_COLOUR = "#ff8268"
ICONS = {"picture": "camera", "voice": "wave", "look": "eye"}


class _NotNow(QAbstractButton):
    """The cross. A click leaves the keyboard where it was; Tab reaches it."""

    def __init__(self, pill: NudgePill) -> None:
        super().__init__(pill)
        self._pill = pill
        self.setFixedSize(CLOSE_PX, CLOSE_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._pill.opacity)
        white = QColor(current_theme().on_glass)
        ground = QColor(white)
        ground.setAlphaF(0.32 if self.isDown() else 0.18 if self.underMouse() else 0.0)
        painter.setBrush(ground)
        painter.setPen(QPen(white, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        place = (CLOSE_PX - 18) // 2
        painter.drawPixmap(place, place, icon_pixmap("close", white.name(), 18))


class NudgePill(QWidget):
    """Fades in with a text and out without one. Only its cross takes the mouse; nothing takes the keyboard away.

    ``spoken`` and ``tick``: how an advice comes besides being seen. ``quietened`` carries the code that a person asked
    to leave out; it is not shown here again.
    """

    quietened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.spoken, self.tick = True, False
        self.opacity = 0.0
        self._text, self._code, self._icon = "", "", ""
        self._quiet: set[str] = set()
        self._room = QRect()
        self._before: QWidget | None = None
        self.close_button = _NotNow(self)
        self.close_button.clicked.connect(self.quieten)
        self._key = QShortcut(QKeySequence(Qt.Key.Key_H), self, self.quieten)
        self._key.setAutoRepeat(False)
        self._key.setEnabled(False)
        self._set_up()
        self._retranslate()
        self.hide()

    def _set_up(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        font = QFont(self.font())
        font.setPixelSize(19)
        font.setWeight(QFont.Weight.Medium)
        self.setFont(font)
        self._fade: QVariantAnimation | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._remember)

    @property
    def text(self) -> str:
        return self._text

    @property
    def kind(self) -> str:
        """``picture``, ``voice`` or ``look``: which sign stands beside the words; empty where there is none."""
        return self._icon

    def show_text(self, text: str, code: str = "") -> None:
        """Show an advice by its code; an empty text fades away what is there. The same one in another language is not
        said again.
        """
        if code in self._quiet:
            text = ""
        if text == self._text:
            return
        is_new = not self._text or code != self._code or not code
        if text:
            self._show(text, code)
        else:
            self._let_go()
        self._text = text
        self._fade_to(1.0 if text else 0.0)
        self.update()
        if text and is_new:
            self._tell(text)

    def quieten(self) -> None:
        """Leave the advice that is shown out from now on."""
        code = self._code
        if self._text and code:
            self._quiet.add(code)
            self.show_text("")
            self.quietened.emit(code)

    def _show(self, text: str, code: str) -> None:
        from producer.coach.advice import advice_kind  # here: the window's start does not wait for it

        self._code, self._icon = code, advice_kind(code) if code else ""
        self.setAccessibleName(text)
        self.close_button.setVisible(bool(code))
        self._key.setEnabled(bool(code))
        self._place()
        self.show()
        self.raise_()

    def _let_go(self) -> None:
        self._key.setEnabled(False)
        if self.close_button.hasFocus() and self._before is not None:
            self._before.setFocus()
        self.close_button.hide()

    def _tell(self, text: str) -> None:
        if self.spoken:
            speak(self, text)
        if self.tick:
            from producer.media.tone import play_tick

            play_tick()

    def _remember(self, old: QWidget | None, new: QWidget | None) -> None:
        """Know who had the keyboard before the cross, to give it back."""
        if new is self.close_button and old is not None:
            self._before = old

    def _fade_to(self, opacity: float) -> None:
        fade = self._fade or self._make_fade()
        fade.stop()
        fade.setStartValue(self.opacity)
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
        left, right = self._margins()
        widest = max(120, self._room.width() - 48 - left - right)
        text = metrics.boundingRect(QRect(0, 0, widest, 400), int(Qt.TextFlag.TextWordWrap), self.accessibleName())
        width, height = text.width() + 4 + left + right, text.height() + 2 * ABOVE_PX
        self.setGeometry(self._room.center().x() - width // 2, self._room.top() + 22, width, height)
        self.close_button.move(width - CLOSE_PX - GAP_PX, (height - CLOSE_PX) // 2)

    def _margins(self) -> tuple[int, int]:
        """Pixels left and right of the words: the sign, and the cross."""
        return (
            EDGE_PX + (ICON_PX + GAP_PX if self._icon else 0),
            GAP_PX + CLOSE_PX + GAP_PX // 2 if self._code else EDGE_PX,
        )

    def _faded(self) -> None:
        if not self._text:
            self.hide()

    def _set_opacity(self, opacity: float) -> None:
        self.opacity = opacity
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self.opacity)
        glass = QColor(theme.glass)
        glass.setAlphaF(0.86)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glass)
        radius = min(self.height() / 2, 26)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self._icon:
            painter.drawPixmap(
                EDGE_PX, (self.height() - ICON_PX) // 2, icon_pixmap(ICONS[self._icon], ICON_COLOUR, ICON_PX)
            )
        painter.setPen(QColor(theme.on_glass))
        left, right = self._margins()
        room = self.rect().adjusted(left, 0, -right, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.accessibleName())

    def _retranslate(self) -> None:
        self.close_button.setAccessibleName(self.tr("Not now: leave this advice out until the next start"))
        self.close_button.setToolTip(self.tr("Not now (H)"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
