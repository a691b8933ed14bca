"""How high the sound reaches. A headset's telephone connection stops at 4 kHz (or 8), and that makes a voice dull."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from producer.coach.room.limits import DULL_DB, NARROW_DB
from producer.coach.sound.pace import Floats

Samples = NDArray[np.float32]

WINDOW_S = 0.032
ACTIVE_DB = 20.0
"""Windows within this of nearly the loudest are listened to; the others are the room's."""
HISS_SHARE = 10.0
"""The windows with the most hiss in them (percent): an s or an f reaches as high as the microphone does."""
_HALF_HZ = 16_000
_WHOLE_HZ = 32_000
"""The rates from which on 8 kHz, and sound above it, can be there."""


def highest_hz(samples: Samples, rate_hz: int) -> int | None:
    """Return 4000 or 8000 where a voice in ``samples`` (mono) ends there, 0 where it does not; None where that cannot
    be told (too little sound, or a rate that carries no more).
    """
    if rate_hz < _HALF_HZ:
        return 4000
    powers = _band_powers(samples, rate_hz)
    if powers.shape[1] < 30:
        return None
    speech, middle, upper, hiss, top = powers
    loud = speech + middle
    active = loud > np.percentile(loud, 95) / 10 ** (ACTIVE_DB / 10)
    if _decibels(float(np.percentile(upper[active] / (middle[active] + 1e-15), 90))) < NARROW_DB:
        return 4000
    if rate_hz < _WHOLE_HZ:
        return None
    hissing = hiss >= np.percentile(hiss, 100 - HISS_SHARE)
    return 8000 if _decibels(float(top[hissing].sum() / (hiss[hissing].sum() + 1e-15))) < DULL_DB else 0


def _band_powers(samples: Samples, rate_hz: int) -> Floats:
    """Return one row for each band, one value each 32 ms."""
    size = round(WINDOW_S * rate_hz)
    count = len(samples) // size
    windows = samples[: count * size].reshape(count, size) * np.hanning(size).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    hz = np.fft.rfftfreq(size, 1 / rate_hz)
    bands = ((300, 3400), (2000, 3600), (4500, 7500), (5000, 7500), (8800, 14_000))
    return np.stack([spectrum[:, (hz >= low) & (hz < high)].sum(axis=1) for low, high in bands])


def _decibels(ratio: float) -> float:
    return 10 * float(np.log10(ratio + 1e-12))
