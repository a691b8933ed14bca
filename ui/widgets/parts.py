"""Small parts that every screen is made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget


def label(role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Make a label; ``role`` is known to the style sheet."""
    made = QLabel(parent)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    return made


def button(role: str = "", on_click: Callable[[], object] | None = None, *, takes_focus: bool = True) -> QPushButton:
    """Make a button. Without ``takes_focus`` a mouse click leaves the keyboard where it was (Tab still reaches it)."""
    made = QPushButton()
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if not takes_focus:
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if on_click is not None:
        made.clicked.connect(lambda checked=False: on_click())
    return made


def announce(widget: QWidget, text: str = "") -> None:
    """Have a screen reader say ``text`` now, or else the widget's name."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent  # the start does not wait

    event = QAccessibleAnnouncementEvent(widget, text) if text else QAccessibleEvent(widget, QAccessible.Event.Alert)
    QAccessible.updateAccessibility(event)


def line() -> QFrame:
    """Make a hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def clock(seconds: float | None) -> str:
    """Say a length as people do: 0:07, 12:30, 1:02:03; a dash where it is not known."""
    if seconds is None:
        return "–"
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
