"""A few pictures a second out of a finished file, upright, with their times. Decodes faster than real time by
leaving out what nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import av.error
import numpy as np

from producer.coach.picture.faces import Image
from producer.errors import NotMedia
from producer.jobs import Job

MAX_SIDE_PX = 1280
"""Larger pictures are made smaller on the way: the coach measures no finer."""


def sample_pictures(
    path: Path, *, per_s: float = 4.0, at_most: int = 1000, duration_s: float = 0.0, job: Job | None = None
) -> Iterator[tuple[float, Image]]:
    """Yield ``(time_s, BGR picture)``, about ``per_s`` of them a second, fewer where ``duration_s`` makes that more
    than ``at_most``. Damaged stretches are skipped. Raises NotMedia, Cancelled.
    """
    if duration_s > 0:
        per_s = min(per_s, at_most / duration_s)
    step_s, next_s = 1 / per_s, 0.0
    with _opened(path) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        stream.codec_context.skip_frame = "NONREF"
        origin_s = (container.start_time or 0) / av.time_base
        for frame in _decoded(container, stream):
            time_s = max(0.0, float(frame.time or 0.0) - origin_s)
            if time_s + 1e-6 < next_s:
                continue
            next_s = max(next_s + step_s, time_s + step_s / 2)
            if job is not None:
                job.progress(time_s / duration_s if duration_s else None, "look")
            yield time_s, to_picture(frame)


def _opened(path: Path) -> av.container.InputContainer:
    try:
        return av.open(str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"})
    except (av.error.FFmpegError, OSError) as error:
        raise NotMedia(
            f"{path.name} cannot be read.",
            code="not-media",
            cure="Copy or export it again.",
            detail=str(error),
            path=str(path),
        ) from error


def _decoded(container: av.container.InputContainer, stream: av.video.stream.VideoStream) -> Iterator[av.VideoFrame]:
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue
        except av.error.FFmpegError:
            return  # the rest of a file that was cut off


def to_picture(frame: av.VideoFrame) -> Image:
    """Return the frame as BGR, upright, at most 1280 pixels long."""
    scale = min(1.0, MAX_SIDE_PX / max(frame.width, frame.height))
    width, height = (max(2, round(side * scale / 2) * 2) for side in (frame.width, frame.height))
    picture = frame.reformat(width=width, height=height, format="bgr24").to_ndarray()
    turns = round(getattr(frame, "rotation", 0) / 90) % 4
    return np.ascontiguousarray(np.rot90(picture, turns)) if turns else np.asarray(picture, np.uint8)
