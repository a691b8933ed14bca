"""Showing a file where it is, with each system's own means."""

from __future__ import annotations

import sys
from pathlib import Path


def show_in_folder(path: Path) -> None:
    """Open the folder of ``path`` with the file selected, where the system can; else just the folder."""
    import subprocess  # here: the window's start does not wait for it

    if sys.platform == "win32":
        subprocess.Popen(["explorer", "/select,", str(path)])
    elif sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
    else:
        _open(path.parent)


def play(path: Path) -> None:
    """Open a file in the person's own player."""
    _open(path)


def open_address(address: str) -> None:
    """Open a web address in the person's own browser. A file is never opened, only shown in its folder."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    url = QUrl(address)
    if url.isLocalFile():
        show_in_folder(Path(url.toLocalFile()))
    else:
        QDesktopServices.openUrl(url)


def _open(path: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
