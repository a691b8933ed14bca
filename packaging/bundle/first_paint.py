"""When a window is there: seconds from the start of a program until its window is on the screen with something in it,
seen from outside, through the X server, so that it is the same for any program.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from typing import Any

LEAST_PX = 500
"""A window smaller than this is a tip or a helper."""
POLL_S = 0.004
VIEWABLE, ALL_PLANES, Z_PIXMAP = 2, ctypes.c_ulong(-1).value, 2
"""As X.h has them."""


class Attributes(ctypes.Structure):
    """XWindowAttributes, as Xlib.h has it."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        ("visual", ctypes.c_void_p), ("root", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("window_class", "bit_gravity", "win_gravity", "backing_store")),
        ("backing_planes", ctypes.c_ulong), ("backing_pixel", ctypes.c_ulong), ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong), ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int),
        ("all_event_masks", ctypes.c_long), ("your_event_mask", ctypes.c_long),
        ("do_not_propagate_mask", ctypes.c_long), ("override_redirect", ctypes.c_int), ("screen", ctypes.c_void_p),
    ]  # fmt: skip


@contextlib.contextmanager
def looking(display: str) -> Iterator[Any]:
    """A connection to the X server: the library, and the connection."""
    library = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    library.XOpenDisplay.restype = ctypes.c_void_p
    library.XDefaultRootWindow.restype = ctypes.c_ulong
    library.XGetImage.restype = ctypes.c_void_p
    library.XGetPixel.restype = ctypes.c_ulong
    handle = library.XOpenDisplay(display.encode())
    if not handle:
        raise OSError(f"no screen answers at {display}")
    quiet = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
    library.XSetErrorHandler(quiet)  # a window may be gone between being listed and being asked
    try:
        yield library, ctypes.c_void_p(handle)
    finally:
        library.XCloseDisplay(ctypes.c_void_p(handle))


def windows(x: Any, display: Any) -> list[int]:
    root, parent, list_, count = (ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint())
    top = ctypes.c_ulong(x.XDefaultRootWindow(display))
    x.XQueryTree(display, top, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(list_), ctypes.byref(count))
    found = [list_[at] for at in range(count.value)]
    if found:
        x.XFree(list_)
    return found


def is_painted(x: Any, display: Any, window: int) -> bool:
    """Whether a large window shows something other than black in its middle."""
    state = Attributes()
    if not x.XGetWindowAttributes(display, ctypes.c_ulong(window), ctypes.byref(state)):
        return False
    if state.map_state != VIEWABLE or min(state.width, state.height) < LEAST_PX:
        return False
    middle = (state.width // 2, state.height // 2)
    image = x.XGetImage(display, ctypes.c_ulong(window), *middle, 1, 1, ctypes.c_ulong(ALL_PLANES), Z_PIXMAP)
    if not image:
        return False
    pixel = x.XGetPixel(ctypes.c_void_p(image), 0, 0)
    x.XDestroyImage(ctypes.c_void_p(image))
    return bool(pixel & 0xFFFFFF)


def seconds(command: Sequence[str], env: dict[str, str], display: str, limit_s: float = 60) -> float:
    """Start a program, wait for its window, end it. Raises TimeoutError."""
    with looking(display) as (x, connection):
        started = time.perf_counter()
        with subprocess.Popen(
            command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as program:
            try:
                while not any(is_painted(x, connection, window) for window in windows(x, connection)):
                    if time.perf_counter() - started > limit_s or program.poll() is not None:
                        raise TimeoutError(f"{command[0]} shows no window")
                    time.sleep(POLL_S)
                return time.perf_counter() - started
            finally:
                program.kill()
