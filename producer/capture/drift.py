"""When the n-th sample of a microphone was heard, although its stamps jitter and its clock runs a little off.

A stamp can be late (a busy computer) but hardly early, so in each second the earliest stamp is the truest. A line
through those gives the offset and the drift of the device's clock against ours. Pure: no clock is read here.
"""

from __future__ import annotations

from collections import deque

import numpy as np

BIN_S = 1.0
BINS = 60
"""A line through the last minute: drift changes with temperature, over many minutes."""
LINE_BINS = 10
"""With fewer seconds than this a slope is noise; the earliest recent stamp alone is used."""
RECENT_BINS = 5
JUMP_S = 0.070
"""A stamp further off than this does not belong to the line (OBS smooths audio stamps up to 70 ms, obs-source.c)."""
JUMP_LASTS_S = 1.0
JUMP_LASTS_WARNED_S = 0.06
"""Only when every stamp is late for this long was sound really lost: late sound still comes, and silence put in for it
would count double. Where the driver itself reports a loss, or the stamps are early, three blocks are enough."""
MAX_DRIFT = 500e-6
"""Crystals are within 100 millionths; a line steeper than this is not drift."""


class ClockFit:
    """Feed it each block's first sample number and stamp; it answers with the stamp that is believed."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._bins: deque[tuple[float, float]] = deque(maxlen=BINS)  # (device seconds, earliest offset in that second)
        self._bin_end_s = 0.0
        self._odd: list[tuple[float, float]] = []
        self._warned = False
        self._line = (0.0, 0.0)
        self.jumps = 0

    @property
    def drift(self) -> float:
        """How much slower the device's clock runs than ours, as a share (50e-6 is 50 millionths)."""
        return self._line[1]

    def warn_of_loss(self) -> None:
        """The driver says that sound was lost just now."""
        self._warned = True

    def stamp(self, first_sample: int, heard_s: float) -> float:
        """Return when ``first_sample`` was heard, by all that is known so far."""
        device_s = first_sample / self._rate_hz
        offset_s = heard_s - device_s
        if self._bins and abs(offset_s - self._offset(device_s)) > JUMP_S:
            self._note_odd(device_s, offset_s)
        else:
            self._odd.clear()
            self._add(device_s, offset_s)
        return device_s + self._offset(device_s)

    def _note_odd(self, device_s: float, offset_s: float) -> None:
        self._odd.append((device_s, offset_s))
        early = offset_s < self._offset(device_s)
        needed_s = JUMP_LASTS_WARNED_S if self._warned or early else JUMP_LASTS_S
        beginning = early and self._bin_end_s <= BIN_S
        if device_s - self._odd[0][0] < needed_s and not beginning:
            return
        odd, self._odd, self._warned = self._odd, [], False
        self.jumps += 1
        self._bins.clear()
        self._bin_end_s = 0.0
        self._add(device_s, min(offset for _, offset in odd))

    def _add(self, device_s: float, offset_s: float) -> None:
        if not self._bins or device_s >= self._bin_end_s:
            self._bins.append((device_s, offset_s))
            self._bin_end_s = device_s + BIN_S
        elif offset_s < self._bins[-1][1]:
            self._bins[-1] = (device_s, offset_s)
        else:
            return
        self._line = self._fit()

    def _fit(self) -> tuple[float, float]:
        """Offset at device time 0, and slope."""
        if len(self._bins) < LINE_BINS:
            return min(offset for _, offset in list(self._bins)[-RECENT_BINS:]), 0.0
        times, offsets = np.array(self._bins).T
        middle_s = times.mean()
        slope = float(np.dot(times - middle_s, offsets - offsets.mean()) / np.dot(times - middle_s, times - middle_s))
        slope = float(np.clip(slope, -MAX_DRIFT, MAX_DRIFT))
        return float(offsets.mean() - slope * middle_s), slope

    def _offset(self, device_s: float) -> float:
        return self._line[0] + self._line[1] * device_s
