"""The portable archive: one folder that runs from wherever it lies."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from bundle.deb import STRENGTH
from bundle.places import LINUX, version

README = """Producer {version}, to be used from this folder.

    ./producer-window      the window
    ./producer --help      the command line
    ./producer doctor      what this computer has and lacks

The folder may lie anywhere and be moved. It needs a Linux with glibc {glibc} or newer on a PC (x86-64), and of
the system only what is named in packaging/EXCLUDED.md of the source: the C and C++ libraries, the X or Wayland client
base, the graphics driver's, fontconfig, GLib, D-Bus and ALSA. "doctor" names what is missing. Takes, settings and
models go to your own folders, never into this one; deleting this folder leaves them. Licences:
program/_internal/licences/README.txt.
"""


def build_archive(program: Path, extras: Path, target: Path, date: int, glibc: str) -> Path:
    """Pack the frozen folder with its start scripts; ``extras`` is a laid-out root whose menu entry goes along."""
    name = target.name.removesuffix(".tar.xz")
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [
        "xz",
        "--compress",
        "--stdout",
        "--threads=2",
        "--block-size=64MiB",
        "--x86",
        f"--lzma2=preset={STRENGTH}",
    ]
    with target.open("wb") as out, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out) as packer:
        assert packer.stdin is not None
        with tarfile.open(fileobj=packer.stdin, mode="w|", format=tarfile.GNU_FORMAT) as tar:
            fill(tar, name, program, extras, date, glibc)
        packer.stdin.close()
    if packer.returncode != 0:
        raise OSError(f"xz ended with {packer.returncode}")
    return target


def fill(tar: tarfile.TarFile, name: str, program: Path, extras: Path, date: int, glibc: str) -> None:
    """Add everything in one order, with one owner and one date."""
    start = (LINUX / "start.sh").read_bytes()
    for script in ("producer", "producer-window"):
        add_bytes(tar, f"{name}/{script}", start, date, 0o755)
    add_bytes(tar, f"{name}/README.txt", README.format(version=version(), glibc=glibc).encode(), date, 0o644)
    for part in ("applications", "icons", "metainfo", "man"):
        add_tree(tar, f"{name}/share/{part}", extras / "usr" / "share" / part, date)
    add_tree(tar, f"{name}/program", program, date)


def add_bytes(tar: tarfile.TarFile, name: str, data: bytes, date: int, mode: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(data), date, mode
    tar.addfile(entry, io.BytesIO(data))


def add_tree(tar: tarfile.TarFile, name: str, folder: Path, date: int) -> None:
    for path in [folder, *sorted(folder.rglob("*"))]:
        entry = tar.gettarinfo(str(path), f"{name}/{path.relative_to(folder).as_posix()}".removesuffix("/."))
        if entry.islnk():  # a hard link to a file that was added before: each lies for itself
            entry.type, entry.linkname, entry.size = tarfile.REGTYPE, "", path.stat().st_size
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = date
        if entry.isreg():
            with path.open("rb") as file:
                tar.addfile(entry, file)
        else:
            tar.addfile(entry)


def unpack(archive: Path, place: Path) -> Path:
    """Unpack into ``place`` and return the folder."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    subprocess.run(["tar", "-xJf", str(archive), "-C", str(place)], check=True)
    return next(place.iterdir())
