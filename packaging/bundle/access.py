"""Uses a running window as a person with a screen reader does: by the names of its parts, over the accessibility bus.

The window knows nothing of it: Qt offers this to every assistive program. The bus is one of our own, so that nothing of
the desktop is needed.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT_PATH = "/org/a11y/atspi/accessible/root"
ACCESSIBLE, ACTION, COMPONENT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action", "org.a11y.atspi.Component"
VISIBLE = 1 << 25
"""AT-SPI's state "showing" (its list of states, place 25): it is on the screen now."""
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>accessibility</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


@contextlib.contextmanager
def bus(folder: Path) -> Iterator[Path]:
    """A bus in ``folder``; gives its socket."""
    socket, config = folder / "bus", folder / "bus.conf"
    config.write_text(CONFIG.format(socket=socket), "utf-8")
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as daemon:
        try:
            wait(socket.exists, 10, "the bus does not start")
            socket.chmod(0o666)
            yield socket
        finally:
            daemon.terminate()


def wait(holds: Callable[[], Any], limit_s: float, else_: str) -> Any:
    """Ask until something holds, and return it. Raises TimeoutError."""
    end = time.monotonic() + limit_s
    while not (found := holds()):
        if time.monotonic() > end:
            raise TimeoutError(else_)
        time.sleep(0.1)
    return found


@dataclass(frozen=True, slots=True)
class Node:
    """One part of the window: who has it, and its place there."""

    owner: str
    path: str
    name: str
    role: str


class Window:
    """What is on the bus of a window: its parts by name."""

    def __init__(self, socket: Path) -> None:
        from jeepney.io.blocking import open_dbus_connection

        self._connection = open_dbus_connection(f"unix:path={socket}")

    def close(self) -> None:
        self._connection.close()

    def nodes(self) -> Iterator[Node]:
        """Every part that is showing, from the top."""
        for owner in self._apps():
            yield from self._below(owner, ROOT_PATH)

    def find(self, name: str, role: str = "") -> Node | None:
        return next((node for node in self.nodes() if node.name == name and role in ("", node.role)), None)

    def wait_for(self, name: str, role: str = "", limit_s: float = 30) -> Node:
        """The part of that name, once it shows. Raises TimeoutError with what shows instead."""
        try:
            found: Node = wait(lambda: self.find(name, role), limit_s, name)
        except TimeoutError as error:
            seen = sorted({f"{node.role}: {node.name}" for node in self.nodes() if node.name})
            raise TimeoutError(f"nothing on the screen is called {name!r}: {seen}") from error
        return found

    def press(self, node: Node) -> None:
        """Do what the part does first: a button is pressed."""
        self._ask(node.owner, node.path, ACTION, "DoAction", "i", (0,))

    def focus(self, node: Node) -> None:
        self._ask(node.owner, node.path, COMPONENT, "GrabFocus")

    def _apps(self) -> list[str]:
        names = self._ask("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListNames")[0]
        return [name for name in names if name.startswith(":") and name != self._connection.unique_name]

    def _below(self, owner: str, path: str) -> Iterator[Node]:
        answer = self._ask(owner, path, ACCESSIBLE, "GetChildren")
        for child_owner, child_path in answer[0] if answer else ():
            node = self._node(child_owner, child_path)
            if node is not None:
                yield node
                yield from self._below(child_owner, child_path)

    def _node(self, owner: str, path: str) -> Node | None:
        states = self._ask(owner, path, ACCESSIBLE, "GetState")
        if not states or not states[0][0] & VISIBLE:
            return None
        name = self._ask(owner, path, "org.freedesktop.DBus.Properties", "Get", "ss", (ACCESSIBLE, "Name"))
        role = self._ask(owner, path, ACCESSIBLE, "GetRoleName")
        return Node(owner, path, name[0][1] if name else "", role[0] if role else "")

    def _ask(
        self, owner: str, path: str, interface: str, method: str, kinds: str = "", words: tuple[Any, ...] = ()
    ) -> Any:
        """The answer's body; empty where the part is gone."""
        from jeepney import DBusAddress, MessageType, new_method_call

        address = DBusAddress(path, bus_name=owner, interface=interface)
        try:
            answer = self._connection.send_and_get_reply(
                new_method_call(address, method, kinds or None, words), timeout=10
            )
        except TimeoutError:
            return ()
        return () if answer.header.message_type is MessageType.error else answer.body
