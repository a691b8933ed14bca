"""What a screen reader is told, without one: a message bus of its own with the accessibility registry on it, and a
listener for announcements.

    with ScreenReader() as reader:
        subprocess.run([...], env=reader.env)      # a Qt program there finds that a screen reader is running
        reader.wait_for("Look into the lens")      # what it was told to say

Needs the packages dbus and at-spi2-core. Run as a script it is the listener: it registers for announcements, as a
screen reader does (Qt sends none that nobody asked for), and prints each.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
ASK = ("--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method", "org.a11y.Bus.GetAddress")


def screen_reader_missing() -> str:
    """What keeps it from working here; empty when nothing does."""
    missing = [name for name in ("dbus-daemon", "gdbus") if shutil.which(name) is None]
    if not any(Path(launcher).exists() for launcher in LAUNCHERS):
        missing.append("at-spi2-core")
    return f"not installed: {', '.join(missing)}" if missing else ""


class ScreenReader:
    """Remembers every announcement, in order, from entering the block until leaving it."""

    def __enter__(self) -> ScreenReader:
        self._folder = Path(tempfile.mkdtemp(prefix="bus-"))
        self._children: list[subprocess.Popen[str]] = []
        self._told = threading.Condition()
        self.said: list[str] = []
        try:
            self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in reversed(self._children):
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)  # the launcher has children of its own
            child.wait(10)
            if child.stdout is not None:
                child.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def wait_for(self, text: str, timeout_s: float = 10.0) -> bool:
        """Say whether ``text`` is announced in time."""
        with self._told:
            return self._told.wait_for(lambda: text in self.said, timeout_s)

    def _start(self) -> None:
        folder = {"HOME": str(self._folder), "XDG_RUNTIME_DIR": str(self._folder), "XDG_CACHE_HOME": str(self._folder)}
        self.env = {**os.environ, **folder, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        for name in ("NO_AT_BRIDGE", "AT_SPI_BUS_ADDRESS"):
            self.env.pop(name, None)
        bus = self._run("dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:dir={self._folder}")
        assert bus.stdout is not None
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self._run(next(one for one in LAUNCHERS if Path(one).exists()), "--launch-immediately")
        subprocess.run(["gdbus", "wait", "--session", "--timeout=10", "org.a11y.Bus"], env=self.env, check=True)
        asked = subprocess.run(["gdbus", "call", *ASK], env=self.env, capture_output=True, text=True, check=True)
        listener = self._run(sys.executable, "-u", __file__, asked.stdout.split("'")[1])
        assert listener.stdout is not None and listener.stdout.readline() == "listening\n"
        threading.Thread(target=self._listen, args=(listener,), daemon=True).start()

    def _run(self, *command: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            command,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._children.append(child)
        return child

    def _listen(self, listener: subprocess.Popen[str]) -> None:
        assert listener.stdout is not None
        for line in listener.stdout:
            with self._told:
                self.said.append(line.rstrip("\n"))
                self._told.notify_all()


def listen(address: str) -> None:
    """Print each announcement on the accessibility bus at ``address``, until killed."""
    from PySide6.QtCore import SLOT, QCoreApplication, QObject, Slot
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

    class Ear(QObject):
        @Slot(QDBusMessage)
        def hear(self, message: QDBusMessage) -> None:
            print(message.arguments()[3].variant(), flush=True)

    application = QCoreApplication([])
    bus, ear = QDBusConnection.connectToBus(address, "reader"), Ear()
    bus.connect("", "", "org.a11y.atspi.Event.Object", "Announcement", ear, SLOT("hear(QDBusMessage)"))
    registry = QDBusInterface("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", bus)
    answer = registry.call("RegisterEvent", "object:announcement", ["none"], "")
    print(answer.errorMessage() or "listening", flush=True)
    application.exec()


if __name__ == "__main__":
    listen(sys.argv[1])
