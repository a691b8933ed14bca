"""One file over HTTP: with progress, resume after any stop, and a checksum before it takes its name."""

from __future__ import annotations

import hashlib
import http.client
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from producer.errors import ModelError
from producer.files import disk_errors
from producer.jobs import Job

CHUNK = 1 << 18
TIMEOUT_S = 30.0
TRIES = 4
"""A line that breaks is taken up again where it broke, this many times in one go."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to be had: its size in bytes, and the sum by which it is known (SHA-256, or git's own SHA-1 for
    small text files).
    """

    name: str
    url: str
    size: int | None
    sha256: str | None = None
    git_sha1: str | None = None


def download(remote: RemoteFile, target: Path, job: Job) -> None:
    """Fetch ``remote`` to ``target``; what a stopped run left in ``<target>.partial`` is taken up again.

    Raises ModelError (no connection; wrong checksum, then what came is thrown away), DiskError, Cancelled.
    """
    if target.is_file() and matches(remote, target):
        return
    partial = target.with_name(target.name + ".partial")
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _fill(remote, partial, job)
        if not matches(remote, partial):
            partial.unlink()
            raise ModelError(
                f"{remote.name} arrived damaged: its checksum is not the one that was promised.",
                code="model-damaged-download",
                kept="It was thrown away, and nothing was installed.",
                cure="Try again; if it happens again, ask your IT team whether something changes downloads on the way.",
                url=remote.url,
            )
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)


def _fill(remote: RemoteFile, partial: Path, job: Job) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            _receive(remote, partial, job)
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as error:
            if attempt == TRIES or (isinstance(error, urllib.error.HTTPError) and error.code < 500):
                raise _unreachable(remote, error) from error
            continue
        if remote.size is None or partial.stat().st_size >= remote.size:
            return
    raise _unreachable(remote, ConnectionError("the connection broke off"))


def _receive(remote: RemoteFile, partial: Path, job: Job) -> None:
    have = partial.stat().st_size if partial.exists() else 0
    if remote.size is not None and have > remote.size:
        partial.unlink()
        have = 0
    if remote.size is not None and have == remote.size:
        return
    request = urllib.request.Request(remote.url, headers={"Accept-Encoding": "identity", "User-Agent": "producer"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
        resumed = have > 0 and answer.status == 206
        done = have if resumed else 0
        with partial.open("ab" if resumed else "wb") as file:
            while chunk := answer.read(CHUNK):
                file.write(chunk)
                done += len(chunk)
                job.progress(done / remote.size if remote.size else None, "download")


def matches(remote: RemoteFile, path: Path) -> bool:
    """Say whether the file is what was promised. Without any promised sum only the size can be held against it."""
    if remote.size is not None and path.stat().st_size != remote.size:
        return False
    if remote.sha256 is not None:
        return _digest(path, hashlib.sha256()) == remote.sha256
    if remote.git_sha1 is not None:
        head = f"blob {path.stat().st_size}\0".encode()
        return _digest(path, hashlib.sha1(head, usedforsecurity=False)) == remote.git_sha1
    return True


def _digest(path: Path, digest: hashlib._Hash) -> str:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _unreachable(remote: RemoteFile, error: Exception) -> ModelError:
    return ModelError(
        f"{remote.name} could not be fetched.",
        code="model-unreachable",
        kept="What came so far is kept, and the next try goes on from there.",
        cure="Check the connection and try again, or copy the model from another computer and run: "
        "producer models import FOLDER",
        detail=f"{remote.url}: {error}",
    )
