"""The product's one drawing (assets/icons/producer.svg) as the icons of Windows and macOS, made when needed."""

from __future__ import annotations

import struct
from pathlib import Path

DRAWING = Path(__file__).resolve().parents[2] / "assets" / "icons" / "producer.svg"

WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Windows' own list of sizes from 100 to 400 % ("Design guidelines for Windows app icons")."""

MACOS_KINDS = {
    b"icp4": 16,
    b"ic11": 32,
    b"icp5": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""The kinds of PNG in an icns file and their pixels: each size of macOS' icon set, plain and for doubled screens."""


def ico(drawing: bytes) -> bytes:
    """Return a Windows icon of every size, each drawn anew from the SVG and kept as PNG (Windows Vista and newer)."""
    pictures = [drawn(drawing, size) for size in WINDOWS_SIZES]
    place = 6 + 16 * len(pictures)
    entries = []
    for size, picture in zip(WINDOWS_SIZES, pictures, strict=True):
        entries.append(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + b"".join(entries) + b"".join(pictures)


def icns(drawing: bytes) -> bytes:
    """Return a macOS icon of every size."""
    pictures = {size: drawn(drawing, size) for size in sorted(set(MACOS_KINDS.values()))}
    blocks = [(kind, pictures[size]) for kind, size in MACOS_KINDS.items()]
    body = b"".join(kind + struct.pack(">I", 8 + len(picture)) + picture for kind, picture in blocks)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def drawn(drawing: bytes, size: int) -> bytes:
    """Return the SVG as a square PNG, the same bytes each time. Qt draws it, as in the window."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(kept.data())
