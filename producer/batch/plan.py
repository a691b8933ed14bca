"""What a batch will do: the files found, each with the place of its results, and the mark by which a finished
one is known again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEDIA = frozenset(
    [
        ".mp4",
        ".mkv",
        ".mov",
        ".avi",
        ".webm",
        ".m4v",
        ".mpg",
        ".mpeg",
        ".ts",
        ".mts",
        ".m2ts",
        ".wmv",
        ".flv",
        ".3gp",
        ".ogv",
        ".mp3",
        ".m4a",
        ".wav",
        ".flac",
        ".ogg",
        ".opus",
        ".aac",
        ".wma",
        ".aif",
        ".aiff",
    ]
)
"""What is taken from a folder; a file that is named by itself is always taken."""
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Item:
    """One input and where its results go: ``base`` is their path without a suffix."""

    source: Path
    base: Path


def find_items(inputs: Sequence[Path], out: Path) -> list[Item]:
    """Return every file to be done. A folder is gone through with all that is in it, and its tree is kept under
    ``out``.

    Two inputs whose results would have one name keep their suffix in it: ``a.mov.srt`` beside ``a.mp4.srt``.
    """
    places: list[tuple[Path, Path]] = []
    for given in inputs:
        if given.is_dir():
            places.extend((path, out / path.relative_to(given)) for path in _media_in(given, out))
        else:
            places.append((given, out / given.name))
    seen: set[Path] = set()
    unique = [(path, to) for path, to in places if not (path.resolve() in seen or seen.add(path.resolve()))]  # type: ignore[func-returns-value]
    names = Counter(str(to.with_suffix("")).casefold() for _, to in unique)
    items: list[Item] = []
    taken: set[str] = set()
    for path, to in unique:
        base = to.with_suffix("") if names[str(to.with_suffix("")).casefold()] == 1 else to
        number = 1
        while str(base).casefold() in taken:
            number += 1
            base = to.with_name(f"{to.name}-{number}")
        taken.add(str(base).casefold())
        items.append(Item(path, base))
    return items


def _media_in(folder: Path, out: Path) -> list[Path]:
    inside = out.resolve()
    found = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in MEDIA and path.is_file() and inside not in path.resolve().parents:
            found.append(path)
    return found


def fingerprint(source: Path, options: object, version: str) -> str:
    """Return the mark of an input with its options and the tool's version: the content decides (its size, and a
    mebibyte at the front, in
    the middle and at the end), not its date. Raises OSError.
    """
    size = source.stat().st_size
    digest = hashlib.sha256(json.dumps([size, repr(options), version]).encode())
    with source.open("rb") as file:
        for place in (0, max(0, size // 2 - PIECE // 2), max(0, size - PIECE)):
            file.seek(place)
            digest.update(file.read(PIECE))
    return digest.hexdigest()
