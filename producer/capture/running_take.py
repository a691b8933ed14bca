"""A take that is being recorded: its place on the disk, its journal, its recorder, and how it becomes a finished file.

It is written under its own name from the first picture on, so that whatever happens the file is where it was asked for
and plays; the journal beside it says that it is not finished.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from producer.capture.journal import Journal
from producer.capture.recorder import Recorder
from producer.capture.take_file import SoundFormat
from producer.capture.take_result import TakeResult, measure
from producer.errors import CameraError, DiskError, InputError
from producer.files import disk_errors, sync_folder, write_text

MEGABYTE = 1_000_000
LOW_BYTES = 500 * MEGABYTE
"""Where the disk is called almost full (Cap's limit for starting); five minutes at 12 Mbit/s, a grainy 720p."""
FULL_BYTES = 50 * MEGABYTE
"""Where recording ends while there is still room to finish the file (OBS stops at 50 MB)."""


def free_bytes(folder: Path) -> int:
    """How much room is left."""
    return shutil.disk_usage(folder).free


class RunningTake:
    """Begins to record at once. Raises InputError (take-exists, take-suffix), DiskError (disk-full, not-writable)."""

    def __init__(
        self, path: Path, width: int, height: int, fps: float, sound: SoundFormat | None, *,
        start_s: float, limit_s: float | None = None, script: str | None = None,
    ) -> None:
        self.path = path
        with disk_errors(path):
            prepare(path)
            self._journal = Journal(path, {
                "started_at": datetime.now(UTC).isoformat(timespec="seconds"), "process": os.getpid(), "fps": fps,
                "width": width, "height": height,
            })
            with contextlib.ExitStack() as undo:
                undo.callback(self._journal.close, done=True)
                path.open("xb").close()
                undo.callback(path.unlink, missing_ok=True)
                self.recorder = Recorder(path, width, height, fps, sound, start_s=start_s, limit_s=limit_s)
                if script:
                    write_text(script_path(path), script)
                undo.pop_all()

    def note(self) -> None:
        """Write down what went in so far, for whoever recovers this take."""
        counts = self.recorder.counts
        self._journal.note({
            "frames": counts.frames, "dropped_frames": counts.dropped_frames, "audio_gaps": counts.audio_gaps,
        })

    def finish(self) -> TakeResult:
        """Write what waits, close, make it durable, read it back. A take that could not be finished keeps its journal.

        Raises CameraError where not one picture came (nothing is left behind then), NotMedia, DiskError.
        """
        self.recorder.finish()
        self.note()
        error, counts = self.recorder.error, self.recorder.counts
        if counts.frames == 0:
            self._remove()
            raise CameraError("No picture came, so there is no take.", code="nothing-recorded",
                              cure="Check the camera and try again.", detail=repr(error) if error else "")
        with contextlib.ExitStack() as end:
            end.callback(self._journal.close, done=False)
            make_durable(self.path)
            result = measure(self.path, counts, trouble=repr(error) if error else "")
            end.pop_all()
        self._journal.close(done=error is None)
        return result

    def _remove(self) -> None:
        self.path.unlink(missing_ok=True)
        script_path(self.path).unlink(missing_ok=True)
        self._journal.close(done=True)


def script_path(take: Path) -> Path:
    """Where the script that was read aloud is kept, beside its take."""
    return take.with_name(f"{take.stem}.script.txt")


def prepare(path: Path) -> None:
    """Make the folder, and see that nothing is there yet and that there is room."""
    if path.suffix.lower() != ".mkv":
        raise InputError(f"A take is an .mkv file, so {path.name} cannot be its name.", code="take-suffix",
                         cure=f"Call it {path.stem or 'take'}.mkv.", path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        raise InputError(f"{path} is there already, and a take is never overwritten.", code="take-exists",
                         cure="Choose another name.", path=str(path))
    if free_bytes(path.parent) < 2 * FULL_BYTES:
        raise DiskError("The disk is full, so nothing was recorded.", code="disk-full",
                        cure="Free some space and try again.", path=str(path))


def make_durable(path: Path) -> None:
    """See that the file survives a power cut."""
    with disk_errors(path):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        sync_folder(path.parent)
