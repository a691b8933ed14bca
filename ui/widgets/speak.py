"""Have a screen reader say something: an event of Qt's own for that, which interrupts nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def speak(widget: QWidget, text: str) -> None:
    """Have ``text`` said once what is being said is over; nothing happens where no screen reader listens."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # here: the window's start does not wait for it

    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)
