"""What is built into the two programs: version, manifest and icon. PyInstaller's spec names these files."""

from __future__ import annotations

import shutil
from pathlib import Path

from producer_icons import DRAWING, ico

from producer_windows.product import (
    CONSOLE_EXE,
    LICENCE,
    MANIFEST,
    NAME,
    PUBLISHER,
    WINDOW_EXE,
    four_numbers,
)

ENGLISH_UNICODE = (0x409, 1200)
DUTCH_UNICODE = (0x413, 1200)
"""Language and code page of a version block (Microsoft's "VERSIONINFO resource")."""

DESCRIPTION = {ENGLISH_UNICODE: "Makes your own short video", DUTCH_UNICODE: "Maakt je eigen korte video"}


def make(folder: Path, version: str) -> list[Path]:
    """Write icon, manifest and the version of each program to ``folder`` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / "producer.ico", folder / "producer.manifest"]
    made[0].write_bytes(ico(DRAWING.read_bytes()))
    shutil.copyfile(MANIFEST, made[1])
    for program in (WINDOW_EXE, CONSOLE_EXE):
        path = folder / f"{Path(program).stem}.version.txt"
        path.write_text(version_info(version, program), encoding="utf-8", newline="\n")
        made.append(path)
    return made


def version_info(version: str, program: str) -> str:
    """Return the version of one program as the text that PyInstaller reads (an expression of its own classes)."""
    numbers = four_numbers(version)
    tables = ",\n".join(_table(language, version, program) for language in DESCRIPTION)
    pairs = ", ".join(f"{language}, {page}" for language, page in DESCRIPTION)
    return (
        f"VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, "
        f"subtype=0x0, date=(0, 0)),\n"
        f"  kids=[\n"
        f"    StringFileInfo([\n{tables}]),\n"
        f"    VarFileInfo([VarStruct('Translation', [{pairs}])]),\n"
        f"  ],\n"
        f")\n"
    )


def _table(language: tuple[int, int], version: str, program: str) -> str:
    words = {
        "CompanyName": PUBLISHER,
        "FileDescription": f"{NAME}: {DESCRIPTION[language]}",
        "FileVersion": version,
        "InternalName": Path(program).stem,
        "LegalCopyright": LICENCE,
        "OriginalFilename": program,
        "ProductName": NAME,
        "ProductVersion": version,
    }
    rows = ",\n".join(f"        StringStruct({name!r}, {text!r})" for name, text in words.items())
    return f"      StringTable('{language[0]:04X}{language[1]:04X}', [\n{rows}])"
