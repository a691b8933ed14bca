"""Where a film cuts: the pictures compared one with the next, small and in colour.

A cut is a difference that stands out from those around it (a pan or a hand in front of the camera makes many, one after
the other), and after which the picture does not come back (a flash does).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from producer.errors import NotMedia
from producer.jobs import Job
from producer.media.probe import probe

WIDTH, HEIGHT = 96, 54
LEAST = 5.0
"""Least difference of a cut, in percent of black to white, mean over the picture. Measured: cuts between dark shots of
a concert 10.8-11.7, where one speaker's clip begins anew 16.6, made ones 15-51; a still picture that jumps by a few
percent 4.3; talking heads up to 1.9 from one picture to the next, a hand camera 5.7.
"""
STANDS_OUT = 3.0
"""How many times the mean of its neighbours a cut's difference is at least. Measured: cuts 4.5 and up, motion 1.9."""
REST = 0.5
"""Added to the neighbours' mean, so that a still picture's noise does not make a cut of a small change."""
AROUND = 5
"""Neighbours on either side, in pictures; a flash is over within as many."""
COMES_BACK = 0.5
"""A picture that differs less than this much of the jump from one before it has come back: no cut."""
TOGETHER_S = 0.2
"""Of cuts nearer to each other than this, the last is kept: a flash between two shots."""
Picture = NDArray[np.int16]


def scene_cuts(path: Path, *, job: Job | None = None) -> tuple[float, ...]:
    """Return the times of the first pictures of new shots, in seconds from the file's start. Raises MissingFile,
    NotMedia, NoPicture, Cancelled.
    """
    info = probe(path, need_picture=True)
    cuts: list[float] = []
    for at_s in _cuts(_pictures(path, info.duration_s, job)):
        if cuts and at_s - cuts[-1] < TOGETHER_S:
            cuts.pop()
        cuts.append(round(at_s, 3))
    return tuple(cuts)


def _pictures(path: Path, duration_s: float, job: Job | None) -> Iterator[tuple[float, Picture]]:
    """Yield each picture's time and its small copy. Damaged stretches are skipped."""
    try:
        with av.open(str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as film:
            origin_s = (film.start_time or 0) / av.time_base
            stream = next(s for s in film.streams.video if not s.disposition & av.stream.Disposition.attached_pic)
            stream.thread_type = "AUTO"
            for frame in _frames(film, stream):
                if frame.time is None:
                    continue
                at_s = float(frame.time) - origin_s
                if job is not None:
                    job.check()
                    job.progress(min(1.0, at_s / max(duration_s, 0.01)), "cuts")
                yield at_s, frame.reformat(WIDTH, HEIGHT, "rgb24").to_ndarray().astype(np.int16)
    except (av.error.FFmpegError, StopIteration) as error:
        raise NotMedia(
            f"The picture of {path.name} cannot be read.",
            code="not-media",
            cure="Copy or export it again.",
            detail=str(error),
            path=str(path),
        ) from error


def _frames(film: av.container.InputContainer, stream: av.video.stream.VideoStream) -> Iterator[av.VideoFrame]:
    for packet in film.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue


def _cuts(pictures: Iterator[tuple[float, Picture]]) -> Iterator[float]:
    """Yield the times of cuts, from a window of pictures with the one in question in its middle."""
    window: deque[tuple[float, Picture, float]] = deque(maxlen=2 * AROUND + 1)
    seen = 0  # of the window's pictures, how many were in question already
    for at_s, picture in pictures:
        full = len(window) == window.maxlen
        seen -= full
        window.append((at_s, picture, _difference(window[-1][1], picture) if window else 0.0))
        if len(window) == window.maxlen:
            yield from (window[index][0] for index in range(seen, AROUND + 1) if _is_cut(window, index))
            seen = AROUND + 1
    yield from (window[index][0] for index in range(seen, len(window)) if _is_cut(window, index))


def _is_cut(window: deque[tuple[float, Picture, float]], index: int) -> bool:
    jump = window[index][2]
    if jump < LEAST:
        return False
    around = [step for other, (_, _, step) in enumerate(window) if other != index]
    if jump < STANDS_OUT * (sum(around) / max(len(around), 1) + REST):
        return False
    before, after = [entry[1] for entry in window][:index], [entry[1] for entry in window][index:]
    comes_back = min((_difference(before[-1], later) for later in after[1:]), default=jump)
    was_there = min((_difference(earlier, after[0]) for earlier in before[:-1]), default=jump)
    return min(comes_back, was_there) >= COMES_BACK * jump


def _difference(one: Picture, other: Picture) -> float:
    """Return how much two pictures differ, 0 to 100."""
    return float(np.mean(np.abs(one - other))) / 2.55
