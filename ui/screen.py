"""Whether a window can open here, found out before Qt, which would end the process. Imports nothing of Qt."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import socket
import sys
from collections.abc import Mapping

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
        return (
            f"The window cannot open: this computer lacks {', '.join(missing)}. Run: make setup (or: producer doctor)"
        )
    return ""


def _answers(display: str) -> bool:
    """Whether something listens behind a display's name: ``:0``, ``:0.0``, ``localhost:10.0``, ``unix:0``."""
    parts = re.fullmatch(r"(?:unix|unix/)?:(\d+)(?:\.\d+)?|\[?([^\[\]/]+)\]?:(\d+)(?:\.\d+)?", display)
    if parts is None:
        return False
    if parts[1] is None:
        with contextlib.suppress(OSError), socket.create_connection((parts[2], 6000 + int(parts[3])), ANSWER_S):
            return True
        return False
    path = f"/tmp/.X11-unix/X{parts[1]}"
    return any(_listens(place) for place in (path, f"\0{path}"))


def _listens(place: str) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.settimeout(ANSWER_S)
        caller.connect(place)
        return True
    return False


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
