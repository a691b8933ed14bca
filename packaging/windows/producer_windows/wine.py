"""A room with Wine and Inno Setup in it, where Linux compiles the installer and tries it. Takes root, debootstrap, npm.

What it cannot show: Wine is not Windows. It knows no per-user programs folder (version 8), asks for no signature, and
has no Restart Manager; RELEASING.md lists what is tried by hand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from producer_windows import inno

SUITE = "bookworm"
PACKAGES = ("wine", "wine64", "wine32:i386", "osslsigncode")
"""Both halves of Wine (Inno Setup's programs are 32-bit, what they install is 64-bit), and what signs."""

READY = ".producer-wine"
"""A file that says the room is whole; its words change when the recipe does."""
RECIPE = f"{SUITE} {' '.join(PACKAGES)} {inno.PACKAGE}"
MAKE_S, RUN_S = 1500, 300

ENTER = """
set -e
room=$1; shift
mount -t proc proc "$room/proc"
mount --bind /dev "$room/dev"
[ ! -d /tmp/.X11-unix ] || mount --bind /tmp/.X11-unix "$room/tmp/.X11-unix"
exec chroot "$room" /usr/bin/env -i "$@"
"""
"""Mounted in a namespace of its own, which ends with the command: nothing stays mounted."""


class WineError(Exception):
    """The room could not be made, or a program in it failed."""


@dataclass(frozen=True, slots=True)
class Room:
    """A Debian of its own in a folder."""

    folder: Path
    display: str = ""

    @property
    def drive(self) -> Path:
        """Windows' drive C."""
        return self.folder / "root" / ".wine" / "drive_c"

    @property
    def job(self) -> Path:
        """A folder that both sides see."""
        return self.folder / "job"

    def seen(self, path: Path) -> PureWindowsPath:
        """Return a path in the room as Windows sees it."""
        return PureWindowsPath("Z:/") / path.relative_to(self.folder)

    def run(self, *words: str, timeout_s: int = RUN_S) -> subprocess.CompletedProcess[str]:
        """Run a program in the room and return what it said."""
        given = {
            "HOME": "/root",
            "USER": "root",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL": "C.UTF-8",
            "WINEDEBUG": "-all",
            "DISPLAY": self.display,
            "DEBIAN_FRONTEND": "noninteractive",
        }
        entered = ["unshare", "--mount", "sh", "-c", ENTER, "-", str(self.folder)]
        named = [f"{name}={value}" for name, value in given.items()]
        return _run([*entered, *named, *words], timeout_s)

    def wine(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a Windows program, and wait until Windows has settled: its registry is then on disk."""
        said = self.run("wine", *words)
        self.run("wineserver", "--wait")
        return said


def make(folder: Path, display: str = "") -> Room:
    """Make the room, or find it made. Raises WineError that says what is missing."""
    room = Room(folder.resolve(), display)
    ready = room.folder / READY
    if ready.is_file() and ready.read_text() == RECIPE:
        return room
    missing = [tool for tool in ("debootstrap", "npm", "unshare") if shutil.which(tool) is None]
    if missing or os.geteuid() != 0:
        raise WineError(f"A room for Wine takes root and {', '.join(missing) or 'these rights'}.")
    if room.folder.exists():
        shutil.rmtree(room.folder)
    _install(room)
    inno.bring(room.folder / "inno")
    room.job.mkdir()
    said = room.wine("winecfg", "-v", "win10")
    if said.returncode != 0:
        raise WineError(f"Wine does not start: {said.stderr[-800:]}")
    ready.write_text(RECIPE)
    return room


def _install(room: Room) -> None:
    """Packages come from where this machine takes its own."""
    sites = _checked(["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"]).stdout.split()
    mirror = [site for site in sites if not site.rstrip("/").endswith("security")][:1]
    room.folder.parent.mkdir(parents=True, exist_ok=True)
    _checked(["debootstrap", "--variant=minbase", SUITE, str(room.folder), *mirror])
    for kept in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
        shutil.copy(kept, room.folder / "etc/apt/apt.conf.d")
    (room.folder / "tmp/.X11-unix").mkdir(parents=True)
    for words in (
        ("dpkg", "--add-architecture", "i386"),
        ("apt-get", "update", "-q"),
        ("apt-get", "install", "-q", "-y", "--no-install-recommends", *PACKAGES),
    ):
        said = room.run(*words, timeout_s=MAKE_S)
        if said.returncode != 0:
            raise WineError(f"{' '.join(words)} failed: {said.stdout[-800:]}{said.stderr[-800:]}")


def _checked(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    said = _run(words, MAKE_S)
    if said.returncode != 0:
        raise WineError(f"{words[0]} failed: {said.stdout[-800:]}{said.stderr[-800:]}")
    return said


def _run(words: Sequence[str], timeout_s: int) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=timeout_s, check=False)
    except subprocess.TimeoutExpired as error:
        raise WineError(f"{words[0]} gave no answer in {timeout_s} seconds.") from error
