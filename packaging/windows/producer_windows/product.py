"""The names and places that the Windows package is made of. The version is only in ``producer/__init__.py``."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
SCRIPT = HERE / "producer.iss"
MANIFEST = HERE / "producer.manifest"
POLICY = HERE / "policy"

WINDOW_EXE = "producer-window.exe"
CONSOLE_EXE = "producer.exe"
"""The two programs of the frozen folder, as the one PyInstaller spec of all systems names them."""

NAME = "Producer"
PUBLISHER = "Producer"
LICENCE = "GPL-3.0-or-later"


def version(source: Path = ROOT / "producer" / "__init__.py") -> str:
    """Return the version, read and not imported: a build machine need not have the product's libraries."""
    found = re.search(r'^__version__ = "([^"]+)"$', source.read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"no __version__ in {source}")
    return found[1]


def four_numbers(text: str) -> tuple[int, int, int, int]:
    """Return a version as the four 16-bit numbers of a Windows resource; what follows the numbers is left out."""
    found = re.match(r"\d+(?:\.\d+){0,3}", text)
    if found is None:
        raise ValueError(f"{text!r} does not begin with a number")
    numbers = [int(part) for part in found[0].split(".")] + [0, 0, 0]
    if max(numbers) > 0xFFFF:
        raise ValueError(f"{text!r} has a number above 65535, which Windows cannot hold")
    return numbers[0], numbers[1], numbers[2], numbers[3]


def setup_name(text: str) -> str:
    """Return the installer's file name, as ``producer.iss`` composes it."""
    return f"producer-{text}-windows-x64-setup.exe"
