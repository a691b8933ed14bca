"""What a batch will do: the files found, each with the place of its results, and the mark by which a finished
one is known again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MEDIA = frozenset(
    {
        *(".mp4", ".mkv", ".mov", ".avi", ".webm", ".m4v", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts", ".wmv", ".flv"),
        *(".3gp", ".ogv", ".mxf", ".vob", ".asf", ".dv", ".mka"),
        *(".mp3", ".m4a", ".wav", ".flac", ".ogg", ".opus", ".aac", ".wma", ".aif", ".aiff", ".amr", ".ac3", ".caf"),
    }
)
"""What is taken from a folder; a file that is named by itself is always taken."""
BURNED = ".captioned"
"""What stands before the suffix of a video with its captions in the picture: a result, never an input of a folder."""
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Item:
    """One input and where its results go: ``base`` is their path without a suffix."""

    source: Path
    base: Path

    def output(self, suffix: str) -> Path:
        """Return the path of one result; ``suffix`` begins with its dot."""
        return self.base.with_name(self.base.name + suffix)


def find_items(inputs: Sequence[Path], out: Path) -> list[Item]:
    """Return every file to be done, each once. A folder is gone through with all that is in it, and its tree is kept
    under ``out``.

    Two inputs whose results would have one name keep their suffix in it: ``a.mov.srt`` beside ``a.mp4.srt``; where
    even those are the same, they are numbered.
    """
    places: dict[Path, tuple[Path, Path]] = {}
    for given in inputs:
        for path, place in _places(given, out):
            places.setdefault(path.resolve(), (path, place))
    names = Counter(_key(place.with_suffix("")) for _, place in places.values())
    taken: set[str] = set()
    items: list[Item] = []
    for path, place in places.values():
        alone = names[_key(place.with_suffix(""))] == 1
        base = _free(place.with_suffix("") if alone else place, taken)
        taken.add(_key(base))
        items.append(Item(path, base))
    return items


def _places(given: Path, out: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the files of one input with their places under ``out``, suffix and all."""
    if not given.is_dir():
        yield given, out / given.name
        return
    results = out.resolve()
    apart = results not in (given.resolve(), *given.resolve().parents)  # else results lie among the inputs
    for path in sorted(given.rglob("*")):
        inside = path.relative_to(given)
        hidden = any(part.startswith(".") for part in inside.parts)
        wanted = path.suffix.lower() in MEDIA and not path.stem.endswith(BURNED) and not hidden
        if wanted and path.is_file() and not (apart and results in path.resolve().parents):
            yield path, out / inside


def _key(place: Path) -> str:
    """Names that differ in capitals only are one file on Windows and macOS."""
    return str(place).casefold()


def _free(place: Path, taken: set[str]) -> Path:
    base, number = place, 1
    while _key(base) in taken:
        number += 1
        base = place.with_name(f"{place.name}-{number}")
    return base


def fingerprint(source: Path, options: object, version: str) -> str:
    """Return the mark of an input with its options and the tool's version: the content decides (its size, and a
    mebibyte at the front, in the middle and at the end), not its date. Raises OSError.
    """
    size = source.stat().st_size
    digest = hashlib.sha256(json.dumps([size, repr(options), version]).encode())
    with source.open("rb") as file:
        for place in (0, max(0, size // 2 - PIECE // 2), max(0, size - PIECE)):
            file.seek(place)
            digest.update(file.read(PIECE))
    return digest.hexdigest()
