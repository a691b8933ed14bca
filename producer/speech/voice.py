"""How much voice there is in a stretch of a recording: what words may have been said there, and what not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WINDOW_S = 0.032
"""Seconds of one probability of the voice activity (512 samples at 16 kHz)."""
VOICE = 0.5
"""From here on a window is voice, Silero's own threshold."""
FAINT, WIDE_S = 0.1, 0.3
"""Under this in every window, and so far around, nobody speaks at all (own choice: of 389 words of known clips at their
own level the faintest, an "uh", reaches 0.18 without room around it).
"""
SLACK_S = 0.15
"""How far Whisper's word times may be off (0.1-0.2 s on clips whose word times are known)."""
FASTEST = 12.0
"""Syllables in a second of voice; quick talkers reach 8, the quickest for a moment 10 (own choice)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice activity of a recording: one probability (0..1) for each 32 ms."""

    probabilities: Sequence[float]

    def _windows(self, start_s: float, end_s: float, around_s: float) -> Sequence[float]:
        first = max(0, int((start_s - around_s) / WINDOW_S))
        return self.probabilities[first : max(first, int((end_s + around_s) / WINDOW_S) + 1)]

    def seconds(self, start_s: float, end_s: float) -> float:
        """Return the seconds of voice in a stretch and a little around it."""
        return WINDOW_S * sum(float(chance) >= VOICE for chance in self._windows(start_s, end_s, SLACK_S))

    def is_still(self, start_s: float, end_s: float) -> bool:
        """Say whether nobody speaks there at all."""
        return all(float(chance) < FAINT for chance in self._windows(start_s, end_s, WIDE_S))

    def holds(self, syllables: int, start_s: float, end_s: float) -> bool:
        """Say whether so many syllables can have been said there."""
        return self.seconds(start_s, end_s) >= syllables / FASTEST
