"""A flat repository for apt in one folder: packages, their index, and the index of indexes that is signed.

The fields are those of Debian's repository format (wiki.debian.org/DebianRepository/Format) that apt asks for; sums are
SHA-256 only.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

from producer_signing.deb import control_text

CHUNK = 1 << 20
INDEXES = ("Packages", "Packages.gz")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_repository(folder: Path, packages: Iterable[Path], when: int, valid_days: int = 0) -> None:
    """Fill ``folder`` with the packages, Packages, Packages.gz and Release. The same input gives the same bytes."""
    folder.mkdir()
    placed = [second_name(path, folder) for path in sorted(packages)]
    index = "\n".join(paragraph(path) for path in placed).encode()
    (folder / "Packages").write_bytes(index)
    (folder / "Packages.gz").write_bytes(_zipped(index))
    (folder / "Release").write_text(release(folder, placed, when, valid_days), encoding="utf-8", newline="\n")


def second_name(path: Path, folder: Path) -> Path:
    """Give the package a second name in the folder, or a copy where the disk cannot."""
    target = folder / path.name
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)
    return target


def paragraph(path: Path) -> str:
    """Return the package's part of the index: what it says of itself, and how it is known."""
    known = f"Filename: ./{path.name}\nSize: {path.stat().st_size}\nSHA256: {sha256(path)}\n"
    return f"{control_text(path)}\n{known}"


def _zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(data)
    return packed.getvalue()


def release(folder: Path, packages: Iterable[Path], when: int, valid_days: int) -> str:
    """Return the text of Release. ``valid_days`` of 0: it does not grow too old."""
    made = datetime.fromtimestamp(when, UTC)
    architectures = {fields(control_text(path))["Architecture"] for path in packages} - {"all"} or {"amd64"}
    lines = ["Origin: Producer", "Label: Producer", "Suite: stable", "Codename: stable"]
    lines += [f"Date: {_date(made)}"]
    lines += [f"Valid-Until: {_date(made + timedelta(days=valid_days))}"] if valid_days else []
    lines += [f"Architectures: {' '.join(sorted(architectures))}", "Description: Producer", "SHA256:"]
    lines += [f" {sha256(folder / name)} {(folder / name).stat().st_size} {name}" for name in INDEXES]
    return "\n".join(lines) + "\n"


def _date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True).replace("GMT", "UTC")


def fields(text: str) -> dict[str, str]:
    """Read a paragraph: the first line of each field, and its further lines below it."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line[:1].isspace():
            found[name] = f"{found.get(name, '')}\n{line}"
        elif ":" in line:
            name, value = line.split(":", 1)
            found[name] = value.strip()
    return found


def release_problem(folder: Path, now: datetime) -> str:
    """Say what does not hold of what Release promises: the sums of the indexes, and until when it may be used."""
    said = fields((folder / "Release").read_text("utf-8", errors="replace"))
    promised = {line.split()[-1]: line.split()[:2] for line in said.get("SHA256", "").split("\n") if line.split()}
    for name in INDEXES:
        file = folder / name
        if not file.is_file() or promised.get(name) != [sha256(file), str(file.stat().st_size)]:
            return f"its {name} is not the one that was signed"
    return until_problem(said.get("Valid-Until", ""), now)


def until_problem(until: str, now: datetime) -> str:
    """Say whether the last day on which it may be used is over; where none is named there is none."""
    try:
        return "it has expired" if until and parsedate_to_datetime(until.replace("UTC", "GMT")) < now else ""
    except (ValueError, TypeError):  # no date, or one of no zone
        return "its last day cannot be read"


def unpacked(packed: bytes) -> bytes | None:
    """Return what gzip packed; None where that is damaged."""
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        return None


def index_problem(folder: Path, packages: Iterable[Path]) -> str:
    """Say what does not hold of what Packages promises: each package is there with its bytes, and no other."""
    index = (folder / "Packages").read_text("utf-8", errors="replace")
    if unpacked((folder / "Packages.gz").read_bytes()) != index.encode():
        return "its two indexes differ"
    listed = [fields(text) for text in index.split("\n\n") if text.strip()]
    promised = {one.get("Filename", "").removeprefix("./"): (one.get("SHA256"), one.get("Size")) for one in listed}
    there = {path.name: (sha256(path), str(path.stat().st_size)) for path in folder.glob("*.deb")}
    if promised != there:
        return "its packages are not those that were signed"
    wanted = {path.name: sha256(path) for path in packages}
    return "" if wanted == {name: known[0] for name, known in there.items()} else "it lacks a package, or has one more"
