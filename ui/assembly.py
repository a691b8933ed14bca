"""Builds everything once and runs it: the application, its look and languages, the engine, the one window."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from producer import __version__
from producer.assets import asset
from producer.settings import load_settings
from ui import theme
from ui.main_window import MainWindow
from ui.opening import Doorman
from ui.real_engine import RealEngine
from ui.translations import Languages, choose_language

log = logging.getLogger(__name__)

SIGNAL_MS = 250
"""How late Ctrl-C may be noticed."""


def run(video: Path | None = None) -> int:
    """Open the window, on the report of ``video`` where one is named, and return the exit status when it is closed."""
    application = QApplication(sys.argv[:1])
    window = build(application)
    doorman = Doorman(window)
    application.installEventFilter(doorman)
    _hook_exceptions(window)
    _close_on_signals(window)
    window.show()
    QTimer.singleShot(0, window.start)
    if video is not None:
        QTimer.singleShot(0, lambda: doorman.open(video))
    return int(application.exec())


def build(application: QApplication) -> MainWindow:
    """Return the window, not shown yet. ``PRODUCER_CAMERA`` and ``PRODUCER_MICROPHONE`` name the sources for this
    run.
    """
    settings = load_settings()
    application.setApplicationName("Producer")
    application.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("producer")
    application.setWindowIcon(QIcon(str(asset("icons/producer.svg"))))
    languages = Languages(application)
    languages.speak(choose_language(settings.language, os.environ))
    theme.load_fonts()
    theme.wear(application, settings.look)
    application.styleHints().colorSchemeChanged.connect(lambda scheme: theme.apply(application))
    camera = os.environ.get("PRODUCER_CAMERA", settings.camera)
    microphone = os.environ.get("PRODUCER_MICROPHONE", settings.microphone)
    return MainWindow(RealEngine(settings), settings, languages, (camera, microphone))


def _close_on_signals(window: MainWindow) -> None:
    """Ctrl-C and the end of the session close the window as a person would: a running take is finished first."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: window.close())
    waker = QTimer(window)  # Qt waits outside Python, which would hear of a signal only at the next event
    waker.timeout.connect(lambda: None)
    waker.start(SIGNAL_MS)


def _hook_exceptions(window: MainWindow) -> None:
    """Nothing unexpected ends the app: it is logged, and said in the window."""

    def from_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        window.report(error)

    def from_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            from_main(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = from_main
    threading.excepthook = from_thread
