"""A span of a file's sound in small pieces, exact to the sample, with soft ends: for playing, where the whole is never
needed at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from producer.media.sound import HOLE_S

Sound = NDArray[np.float32]
"""frames x channels, -1..1."""

PIECE_S = 0.02
EARLIER_S = 0.25
"""Decoding begins this much before the span: compressed sound needs a few packets to come right."""


def span_of(path: Path, start_s: float, end_s: float, rate_hz: int, channels: int) -> Generator[Sound, None, None]:
    """Yield exactly ``start_s``..``end_s`` in small pieces; silence where the file has no sound, nothing decoded
    beyond the end. Damaged stretches are silent.
    """
    wanted = round((end_s - start_s) * rate_hz)
    done = 0
    for piece in _from(path, start_s, rate_hz, channels):
        part = piece[: wanted - done]
        yield from _small(part, round(PIECE_S * rate_hz))
        done += len(part)
        if done >= wanted:
            return
    yield from _small(np.zeros((wanted - done, channels), np.float32), round(PIECE_S * rate_hz))


def _from(path: Path, start_s: float, rate_hz: int, channels: int) -> Iterator[Sound]:
    """Yield the sound from ``start_s`` on, each sample in its place."""
    at = 0  # the next sample's place, counted from start_s
    for time_s, sound in _decoded(path, start_s, rate_hz, channels):
        place = round((time_s - start_s) * rate_hz)
        missing = place - at
        if missing >= HOLE_S * rate_hz or (at == 0 and missing > 0):
            yield np.zeros((missing, channels), np.float32)
            at += missing
        elif at == 0 and missing < 0:
            sound = sound[-missing:]
        if len(sound):
            yield sound
            at += len(sound)


def _decoded(path: Path, start_s: float, rate_hz: int, channels: int) -> Iterator[tuple[float, Sound]]:
    """Yield ``(time of its first sample, sound)`` from a little before ``start_s``, resampled."""
    resampler = av.AudioResampler(format="flt", layout="stereo" if channels == 2 else "mono", rate=rate_hz)
    with av.open(str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as container:
        origin_s = (container.start_time or 0) / av.time_base
        stream = container.streams.audio[0]
        _seek(container, stream, start_s - EARLIER_S + origin_s, origin_s)
        with contextlib.suppress(av.error.FFmpegError):  # the file ends in damage: what came before was heard
            for frame in _frames(container, stream):
                time_s = float(frame.time or 0.0) - origin_s
                frame.pts = None
                for piece in resampler.resample(frame):
                    yield time_s, piece.to_ndarray().reshape(-1, channels).astype(np.float32, copy=False)
                    time_s += piece.samples / rate_hz


def _seek(container: av.container.InputContainer, stream: av.AudioStream, to_s: float, origin_s: float) -> None:
    """Go to the last place before ``to_s``; where the file cannot, stay at its start."""
    if to_s <= origin_s or stream.time_base is None:
        return
    with contextlib.suppress(av.error.FFmpegError):
        container.seek(int(to_s / stream.time_base), stream=stream)


def _frames(container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[av.AudioFrame]:
    for packet in container.demux(stream):
        with contextlib.suppress(av.error.InvalidDataError):
            yield from packet.decode()


def _small(sound: Sound, frames: int) -> Iterator[Sound]:
    for first in range(0, len(sound), frames):
        yield sound[first : first + frames]


def faded(pieces: Iterator[Sound], frames: int) -> Iterator[Sound]:
    """Let the first ``frames`` of the whole rise and the last ones fall; hands on all but the last pieces at once."""
    held: list[Sound] = []
    risen = 0
    for piece in pieces:
        risen += _rise(piece := piece.copy(), risen, frames)
        held.append(piece)
        while sum(map(len, held[1:])) >= frames:
            yield held.pop(0)
    if held:
        last = np.concatenate(held)
        fall_at_end(last, frames)
        yield last


def _rise(piece: Sound, risen: int, frames: int) -> int:
    count = min(len(piece), frames - risen)
    if count > 0:
        piece[:count] *= ((np.arange(count, dtype=np.float32) + risen) / frames)[:, None]
    return max(0, count)


def fall_at_end(sound: Sound, frames: int) -> None:
    """Let the last ``frames`` fall to silence."""
    count = min(frames, len(sound))
    sound[len(sound) - count :] *= np.linspace(1.0, 0.0, count, dtype=np.float32)[:, None]


def fall_at_once(sound: Sound, frames: int) -> None:
    """Let the first ``frames`` fall to silence, and silence be after them."""
    fall_at_end(sound[:frames], frames)
    sound[frames:] = 0.0
