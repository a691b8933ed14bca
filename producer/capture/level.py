"""How loud it is right now."""

from __future__ import annotations

import math
from collections import deque

from producer.capture.clock import now_s
from producer.values import AudioBlock

LEVEL_S = 0.1
"""A tenth of a second is fast enough to see a syllable and slow enough to read (own)."""
STALE_S = 1.0
FLOOR_DBFS = -100.0


class Level:
    """RMS over the last tenth of a second. Fed by one thread, read by any."""

    def __init__(self) -> None:
        self._powers: deque[tuple[float, int]] = deque()
        self._value: tuple[float, float] | None = None  # (dBFS, when)

    def hear(self, block: AudioBlock) -> None:
        self._powers.append((float((block.samples.astype("float64") ** 2).sum()), block.samples.size))
        while sum(size for _, size in self._powers) > block.rate_hz * LEVEL_S * block.samples.shape[1]:
            if len(self._powers) == 1:
                break
            self._powers.popleft()
        power = sum(p for p, _ in self._powers) / max(1, sum(size for _, size in self._powers))
        self._value = (max(FLOOR_DBFS, 10 * math.log10(max(power, 1e-12))), now_s())

    @property
    def dbfs(self) -> float | None:
        """None where nothing was heard within the last second."""
        value = self._value
        return value[0] if value is not None and now_s() - value[1] < STALE_S else None
