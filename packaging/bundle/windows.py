"""What only a program for Windows carries: an icon and the version that its file properties show."""

from __future__ import annotations

import sys
from pathlib import Path

from bundle.places import ROOT, version


TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('FileDescription', 'Producer'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', '{name}'),
      StringStruct('LegalCopyright', 'GPL-3.0-or-later'),
      StringStruct('OriginalFilename', '{name}.exe'),
      StringStruct('ProductName', 'Producer'),
      StringStruct('ProductVersion', '{version}')])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])])
  ]
)
"""


def icon(folder: Path) -> str | None:
    """Draw the icon into ``folder`` and return its file; None on other systems."""
    return drawn_icon(folder / "producer.ico", "ico") if sys.platform == "win32" else None


def drawn_icon(file: Path, kind: str) -> str:
    """Draw the product's one picture as an icon of that kind (``ico`` or ``icns``)."""
    sys.path.insert(0, str(ROOT / "packaging" / "icons"))
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
    """The description as PyInstaller reads it."""
    numbers = tuple(int(part) for part in (version().split(".") + ["0"] * 4)[:4])
    return TEMPLATE.format(numbers=numbers, version=version(), name=name)
