"""One file over HTTP: with progress, resume after any stop, and a checksum before it takes its name."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from producer.errors import DiskError, ModelError
from producer.files import disk_errors, take_name
from producer.jobs import Job

CHUNK = 1 << 18
TIMEOUT_S = 30.0
PAUSES_S = (0.2, 1.0, 4.0)
"""A line that breaks is taken up again where it broke, after each of these pauses in turn (own)."""
ROOM = 50 << 20
"""Bytes that stay free on the disk beside what is fetched (own)."""


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


def download(remote: RemoteFile, target: Path, job: Job, *, pauses_s: Sequence[float] = PAUSES_S) -> None:
    """Fetch ``remote`` to ``target``; what a stopped run left in ``<target>.partial`` is taken up again.

    Raises ModelError (no connection; wrong checksum, then what came is thrown away), DiskError, Cancelled.
    """
    if target.is_file() and matches(remote, target):
        return
    partial = target.with_name(target.name + ".partial")
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_room(remote, partial)
        resumed = partial.exists()
        _fill(remote, partial, job, pauses_s)
        if resumed and not matches(remote, partial):  # its beginning may be of an older revision: once more, whole
            partial.unlink()
            _fill(remote, partial, job, pauses_s)
        if not matches(remote, partial):
            partial.unlink()
            raise _damaged(remote)
        take_name(partial, target)


def _check_room(remote: RemoteFile, partial: Path) -> None:
    have = _size(partial)
    lacking = (remote.size or 0) - have + ROOM - shutil.disk_usage(partial.parent).free
    if lacking > 0:
        raise DiskError(
            f"There is too little room on the disk for {remote.name}: {lacking / 1e6:.0f} MB are lacking.",
            code="disk-full",
            kept="Nothing was changed.",
            cure="Free some space and try again.",
            path=str(partial.parent),
        )


def _fill(remote: RemoteFile, partial: Path, job: Job, pauses_s: Sequence[float]) -> None:
    """Receive until all is there; only stops in which nothing came count as failed."""
    failed = 0
    while True:
        before = _size(partial)
        try:
            _receive(remote, partial, job)
            if remote.size is None or _size(partial) >= remote.size:
                return
            failure: Exception = ConnectionError("the connection broke off")
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as error:
            failure = error
        failed = failed if _size(partial) == before else 0
        refused = isinstance(failure, urllib.error.HTTPError) and failure.code < 500
        if refused or failed == len(pauses_s):
            raise _unreachable(remote, failure) from failure
        _wait(pauses_s[failed], job)
        failed += 1


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _wait(pause_s: float, job: Job) -> None:
    """Wait, or less where a person has had enough. Raises Cancelled."""
    stopped = threading.Event()
    forget = job.at_cancel(stopped.set)
    stopped.wait(pause_s)
    forget()
    job.check()


def _receive(remote: RemoteFile, partial: Path, job: Job) -> None:
    have = _size(partial)
    if remote.size is not None and have > remote.size:
        partial.unlink()
        have = 0
    if remote.size is not None and have == remote.size:
        return
    request = urllib.request.Request(remote.url, headers={"Accept-Encoding": "identity", "User-Agent": "producer"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    with _opened(request) as answer:
        resumed = have > 0 and answer.status == 206
        done = have if resumed else 0
        with partial.open("ab" if resumed else "wb") as file:
            while chunk := _next_chunk(answer):
                file.write(chunk)
                done += len(chunk)
                job.progress(done / remote.size if remote.size else None, "download")


@contextlib.contextmanager
def _opened(request: urllib.request.Request) -> Iterator[http.client.HTTPResponse]:
    """Open it. Raises URLError, or ConnectionError: whatever the line says is not to be taken for the disk's word."""
    try:
        answer = urllib.request.urlopen(request, timeout=TIMEOUT_S)
    except urllib.error.URLError:
        raise
    except OSError as error:
        raise ConnectionError(str(error)) from error
    with answer:
        yield answer


def _next_chunk(answer: http.client.HTTPResponse) -> bytes:
    try:
        return answer.read(CHUNK)
    except OSError as error:
        raise ConnectionError(str(error)) from error


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


def _damaged(remote: RemoteFile) -> ModelError:
    return ModelError(
        f"{remote.name} arrived damaged: its checksum is not the one that was promised.",
        code="model-damaged-download",
        kept="It was thrown away, and nothing was installed.",
        cure="Try again; if it happens again, ask your IT team whether something changes downloads on the way.",
        url=remote.url,
    )


def _unreachable(remote: RemoteFile, error: Exception) -> ModelError:
    return ModelError(
        f"{remote.name} could not be fetched.",
        code="model-unreachable",
        kept="What came so far is kept, and the next try goes on from there.",
        cure="Check the connection and try again, or copy the model from another computer and run: "
        "producer models import FOLDER",
        detail=f"{remote.url}: {error}",
    )
