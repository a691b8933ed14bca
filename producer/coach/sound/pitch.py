"""How much a voice moves: the pitch of a finished take, and its spread in semitones.

Listeners hear steps of pitch as equal where they are equal in semitones (Traunmüller & Eriksson 1995, J. Acoust. Soc.
Am. 97, 1905), and how lively they find a speaker goes with the standard deviation of pitch (Hincks 2005, doi
10.21437/Interspeech.2005-353). Pitch is found by YIN (de Cheveigné & Kawahara 2002, doi 10.1121/1.1458024), on one of
four samples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import PITCH_MIN_VOICED_S
from producer.coach.sound.pace import RATE_HZ, VAD_STEP, Floats, thinned
from producer.coach.sound.rumble import without_rumble

LOW_HZ, HIGH_HZ = 60.0, 500.0
STEP_S = 0.02
UNVOICED_ABOVE = 0.25
"""YIN's threshold: what is less periodic than this has no pitch. Its authors take 0.1-0.15; with more, and only what
holds for a while kept, the same voice made higher by known steps gives the same spread most nearly.
"""
HOLDS_FRAMES, JUMP_ST = 3, 2.0
"""Pitch is believed where it is there for 60 ms without a jump."""
FARTHEST_ST = 12.0
"""What lies more than an octave from the middle is a mistake of an octave, or another voice."""
_THIN = 4
_RATE = RATE_HZ // _THIN
_STEP = round(STEP_S * _RATE)
_SHORTEST, _LONGEST = int(_RATE / HIGH_HZ), int(np.ceil(_RATE / LOW_HZ))
_SUM = 128
"""32 ms: two periods of the lowest voice."""
_FRAME = _SUM + _LONGEST + 1
_FFT = 256
_AT_ONCE = 4000


@dataclass(frozen=True, slots=True)
class Pitch:
    """``median_hz`` of the voiced parts, their standard deviation in semitones and how long they are together."""

    median_hz: float
    spread_st: float
    voiced_s: float


def measure_pitch(samples16k: NDArray[np.float32], probabilities: NDArray[np.float32]) -> Pitch | None:
    """Return the pitch of a recording; ``probabilities`` is the voice activity of each 512 samples. None where there
    is too little voice with a pitch.
    """
    known = _believed(pitch_track(samples16k, probabilities))
    if not len(known):
        return None
    semitones = 12 * np.log2(known / np.median(known))
    near = np.abs(semitones) <= FARTHEST_ST
    voiced_s = float(near.sum()) * STEP_S
    if voiced_s < PITCH_MIN_VOICED_S:
        return None
    return Pitch(float(np.median(known[near])), float(np.std(semitones[near])), voiced_s)


def _believed(track: Floats) -> Floats:
    """Return the values that stand in a row of ``HOLDS_FRAMES`` or more, none far from the next."""
    near = np.abs(np.diff(12 * np.log2(track))) < JUMP_ST  # false where one of the two is nan
    change = np.diff(np.concatenate([[False], near, [False]]).astype(np.int8))
    starts, ends = np.flatnonzero(change > 0), np.flatnonzero(change < 0) + 1
    rows = [track[start:end] for start, end in zip(starts, ends, strict=True) if end - start >= HOLDS_FRAMES]
    return np.concatenate(rows) if rows else np.zeros(0)


def pitch_track(samples16k: NDArray[np.float32], probabilities: NDArray[np.float32]) -> Floats:
    """Return the pitch in Hz each 20 ms (of the sound from there on), nan where there is none or nobody speaks."""
    thin = thinned(without_rumble(samples16k))
    count = max(0, (len(thin) - _FRAME) // _STEP + 1)
    track = np.full(count, np.nan)
    middles = (np.arange(count) * _STEP + _FRAME // 2) * _THIN // VAD_STEP
    speaking = np.append(probabilities >= 0.5, False)
    spoken = np.flatnonzero(speaking[np.minimum(middles, len(probabilities))])
    for first in range(0, len(spoken), _AT_ONCE):
        some = spoken[first : first + _AT_ONCE]
        track[some] = _pitches(thin[some[:, None] * _STEP + np.arange(_FRAME)])
    return track


def _pitches(frames: NDArray[np.float32]) -> Floats:
    """YIN on each row: the first lag at which the sound comes back nearly the same."""
    unlike = _unlikeness(frames)
    inner = unlike[:, 1:-1]
    dips = (inner <= unlike[:, :-2]) & (inner < unlike[:, 2:]) & (inner < UNVOICED_ABOVE)
    dips[:, : _SHORTEST - 1] = False
    lag = np.argmax(dips, axis=1) + 1
    rows = np.arange(len(frames))
    left, dip, right = (unlike[rows, lag + shift] for shift in (-1, 0, 1))
    bend = left - 2 * dip + right
    offset = np.divide(0.5 * (left - right), bend, out=np.zeros(len(rows)), where=bend > 1e-9)
    pitches: Floats = np.where(dips.any(axis=1), _RATE / (lag + offset), np.nan)
    return pitches


def _unlikeness(frames: NDArray[np.float32]) -> Floats:
    """Return YIN's cumulative mean normalized difference of each row, for the lags 0 to ``_LONGEST + 1``."""
    lags = _LONGEST + 2
    whole = np.fft.rfft(frames, _FFT, axis=1)
    head = np.fft.rfft(frames[:, :_SUM], _FFT, axis=1)
    alike = np.fft.irfft(whole * head.conj(), _FFT, axis=1)[:, :lags]
    energy = np.cumsum(np.pad(frames.astype(np.float64) ** 2, ((0, 0), (1, 0))), axis=1)
    energies = energy[:, _SUM : _SUM + lags] - energy[:, :lags]
    difference = np.maximum(energies[:, :1] + energies - 2 * alike, 0.0)
    sums = np.cumsum(difference[:, 1:], axis=1)
    unlike = np.ones_like(difference)
    unlike[:, 1:] = difference[:, 1:] * np.arange(1, lags) / np.maximum(sums, 1e-12)
    return unlike
