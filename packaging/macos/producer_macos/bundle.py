"""What PyInstaller's app still lacks: our description, the words in both languages, the icon. Runs on every system."""

from __future__ import annotations

import plistlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from producer_icons import DRAWING, icns

from producer_macos.product import HERE, INFO, LANGUAGES, WINDOW

THIN = (b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
FAT = b"\xca\xfe\xba\xbe"
"""First bytes of native files for one processor (64 and 32 bits) and for several (mach-o/loader.h, mach-o/fat.h)."""

SIGNED_KINDS = (2, 6, 8)
"""MH_EXECUTE, MH_DYLIB and MH_BUNDLE: the ``filetype`` of programs, libraries and Python's modules (loader.h)."""


class BundleError(Exception):
    """The app is not what it must be."""


def described(version: str) -> dict[str, Any]:
    """Return Info.plist for a version."""
    text = INFO.read_text("utf-8").replace("@VERSION@", version)
    found: dict[str, Any] = plistlib.loads(text.encode())
    return found


def finish(app: Path, version: str) -> None:
    """Give the app its description, words and icon. Must come before signing. Raises BundleError."""
    contents = app / "Contents"
    if not (contents / "MacOS" / WINDOW).is_file():
        raise BundleError(f"{app} is not the frozen app: Contents/MacOS/{WINDOW} is missing.")
    (contents / "Info.plist").write_bytes(plistlib.dumps(described(version)))
    resources = contents / "Resources"
    resources.mkdir(exist_ok=True)
    (resources / "producer.icns").write_bytes(icns(DRAWING.read_bytes()))
    for language in LANGUAGES:
        folder = resources / f"{language}.lproj"
        folder.mkdir(exist_ok=True)
        shutil.copyfile(HERE / folder.name / "InfoPlist.strings", folder / "InfoPlist.strings")


def native_files(app: Path) -> Iterator[Path]:
    """Yield every native file of the app, the deepest first; links are not followed."""
    found = [path for path in app.rglob("*") if path.is_file() and not path.is_symlink() and is_native(path)]
    yield from sorted(found, key=lambda path: (-len(path.parts), str(path)))


def is_native(path: Path) -> bool:
    """Whether the file is a program or a library: what codesign signs. Objects and archives of objects are neither, and
    a Java class, which begins like a fat file, has a version far above any count of processors.
    """
    with path.open("rb") as file:
        head = file.read(20)
        if head[:4] == FAT and len(head) == 20 and int.from_bytes(head[4:8], "big") < 20:
            file.seek(int.from_bytes(head[16:20], "big"))  # fat_arch.offset of the first processor
            head = file.read(16)
    return head[:4] in THIN and int.from_bytes(head[12:16], "little") in SIGNED_KINDS


def frameworks(app: Path) -> Iterator[Path]:
    """Yield every framework's version folder, the deepest first: codesign takes it as one thing."""
    found = [path for path in app.rglob("*.framework/Versions/*") if path.is_dir() and not path.is_symlink()]
    yield from sorted(found, key=lambda path: (-len(path.parts), str(path)))
