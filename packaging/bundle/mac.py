"""What only an app for macOS carries: the description of the bundle, entitlements, an icon."""

from __future__ import annotations

import plistlib
import sys
from pathlib import Path
from typing import Any

from bundle.places import ROOT, version
from bundle.windows import drawn_icon

FOLDER = ROOT / "packaging" / "macos"
IDENTIFIER = "producer"


def _file(name: str) -> str | None:
    path = FOLDER / name
    return str(path) if sys.platform == "darwin" and path.is_file() else None


def icon(folder: Path) -> str | None:
    """Draw the icon into ``folder`` and return its file; None on other systems."""
    return drawn_icon(folder / "producer.icns", "icns") if sys.platform == "darwin" else None


def entitlements() -> str | None:
    """What the hardened runtime may do: camera and microphone."""
    return _file("entitlements.plist")


def app(folder: Path) -> dict[str, Any]:
    """The words for PyInstaller's BUNDLE; Info.plist's keys win over these."""
    described = _file("Info.plist")
    plist: dict[str, Any] = {"CFBundleExecutable": "producer-window", "CFBundleShortVersionString": version()}
    if described:
        with open(described, "rb") as file:  # noqa: PTH123 - plistlib wants the open file
            plist.update(plistlib.load(file))
        plist.update(CFBundleShortVersionString=version(), CFBundleVersion=version())
    identifier = plist.get("CFBundleIdentifier", IDENTIFIER)
    return {
        "name": "Producer.app",
        "icon": icon(folder),
        "bundle_identifier": identifier,
        "version": version(),
        "info_plist": plist,
    }
