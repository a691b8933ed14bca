"""A long file in which nobody speaks is found out before the recogniser takes it, in a few megabytes: its sound is
decoded piece by piece, and only as far as the first voice.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from producer.errors import NoSound
from producer.jobs import Job
from producer.media.voice_activity import RATE_HZ, WINDOW, StreamingVoiceActivity

PIECE_S = 30
"""So much sound is held at once (Whisper's own window)."""
VOICE_S = 0.25
"""So much speech in a row is a voice: Silero's own least length of speech."""
THRESHOLD = 0.5
"""Silero's own threshold, and faster-whisper's."""
NOTHING = 1e-4
"""Sound under -80 dBFS is nobody: it is not even shown to the network (the noise of 16 bits lies near -96)."""


def require_voice(path: Path, job: Job | None = None) -> None:
    """Raise NoSound where a file has no voice. Raises Cancelled."""
    if not has_voice(path, job):
        raise NoSound(
            f"No voice was heard in {path.name}.",
            code="no-voice",
            kept="It is untouched.",
            cure="Check that it is the right file, and that its microphone was on.",
            path=str(path),
        )


def has_voice(path: Path, job: Job | None = None) -> bool:
    """Say whether somebody speaks for a quarter of a second anywhere in the file; memory does not grow with its length.
    A file that breaks off counts as one with a voice: what is wrong with it is said by who reads it whole.
    """
    activity, run = StreamingVoiceActivity(), 0
    needed = int(np.ceil(VOICE_S * RATE_HZ / WINDOW))
    try:
        for piece in _pieces(path):
            if job is not None:
                job.check()
            if float(np.abs(piece).max(initial=0.0)) < NOTHING:
                run = 0
                continue
            for voiced in activity.feed(piece) >= THRESHOLD:
                run = run + 1 if voiced else 0
                if run >= needed:
                    return True
    except (av.error.FFmpegError, OSError, ValueError):
        return True
    return False


def _pieces(path: Path) -> Iterator[NDArray[np.float32]]:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE_HZ)
    with av.open(str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as container:
        blocks = itertools.chain.from_iterable(resampler.resample(frame) for frame in _frames(container))
        held: list[NDArray[np.float32]] = []
        length = 0
        for block in blocks:
            held.append(block.to_ndarray().reshape(-1).astype(np.float32, copy=False))
            length += block.samples
            if length >= PIECE_S * RATE_HZ:
                yield np.concatenate(held)
                held, length = [], 0
        if held:
            yield np.concatenate(held)


def _frames(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    for packet in container.demux(container.streams.audio[0]):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in frames:
            frame.pts = None
            yield frame
