"""A sound (or the sound of a video) that plays in real time as a microphone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from producer.capture.clock import now_s, wait_until
from producer.capture.microphone import stopped
from producer.capture.sources import CLOSE_S, OnBlock, OnEnd
from producer.capture.threads import join_thread, start_thread
from producer.errors import NotMedia
from producer.media.probe import probe
from producer.values import AudioBlock

RATES_HZ = (8_000, 96_000)
USUAL_RATE_HZ = 48_000
HOLE_S = 0.05
"""Stamps in a file may be rounded to milliseconds; only a step larger than this is a hole."""


class FileMicrophone:
    """Goes round and round until ``play`` starts it over; then it plays once and says so at the end."""

    def __init__(self, path: Path) -> None:
        info = probe(path, need_sound=True)
        self.name = path.name
        self.file: Path | None = path.resolve()
        self._path = self.file
        known = RATES_HZ[0] <= info.sample_rate_hz <= RATES_HZ[1]
        self.rate_hz = info.sample_rate_hz if known else USUAL_RATE_HZ
        self.channels = 1 if info.channels == 1 else 2
        self._zero_s: float | None = None
        self._stop, self._turn = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, on_block: OnBlock, on_end: OnEnd) -> None:
        self._on_block, self._on_end = on_block, on_end
        self._thread = start_thread("microphone-file", self._run, lambda error: on_end(stopped(self.name, error)))

    def play(self, zero_s: float | None) -> None:
        self._zero_s = zero_s
        self._turn.set()

    @property
    def age_s(self) -> float:
        """A file is never lost: it ends."""
        return 0.0

    def close(self) -> None:
        self._stop.set()
        self._turn.set()
        join_thread(self._thread, CLOSE_S)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._turn.clear()
            if not self._stop.is_set():
                self._go(self._zero_s)

    def _go(self, zero_s: float | None) -> None:
        begin_s = now_s() if zero_s is None else zero_s
        sounded = False
        for t_s, samples in sound_of(self._path, self.rate_hz, self.channels):
            if not wait_until(begin_s + t_s + len(samples) / self.rate_hz, self._turn):
                return
            self._on_block(AudioBlock(samples, self.rate_hz, begin_s + t_s))
            sounded = True
        if not sounded:
            raise NotMedia(f"{self.name} gives no sound.", code="not-media", path=str(self.file))
        if zero_s is not None:
            self._on_end(None)
            self._turn.wait()


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
