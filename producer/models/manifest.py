"""What is known of an installed model: its files with size and SHA-256, kept as ``producer-model.json`` beside them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from producer.files import write_json
from producer.jobs import Job

NAME = "producer-model.json"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileSum:
    """One file: bytes and SHA-256 in lower-case hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Where a model came from and what its files must be."""

    name: str
    kind: str
    source: str
    revision: str
    licence: str
    files: tuple[FileSum, ...]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Save it atomically. Raises DiskError."""
    write_json(folder / NAME, asdict(manifest))


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of ``folder``, None where there is none or it cannot be read."""
    try:
        raw = json.loads((folder / NAME).read_text("utf-8"))
        files = tuple(FileSum(str(f["name"]), int(f["size"]), str(f["sha256"])) for f in raw["files"])
        return Manifest(
            str(raw["name"]), str(raw["kind"]), str(raw["source"]), str(raw["revision"]), str(raw["licence"]), files
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def file_sum(path: Path, job: Job | None = None, name: str = "") -> FileSum:
    """Read the file and return its sum. Raises OSError, Cancelled."""
    digest, size, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if job is not None:
                job.progress(size / total if total else None, "check")
    return FileSum(name or path.name, size, digest.hexdigest())
