"""A file's sound as a person sees it: how loud each moment is, and where somebody speaks. Read as a stream, so that an
hour needs no more memory than a minute.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from producer.errors import ModelError
from producer.jobs import Job
from producer.media.probe import probe
from producer.media.span import Sound, span_of
from producer.media.voice_activity import RATE_HZ, StreamingVoiceActivity, spans_of

STEP_S = 0.01
"""One peak for each hundredth of a second: at 100 pixels a second, one a pixel."""
CHUNK_S = 10.0
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Waveform:
    """``peaks``: the loudest sample (0..1) of each ``step_s``; ``voice``: where somebody speaks, none where it was not
    asked; ``fps`` of the picture, 0 without one.
    """

    duration_s: float
    fps: float
    peaks: array[float]
    voice: tuple[Span, ...] = ()
    step_s: float = STEP_S


def read_waveform(path: Path, *, with_voice: bool = True, job: Job | None = None) -> Waveform:
    """Return the waveform of a file, an empty one where it has no sound. Raises MissingFile, NotMedia, Cancelled."""
    info = probe(path)
    peaks = array("f")
    heard = _Listener() if with_voice and info.has_sound else None
    for chunk in _chunks(path, info.duration_s) if info.has_sound else ():
        size = round(STEP_S * RATE_HZ)
        whole = np.zeros(-(-len(chunk) // size) * size, np.float32)
        whole[: len(chunk)] = np.abs(chunk[:, 0])
        peaks.extend(np.minimum(1.0, whole.reshape(-1, size).max(axis=1)).tolist())
        if heard is not None:
            heard.hear(chunk)
        if job:
            job.progress(len(peaks) * STEP_S / max(info.duration_s, STEP_S), "listen")
    return Waveform(info.duration_s, info.fps, peaks, heard.spans() if heard is not None else ())


def _chunks(path: Path, duration_s: float) -> Iterator[Sound]:
    """Yield the whole sound in parts of CHUNK_S, samples x 1."""
    size = round(CHUNK_S * RATE_HZ)
    held: list[Sound] = []
    samples = 0
    for piece in span_of(path, 0.0, duration_s, RATE_HZ, 1):
        held.append(piece)
        samples += len(piece)
        if samples >= size:  # whole parts only, so that each peak stays in its place
            whole = np.concatenate(held)
            yield whole[:size]
            held, samples = [whole[size:]], samples - size
    if samples:
        yield np.concatenate(held)


class _Listener:
    """Where somebody speaks; nowhere where the network is missing from this installation."""

    def __init__(self) -> None:
        self._probabilities: list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = []
        try:
            self._stream: StreamingVoiceActivity | None = StreamingVoiceActivity()
        except ModelError:
            self._stream = None

    def hear(self, sound: Sound) -> None:
        if self._stream is not None:
            self._probabilities.append(self._stream.feed(sound[:, 0]))

    def spans(self) -> tuple[Span, ...]:
        return tuple(spans_of(np.concatenate(self._probabilities))) if self._probabilities else ()
