"""Where the files that ship with the product are."""

from __future__ import annotations

import sys
from pathlib import Path


def is_packaged() -> bool:
    """Whether this is the installed program, which is mended by installing it again, and not a checkout."""
    return hasattr(sys, "_MEIPASS")


def asset(name: str) -> Path:
    """Return the path of a shipped file, e.g. ``asset("channels.toml")``."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "assets" / name
