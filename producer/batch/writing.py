"""The results of one file, written each in one step; where one cannot be written, those before it are taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from producer.batch.names import BURNED
from producer.batch.one import Captioned
from producer.batch.options import CaptionOptions
from producer.batch.plan import Item
from producer.captions import write_captions
from producer.errors import DiskError, ProducerError
from producer.files import disk_errors, write_json
from producer.jobs import Job
from producer.values import CaptionTrack

FINDINGS = ".findings.json"
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


def _there(folder: Path) -> Path:
    """Return the folder, or the nearest above it that exists."""
    return next((place for place in (folder, *folder.absolute().parents) if place.is_dir()), Path("/"))


def write_results(item: Item, captioned: Captioned, options: CaptionOptions, job: Job) -> tuple[Path, ...]:
    """Write every result, the slowest first, and return their paths. Raises DiskError, ToolError, Cancelled."""
    written: list[Path] = []
    try:
        for path in _results(item, captioned, options, job):
            written.append(path)
    except (ProducerError, OSError):
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(written)


def _results(item: Item, captioned: Captioned, options: CaptionOptions, job: Job) -> Iterator[Path]:
    if options.burn:
        yield _burn(item, captioned.track, job)
    for form in options.formats:
        path = item.output(f".{form}")
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


def _burn(item: Item, track: CaptionTrack, job: Job) -> Path:
    from producer.export import burn_captions

    path = item.output(f"{BURNED}.mp4")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    burn_captions(item.source, track, path, job=job)
    return path
