"""What only a program for Windows carries: an icon, the version that its file properties show, a manifest."""

from __future__ import annotations

import sys
from pathlib import Path

from bundle.places import ROOT, version


def icon(folder: Path) -> str | None:
    """Draw the icon into ``folder`` and return its file; None on other systems."""
    return drawn_icon(folder / "producer.ico", "ico") if sys.platform == "win32" else None


def drawn_icon(file: Path, kind: str) -> str:
    """Draw the product's one picture as an icon of that kind (``ico`` or ``icns``)."""
    _find_parts()
    import producer_icons

    file.write_bytes(getattr(producer_icons, kind)(producer_icons.DRAWING.read_bytes()))
    return str(file)


def version_file(folder: Path, name: str) -> str | None:
    """Write what the properties of ``name`` show and return the file; None on other systems."""
    if sys.platform != "win32":
        return None
    file = folder / f"{name}.version.txt"
    file.write_text(version_text(name), encoding="utf-8")
    return str(file)


def version_text(name: str) -> str:
    """The description as PyInstaller reads it, in English and Dutch."""
    _find_parts()
    from producer_windows.resources import version_info

    return version_info(version(), f"{name}.exe")


def manifest() -> str | None:
    """The file by which Windows knows that the program asks for no rights and is sharp on every screen."""
    return str(ROOT / "packaging" / "windows" / "producer.manifest") if sys.platform == "win32" else None


def _find_parts() -> None:
    """Let the parts of packaging/windows and packaging/icons be imported."""
    for name in ("icons", "windows"):
        place = str(ROOT / "packaging" / name)
        if place not in sys.path:
            sys.path.append(place)
