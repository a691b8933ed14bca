"""What goes into the voice-activity network: sound without rumble, and no quieter than people speak.

The network judges by what it was trained on. A microphone with a wandering zero line (27 dB above the voice in one
clip of the test media), or a voice at -45 dBFS, makes it doubt half of the words: on that clip it heard 14.6-20.9 s of
speech at five tempos, and hears 20.3-21.2 s now. Clips that were clean before change by 3 % at most.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import LIFT_LOUDEST_DBFS, LIFT_MOST_DB, LIFT_S
from producer.coach.sound.pace import RATE_HZ, VAD_STEP, Floats, Intensity
from producer.coach.sound.rumble import without_rumble
from producer.media.voice_activity import StreamingVoiceActivity

Samples = NDArray[np.float32]
_BACK = round(LIFT_S * RATE_HZ / VAD_STEP)
_LOUDEST, _MOST = 10 ** (LIFT_LOUDEST_DBFS / 10), 10 ** (LIFT_MOST_DB / 10)
_PIECE = 2048 * VAD_STEP


class ActivityStream(Protocol):
    """Voice activity: one probability for each 512 samples at 16 kHz."""

    def feed(self, samples16k: Samples) -> NDArray[np.float32]: ...


class Lifted:
    """Voice activity of a stream whose quiet voice is lifted first. Feed whole windows of 512 samples."""

    def __init__(self, activity: ActivityStream) -> None:
        self._activity = activity
        self._powers = np.zeros(_BACK, np.float32)

    def feed(self, samples16k: Samples) -> NDArray[np.float32]:
        """Return the probability of each window."""
        windows = samples16k.reshape(-1, VAD_STEP)
        powers = np.einsum("ij,ij->i", windows, windows) / VAD_STEP
        gains = [self._gains(powers[first : first + _BACK]) for first in range(0, len(powers), _BACK)]
        lifted = windows * np.concatenate(gains)[:, None] if gains else windows
        return self._activity.feed(lifted.reshape(-1))

    def _gains(self, powers: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the gain of each window, from the loudest of the last seconds and of itself."""
        before = np.maximum.accumulate(self._powers[::-1])[::-1]
        self._powers = np.concatenate([self._powers, powers])[-_BACK:]
        loudest = np.maximum(before[: len(powers)], np.maximum.accumulate(powers))
        gains: NDArray[np.float32] = np.sqrt(np.minimum(_MOST, np.maximum(_LOUDEST / np.maximum(loudest, 1e-12), 1.0)))
        return gains.astype(np.float32)


def voice_probabilities(samples16k: Samples) -> NDArray[np.float32]:
    """Return the voice activity of a whole recording: one probability for each 512 samples begun."""
    clear = without_rumble(samples16k)
    padded = np.concatenate([clear, np.zeros(-len(clear) % VAD_STEP, np.float32)])
    lifted = Lifted(StreamingVoiceActivity())
    parts = [lifted.feed(padded[first : first + _PIECE]) for first in range(0, len(padded), _PIECE)]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def voice_intensity(samples16k: Samples) -> Floats:
    """Return the intensity of a whole recording in dB, one value each 10 ms (:mod:`producer.coach.sound.pace`)."""
    intensity = Intensity()
    return np.concatenate([intensity.feed(without_rumble(samples16k)), intensity.finish()])
