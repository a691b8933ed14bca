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
from producer.coach.pace import RATE_HZ, VAD_STEP
from producer.media.voice_activity import StreamingVoiceActivity

Samples = NDArray[np.float32]
SMOOTH = 160
"""10 ms twice: what is left after two such means is below 50 Hz (half gone) and 20 Hz (nine tenths gone)."""
DELAY = SMOOTH - 1
_BACK = round(LIFT_S * RATE_HZ / VAD_STEP)
_PIECE = 2048 * VAD_STEP


class ActivityStream(Protocol):
    """Voice activity: one probability for each 512 samples at 16 kHz."""

    def feed(self, samples16k: Samples) -> NDArray[np.float32]: ...


class RumbleFilter:
    """Takes the slow part of a stream at 16 kHz away; what comes out is ``DELAY`` samples late."""

    def __init__(self) -> None:
        self._before = np.zeros(2 * DELAY, np.float32)

    def feed(self, samples16k: Samples) -> Samples:
        """Return as many samples as came in."""
        have = np.concatenate([self._before, samples16k])
        self._before = have[-2 * DELAY :]
        slow = _mean(_mean(have))
        return (have[DELAY : DELAY + len(slow)] - slow).astype(np.float32)


def _mean(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the running mean over ``SMOOTH`` values; ``SMOOTH - 1`` fewer than came in."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    means: NDArray[np.float64] = (sums[SMOOTH:] - sums[:-SMOOTH]) / SMOOTH
    return means


class Hearing:
    """Voice activity of a stream as the coach hears it: ``DELAY`` samples late, less the ``skip`` left out at the
    beginning.
    """

    def __init__(self, activity: ActivityStream, *, skip: int = 0) -> None:
        self._activity, self._skip = activity, skip
        self._rumble = RumbleFilter()
        self._left = np.zeros(0, np.float32)
        self._powers = np.zeros(_BACK, np.float32)

    def feed(self, samples16k: Samples) -> NDArray[np.float32]:
        """Take the next samples of any number; return the probability of each window of 512 that is full."""
        clear = self._rumble.feed(samples16k)
        have = np.concatenate([self._left, clear[self._skip :]])
        self._skip = max(0, self._skip - len(clear))
        count = len(have) // VAD_STEP
        self._left = have[count * VAD_STEP :]
        if not count:
            return np.zeros(0, np.float32)
        windows = have[: count * VAD_STEP].reshape(count, VAD_STEP)
        return self._activity.feed((windows * self._gains(windows)).reshape(-1))

    def _gains(self, windows: Samples) -> NDArray[np.float32]:
        """Return the gain of each window, from the loudest of the last seconds; a loud sound is never lifted."""
        self._powers = np.concatenate([self._powers[-_BACK:], np.einsum("ij,ij->i", windows, windows) / VAD_STEP])
        loudest = np.lib.stride_tricks.sliding_window_view(self._powers, _BACK + 1).max(axis=1)
        wanted = 10 ** (LIFT_LOUDEST_DBFS / 10) / np.maximum(loudest, 1e-12)
        gains: NDArray[np.float32] = np.sqrt(np.clip(wanted, 1.0, 10 ** (LIFT_MOST_DB / 10)))[:, None]
        return gains


def voice_probabilities(samples16k: Samples) -> NDArray[np.float32]:
    """Return the voice activity of a whole recording: one probability for each 512 samples begun, in step with them."""
    rest = -len(samples16k) % VAD_STEP
    padded = np.concatenate([np.asarray(samples16k, np.float32), np.zeros(rest + DELAY, np.float32)])
    hearing = Hearing(StreamingVoiceActivity(), skip=DELAY)
    parts = [hearing.feed(padded[first : first + _PIECE]) for first in range(0, len(padded), _PIECE)]
    return np.concatenate(parts)
