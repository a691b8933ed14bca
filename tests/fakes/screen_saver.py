"""A desktop that can be asked not to sleep: a private D-Bus with a stand-in for ``org.freedesktop.ScreenSaver``.

    with ScreenSaver() as desktop:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
        ...
        desktop.wait_for("UnInhibit")

``asked`` holds every call in order, with its first argument. ``refuse`` makes it answer with an error, ``mute`` not at
all. Needs the package dbus-daemon.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

try:  # comes with wakepy, on Linux only
    from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_call, new_method_return
    from jeepney.io.blocking import DBusConnection, open_dbus_connection
except ImportError:
    DBusAddress = None

NAME = "org.freedesktop.ScreenSaver"
COOKIE = 4711
_BUS = ("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_CONFIG = """<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""


def dbus_missing() -> str:
    """What keeps the private D-Bus from working here; empty when nothing does."""
    if DBusAddress is None:
        return "jeepney is not installed: D-Bus is Linux's"
    return "" if shutil.which("dbus-daemon") else "dbus-daemon is not installed (apt install dbus)"


class ScreenSaver:
    """The bus and the stand-in, from entering the block until leaving it."""

    def __init__(self, *, refuse: bool = False, mute: bool = False) -> None:
        self._refuse, self._mute = refuse, mute
        self.asked: list[tuple[str, object]] = []
        self._told = threading.Condition()
        self._over = threading.Event()

    def __enter__(self) -> ScreenSaver:
        self._folder = Path(tempfile.mkdtemp(prefix="dbus-"))  # short: a socket's path has at most 107 characters
        config = self._folder / "bus.conf"
        config.write_text(_CONFIG.format(socket=self._folder / "bus"))
        self._daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            self._own_name()
        except BaseException:
            self._end_daemon()
            raise
        self._thread = threading.Thread(target=self._serve, name="screen-saver", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(5)
        self._connection.close()
        self._end_daemon()

    def _own_name(self) -> None:
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self._connection = open_dbus_connection(self.address)
        owned = self._connection.send_and_get_reply(
            new_method_call(DBusAddress(*_BUS), "RequestName", "su", (NAME, 0)), timeout=5
        )
        assert owned.body == (1,), "the name is taken"

    def _end_daemon(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(5)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def wait_for(self, call: str, limit_s: float = 10) -> None:
        """Wait until ``call`` came."""
        end = time.monotonic() + limit_s
        with self._told:
            while call not in [name for name, _ in self.asked]:
                assert self._told.wait(max(0.0, end - time.monotonic())), f"{call} did not come: {self.asked}"

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                message = self._connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            if message.header.message_type == MessageType.method_call:
                self._answer(self._connection, message)

    def _answer(self, connection: DBusConnection, message: Message) -> None:
        call: Any = message.header.fields[HeaderFields.member]
        with self._told:
            self.asked.append((call, message.body[0] if message.body else None))
            self._told.notify_all()
        if self._mute:
            return
        if self._refuse:
            connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied"))
        elif call == "Inhibit":
            connection.send(new_method_return(message, "u", (COOKIE,)))
        else:
            connection.send(new_method_return(message))
