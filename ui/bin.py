"""The system's bin: a take goes there with what is beside it, and comes back from there. Nothing is ever deleted."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile, QStandardPaths

from producer.errors import DiskError

_BIN_HOME = QStandardPaths.StandardLocation.GenericDataLocation


@dataclass(frozen=True, slots=True)
class Binned:
    """A take in the bin. Pairs of where each file was and where it is now; the take itself comes first."""

    moves: tuple[tuple[Path, Path], ...]

    @property
    def take(self) -> Path:
        return self.moves[0][0]

    @property
    def can_come_back(self) -> bool:
        """Some systems do not say where in the bin a file lies; then only a person can bring it back."""
        return all(now.is_file() for _, now in self.moves)


def move_to_bin(take: Path) -> Binned:
    """Put a take and the files of its name (transcript, report, captions) into the bin. Raises DiskError."""
    beside = sorted(take.parent.glob(f"{_plain(take.stem)}.*"))
    return Binned(tuple((path, _bin(path)) for path in (take, *(path for path in beside if path != take))))


def put_back(binned: Binned) -> Path:
    """Bring a take back; return where it is. A name that was taken meanwhile gets a number. Raises DiskError."""
    stem = _free_stem(binned.take)
    try:
        for was, now in binned.moves:
            shutil.move(now, was.with_name(stem + was.name.removeprefix(binned.take.stem)))
            (now.parent.parent / "info" / f"{now.name}.trashinfo").unlink(missing_ok=True)
    except OSError as error:
        raise DiskError(
            f"{binned.take.name} could not be brought back.", code="not-brought-back", path=str(binned.take)
        ) from error
    return binned.take.with_name(stem + binned.take.suffix)


def _bin(path: Path) -> Path:
    Path(QStandardPaths.writableLocation(_BIN_HOME)).mkdir(parents=True, exist_ok=True)  # Qt needs it to be there
    file = QFile(str(path))
    if not file.moveToTrash():
        raise DiskError(f"{path.name} could not be moved to the bin.", code="not-binned", path=str(path))
    return Path(file.fileName())


def _free_stem(take: Path) -> str:
    stem, number = take.stem, 2
    while take.with_name(stem + take.suffix).exists():
        stem, number = f"{take.stem} ({number})", number + 1
    return stem


def _plain(name: str) -> str:
    """Return ``name`` without a meaning for glob."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
