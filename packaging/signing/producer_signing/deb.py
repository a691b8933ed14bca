"""A .deb from the inside: an ar archive (deb(5)) of debian-binary, control.tar and data.tar, and behind them the
signature that debsigs would put there (_gpgorigin, over the bytes of the three in their order; dpkg passes over members
whose name begins with an underscore).
"""

from __future__ import annotations

import io
import lzma
import os
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from producer_signing import SigningError

MAGIC = b"!<arch>\n"
HEAD = 60
"""Bytes of a member's head (ar(5)): name 16, time 12, owner 6, group 6, mode 8, size 10, end 2."""
SIGNATURE = "_gpgorigin"
CHUNK = 1 << 20


DAMAGED = (tarfile.TarError, EOFError, OSError, UnicodeDecodeError, lzma.LZMAError, zlib.error)
"""What reading a packed list of files may end with where a byte of it is another."""


@dataclass(frozen=True)
class Member:
    """One member: where its head begins, where its bytes begin, how many they are."""

    name: str
    head: int
    start: int
    size: int

    @property
    def end(self) -> int:
        """Where the next head begins: members begin at even places."""
        return self.start + self.size + self.size % 2


def members(path: Path) -> list[Member]:
    """List what is in the archive. Raises SigningError where it is none."""
    found: list[Member] = []
    with path.open("rb") as file:
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
        if file.read(len(MAGIC)) != MAGIC:
            raise _broken(path)
        at = len(MAGIC)
        while at < length:
            file.seek(at)
            found.append(_member(path, file.read(HEAD), at, length))
            at = found[-1].end
    return found


def _member(path: Path, head: bytes, at: int, length: int) -> Member:
    size = head[48:58].strip()
    if len(head) != HEAD or head[58:] != b"`\n" or not size.isdigit() or at + HEAD + int(size) > length:
        raise _broken(path)
    return Member(head[:16].decode("ascii", "replace").strip().rstrip("/"), at, at + HEAD, int(size))


def _broken(path: Path) -> SigningError:
    return SigningError(f"{path.name} is not a Debian package, or is damaged.")


def content(path: Path) -> list[Member]:
    """Return the three members that make the package. Raises SigningError where they are not these three."""
    found = [member for member in members(path) if member.name != SIGNATURE]
    names = [member.name.partition(".")[0] for member in found]  # whatever they are compressed with
    if names != ["debian-binary", "control", "data"]:
        raise _broken(path)
    return found


def write_content(path: Path, target: Path) -> None:
    """Write to ``target`` what the signature inside is over."""
    with path.open("rb") as file, target.open("wb") as out:
        for member in content(path):
            for chunk in _chunks(file, member):
                out.write(chunk)


def _chunks(file: BinaryIO, member: Member) -> Iterator[bytes]:
    file.seek(member.start)
    left = member.size
    while left > 0:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise SigningError(f"{file.name} ends too soon.")
        left -= len(chunk)
        yield chunk


def inner_signature(path: Path) -> bytes | None:
    """Return the signature inside. None where there is none, or where it does not stand alone and last."""
    found = members(path)
    if [member.name for member in found].count(SIGNATURE) != 1 or found[-1].name != SIGNATURE:
        return None
    with path.open("rb") as file:
        file.seek(found[-1].start)
        return file.read(found[-1].size)


def put_signature(path: Path, signature: bytes, when: int) -> None:
    """Put the signature inside in the place of one that was there; the package is replaced in one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".signing-")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, path.open("rb") as file:
            out.write(MAGIC)
            for member in content(path):
                _copy(file, member, out)
            out.write(_head(len(signature), when) + signature + b"\n" * (len(signature) % 2))
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _copy(file: BinaryIO, member: Member, out: BinaryIO) -> None:
    file.seek(member.head)
    out.write(file.read(HEAD))
    for chunk in _chunks(file, member):
        out.write(chunk)
    out.write(b"\n" * (member.size % 2))


def _head(size: int, when: int) -> bytes:
    return f"{SIGNATURE:<16}{when:<12}{0:<6}{0:<6}{'100644':<8}{size:<10}`\n".encode("ascii")


def control_text(path: Path) -> str:
    """Return the package's control paragraph, without empty lines. Raises SigningError."""
    packed = content(path)[1]
    with path.open("rb") as file:
        file.seek(packed.start)
        raw = file.read(packed.size)
    try:
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            entry = next((one for one in archive if one.name.removeprefix("./") == "control"), None)
            text = archive.extractfile(entry) if entry is not None else None
            if text is None:
                raise _broken(path)
            return "\n".join(line for line in text.read().decode("utf-8").split("\n") if line.strip())
    except DAMAGED as error:  # zstd too: Debian 12 does not write it
        raise _broken(path) from error
