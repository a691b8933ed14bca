"""A video that the desktop hands over ("Open with"): its report is opened. Named when the program starts, or, on
macOS, sent to it while it runs.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent

from ui.main_window import MainWindow


class Doorman(QObject):
    """Watches the application for files that arrive. A take that is being made is never disturbed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self.open(Path(event.file()))
            return True
        return super().eventFilter(watched, event)

    def open(self, video: Path) -> None:
        """Open the report on a video, unless the window is not whole yet or a take is being made."""
        if hasattr(self._window, "coach") and not self._window.recording.busy:
            self._window.coach.show_report(video)
