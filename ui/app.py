"""The way in: says why where no window can open, and otherwise opens it."""

from __future__ import annotations

import sys
from pathlib import Path

from producer.assets import is_packaged
from ui.screen import why_no_window

CURE = "Install Producer again" if is_packaged() else "Run: make setup (or: producer doctor)"
INCOMPLETE = f"The window cannot open: a part of it is missing. {CURE}"


def main(video: Path | None = None) -> int:
    """Open the window, on the report of ``video`` where one is named, and return the exit status when it is closed; 1
    where none can open.
    """
    why = why_no_window()
    if why:
        print(why, file=sys.stderr)
        return 1
    try:
        from ui.assembly import run
    except ImportError as error:
        print(f"{INCOMPLETE}\n({error})", file=sys.stderr)
        return 1
    return run(video)
