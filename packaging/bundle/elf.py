"""What the native files of a Linux folder need: read with objdump, which PyInstaller needs on Linux anyway."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

MAGIC = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class Needs:
    """One native file: its own name as others call it, what it needs, and which versions of whose symbols."""

    soname: str
    libraries: tuple[str, ...]
    versions: tuple[tuple[str, str], ...] = field(default=())


def is_elf(path: Path) -> bool:
    """Whether this is a native file of Linux."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == MAGIC


@cache
def needs(path: Path) -> Needs:
    """What a native file needs. Raises CalledProcessError where it is none."""
    done = subprocess.run(
        ["objdump", "-p", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )
    said = done.stdout
    soname = re.search(r"^\s+SONAME\s+(\S+)", said, re.MULTILINE)
    return Needs(
        soname[1] if soname else path.name,
        tuple(re.findall(r"^\s+NEEDED\s+(\S+)", said, re.MULTILINE)),
        tuple(_versions(said)),
    )


def _versions(said: str) -> Iterable[tuple[str, str]]:
    """Pairs of a library and a version of it that is asked for."""
    wanted = said.partition("Version References:")[2]
    for library, lines in re.findall(r"required from (\S+):\n((?:\s+0x.*\n?)*)", wanted):
        for version in re.findall(r"\s(\S+)$", lines, re.MULTILINE):
            yield library, version


def native_files(folder: Path) -> list[Path]:
    """Every native file below a folder, sorted."""
    return sorted(path for path in folder.rglob("*") if is_elf(path))


def from_outside(folder: Path) -> dict[str, list[str]]:
    """The libraries that the folder's files need and the folder has not, each with who needs it."""
    files = native_files(folder)
    names = {path.name for path in folder.rglob("*.so*")}
    asked: dict[str, list[str]] = {}
    for path in files:
        for library in needs(path).libraries:
            if library not in names:
                asked.setdefault(library, []).append(path.relative_to(folder).as_posix())
    return dict(sorted(asked.items()))


def not_found(folder: Path, system: set[str]) -> dict[str, list[str]]:
    """What the loader does not find for each file, as the frozen program starts it, but for the system's own."""
    lacking: dict[str, list[str]] = {}
    for path in native_files(folder):
        here = {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": str(folder)}
        done = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False, env=here)
        asked = re.findall(r"^\s*(\S+) => not found", done.stdout, re.MULTILINE)
        missing = [name for name in asked if name not in system]
        if "error while loading" in done.stdout + done.stderr:  # a library that is there but cannot be loaded
            missing.append((done.stdout + done.stderr).strip())
        if missing:
            lacking[path.relative_to(folder).as_posix()] = sorted(set(missing))
    return lacking


def newest_version(folder: Path, prefix: str) -> str:
    """The highest version of a symbol family that any file asks for, e.g. ``GLIBC_`` -> ``2.34``."""
    found = {
        tuple(int(part) for part in version.removeprefix(prefix).split("."))
        for path in native_files(folder)
        for _, version in needs(path).versions
        if re.fullmatch(re.escape(prefix) + r"[\d.]+", version)
    }
    return ".".join(str(part) for part in max(found, default=(0,)))
