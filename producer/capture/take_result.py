"""What a finished take is, as measured on the file and counted while recording."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from producer.capture.recorder import Counts
from producer.media.probe import probe

SILENT_DBFS = -60.0
"""A loudest sample below this is no voice: the quietest rooms with a live microphone lie about there."""


@dataclass(frozen=True, slots=True)
class TakeResult:
    """``sound_peak_dbfs`` is None without sound; ``sample_rate_hz`` too. ``trouble`` says why it ended early."""

    take: Path
    duration_s: float
    frames: int
    dropped_frames: int
    audio_s: float
    audio_gaps: int
    sample_rate_hz: int | None
    width: int
    height: int
    sound_peak_dbfs: float | None = None
    recovered: bool = False
    trouble: str = ""

    @property
    def is_silent(self) -> bool:
        """A microphone was recorded, but nobody could have been heard."""
        return self.sample_rate_hz is not None and (self.sound_peak_dbfs or -math.inf) < SILENT_DBFS

    def to_json(self) -> dict[str, Any]:
        """The contract of ``record --json``."""
        return {
            "take": str(self.take),
            "duration_s": round(self.duration_s, 3),
            "frames": self.frames,
            "dropped_frames": self.dropped_frames,
            "audio_s": round(self.audio_s, 3),
            "audio_gaps": self.audio_gaps,
            "sample_rate_hz": self.sample_rate_hz,
            "width": self.width,
            "height": self.height,
        }


def measure(take: Path, counts: Counts, *, recovered: bool = False, trouble: str = "") -> TakeResult:
    """Probe the finished file and join what was counted. Raises NotMedia, NoPicture."""
    info = probe(take, need_picture=True)
    return TakeResult(
        take, info.duration_s, counts.frames, counts.dropped_frames, counts.audio_s if info.has_sound else 0.0,
        counts.audio_gaps, info.sample_rate_hz if info.has_sound else None, info.width, info.height,
        20 * math.log10(max(counts.peak, 1e-6)) if info.has_sound and not recovered else None, recovered, trouble,
    )
