"""What goes into the voice-activity network: sound without rumble, and no quieter than people speak.

The network judges by what it was trained on. A microphone with a wandering zero line (27 dB above the voice in one
clip of the test media), or a voice at -45 dBFS, makes it doubt half of the words: on that clip it heard 14.6-20.9 s of
speech at five tempos, and hears 20.4-21.5 s now. Clips that were clean before change by 2 % at most.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import LIFT_LOUDEST_DBFS, LIFT_MOST_DB, LIFT_S
from producer.coach.pace import RATE_HZ, VAD_STEP, Floats, Intensity
from producer.coach.rumble import without_rumble
from producer.media.voice_activity import StreamingVoiceActivity

Samples = NDArray[np.float32]
_BACK = round(LIFT_S * RATE_HZ / VAD_STEP)
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
        return self._activity.feed((windows * self._gains(windows)).reshape(-1))

    def _gains(self, windows: Samples) -> NDArray[np.float32]:
        """Return the gain of each window, from the loudest of the last seconds; a loud sound is never lifted."""
        powers = np.einsum("ij,ij->i", windows, windows) / VAD_STEP
        self._powers = np.concatenate([self._powers[-_BACK:], powers])
        loudest = np.lib.stride_tricks.sliding_window_view(self._powers, _BACK + 1).max(axis=1)
        wanted = 10 ** (LIFT_LOUDEST_DBFS / 10) / np.maximum(loudest, 1e-12)
        gains: NDArray[np.float32] = np.sqrt(np.clip(wanted, 1.0, 10 ** (LIFT_MOST_DB / 10)))[:, None]
        return gains


def voice_probabilities(samples16k: Samples) -> NDArray[np.float32]:
    """Return the voice activity of a whole recording: one probability for each 512 samples begun."""
    clear = without_rumble(samples16k)
    padded = np.concatenate([clear, np.zeros(-len(clear) % VAD_STEP, np.float32)])
    lifted = Lifted(StreamingVoiceActivity())
    parts = [lifted.feed(padded[first : first + _PIECE]) for first in range(0, len(padded), _PIECE)]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def voice_intensity(samples16k: Samples) -> Floats:
    """Return the intensity of a whole recording in dB, one value each 10 ms (:mod:`producer.coach.pace`)."""
    intensity = Intensity()
    return np.concatenate([intensity.feed(without_rumble(samples16k)), intensity.finish()])
