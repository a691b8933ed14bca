"""Sound on the recording's own time: sample n of the file is what was heard at ``zero_s + n / rate``.

Stamped blocks come in; what goes out has no holes and no overlaps, at the nominal rate, so whoever reads the file may
simply count samples. Missing sound becomes silence and is counted; drift is taken up one sample at a time. Pure.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from producer.values import AudioBlock

Samples = NDArray[np.float32]

GAP_S = 0.070
"""A block this much later or earlier than its place is moved there at once, the hole filled with silence (OBS smooths
audio stamps below 70 ms)."""
SLACK_S = 0.002
"""Nearer than this to its place a block is left as it is, to the last bit."""
STRETCH_EACH = 240
"""One sample more or less in so many cannot be heard (0.4 %, a fifteenth of a semitone), and takes up 4 ms a second;
crystals are within 0.1 ms a second."""


class SoundTimeline:
    """Place blocks from ``zero_s`` on; ``end_s`` (settable) is where the sound is cut."""

    def __init__(self, rate_hz: int, channels: int, zero_s: float) -> None:
        self._rate_hz, self._channels, self._zero_s = rate_hz, channels, zero_s
        self.end_s: float | None = None
        self.written = 0
        self.gaps = 0
        self._cutting = False

    @property
    def heard_until_s(self) -> float:
        """How far the sound has come, on the recording's clock."""
        return self._zero_s + self.written / self._rate_hz

    def place(self, block: AudioBlock) -> list[Samples]:
        """Return what to write for this block, in order."""
        samples = block.samples
        ahead = round((block.t_s - self._zero_s) * self._rate_hz) - self.written
        pieces: list[Samples] = []
        if self.written == 0:
            samples, ahead = samples[max(0, -ahead):], max(0, ahead)
            if not len(samples):
                return []
            pieces = self._silence(ahead)
        elif ahead > GAP_S * self._rate_hz:
            pieces = self._silence(ahead)
        elif self._is_ahead_of(ahead):
            samples = samples[-ahead:]
        elif abs(ahead) > SLACK_S * self._rate_hz:
            most = len(samples) // STRETCH_EACH
            samples = stretched(samples, len(samples) + max(-most, min(most, ahead)))
        return self._cut([*pieces, samples])

    def _is_ahead_of(self, ahead: int) -> bool:
        """Whether the file is so far ahead of the sound that sound must go until they meet."""
        if -ahead > GAP_S * self._rate_hz and not self._cutting:
            self._cutting = True
            self.gaps += 1
        self._cutting = self._cutting and ahead < 0
        return self._cutting

    def _silence(self, count: int) -> list[Samples]:
        if count > GAP_S * self._rate_hz:
            self.gaps += 1
        return [np.zeros((count, self._channels), np.float32)] if count else []

    def _cut(self, pieces: list[Samples]) -> list[Samples]:
        kept = []
        for piece in pieces:
            if self.end_s is not None:
                piece = piece[: max(0, round((self.end_s - self._zero_s) * self._rate_hz) - self.written)]
            self.written += len(piece)
            if len(piece):
                kept.append(piece)
        return kept


def stretched(samples: Samples, count: int) -> Samples:
    """The same sound in ``count`` samples, between neighbours in a straight line."""
    places = np.linspace(0, len(samples) - 1, count)
    if count == len(samples):
        return samples
    columns = [np.interp(places, np.arange(len(samples)), column) for column in samples.T]
    return np.stack(columns, axis=1).astype(np.float32)
