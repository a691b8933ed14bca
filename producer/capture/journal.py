"""A note beside a take that is being recorded, so that the next start finds it if this one dies.

``.NAME.mkv.journal`` holds JSON lines: first what is recorded, then, every second, what went in so far. While somebody
records the file is locked (the lock dies with the process, so a process number that came back fools nobody).
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

PREFIX, SUFFIX = ".", ".journal"
SCHEMA = 1
LOCKED_BYTE = 1 << 30
"""Windows forbids reading what is locked, so a byte far behind the text is locked there."""


def journal_path(take: Path) -> Path:
    """Where the journal of ``take`` is."""
    return take.with_name(f"{PREFIX}{take.name}{SUFFIX}")


def take_path(journal: Path) -> Path:
    """The take that ``journal`` is about."""
    return journal.with_name(journal.name.removeprefix(PREFIX).removesuffix(SUFFIX))


class Journal:
    """Written while recording. Raises OSError, FileExistsError where the take has one already."""

    def __init__(self, take: Path, about: Mapping[str, object]) -> None:
        self._path = journal_path(take)
        self._file = self._path.open("x", encoding="utf-8")
        lock(self._file)
        self.note({"schema": SCHEMA, "take": take.name, **about})

    def note(self, values: Mapping[str, object]) -> None:
        """Add a line. A full disk is the recorder's to tell."""
        with contextlib.suppress(OSError):
            self._file.write(json.dumps(values) + "\n")
            self._file.flush()

    def close(self, *, done: bool) -> None:
        """Let go; ``done``: the take is finished and needs no journal."""
        with contextlib.suppress(OSError):
            self._file.close()
        if done:
            self._path.unlink(missing_ok=True)


def read_journal(path: Path) -> dict[str, Any]:
    """All that the lines say, later ones over earlier; a line that was cut off is passed over."""
    known: dict[str, Any] = {}
    for line in path.read_text("utf-8", errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            values = json.loads(line)
            if isinstance(values, dict):
                known.update(values)
    return known


@contextlib.contextmanager
def claimed(path: Path) -> Iterator[bool]:
    """Hold the journal while the block runs; False where somebody still records (or recovers) that take."""
    try:
        file = path.open("r+", encoding="utf-8")
    except OSError:
        yield False
        return
    with file:
        yield lock(file)


def lock(file: IO[str]) -> bool:
    """Lock for this open file alone; False where another has it. A folder that cannot lock counts as free."""
    if sys.platform == "win32":
        import msvcrt

        place = os.lseek(file.fileno(), 0, os.SEEK_CUR)
        os.lseek(file.fileno(), LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file.fileno(), place, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
