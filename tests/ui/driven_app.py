"""The real app in a process of its own, for a test that has a mouse and a keyboard only.

It answers lines on standard input, one JSON object each on standard output: ``where TEXT`` (the rectangle on the
screen of the visible widget with that text or accessible name), ``state`` (what a person would see), ``close``. The
app itself knows nothing of it.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

import ui.reveal
from ui.assembly import build


class Folder:
    """Stands for the system's file manager and remembers what it was asked to show."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open(self, path: Path) -> None:
        self.opened.append(str(path))


def words(widget: QWidget) -> set[str]:
    found = {widget.accessibleName()}
    if isinstance(widget, QAbstractButton | QLabel):
        found.add(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        found.add(widget.placeholderText())
    return found


def where(window: QWidget, text: str) -> list[int] | None:
    fields_first = sorted(window.findChildren(QWidget), key=lambda one: isinstance(one, QLabel))
    for widget in fields_first:
        if widget.isVisible() and text in words(widget):
            rect = QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())
            return [rect.x(), rect.y(), rect.width(), rect.height()]
    return None


def main() -> int:
    application = QApplication([])
    window = build(application)
    folder = Folder()
    ui.reveal._open = folder.open

    def answer(line: str) -> None:
        command, _, text = line.strip().partition(" ")
        said: Any = None
        if command == "where":
            said = where(window, text)
        elif command == "state":
            said = {
                "phase": window.recording.phase.name,
                "painted": window.stage.preview.painted,
                "has_picture": window.stage.preview.has_picture,
                "level_dbfs": window.recording.level_dbfs,
                "elapsed_s": window.recording.elapsed_s,
                "takes": [str(take.path) for take in window.takes.model.takes],
                "view": window.clip.view.name,
                "problem": window.stage.note.title.text() if window.stage.note.isVisible() else "",
                "texts": [label.text() for label in window.findChildren(QLabel) if label.isVisible()],
                "opened": folder.opened,
                "focus": type(application.focusWidget()).__name__,
            }
        elif command == "close":
            window.close()
        print(json.dumps(said), flush=True)

    def listen() -> None:
        for line in sys.stdin:
            window.mailbox.post(lambda line=line: answer(line))  # type: ignore[misc]

    def start() -> None:
        window.start()
        threading.Thread(target=listen, daemon=True).start()

    window.move(0, 0)
    window.show()
    window.activateWindow()
    QTimer.singleShot(0, start)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
