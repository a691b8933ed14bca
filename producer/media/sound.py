"""A file's sound as numbers."""

from __future__ import annotations

from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from producer.errors import NotMedia
from producer.jobs import Job
from producer.media.probe import probe

HOLE_S = 0.1
"""From here on a gap in the times is an interruption: where ffmpeg's ``aresample=async`` too begins to fill it."""


def decode_sound(path: Path, *, rate_hz: int = 16_000, job: Job | None = None) -> NDArray[np.float32]:
    """Decode the whole sound as mono float32 in -1..1 at ``rate_hz``, aligned to the file's start.

    Sample 0 is at time 0 of the file: where the sound begins later than the picture, or is interrupted, silence stands
    in the place.
    Damaged stretches are skipped. Raises MissingFile, NotMedia, NoSound.
    """
    info = probe(path, need_sound=True)
    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate_hz)
    parts: list[NDArray[np.float32]] = []
    first_s: float | None = None
    done = 0
    with av.open(str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as container:
        origin_s = (container.start_time or 0) / av.time_base
        stream = container.streams.audio[0]
        try:
            for packet in container.demux(stream):
                try:
                    frames = packet.decode()
                except av.error.InvalidDataError:
                    continue
                for frame in frames:
                    if first_s is None:
                        first_s = float(frame.time or 0.0) - origin_s
                    hole = _hole(frame, origin_s + first_s + done / rate_hz, info.duration_s + origin_s, rate_hz)
                    parts.append(np.zeros(hole, np.float32))
                    done += hole
                    frame.pts = None
                    for piece in resampler.resample(frame):
                        parts.append(_flat(piece))
                        done += piece.samples
                if job and info.duration_s:
                    job.progress(done / rate_hz / info.duration_s, "decode")
            parts.extend(_flat(piece) for piece in resampler.resample(None))
        except av.error.FFmpegError as error:
            if not parts:
                raise NotMedia(
                    f"The sound of {path.name} cannot be read.",
                    code="not-media",
                    cure="Copy or export it again.",
                    detail=str(error),
                    path=str(path),
                ) from error
    samples = np.concatenate(parts).astype(np.float32, copy=False) if parts else np.zeros(0, np.float32)
    lead = round((first_s or 0.0) * rate_hz)
    if lead > 0:
        samples = np.concatenate([np.zeros(lead, np.float32), samples])
    elif lead < 0:
        samples = samples[-lead:]
    return samples


def _hole(frame: av.AudioFrame, at_s: float, end_s: float, rate_hz: int) -> int:
    """Return how many samples are missing before ``frame``, by its time; never more than the file has room for."""
    if frame.time is None:
        return 0
    missing_s = min(float(frame.time), end_s) - at_s
    return round(missing_s * rate_hz) if missing_s >= HOLE_S else 0


def _flat(frame: av.AudioFrame) -> NDArray[np.float32]:
    return frame.to_ndarray().reshape(-1).astype(np.float32, copy=False)
