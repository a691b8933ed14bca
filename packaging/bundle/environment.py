"""The Python that freezes: made from the hashed locks and nothing else, kept until a lock changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from bundle.places import ROOT, build_folder

LOCK = ROOT / "requirements" / "package.txt"
MARK = ".made-from"


class CannotBuild(Exception):
    """This machine lacks something that building takes; the text is for a person."""


def state() -> str:
    """What the environment is made from: the lock, and which Python."""
    digest = hashlib.sha256(LOCK.read_bytes())
    digest.update(f"{sys.version}{Path(sys.base_prefix).resolve()}".encode())
    return digest.hexdigest()


def environment() -> Path:
    """Make the environment where it is not there as it should be; return its Python."""
    place = build_folder() / "package-venv"
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = place / MARK
    if python.exists() and mark.is_file() and mark.read_text() == state():
        return python
    check_machine()
    print(f"Making {place} from {LOCK.relative_to(ROOT)} (some minutes)", file=sys.stderr)
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)], check=True)
    mark.write_text(state())
    return python


def check_machine() -> None:
    """Raise CannotBuild where PyInstaller could not work with this Python, or a tool is missing."""
    if sys.platform.startswith("linux"):
        lacking = [tool for tool in ("objdump", "strip", "xz", "dpkg-deb", "tar") if shutil.which(tool) is None]
        if lacking:
            raise CannotBuild(f"Missing: {', '.join(lacking)}. packaging/setup.sh package installs what is needed.")
        if not has_shared_library():
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise CannotBuild(f"This Python has no shared library. On Debian: apt-get install libpython{version}")


def has_shared_library() -> bool:
    """Whether libpython is there as a file of its own, which the frozen program loads."""
    name = sysconfig.get_config_var("INSTSONAME") or ""
    folders = (sysconfig.get_config_var("LIBDIR"), "/usr/lib/x86_64-linux-gnu", "/usr/local/lib")
    return ".so" in name and any((Path(folder) / name).exists() for folder in folders if folder)


def enter(arguments: list[str]) -> int | None:
    """Run this package again in its own environment and return the exit status; None where we are in it already."""
    python = environment()
    if Path(sys.prefix).resolve() == python.parent.parent.resolve():
        return None
    here = {**os.environ, "PYTHONPATH": str(ROOT / "packaging"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([str(python), "-m", "bundle", *arguments], env=here, check=False).returncode
