"""What a Windows program says of its own signature, read from the file and nothing else.

Offsets are those of Microsoft's "PE Format": the PE header's place is at 0x3C of the DOS header; the optional header
begins 24 bytes after "PE\\0\\0"; its CheckSum is at 64; the data directories at 96 (PE32) or 112 (PE32+); the fifth of
them is the certificate table, whose "address" is a place in the file.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".exe", ".dll", ".pyd")
HEAD = 4096
"""Bytes that hold every header asked for here; Windows wants them in the first page."""


class NotAProgram(ValueError):
    """The file has a program's name and not a program's form."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts are that a signature does not cover, as offsets in the file."""

    size: int
    checksum_at: int
    directory_at: int
    certificates_at: int
    certificates_size: int

    @property
    def signed(self) -> bool:
        return self.certificates_size > 0

    def covered(self, place: int) -> bool:
        """Whether the byte at ``place`` is in the digest: all but the checksum, the certificates' entry and the
        certificates (Microsoft's "Windows Authenticode Portable Executable Signature Format").
        """
        outside = (
            range(self.checksum_at, self.checksum_at + 4),
            range(self.directory_at, self.directory_at + 8),
            range(self.certificates_at, self.certificates_at + self.certificates_size if self.signed else 0),
        )
        return not any(place in part for part in outside)


def layout(path: Path) -> Layout:
    """Read the layout. Raises NotAProgram."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    try:
        return _layout(head, path.stat().st_size)
    except (struct.error, ValueError) as error:
        raise NotAProgram(f"{path} is not a Windows program: {error}") from error


def _layout(head: bytes, size: int) -> Layout:
    if head[:2] != b"MZ":
        raise ValueError("it does not begin with MZ")
    (header,) = struct.unpack_from("<I", head, 0x3C)
    if head[header : header + 4] != b"PE\0\0":
        raise ValueError("no PE header")
    optional = header + 24
    (magic,) = struct.unpack_from("<H", head, optional)
    if magic not in (0x10B, 0x20B):
        raise ValueError(f"optional header {magic:#x}")
    directory = optional + (96 if magic == 0x10B else 112) + 4 * 8
    place, length = struct.unpack_from("<II", head, directory)
    return Layout(size, optional + 64, directory, place, length)


def tail_is_clean(path: Path) -> bool:
    """Whether the file ends where its certificates end, and these are filled up with zeros only: nothing can be
    hidden where no digest looks.
    """
    found = layout(path)
    if not found.signed or found.certificates_at + found.certificates_size != found.size:
        return False
    data = path.read_bytes()
    place = found.certificates_at
    while place < found.size:
        (length,) = struct.unpack_from("<I", data, place)
        if length < 8 or place + length > found.size:
            return False
        following = (place + length + 7) // 8 * 8
        inner = der_length(data[place + 8 : place + length])
        if any(data[place + 8 + inner : min(following, found.size)]):
            return False
        place = following
    return True


def checksum_holds(path: Path) -> bool:
    """Whether the header's checksum is that of the bytes: the sum of all 16-bit words but the checksum's own, each
    carry added again, plus the length (as ImageHlp's CheckSumMappedFile has it). The signature's digest leaves it out.
    """
    found = layout(path)
    data = bytearray(path.read_bytes())
    (said,) = struct.unpack_from("<I", data, found.checksum_at)
    data[found.checksum_at : found.checksum_at + 4] = bytes(4)
    words = array("H", bytes(data) + bytes(len(data) % 2))
    if sys.byteorder == "big":
        words.byteswap()
    total = sum(words)
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return bool(said == total + len(data))


def der_length(data: bytes) -> int:
    """Return how many bytes the first DER value takes; 0 where there is none."""
    if len(data) < 2 or data[0] != 0x30:
        return 0
    if data[1] < 0x80:
        return 2 + data[1]
    count = data[1] & 0x7F
    return 2 + count + int.from_bytes(data[2 : 2 + count], "big")


def programs(where: Path) -> Iterator[Path]:
    """Yield every program and library in a folder, in a steady order; a file is itself."""
    if where.is_file():
        yield where
        return
    for path in sorted(where.rglob("*")):
        if path.is_file() and path.suffix.lower() in SUFFIXES:
            yield path
