"""How loud a file is, by ffmpeg's EBU R128 meter (the filter ``ebur128``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from producer.errors import ToolError
from producer.jobs import Job
from producer.media.ffmpeg import run_ffmpeg
from producer.media.probe import probe

SILENCE_LUFS = -70.0
"""The absolute gate of ITU-R BS.1770: what never rises above it has no loudness."""
METER = "ebur128=peak=true:framelog=quiet"
"""The meter as a filter, for callers that have their own chain in front of it; ``parse_loudness`` reads what
it prints.
"""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness (LUFS), true peak (dBTP), loudness range (LU) and gating threshold (LUFS).

    None where there is nothing but silence.
    """

    integrated_lufs: float | None
    true_peak_dbtp: float | None
    range_lu: float | None
    threshold_lufs: float | None


def measure_loudness(
    path: Path, *, before: str = "", duration_s: float | None = None, job: Job | None = None
) -> Loudness:
    """Measure the first sound stream as it is; ``before`` is a chain of filters in front of the meter. Who knows
    the length of the file, and so that it has sound, names it: it is then not probed again.

    A one-channel file measures 3 LU less than the same sound on two channels (ITU-R BS.1770 adds the channels up).
    Raises MissingFile, NotMedia, NoSound, ToolError, Cancelled.
    """
    if duration_s is None:
        duration_s = probe(path, need_sound=True).duration_s
    said = run_ffmpeg(
        [
            *("-protocol_whitelist", "file", "-i", f"file:{path.absolute()}", "-map", "0:a:0", "-vn", "-sn", "-dn"),
            *("-af", f"{before},{METER}" if before else METER, "-f", "null", "-"),
        ],
        job=job,
        duration_s=duration_s,
        step="loudness",
    )
    return parse_loudness(said)


def parse_loudness(said: str) -> Loudness:
    """Read the meter's summary out of what ffmpeg printed. Raises ToolError where there is none."""
    summary = said[said.rfind("Summary:") :] if "Summary:" in said else ""
    loud, threshold = _figure(summary, "I"), _figure(summary, "Threshold")
    span, peak = _figure(summary, "LRA"), _figure(summary, "Peak")
    if loud is None or peak is None:
        raise ToolError(
            "The loudness could not be measured.",
            code="loudness-failed",
            kept="The original is untouched.",
            cure="Try again.",
            detail=said[-2000:],
        )
    true_peak = None if peak == float("-inf") else peak
    if loud <= SILENCE_LUFS:
        return Loudness(None, true_peak, None, None)
    return Loudness(loud, true_peak, span, threshold)


def _figure(summary: str, name: str) -> float | None:
    found = re.search(rf"^\s*{name}:\s+(-?(?:inf|[\d.]+))", summary, re.MULTILINE)
    return float(found[1]) if found else None
