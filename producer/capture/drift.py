"""When the n-th sample of a microphone was heard, although its stamps jitter and its clock runs a little off.

PortAudio's ADC times are true in the middle but single ones are off by tens of milliseconds either way (measured
against PulseAudio, whose reported delay is now and then 8, 20 or 190 ms too large; the median was within 0.5 ms). So
the middle of the last two seconds counts at first, and a straight line through the medians of each second later: its
slope is the drift of the device's clock against ours. Pure: no clock is read here.
"""

from __future__ import annotations

from collections import deque

import numpy as np

RECENT_S = 2.0
BIN_S = 1.0
BINS = 60
"""A line through the last minute: drift changes with temperature, over many minutes."""
LINE_BINS = 10
"""With fewer seconds than this a slope is noise; the recent median alone is used."""
LINE_OFF_S = 0.005
"""When the recent median is further than this from the line, the line is of the past."""
JUMP_S = 0.070
"""A stamp further off than this does not belong to what came before (OBS smooths audio stamps up to 70 ms)."""
JUMP_LASTS_S = 0.3
JUMP_LASTS_WARNED_S = 0.06
"""Sound is lost only where, for this long, stamps *and* arrivals are off: sound that is merely late still comes, and
silence put in for it would count double. Where the driver itself reports a loss, three blocks are enough."""
JUMP_SURE_S = 5.0
"""Stamps that are off for this long are believed, although the arrivals say that nothing was lost."""
MAX_DRIFT = 500e-6
"""Crystals are within 100 millionths; a line steeper than this is not drift."""

Point = tuple[float, float, float]
"""Device time, offset (when heard minus device time) and arrival (when handed over minus device time), in seconds."""


class ClockFit:
    """Feed it each block's first sample number and stamp; it answers with the stamp that is believed."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._recent: deque[Point] = deque()
        self._medians: deque[Point] = deque(maxlen=BINS)
        self._bin: list[Point] = []
        self._odd: list[Point] = []
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

    def stamp(self, first_sample: int, heard_s: float, arrived_s: float) -> float:
        """Return when ``first_sample`` was heard, by all that is known so far."""
        device_s = first_sample / self._rate_hz
        point = (device_s, heard_s - device_s, arrived_s - device_s)
        if self._recent and abs(point[1] - self._offset(device_s)) > JUMP_S:
            self._note_odd(point)
        else:
            self._odd.clear()
            self._add(point)
        return device_s + self._offset(device_s)

    def _note_odd(self, point: Point) -> None:
        """Keep a stamp that does not fit; start anew from such stamps when they are the truth by now."""
        self._odd.append(point)
        lasts_s = JUMP_LASTS_WARNED_S if self._warned else JUMP_LASTS_S
        kept = [old for old in self._odd if old[0] > point[0] - lasts_s]
        odd_s = point[0] - self._odd[0][0]
        if not (odd_s >= lasts_s and self._is_loss(kept)) and odd_s < JUMP_SURE_S:
            return
        self._odd, self._warned, self._bin = [], False, []
        self._recent.clear()
        self._medians.clear()
        self.jumps += 1
        for old in kept:
            self._add(old)

    def _is_loss(self, kept: list[Point]) -> bool:
        """Whether arrivals moved too, and stay moved: sound that was held up comes quicker and quicker instead."""
        earlier, later = kept[: len(kept) // 2], kept[len(kept) // 2 :]
        first_s, last_s = earliest(earlier or later), earliest(later)
        return abs(last_s - earliest(self._recent)) > JUMP_S / 2 and abs(last_s - first_s) < JUMP_S / 2

    def _add(self, point: Point) -> None:
        self._recent.append(point)
        while self._recent[0][0] < point[0] - RECENT_S:
            self._recent.popleft()
        if self._bin and point[0] - self._bin[0][0] >= BIN_S:
            self._medians.append(median(self._bin))
            self._bin = []
        self._bin.append(point)
        self._line = self._fit(point[0])

    def _fit(self, device_s: float) -> tuple[float, float]:
        """Offset at device time 0, and slope."""
        recent = float(np.median([old[1] for old in self._recent]))
        if len(self._medians) < LINE_BINS:
            return recent, 0.0
        times, offsets, _ = np.array(self._medians).T
        times = times - device_s
        middle = times.mean()
        slope = float(np.dot(times - middle, offsets - offsets.mean()) / np.dot(times - middle, times - middle))
        slope = float(np.clip(slope, -MAX_DRIFT, MAX_DRIFT))
        now = float(offsets.mean() - slope * middle)
        if abs(now - recent) > LINE_OFF_S:
            self._medians.clear()
            return recent, 0.0
        return now - slope * device_s, slope

    def _offset(self, device_s: float) -> float:
        return self._line[0] + self._line[1] * device_s


def earliest(points: deque[Point] | list[Point]) -> float:
    """The earliest arrival: the one that was least held up."""
    return min(arrival for _, _, arrival in points)


def median(points: list[Point]) -> Point:
    """The middle of each value by itself."""
    device_s, offset, arrival = np.median(np.array(points), axis=0)
    return float(device_s), float(offset), float(arrival)
