"""What a batch will do: the files found, each with the place of its results, and the mark by which a finished
one is known again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from producer.batch.names import BURNED, MAX_SUFFIX_BYTES, MEDIA, is_media, safe_name

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Item:
    """One input and where its results go: ``base`` is their path without a suffix."""

    source: Path
    base: Path

    def output(self, suffix: str) -> Path:
        """Return the path of one result; ``suffix`` begins with its dot."""
        return self.base.with_name(self.base.name + suffix)


class Planner:
    """Gives every input its place, once, and no two of them the same. What an earlier run called a file it is
    called again (``known``: resolved source -> base), so that nothing is done twice for a neighbour that came later.
    """

    def __init__(self, inputs: Sequence[Path], out: Path, known: Mapping[Path, Path] | None = None) -> None:
        self._inputs, self._out, self._known = inputs, out, dict(known or {})
        self._taken = {_key(base): source for source, base in self._known.items()}
        self._seen: set[Path] = set()
        self._known_paths: dict[Path, Path] = {}

    def find(self) -> list[Item]:
        """Return the inputs that were not there at the last call, in order."""
        places: dict[Path, tuple[Path, Path]] = {}
        for given in self._inputs:
            for path, place in _places(given, self._out):
                real = self._known_paths.get(path) or self._known_paths.setdefault(path, _real(path))
                if real not in self._seen:
                    places.setdefault(real, (path, place))
        names = Counter(_key(place.with_suffix("")) for _, place in places.values())
        self._seen.update(places)
        return [
            Item(path, self._base(real, place, alone=names[_key(place.with_suffix(""))] == 1))
            for real, (path, place) in places.items()
        ]

    def forget(self, source: Path) -> None:
        """Find a file again at the next call: it has changed, or was not ready."""
        real = self._known_paths.pop(source, None)
        self._seen.discard(real or _real(source))

    def _base(self, real: Path, place: Path, *, alone: bool) -> Path:
        base = self._known.get(real)
        if base is None or self._taken.get(_key(base), real) != real:
            bare = place.with_suffix("")
            base = self._free(bare if alone and self._is_free(bare) else place)
            self._known[real] = base
        self._taken[_key(base)] = real
        return base

    def _is_free(self, base: Path) -> bool:
        """A name is free where nobody has it, or whoever had it in an earlier run is gone (moved, say)."""
        owner = self._taken.get(_key(base))
        return owner is None or (owner not in self._seen and not _exists(owner))

    def _free(self, place: Path) -> Path:
        base, number = place, 1
        while not self._is_free(base):
            number += 1
            base = place.with_name(f"{place.name}-{number}")
        return base


def find_items(inputs: Sequence[Path], out: Path, known: Mapping[Path, Path] | None = None) -> list[Item]:
    """Return every file to be done, each once. A folder is gone through with all that is in it, and its tree is kept
    under ``out``.

    Two inputs whose results would have one name keep their suffix in it: ``a.mov.srt`` beside ``a.mp4.srt``; where
    even those are the same, they are numbered.
    """
    return Planner(inputs, out, known).find()


def _places(given: Path, out: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the files of one input with their places under ``out``, suffix and all."""
    if not given.is_dir():
        yield given, _place(out, Path(given.name))
        return
    results = out.resolve()
    apart = results not in (given.resolve(), *given.resolve().parents)  # else results lie among the inputs
    for path in _walk(given, results if apart else None):
        yield path, _place(out, path.relative_to(given))


def _place(out: Path, inside: Path) -> Path:
    """Return the place of a result, its suffix in it, under names that every disk takes."""
    folders = [safe_name(part) for part in inside.parts[:-1]]
    suffix = safe_name(inside.suffix)
    return out.joinpath(*folders, safe_name(inside.stem) + (suffix if len(suffix.encode()) <= MAX_SUFFIX_BYTES else ""))


def _walk(top: Path, leave_out: Path | None) -> Iterator[Path]:
    """Yield the media under a folder in the order of their names. Linked folders are gone into once, so that a link to
    a folder above ends; what cannot be opened is yielded all the same, to be named when its turn comes.
    """
    entered: set[tuple[int, int]] = set()
    locked: list[OSError] = []
    for name, folders, files in os.walk(top, followlinks=True, onerror=locked.append):
        here = Path(name)
        if not _first_time(here, entered) or (leave_out is not None and _real(here) == leave_out):
            folders.clear()
            continue
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        yield from (here / file for file in sorted(files) if _wanted(here / file))
    yield from (Path(str(error.filename)) for error in locked)


def _first_time(folder: Path, entered: set[tuple[int, int]]) -> bool:
    try:
        status = folder.stat()
    except OSError:
        return False
    key = (status.st_dev, status.st_ino)
    new = key not in entered or key == (0, 0)  # some network drives have no numbers
    entered.add(key)
    return new


def _wanted(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    try:
        if path.is_symlink() and not path.exists():  # a link to nothing is named when its turn comes
            return path.suffix.lower() in MEDIA
        return path.is_file() and is_media(path)
    except OSError:  # it may not be opened to be looked at: only its suffix speaks
        return path.suffix.lower() in MEDIA


def _real(path: Path) -> Path:
    """Return where a path really is; itself where links go round in a circle."""
    with contextlib.suppress(OSError, RuntimeError):
        return path.resolve()
    return path.absolute()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True


def _key(place: Path) -> str:
    """Names that differ in capitals only are one file on Windows and macOS."""
    return str(place).casefold()


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


def whole_print(source: Path, check: Callable[[], object]) -> str:
    """Return the mark of all that a file holds, "" where ``fingerprint`` reads all of it anyway. It tells a recording
    with one sentence silenced from the one before, which has its size and is not read on every run; a new date is the
    sign that it may be one. ``check`` is called between pieces. Raises OSError.
    """
    if source.stat().st_size <= 3 * PIECE:
        return ""
    digest = hashlib.blake2b(digest_size=32)
    with source.open("rb") as file:
        while piece := file.read(4 * PIECE):
            check()
            digest.update(piece)
    return digest.hexdigest()


__all__ = ["BURNED", "Item", "Planner", "find_items", "fingerprint", "whole_print"]
