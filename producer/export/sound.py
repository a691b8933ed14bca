"""The sound of a clip: measured first, then brought to the channel's loudness with its peaks held, and measured
again.

A plain gain keeps speech as it is. Only where that would push peaks over the limit does a limiter hold them, at four
times the sampling rate, because true peaks lie between the samples (ITU-R BS.1770-4, annex 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from producer.jobs import Job
from producer.media.loudness import Loudness, measure_loudness
from producer.values import MediaInfo

PEAK_DBTP = -2.2
"""Peaks are held here before encoding: AAC adds up to about 0.6 dB to speech, and -1.5 dBTP is allowed in the clip."""
TOLERANCE_LU = 0.5
"""Half of what is promised (1 LU): each further trial reads the whole sound again."""
MAX_GAIN_DB = 40.0
TRIES = 4


@dataclass(frozen=True, slots=True)
class SoundPlan:
    """The chain of filters, and the loudness that the sound had before it."""

    chain: str
    before: Loudness


def base_chain(info: MediaInfo) -> str:
    """Return the chain that starts at the file's time 0, at 48 kHz, on two channels; one channel is heard from both
    sides.
    """
    start = "aresample=48000:async=1:first_pts=0"
    if info.channels == 1:
        return f"{start},pan=stereo|c0=c0|c1=c0"
    return f"{start},aformat=channel_layouts=stereo"


def plan_sound(
    source: Path, info: MediaInfo, target_lufs: float, *, peak_dbtp: float = PEAK_DBTP, job: Job | None = None
) -> SoundPlan:
    """Return the chain that brings the source to ``target_lufs``. Silence is left as it is. Raises NoSound,
    ToolError, Cancelled.
    """
    base = base_chain(info)
    before = measure_loudness(source, before=base, duration_s=info.duration_s, job=job)
    if before.integrated_lufs is None or before.true_peak_dbtp is None:
        return SoundPlan(base, before)
    gain_db = min(MAX_GAIN_DB, target_lufs - before.integrated_lufs)
    if before.true_peak_dbtp + gain_db <= peak_dbtp:
        return SoundPlan(f"{base},volume={gain_db:.2f}dB", before)
    return _limited(source, info.duration_s, base, before, gain_db, target_lufs, peak_dbtp, job)


def _limited(
    source: Path,
    length_s: float,
    base: str,
    before: Loudness,
    gain_db: float,
    target_lufs: float,
    peak_dbtp: float,
    job: Job | None,
) -> SoundPlan:
    """Find by trial the gain in front of the limiter that gives the loudness after it."""
    chain = base
    for _ in range(TRIES):
        chain = f"{base},{_limiter(gain_db, peak_dbtp)}"
        after = measure_loudness(source, before=chain, duration_s=length_s, job=job)
        if after.integrated_lufs is None or abs(target_lufs - after.integrated_lufs) <= TOLERANCE_LU:
            break
        if gain_db == MAX_GAIN_DB and after.integrated_lufs < target_lufs:
            break
        gain_db = min(MAX_GAIN_DB, gain_db + target_lufs - after.integrated_lufs)
    return SoundPlan(chain, before)


def _limiter(gain_db: float, peak_dbtp: float) -> str:
    limit = 10 ** (peak_dbtp / 20)
    hold = f"alimiter=limit={limit:.5f}:attack=2:release=60:level=0:latency=1"
    return f"volume={gain_db:.2f}dB,aresample=192000,{hold},aresample=48000"
