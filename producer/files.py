"""Writing without ever leaving half a file: beside, fsync, rename."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from producer.errors import DiskError, InputError


@contextlib.contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """Give a hidden path beside ``target`` (same suffix) to write to; it takes the name when the block ends
    well, else it is removed.

    Raises DiskError where the folder cannot be made or written, or the disk is full.
    """
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-", suffix=target.suffix)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            part.chmod(0o644)
            take_name(part, target)
        finally:
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def disk_errors(target: Path) -> Iterator[None]:
    """Turn what the disk says into a DiskError that a person understands."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskError(
                f"The disk is full, so {target.name} could not be written.",
                code="disk-full",
                cure="Free some space and try again.",
                detail=str(error),
                path=str(target),
            ) from error
        if error.errno in (
            errno.EACCES,
            errno.EPERM,
            errno.EROFS,
            errno.ENOENT,
            errno.ENOTDIR,
            errno.EEXIST,
            errno.EISDIR,
            errno.ENAMETOOLONG,
        ):
            raise DiskError(
                f"{target} cannot be written.",
                code="not-writable",
                cure="Choose another folder.",
                detail=str(error),
                path=str(target),
            ) from error
        raise


def take_name(made: Path, target: Path) -> None:
    """Give a finished file its name in one step, in a way that survives a power cut. Raises OSError."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network folders refuse it; the rename itself stands
            os.fsync(handle)
    finally:
        os.close(handle)


def write_text(target: Path, text: str) -> None:
    """Write UTF-8 text atomically."""
    with written_beside(target) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def write_json(target: Path, data: Any) -> None:
    """Write JSON atomically, readable by a person."""
    write_text(target, json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def read_text(path: Path) -> str:
    """Read a person's text file: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252.

    Raises InputError where it is not a text file or cannot be read.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read.",
            code="unreadable",
            cure="Check that it exists and is a text file.",
            detail=str(error),
            path=str(path),
        ) from error
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    if b"\0" in raw:
        raise InputError(
            f"{path.name} is not a text file.", code="not-text", cure="Choose a plain text file.", path=str(path)
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
