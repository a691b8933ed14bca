"""The room check's ten seconds of sound, measured: the room while it is quiet, then the voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from producer.coach.live import Resampler
from producer.coach.room.band import highest_hz
from producer.coach.room.echo import reverberation_s
from producer.coach.room.verdicts import Heard
from producer.coach.sound.hearing import voice_probabilities
from producer.coach.sound.pace import RATE_HZ, VAD_STEP
from producer.coach.sound.voice import (
    NO_VOICE,
    WINDOW_S,
    Samples,
    count_clipped,
    loudest_dbfs,
    noise_level_dbfs,
    speech_level_dbfs,
    window_powers,
)
from producer.values import AudioBlock

SETTLE_S = 0.3
"""The first moment is left out: a click of the mouse, a hand that is taken away."""
MIN_SPEECH_S = 1.0
"""Less speech than this says nothing of how high the sound reaches."""
Probabilities = Callable[[Samples], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Sound:
    """One channel at its own rate, and at 16 kHz."""

    samples: Samples
    rate_hz: int
    samples16k: Samples
    clipped_share: float


def join_blocks(blocks: Sequence[AudioBlock]) -> Sound | None:
    """Put blocks of one rate together; None where there is no sound in them."""
    rate_hz = blocks[0].rate_hz if blocks else 0
    same = [block for block in blocks if block.rate_hz == rate_hz and block.samples.size]
    if not same:
        return None
    mono = [block.samples if block.samples.ndim == 1 else block.samples.mean(axis=1) for block in same]
    clipped = sum(count_clipped(block.samples) for block in same) / sum(block.samples.size for block in same)
    resampler = Resampler()
    small = np.concatenate([resampler.feed(block) for block in same])
    return Sound(np.concatenate(mono).astype(np.float32, copy=False), rate_hz, small, clipped)


def measure_sound(
    blocks: Sequence[AudioBlock], quiet_until_s: float, probabilities_of: Probabilities = voice_probabilities
) -> Heard:
    """Measure the blocks of one check, of which the first ``quiet_until_s`` seconds should be quiet."""
    sound = join_blocks(blocks)
    if sound is None:
        return Heard()
    powers, probabilities = window_powers(sound.samples16k), probabilities_of(sound.samples16k)
    count = min(len(powers), len(probabilities))
    powers, probabilities = powers[:count], probabilities[:count]
    first, last = round(SETTLE_S / WINDOW_S), round(quiet_until_s / WINDOW_S)
    noise_dbfs = noise_level_dbfs(probabilities[first:last], powers[first:last])
    voice = probabilities >= 0.5
    return Heard(
        heard_s=len(sound.samples16k) / RATE_HZ,
        speech_s=float(voice.sum()) * WINDOW_S,
        peak_dbfs=loudest_dbfs(powers),
        level_dbfs=speech_level_dbfs(probabilities, powers),
        noise_dbfs=noise_level_dbfs(probabilities, powers) if noise_dbfs is None else noise_dbfs,
        clipped_share=sound.clipped_share,
        hum_hz=_hum_hz(sound.samples16k, probabilities),
        ends_hz=_ends_hz(sound, voice),
        echo_s=_echo_s(sound.samples16k, probabilities),
    )


def _hum_hz(samples16k: Samples, probabilities: NDArray[np.float32]) -> float | None:
    """The hum of the mains, where there is one."""
    try:
        from producer.coach.sound.hum import find_hum
    except ImportError:
        return None
    hum = find_hum(samples16k, probabilities)
    return None if hum is None else float(hum.hz)


def _ends_hz(sound: Sound, voice: NDArray[np.bool_]) -> int | None:
    """How high the voice reaches, from its first word to its last."""
    spoken = np.flatnonzero(voice)
    if len(spoken) * WINDOW_S < MIN_SPEECH_S:
        return None
    start, end = (round(window * WINDOW_S * sound.rate_hz) for window in (spoken[0], spoken[-1] + 1))
    return highest_hz(sound.samples[start:end], sound.rate_hz)


def _echo_s(samples16k: Samples, probabilities: NDArray[np.float32]) -> float | None:
    """The room's echo, from everything after the first word, against everything far from a voice."""
    spoken = np.flatnonzero(probabilities >= NO_VOICE)
    if not len(spoken):
        return None
    noise = _far_from_voice(probabilities)
    quiet = samples16k[: len(probabilities) * VAD_STEP].reshape(-1, VAD_STEP)[noise].reshape(-1)
    return reverberation_s(samples16k[max(0, int(spoken[0]) - 1) * VAD_STEP :], quiet)


FAR_WINDOWS = 16
"""Half a second behind a voice the room still answers it: that is no noise of the room's own."""


def _far_from_voice(probabilities: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which windows have no voice in them, one behind them, or half a second before."""
    voiced = probabilities >= NO_VOICE
    after = np.convolve(voiced, np.ones(FAR_WINDOWS), "full")[: len(voiced)] > 0
    before = np.append(voiced[1:], False)
    return np.asarray(~(after | before))
