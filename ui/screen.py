"""Whether a window can open here, found out before Qt, which would end the process. Imports nothing of Qt."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from producer.assets import is_packaged

LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxkbcommon-x11.so.0")
"""What Qt loads on an X display and a bare Debian lacks."""
NO_SCREEN = (
    "There is no screen here, so the window cannot open. The whole job also works without one; try: producer demo"
)
ANSWER_S = 2.0
"""How long a display on another machine may take to answer."""


def why_no_window(environment: Mapping[str, str] = os.environ) -> str:
    """Return a sentence that says why no window can open and what to do; empty where one can."""
    if not sys.platform.startswith("linux") or environment.get("WAYLAND_DISPLAY"):
        return ""
    if environment.get("QT_QPA_PLATFORM", "xcb").split(":")[0] != "xcb":
        return ""
    if not _answers(environment.get("DISPLAY", "")):
        return NO_SCREEN
    missing = [name for name in LIBRARIES if not _loads(name)]
    if missing:
        cure = "Install them, then try again." if is_packaged() else "Run: make setup (or: producer doctor)"
        return (
            f"The window cannot open: this computer lacks {', '.join(missing)}. {cure}"
        )
    return ""


def _answers(display: str) -> bool:
    """Whether something listens behind a display's name: ``:0``, ``:0.0``, ``localhost:10.0``, ``unix:0``."""
    parts = re.fullmatch(r"(?:unix|unix/)?:(\d+)(?:\.\d+)?|\[?([^\[\]/]+)\]?:(\d+)(?:\.\d+)?", display)
    if parts is None:
        return False
    place = f"/tmp/.X11-unix/X{parts[1]}"
    return bool(parts[1] and _is_bound(place)) or _accepts(place if parts[1] else (parts[2], 6000 + int(parts[3])))


def _is_bound(place: str) -> bool:
    """Whether the kernel knows a listener of that name: the quick way, which sees only this system's own."""
    with contextlib.suppress(OSError), Path("/proc/net/unix").open(encoding="utf-8", errors="replace") as sockets:
        return any(line.rstrip().endswith((f" {place}", f" @{place}")) for line in sockets)
    return False


def _accepts(place: str | tuple[str, int]) -> bool:
    """Knock; needed for a display on another machine, or one that was lent to a container."""
    import socket  # here: it costs the start as much as the whole window's picture

    try:
        if isinstance(place, tuple):
            socket.create_connection(place, ANSWER_S).close()
        else:
            with socket.socket(socket.AF_UNIX) as caller:
                caller.settimeout(ANSWER_S)
                caller.connect(place)
    except OSError:
        return False
    return True


def _loads(library: str) -> bool:
    with contextlib.suppress(OSError):
        if library.encode() in Path("/etc/ld.so.cache").read_bytes():  # the loader's own list: a thousandth of a load
            return True
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
