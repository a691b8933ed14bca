"""Takes whose recording was cut off: find them, and give them their length and index back.

The pictures and sound are in the file already, and it plays; recovering copies them, without decoding, into a whole
file beside it, which takes its place only after it was read back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import av.error

from producer.capture.journal import PREFIX, SUFFIX, claimed, journal_path, read_journal, take_path
from producer.capture.recorder import Counts
from producer.capture.take_result import TakeResult, measure
from producer.errors import DiskError, NotMedia
from producer.files import written_beside


@dataclass(frozen=True, slots=True)
class UnfinishedTake:
    """A take that nobody is recording any more. ``started_at`` is as written (ISO 8601), empty where unknown."""

    path: Path
    started_at: str = ""
    dropped_frames: int = 0
    audio_gaps: int = 0


def find_unfinished(folder: Path) -> list[UnfinishedTake]:
    """The cut-off takes in ``folder``, by name. One that is being recorded right now is not among them."""
    found = []
    for journal in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        with claimed(journal) as free:
            if not free:
                continue
            take = take_path(journal)
            if take.is_file():
                found.append(_unfinished(take, read_journal(journal)))
                continue
        journal.unlink(missing_ok=True)  # the take is gone, so there is nothing to tell
    return found


def _unfinished(take: Path, known: dict[str, Any]) -> UnfinishedTake:
    return UnfinishedTake(
        take, str(known.get("started_at", "")), _whole(known.get("dropped_frames")), _whole(known.get("audio_gaps"))
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def recover(unfinished: UnfinishedTake) -> TakeResult:
    """Finish the take under its own name. Raises NotMedia where nothing had been recorded yet, DiskError without room
    (the take stays as it is, and is offered again)."""
    take, journal = unfinished.path, journal_path(unfinished.path)
    with claimed(journal) as free:
        if not free:
            raise DiskError(f"{take.name} is being recorded or recovered right now.", code="take-busy",
                            cure="Wait until that is done.", path=str(take))
        if not _has_picture(take):
            _forget(take, journal)
            raise NotMedia(f"{take.name} was cut off before its first picture, so there is nothing to keep.",
                           code="nothing-recorded", cure="Record it again.", path=str(take))
        with written_beside(take) as part:
            frames, audio_s = copy_packets(take, part)
            counts = Counts(frames, unfinished.dropped_frames, audio_s, unfinished.audio_gaps)
            measure(part, counts)  # only a file that can be read takes the place of the other
        result = measure(take, counts, recovered=True)
    journal.unlink(missing_ok=True)
    return result


def _has_picture(take: Path) -> bool:
    try:
        with av.open(str(take.absolute())) as container:
            return next(container.decode(video=0), None) is not None
    except (av.error.FFmpegError, OSError, IndexError):
        return False


def _forget(take: Path, journal: Path) -> None:
    """Remove a take without a picture, unless there is more in it than headers: then somebody may still want it."""
    if take.stat().st_size < 16 * 1024:
        take.unlink(missing_ok=True)
    journal.unlink(missing_ok=True)


def copy_packets(source: Path, target: Path) -> tuple[int, float]:
    """Copy all whole packets; return how many pictures there were and how many seconds of sound."""
    frames, audio_s = 0, 0.0
    ends = str(source.absolute()), str(target.absolute())  # a relative name with a colon would be an address
    with av.open(ends[0]) as old, av.open(ends[1], "w", format="matroska") as new:
        both = (*old.streams.video, *old.streams.audio)
        streams = {stream.index: new.add_stream_from_template(stream) for stream in both}
        try:
            for packet in old.demux():
                if packet.dts is None or packet.size == 0 or packet.stream.index not in streams:
                    continue
                picture = packet.stream.type == "video"
                frames += picture
                if not picture and packet.pts is not None and packet.time_base is not None:
                    audio_s = max(audio_s, float((packet.pts + (packet.duration or 0)) * packet.time_base))
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
        except (av.error.InvalidDataError, av.error.EOFError):
            pass  # the cut: what came before it is kept
    return frames, audio_s
