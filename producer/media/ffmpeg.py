"""Running ffmpeg as a child: argument lists only, no shell, no text of a person in a filter graph, local files only.

The binary is the one that imageio-ffmpeg ships (it has libass), or ``PRODUCER_FFMPEG``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import threading
from collections import deque
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from producer.errors import DiskError, ToolError
from producer.jobs import Job

FULL = os.strerror(errno.ENOSPC)
"""What ffmpeg says, in the system's words, where the disk is full."""


@cache
def ffmpeg_path() -> str:
    """Return the path of ffmpeg. Raises ToolError where there is none."""
    chosen = os.environ.get("PRODUCER_FFMPEG")
    if chosen:
        return chosen
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise ToolError(
            "The video engine is missing from this installation.",
            code="no-ffmpeg",
            cure="Install Producer again.",
            detail=str(error),
        ) from error


def run_ffmpeg(
    arguments: Sequence[str],
    *,
    job: Job | None = None,
    duration_s: float | None = None,
    step: str = "render",
    cwd: Path | None = None,
) -> str:
    """Run ffmpeg with ``arguments`` (without the program's name); return all it wrote on standard error.

    Progress is the share of ``duration_s`` that is out. Cancel kills the child. Outputs are the caller's to clean up
    (write beside, then rename). Raises Cancelled, DiskError where the disk is full, or ToolError with the last lines as
    detail.
    """
    command = [ffmpeg_path(), "-hide_banner", "-nostdin", "-y", "-progress", "pipe:1", "-nostats", *arguments]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd)
    said: deque[str] = deque(maxlen=4000)
    assert child.stdout is not None and child.stderr is not None
    errors = child.stderr

    def listen() -> None:
        for line in errors:
            said.append(line.decode("utf-8", errors="replace").rstrip())

    listener = threading.Thread(target=listen, name="ffmpeg-stderr", daemon=True)
    listener.start()
    forget = job.at_cancel(child.kill) if job else lambda: None
    try:
        for raw in child.stdout:
            key, _, value = raw.decode("ascii", errors="replace").strip().partition("=")
            if job and duration_s and key == "out_time_us" and value.lstrip("-").isdigit():
                job.progress(int(value) / 1e6 / duration_s, step)
        child.wait()
    finally:
        forget()
        if child.poll() is None:
            child.kill()
            child.wait()
        listener.join(5)
        with contextlib.suppress(OSError):
            child.stdout.close()
            child.stderr.close()
    if job:
        job.check()
    if child.returncode != 0:
        if any(FULL in line for line in said):
            raise DiskError(
                "The disk is full, so the video could not be made.",
                code="disk-full",
                kept="The original is untouched.",
                cure="Free some space and try again.",
                detail="\n".join(list(said)[-30:]),
            )
        raise ToolError(
            "The video could not be made.",
            code="ffmpeg-failed",
            kept="The original is untouched.",
            cure="Try again; if it fails again, copy the details for support.",
            detail="\n".join(list(said)[-30:]),
        )
    return "\n".join(said)
