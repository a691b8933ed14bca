"""How long a room sounds after the voice: the reverberation time, from speech alone.

Nothing in a room falls silent faster than the room does. So in four octaves each fall of the level is timed from 5 to
20 dB below its top, as ISO 3382 does after a stopped noise; most falls are slow because the speaker is, and the fast
ones (their 20th percentile) are the room's. Measured on 29 clips of the test media, convolved with exponentially
falling noise of known length, as strong as the direct sound: 0.2, 0.35, 0.5, 0.9 and 1.5 s become 0.22, 0.37, 0.51,
0.86 and 1.36 s in the middle; the clips as they are give 0.05-0.26 s, and 0.4-0.6 s on music and one synthetic voice.
A microphone close by hears less of the room than it has, and that is what counts here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from producer.coach.room.limits import ECHO_MIN_FALLS
from producer.coach.sound.pace import RATE_HZ, Floats

Samples = NDArray[np.float32]

STEP, WINDOW = 160, 480
"""A level each 10 ms over 30 ms: short enough for a room of 0.15 s."""
OCTAVES_HZ = ((250.0, 500.0), (500.0, 1000.0), (1000.0, 2000.0), (2000.0, 4000.0))
FROM_DB, TO_DB = 5.0, 20.0
ABOVE_NOISE_DB = 6.0
LONGEST = 150
"""A fall of 20 dB that takes more than 1.5 s is no fall."""
FAST = 20.0
_SHAPE = np.hanning(WINDOW + 2)[1:-1].astype(np.float32)


def reverberation_s(speech16k: Samples, noise16k: Samples) -> float | None:
    """Return the time in which the room falls by 60 dB; None where too little was heard above the room's noise.

    ``noise16k`` is the same room without a voice, at least 30 ms of it.
    """
    if len(noise16k) < WINDOW or len(speech16k) < WINDOW:
        return None
    speech, noise = _octave_powers(speech16k), _octave_powers(noise16k)
    floors = 10 * np.log10(noise.mean(axis=1) + 1e-10) + ABOVE_NOISE_DB
    falls = [
        fall_s
        for powers, floor in zip(speech, floors, strict=True)
        for fall_s in _falls(10 * np.log10(powers + 1e-10), float(floor))
    ]
    if len(falls) < ECHO_MIN_FALLS:
        return None
    return float(np.percentile(falls, FAST)) * 60 / (TO_DB - FROM_DB)


def _octave_powers(samples: Samples) -> Floats:
    """Return the power of each octave, one row each, one value each 10 ms."""
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::STEP] * _SHAPE
    spectrum = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    hz = np.fft.rfftfreq(WINDOW, 1 / RATE_HZ)
    return np.stack([spectrum[:, (hz >= low) & (hz < high)].sum(axis=1) for low, high in OCTAVES_HZ])


def _falls(levels_db: Floats, floor_db: float) -> list[float]:
    """Return how many seconds each fall took from ``FROM_DB`` to ``TO_DB`` below where it began."""
    starts = np.flatnonzero((levels_db[1:] < levels_db[:-1]) & (levels_db[:-1] - TO_DB >= floor_db))
    timed = (_fall_s(levels_db[start : start + LONGEST]) for start in starts)
    return [seconds for seconds in timed if seconds is not None]


def _fall_s(levels_db: Floats) -> float | None:
    """Time the fall that begins with the first level; None where it rises above that before it is through."""
    top = float(levels_db[0])
    through = np.flatnonzero(levels_db <= top - TO_DB)
    if not len(through) or (levels_db[: through[0]] > top).any():
        return None
    fallen = levels_db[: through[0] + 1]
    return (_crossing(fallen, top - TO_DB) - _crossing(fallen, top - FROM_DB)) * STEP / RATE_HZ


def _crossing(levels_db: Floats, level_db: float) -> float:
    """Return where, between two values, ``level_db`` is first reached."""
    at = int(np.flatnonzero(levels_db <= level_db)[0])
    before, after = float(levels_db[at - 1]), float(levels_db[at])
    return at - (level_db - after) / (before - after)
