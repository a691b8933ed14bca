"""Lays out what a Linux system gets: the program in /usr/lib/producer, and what the desktop wants to know of it."""

from __future__ import annotations

import gzip
import os
import shutil
import sys
from pathlib import Path

from bundle import manual
from bundle.places import LINUX, ROOT, version
from bundle.trim import set_dates

HOME = "usr/lib/producer"
COMPONENT = "org.producer.Producer"
"""The name among all programs of software centres; the app for macOS has the same."""
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""The sizes of the hicolor theme that desktops ask for."""


def lay_out(program: Path, root: Path, date: int, *, speech: Path | None = None) -> None:
    """Fill ``root`` (made anew) with all that the package installs; ``speech`` is taken in for the complete flavour."""
    shutil.rmtree(root, ignore_errors=True)
    copy_program(program, root / HOME, speech)
    add_links(root)
    add_desktop(root, date)
    add_manual(root, date)
    add_documents(root, date)
    set_dates(root, date)


def copy_program(program: Path, place: Path, speech: Path | None) -> None:
    """Copy the frozen folder, by hard links where the disk can, and give it the speech model."""
    shutil.copytree(program, place, symlinks=True, copy_function=_link_or_copy)
    if speech is not None:
        target = place / "_internal" / "models" / speech.resolve().name.removeprefix("faster-whisper-")
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(path for path in speech.iterdir() if path.is_file()):
            shutil.copyfile(path, target / path.name)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def add_links(root: Path) -> None:
    programs = root / "usr" / "bin"
    programs.mkdir(parents=True)
    for name in ("producer", "producer-window"):
        (programs / name).symlink_to(f"../lib/producer/{name}")


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def add_desktop(root: Path, date: int) -> None:
    """Menu entry, icons, kinds of files, and what software centres show."""
    share = root / "usr" / "share"
    write(share / "applications" / "producer.desktop", (LINUX / "producer.desktop").read_bytes())
    write(share / "mime" / "packages" / "producer.xml", (LINUX / "producer-mime.xml").read_bytes())
    described = (LINUX / f"{COMPONENT}.metainfo.xml").read_text("utf-8")
    described = described.replace("@VERSION@", version()).replace("@DATE@", manual.day(date))
    write(share / "metainfo" / f"{COMPONENT}.metainfo.xml", described.encode())
    add_icons(share / "icons" / "hicolor")


def add_icons(place: Path) -> None:
    sys.path.insert(0, str(ROOT / "packaging" / "icons"))
    from producer_icons import drawn

    drawing = (ROOT / "assets" / "icons" / "producer.svg").read_bytes()
    write(place / "scalable" / "apps" / "producer.svg", drawing)
    for size in ICON_SIZES:
        write(place / f"{size}x{size}" / "apps" / "producer.png", drawn(drawing, size))


def add_manual(root: Path, date: int) -> None:
    pages = root / "usr" / "share" / "man"
    write(pages / "man1" / "producer.1.gz", packed(manual.english(version(), date)))
    write(pages / "nl" / "man1" / "producer.1.gz", packed(manual.dutch(version(), date)))
    for folder in (pages / "man1", pages / "nl" / "man1"):
        (folder / "producer-window.1.gz").symlink_to("producer.1.gz")


def packed(text: str) -> bytes:
    """Compressed without a date or a name in it."""
    return gzip.compress(text.encode(), 9, mtime=0)


def add_documents(root: Path, date: int) -> None:
    """Copyright with the licence of every part, what changed, and the list of parts."""
    place = root / "usr" / "share" / "doc" / "producer"
    licences = root / HOME / "_internal" / "licences"
    write(place / "copyright", (licences / "README.txt").read_bytes())
    (place / "licences").symlink_to("../../../lib/producer/_internal/licences")
    write(place / "changelog.gz", packed((ROOT / "CHANGELOG.md").read_text("utf-8")))
