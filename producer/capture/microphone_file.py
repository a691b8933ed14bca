"""A sound (or the sound of a video) that plays in real time as a microphone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from producer.capture.file_player import FilePlayer
from producer.capture.microphone import stopped
from producer.capture.sources import OnBlock, OnEnd
from producer.media.probe import probe
from producer.values import AudioBlock

RATES_HZ = (8_000, 96_000)
USUAL_RATE_HZ = 48_000
HOLE_S = 0.05
"""Stamps in a file may be rounded to milliseconds; only a step larger than this is a hole."""


class FileMicrophone(FilePlayer[AudioBlock]):
    """A sound as a microphone."""

    kind = "sound"

    def __init__(self, path: Path) -> None:
        info = probe(path, need_sound=True)
        super().__init__(path)
        known = RATES_HZ[0] <= info.sample_rate_hz <= RATES_HZ[1]
        self.rate_hz = info.sample_rate_hz if known else USUAL_RATE_HZ
        self.channels = 1 if info.channels == 1 else 2

    def start(self, on_block: OnBlock, on_end: OnEnd) -> None:
        self._begin(on_block, on_end, stopped)

    def _due(self, begin_s: float) -> Iterator[tuple[float, AudioBlock]]:
        """A block is due when its last sample has been heard."""
        for t_s, samples in sound_of(self._path, self.rate_hz, self.channels):
            end_s = begin_s + t_s + len(samples) / self.rate_hz
            yield end_s, AudioBlock(samples, self.rate_hz, begin_s + t_s)


def sound_of(path: Path, rate_hz: int, channels: int) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Yield (seconds from the file's start, samples x channels) as decoded; damaged stretches become holes."""
    resampler = av.AudioResampler(format="flt", layout="mono" if channels == 1 else "stereo", rate=rate_hz)
    with av.open(str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as container:
        origin_s = (container.start_time or 0) / av.time_base
        next_s: float | None = None
        for frame in _frames(container):
            t_s = None if frame.time is None else float(frame.time) - origin_s
            if t_s is not None and (next_s is None or abs(t_s - next_s) > HOLE_S):
                next_s = t_s
            frame.pts = None
            for piece in resampler.resample(frame):
                samples = piece.to_ndarray().reshape(-1, channels).astype(np.float32)
                yield next_s or 0.0, samples
                next_s = (next_s or 0.0) + len(samples) / rate_hz


def _frames(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    try:
        for packet in container.demux(container.streams.audio[0]):
            try:
                yield from packet.decode()
            except av.error.InvalidDataError:
                continue
    except av.error.FFmpegError:
        return
