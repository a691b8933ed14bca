"""The results of one file, written each in one step; where one cannot be written, those before it are taken back."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from producer.batch.names import BURNED
from producer.batch.one import Captioned
from producer.batch.options import CaptionOptions
from producer.batch.plan import Item
from producer.captions import write_captions
from producer.errors import DiskError, ProducerError
from producer.files import disk_errors, write_json, written_beside
from producer.jobs import Job
from producer.values import CaptionTrack

FINDINGS = ".findings.json"
KEPT = ".kept"
"""What is put into the name of captions that a person had changed, before new ones take their place."""
EDITED_BYTES = 64 << 20
"""Nothing that a person edits by hand is larger (own)."""
ROOM_BYTES = 4 << 20
"""A disk with less room than this is full: one file's captions take some tens of kilobytes, and the system needs a
little itself (own)."""


def require_room(out: Path) -> None:
    """Raise DiskError where the disk of ``out`` is full, before an hour of hearing goes to waste."""
    with disk_errors(out):
        free = shutil.disk_usage(_there(out)).free
    if free < ROOM_BYTES:
        raise DiskError(
            f"The disk is full, so nothing can be written in {out}.",
            code="disk-full",
            kept="What is done is kept.",
            cure="Free some space and run this again.",
            path=str(out),
        )


def require_writable(out: Path) -> None:
    """Raise DiskError where nothing can be written in ``out``, before five hundred files are heard for nothing. A full
    disk is said of each file: room may be made meanwhile.
    """
    try:
        with disk_errors(out), tempfile.NamedTemporaryFile(dir=out, prefix=".part-"):
            pass
    except DiskError as error:
        if error.code != "disk-full":
            raise


def _there(folder: Path) -> Path:
    """Return the folder, or the nearest above it that exists."""
    return next((place for place in (folder, *folder.absolute().parents) if place.is_dir()), Path("/"))


@dataclass(frozen=True, slots=True)
class Written:
    """The results of one file, the mark of each that a person may edit, and the edited ones that were set aside."""

    paths: tuple[Path, ...]
    marks: dict[str, str]
    kept: tuple[Path, ...]


def write_results(
    item: Item, captioned: Captioned, options: CaptionOptions, job: Job, known: Mapping[str, str]
) -> Written:
    """Write every result, the slowest first. ``known``: the marks of what an earlier run wrote, by file name; what
    stands in the place of a result and is not of those was written or changed by a person, and is set aside. Raises
    DiskError, ToolError, Cancelled.
    """
    written: list[Path] = []
    kept: list[Path] = []
    try:
        for path in _results(item, captioned, options, job, lambda path: kept.extend(_set_aside(path, known))):
            written.append(path)
    except (ProducerError, OSError):
        for path in written:
            path.unlink(missing_ok=True)
        raise
    marks = {path.name: mark for path in written if (mark := _mark(path))}
    return Written(tuple(written), marks, tuple(path for path in kept if not _is_as_written(path, marks)))


def _results(
    item: Item, captioned: Captioned, options: CaptionOptions, job: Job, before: Callable[[Path], None]
) -> Iterator[Path]:
    if options.burn and captioned.info.has_picture:
        yield _burn(item, captioned.burned, job)
    for form in options.formats:
        path = item.output(f".{form}")
        before(path)
        if form == "json":
            write_json(path, captioned.transcript.to_json())
        else:
            write_captions(captioned.track, path)
        yield path
    beside = item.output(FINDINGS)
    if captioned.findings:
        write_json(beside, [finding.to_json() for finding in captioned.findings])
        yield beside
    else:
        beside.unlink(missing_ok=True)  # of an earlier run


def _mark(path: Path) -> str | None:
    """Return the mark of a file's content; None where it cannot be read or is no text of ours (a film)."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.stat().st_size < EDITED_BYTES else None
    except OSError:
        return None


def _set_aside(path: Path, known: Mapping[str, str]) -> Iterator[Path]:
    """Keep a copy of what stands at ``path`` unless it is what we wrote, and yield where. Raises DiskError."""
    mark = _mark(path)
    if mark is None or known.get(path.name) == mark:
        return
    place = next(place for place in _kept_places(path) if _mark(place) in (None, mark) and not place.is_dir())
    if not place.exists():
        with written_beside(place) as part:
            shutil.copyfile(path, part)
    yield place


def _kept_places(path: Path) -> Iterator[Path]:
    for number in itertools.count(1):
        yield path.with_name(f"{path.stem}{KEPT}{f'-{number}' if number > 1 else ''}{path.suffix}")


def _is_as_written(kept: Path, marks: Mapping[str, str]) -> bool:
    """Say whether what was set aside is what stands there again, and then take it away."""
    if _mark(kept) not in marks.values():
        return False
    kept.unlink(missing_ok=True)
    return True


def sweep(folders: Iterable[Path], before_s: float) -> None:
    """Remove what a killed run left half-written: hidden parts that are older than this run (seconds of the epoch)."""
    for folder in folders:
        for part in folder.glob(".part-*"):
            with contextlib.suppress(OSError):
                if part.stat().st_mtime < before_s:
                    part.unlink()


def _burn(item: Item, track: CaptionTrack, job: Job) -> Path:
    from producer.export import burn_captions

    path = item.output(f"{BURNED}.mp4")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    burn_captions(item.source, track, path, job=job)
    return path
