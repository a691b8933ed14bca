"""What the app remembers of a person's wishes: changed in one place, saved at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from producer.errors import ProducerError
from producer.settings import Settings, save_settings
from ui import theme


class Preferences(QObject):
    """``changed`` tells the new settings after each change; ``failed`` that they could not be saved (they hold all
    the same until the window closes).
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = settings

    def change(self, **values: Any) -> None:
        """Change settings by their names, save them, and tell."""
        self.now = replace(self.now, **values)
        try:
            save_settings(self.now)
        except ProducerError as error:
            self.failed.emit(error)
        self.changed.emit(self.now)

    def wear(self, look: str) -> None:
        """Switch between light and dark, now and next time; empty follows the system."""
        self.change(look=look)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.wear(application, look)
