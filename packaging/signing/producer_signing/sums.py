"""SHA256SUMS, as ``sha256sum --check`` reads it: every file below the folder but itself and its own signature."""

from __future__ import annotations

import re
from pathlib import Path

from producer_signing import SigningError
from producer_signing.repository import sha256

SUMS = "SHA256SUMS"
SUMS_SIGNATURE = f"{SUMS}.asc"
LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")


def files_below(folder: Path) -> list[str]:
    """Return the names of all files, with ``/`` between folders. Raises SigningError at a link or a stranger thing."""
    names = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise SigningError(f"{path.relative_to(folder)} is not a plain file: no signature covers it.")
        if path.is_file():
            names.append(path.relative_to(folder).as_posix())
    return names


def write_sums(folder: Path) -> None:
    """List every file with its sum."""
    names = [name for name in files_below(folder) if name not in (SUMS, SUMS_SIGNATURE)]
    text = "".join(f"{sha256(folder / name)}  {name}\n" for name in names)
    (folder / SUMS).write_text(text, encoding="utf-8", newline="\n")


def read_sums(folder: Path) -> dict[str, str]:
    """Return the sum of each name. Raises SigningError where the file is missing or not one sum a line."""
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SigningError(f"{SUMS} is missing, or cannot be read.") from error
    found = [LINE.fullmatch(line) for line in lines]
    sums = {match[2]: match[1] for match in found if match}
    if len(sums) != len(lines):
        raise SigningError(f"{SUMS} is damaged.")
    return sums
