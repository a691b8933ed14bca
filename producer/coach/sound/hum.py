"""Mains hum: 50 or 60 Hz and its multiples, standing steadily out of the noise where nobody speaks.

How far it stands out is the audibility of ISO/PAS 20065 (and ISO 1996-2): the tone's level against the noise in the
ear's critical band around it (100 Hz wide below 500 Hz), of which a tone 2 dB below that noise is just heard.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import (
    HUM_ALONE_DB,
    HUM_AUDIBLE_DB,
    HUM_BLOCKS,
    HUM_OFF_HZ,
    HUM_PARTIAL_DB,
    HUM_STEADY_DB,
)
from producer.coach.sound.pace import RATE_HZ, VAD_STEP

MAINS_HZ = (50, 60)
PARTIALS = 6
SIZE = 8192
"""Half a second: lines 1.95 Hz apart, as ISO/PAS 20065 wants them."""
NO_VOICE = 0.2
_LINE_HZ = RATE_HZ / SIZE
_HANN = np.hanning(SIZE + 1)[:-1].astype(np.float32)
_WINDOWS = SIZE // VAD_STEP
_CRITICAL_HZ = 100.0
_HEARD_BELOW_DB = 2.0
_TONE_LINES = 1.5
"""A tone's power over that of its highest line (Hann)."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hum:
    """Mains hum of ``hz`` (50 or 60); its strongest partial is ``above_noise_db`` louder than one just heard."""

    hz: int
    above_noise_db: float


def find_hum(samples16k: NDArray[np.float32], probabilities: NDArray[np.float32]) -> Hum | None:
    """Return the hum of a recording; ``probabilities`` is the voice activity of each 512 samples.

    None where there is none, and where less than 1.3 s without a voice is there to tell it by.
    """
    blocks = _quiet_blocks(samples16k, probabilities)
    if len(blocks) < HUM_BLOCKS:
        return None
    lines = np.abs(np.fft.rfft(blocks * _HANN, axis=1)[:, : round(500 / _LINE_HZ)]) ** 2 + 1e-12
    hums = [hum for hum in (_hum(lines, mains) for mains in MAINS_HZ) if hum is not None]
    return max(hums, key=lambda hum: hum.above_noise_db, default=None)


def _quiet_blocks(samples: NDArray[np.float32], probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the half seconds (each half over the one before) without a voice, nor one just before or behind."""
    count = min(len(samples) // VAD_STEP, len(probabilities))
    voiced = probabilities[:count] >= NO_VOICE
    near = np.convolve(voiced, np.ones(6), "full")[2 : 2 + count] > 0  # three windows behind a voice, two before
    starts: list[int] = []
    for window in np.flatnonzero(~near).tolist():
        fits = window + _WINDOWS <= count and not near[window : window + _WINDOWS].any()
        if fits and (not starts or window - starts[-1] >= _WINDOWS // 2):
            starts.append(window)
    return np.array([samples[start * VAD_STEP : start * VAD_STEP + SIZE] for start in starts], np.float32)


def _hum(lines: Floats, mains_hz: int) -> Hum | None:
    middle: Floats = np.median(lines, axis=0)
    partials = [_partial_db(lines, middle, mains_hz * number) for number in range(1, PARTIALS + 1)]
    heard = [partial for partial in partials if partial is not None]
    if not heard:
        return None
    loudest = max(heard)
    alone = len(heard) == 1
    if loudest < (HUM_ALONE_DB if alone else HUM_AUDIBLE_DB) or (alone and partials[0] is None and partials[1] is None):
        return None
    return Hum(mains_hz, loudest)


def _partial_db(lines: Floats, middle: Floats, hz: float) -> float | None:
    """Return the audibility of the steady tone at ``hz``; None where there is no such tone."""
    near = round(hz / _LINE_HZ)
    top = near - 1 + int(np.argmax(middle[near - 1 : near + 2]))
    noise = float(np.median(np.concatenate([middle[max(1, top - 12) : top - 3], middle[top + 4 : top + 13]])))
    stands_db = 10 * float(np.log10(middle[top] / noise))
    if stands_db < HUM_PARTIAL_DB or abs(_peak_hz(middle, top) - hz) > HUM_OFF_HZ:
        return None
    if float(np.std(10 * np.log10(lines[:, top]))) > HUM_STEADY_DB:
        return None
    return stands_db + 10 * float(np.log10(_TONE_LINES * _LINE_HZ / _CRITICAL_HZ)) + _HEARD_BELOW_DB


def _peak_hz(middle: Floats, top: int) -> float:
    """Return where the peak is between its lines (a parabola through their decibels)."""
    left, peak, right = np.log(middle[top - 1 : top + 2])
    bend = left - 2 * peak + right
    return _LINE_HZ * (top + (0.0 if bend >= 0 else 0.5 * float((left - right) / bend)))
