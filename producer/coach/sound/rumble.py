"""Sound without its slow part: a wandering zero line, steps on the floor, wind. No voice is that low."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
BLOCK = 16
"""1 ms: the slow part is drawn through the means of such blocks."""
_TRIANGLE = (np.convolve(np.ones(10), np.ones(10)) / 100).astype(np.float32)
"""The mean over 10 ms, taken twice, is the slow part. What is left is within 0.6 dB above 80 Hz, 4.5 dB down at 50 Hz,
18 at 20 Hz and 57 at 2 Hz.
"""
_REACH = len(_TRIANGLE) // 2
_RAMP = ((np.arange(BLOCK) + 0.5) / BLOCK).astype(np.float32)
DELAY = _REACH * BLOCK + BLOCK // 2
_PIECE = 1 << 20


class RumbleFilter:
    """Takes the slow part of a stream at 16 kHz away; what comes out is 10 ms late, in whole blocks."""

    def __init__(self) -> None:
        self._have = np.zeros(DELAY, np.float32)
        self._means = np.zeros(2 * _REACH + 1, np.float32)
        self._left = np.zeros(0, np.float32)

    def feed(self, samples16k: Samples) -> Samples:
        """Return the samples that are done: ``DELAY`` fewer than came in so far, down to whole blocks."""
        fresh = np.concatenate([self._left, samples16k])
        count = len(fresh) // BLOCK
        fresh, self._left = fresh[: count * BLOCK], fresh[count * BLOCK :]
        if not count:
            return np.zeros(0, np.float32)
        means = np.concatenate([self._means, fresh.reshape(count, BLOCK) @ _MEAN])
        have = np.concatenate([self._have, fresh])
        self._means, self._have = means[-2 * _REACH - 1 :], have[-DELAY:]
        slow = np.convolve(means, _TRIANGLE, "valid")
        line = slow[:-1, None] + (slow[1:] - slow[:-1])[:, None] * _RAMP
        return have[: count * BLOCK] - line.reshape(-1)


_MEAN = np.full(BLOCK, 1 / BLOCK, np.float32)


def without_rumble(samples16k: Samples) -> Samples:
    """Return a whole recording without its slow part, in step with it."""
    rumble = RumbleFilter()
    count = len(samples16k)
    padded = np.concatenate([np.asarray(samples16k, np.float32), np.zeros(DELAY + BLOCK, np.float32)])
    parts = [rumble.feed(padded[first : first + _PIECE]) for first in range(0, len(padded), _PIECE)]
    return np.concatenate(parts)[DELAY : DELAY + count]
