"""The report on a finished take: what its pictures and its voice measured, and advice, worst first (the contract's
``coach`` object).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from producer.coach.advice import advice_text
from producer.coach.faults import Faults, find_faults
from producer.coach.readings import FramingReading
from producer.coach.take.take import TakeMeasures, measure_take
from producer.jobs import Job
from producer.values import Transcript

FRAMING_KEYS = (
    *("face_share", "faces", "face_height", "eye_line", "headroom", "offset_x", "roll_deg", "yaw_deg"),
    *("lens_share", "face_luma", "background_luma", "sharpness"),
)
DIGITS = 4


def coach_file(
    path: Path, *, transcript: Transcript | None = None, language: str | None = None, job: Job | None = None
) -> dict[str, Any]:
    """Measure a finished file and return the report. Raises MissingFile, NotMedia, NoPicture, NoSound, Cancelled."""
    return report_of(measure_take(path, transcript=transcript, language=language, job=job))


def report_of(take: TakeMeasures) -> dict[str, Any]:
    """Return the report of what was measured, in the contract's form."""
    return {
        "file": str(take.path),
        "duration_s": round(take.duration_s, 3),
        "framing": _framing_json(take.framing),
        "voice": _voice_json(take),
        "advice": _advice(find_faults(take.framing, take.reading, take.language), take.language),
    }


def _framing_json(framing: FramingReading) -> dict[str, float | None]:
    return {key: _rounded(getattr(framing, key)) for key in FRAMING_KEYS}


def _voice_json(take: TakeMeasures) -> dict[str, Any]:
    voice, fillers = take.voice, take.fillers
    share = min(1.0, voice.pace.speech_s / take.duration_s) if take.duration_s else None
    return {
        "speech_s": _rounded(voice.pace.speech_s),
        "speech_share": _rounded(share),
        "syllables_per_s": _rounded(voice.pace.syllables_per_s),
        "words_per_minute": _rounded(take.words_per_minute),
        "words_per_minute_from": take.words_from,
        "pauses": [_span(start, end) for start, end in voice.pauses],
        "fillers": None if fillers is None else [{"text": w.text, **_span(w.start_s, w.end_s)} for w in fillers],
        "fillers_per_minute": _rounded(take.fillers_per_minute),
        "loudness_lufs": take.loudness.integrated_lufs,
        "true_peak_dbtp": take.loudness.true_peak_dbtp,
        "clipped_share": None if take.clipped is None else round(take.clipped, 6),
        "noise_dbfs": _rounded(voice.noise_dbfs),
        "snr_db": _rounded(voice.snr_db),
    }


def _span(start_s: float, end_s: float) -> dict[str, float]:
    return {"start_s": round(start_s, 3), "end_s": round(end_s, 3)}


def _advice(faults: Faults, language: str) -> list[dict[str, Any]]:
    """Return the faults, the gravest first; ``severity`` is 0..1 (0 just over a limit, 0.5 grave)."""
    worst = sorted(faults.items(), key=lambda item: -item[1])
    return [
        {"code": code, "severity": round(excess / (1 + excess), 3), "text": advice_text(code, language)}
        for code, excess in worst
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), DIGITS)
