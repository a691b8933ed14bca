"""After freezing on Linux: debugger's tables out, one FFmpeg instead of two, nothing that nobody needs, one date."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from bundle import elf
from bundle.tables import table

FFMPEG = re.compile(r"lib(?P<part>avcodec|avformat|avutil|swscale|swresample)-[0-9a-f]{8}\.so\.(?P<version>[\d.]+)")
"""How a wheel names a library of FFmpeg that it carries."""
FIRST, SECOND = "producer", "producer-window"


def trim(program: Path, date: int) -> dict[str, int]:
    """Make the frozen folder as it is given away; return how many bytes each step saved."""
    inside = program / "_internal"
    before = size(program)
    steps = {}
    for name, step in (
        ("debug information", strip),
        ("second FFmpeg", share_ffmpeg),
        ("unneeded libraries", drop_orphans),
    ):
        step(inside)
        after = size(program)
        steps[name], before = before - after, after
    drop_dangling(inside)
    forget_scripts(inside)
    one_program(program)
    steps["second program"] = before - size(program)
    set_dates(program, date)
    return steps


def size(folder: Path) -> int:
    """Bytes of all files; a link counts nothing."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def strip(inside: Path) -> None:
    """Take the debug information out of the files that the table names."""
    rows = table("Debug information taken out (Linux)")
    for path in elf.native_files(inside):
        if any(row.matches(path.relative_to(inside).as_posix()) for row in rows):
            subprocess.run(["strip", "--strip-unneeded", "--enable-deterministic-archives", str(path)], check=True)
    elf.needs.cache_clear()


def share_ffmpeg(inside: Path) -> None:
    """PyAV and OpenCV carry the same FFmpeg. Where a library's version is the same to the last figure, OpenCV's name
    becomes a link to PyAV's, which can do all that OpenCV's can and more.
    """
    of_av = {_kind(path): path for path in sorted((inside / "av.libs").glob("*")) if _kind(path)}
    theirs = [path for path in sorted(inside.glob("opencv_python*.libs/*")) if _kind(path)]
    if {_kind(path) for path in theirs} - set(of_av):
        return  # other versions: each keeps its own
    for path in theirs:
        path.unlink()
        path.symlink_to(os.path.relpath(of_av[_kind(path)], path.parent))


def _kind(path: Path) -> tuple[str, str] | None:
    found = FFMPEG.fullmatch(path.name)
    return (found["part"], found["version"]) if found else None


def drop_orphans(inside: Path) -> None:
    """Remove the libraries beside a package (``*.libs``) that no file needs."""
    while True:
        wanted = {name for path in elf.native_files(inside) for name in elf.needs(path).libraries}
        links = {path.resolve() for path in inside.glob("*.libs/*") if path.is_symlink() and path.name in wanted}
        orphans = [path for path in inside.glob("*.libs/*") if path.name not in wanted and path.resolve() not in links]
        if not orphans:
            return
        for path in orphans:
            path.unlink()


def drop_dangling(inside: Path) -> None:
    """Remove links whose library is gone."""
    for path in inside.rglob("*"):
        if path.is_symlink() and not path.exists():
            path.unlink()


def forget_scripts(inside: Path) -> None:
    """Take out of each package's list of files the commands that pip wrote: they are not here, and their sums tell in
    which folder it was frozen.
    """
    for record in inside.glob("*.dist-info/RECORD"):
        lines = record.read_text("utf-8").splitlines(keepends=True)
        record.write_text("".join(line for line in lines if not line.startswith("../")), "utf-8")


def one_program(program: Path) -> None:
    """On Linux a program with a console and one without are the same: one becomes the other's second name."""
    second = program / SECOND
    second.unlink()
    second.symlink_to(FIRST)


def set_dates(folder: Path, date: int) -> None:
    """One date and plain rights for everything."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
        os.utime(path, (date, date), follow_symlinks=False)


def _runs(path: Path) -> bool:
    """Whether a file is started as a program (libraries are only loaded)."""
    return path.name == FIRST or path.parent.name == "binaries"
