"""Names and places of the macOS package. The version is only in ``producer/__init__.py``."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
INFO = HERE / "Info.plist"
ENTITLEMENTS = HERE / "entitlements.plist"
LANGUAGES = ("en", "nl")
APP = "Producer.app"
WINDOW, CONSOLE = "producer-window", "producer"
"""The two programs in ``Contents/MacOS``: both may ask for camera and microphone."""


def version(source: Path = ROOT / "producer" / "__init__.py") -> str:
    """Return the version, read and not imported: a build machine need not have the product's libraries."""
    found = re.search(r'^__version__ = "([^"]+)"$', source.read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"no __version__ in {source}")
    return found[1]


def disk_name(text: str) -> str:
    """Return the disk image's file name."""
    return f"producer-{text}-macos-arm64.dmg"
