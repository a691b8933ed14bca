"""The Debian package: the laid-out root and its control files, put together by dpkg-deb, the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from bundle import elf
from bundle.places import LINUX, version
from bundle.tables import system_libraries
from bundle.tree import HOME

FLAVOURS = {
    "producer": "This is the light package: a speech model is fetched once (producer models fetch small) or copied in.",
    "producer-complete": "This is the complete package: it brings a speech model, for computers without a network.",
}
STRENGTH = 3
"""Of xz, 0 to 9, for both packages: 6 takes three times as long for a twentieth less (measured on this program)."""
ALWAYS = ("xkb-data",)
"""Data that our own libxkbcommon reads: what the keys mean."""
GCC_OF = {(3, 4, 29): 11, (3, 4, 30): 12, (3, 4, 31): 13, (3, 4, 32): 13, (3, 4, 33): 14}
"""Which GCC first brought a version of the C++ library's symbols (its manual, "ABI Policy and Guidelines")."""


def depends(inside: Path) -> list[str]:
    """What must be on the system, measured on the native files. Raises KeyError at a library that the table of
    EXCLUDED.md does not name.
    """
    packages = system_libraries()
    wanted = {packages[name] for name in elf.from_outside(inside)} | set(ALWAYS)
    floors = {"libc6": elf.newest_version(inside, "GLIBC_"), "libstdc++6": _gcc(elf.newest_version(inside, "GLIBCXX_"))}
    return sorted(f"{name} (>= {floors[name]})" if name in floors else name for name in wanted)


def _gcc(symbols: str) -> str:
    wanted = tuple(int(part) for part in symbols.split("."))
    return str(next((gcc for known, gcc in GCC_OF.items() if known >= wanted), max(GCC_OF.values())))


def build_deb(root: Path, package: str, target: Path, date: int) -> Path:
    """Put ``root`` into ``target``; adds DEBIAN/ to it."""
    write_control(root, package)
    for path in [root / "DEBIAN", *(root / "DEBIAN").iterdir()]:
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (date, date))
    os.utime(root, (date, date))
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [
        "dpkg-deb",
        "--root-owner-group",
        "-Zxz",
        f"-z{STRENGTH}",
        "--threads-max=2",
        "--uniform-compression",
        "--build",
    ]
    here = {**os.environ, "SOURCE_DATE_EPOCH": str(date), "LC_ALL": "C.UTF-8"}
    subprocess.run([*command, str(root), str(target)], check=True, env=here, stdout=subprocess.DEVNULL)
    return target


def write_control(root: Path, package: str) -> None:
    place = root / "DEBIAN"
    place.mkdir(exist_ok=True)
    (place / "control").write_text(control(root, package), "utf-8")
    (place / "md5sums").write_text("".join(f"{digest}  {name}\n" for name, digest in sums(root)), "utf-8")


def control(root: Path, package: str) -> str:
    """The control file; lines whose value is empty are left out. Who hands the package out says who answers for it."""
    others = ", ".join(name for name in FLAVOURS if name != package)
    values = {
        "PACKAGE": package, "VERSION": version(), "SIZE": str(installed_kib(root)),
        "DEPENDS": ", ".join(depends(root / HOME / "_internal")), "CONFLICTS": others,
        "MAINTAINER": os.environ.get("PRODUCER_MAINTAINER", "").strip() or "Producer <producer@localhost>",
        "HOMEPAGE": os.environ.get("PRODUCER_HOMEPAGE", "").strip(),
        "PROVIDES": "producer" if package != "producer" else "", "FLAVOUR": "\n ".join(_folded(FLAVOURS[package])),
    }  # fmt: skip
    text = (LINUX / "control").read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return "".join(line for line in text.splitlines(keepends=True) if not line.rstrip().endswith(":"))


def _folded(text: str, width: int = 78) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def installed_kib(root: Path) -> int:
    """As dpkg counts: every file in whole KiB, one KiB for anything else (Debian Policy, 5.6.20)."""
    total = 0
    for path in root.rglob("*"):
        if "DEBIAN" in path.relative_to(root).parts:
            continue
        plain_file = path.is_file() and not path.is_symlink()
        total += -(-path.stat().st_size // 1024) if plain_file else 1
    return total


def sums(root: Path) -> list[tuple[str, str]]:
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    named = sorted((path.relative_to(root).as_posix(), path) for path in files)
    return [(name, _md5(path)) for name, path in named if not name.startswith("DEBIAN/")]


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
