"""The report on a finished take: what its pictures and its voice measured, and advice, worst first (the contract's
``coach`` object).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from producer.coach import limits as at
from producer.coach.advice import advice_text
from producer.coach.faces import open_detector
from producer.coach.faults import Faults, find_faults
from producer.coach.fillers import find_fillers
from producer.coach.framing import read_picture
from producer.coach.pictures import sample_pictures
from producer.coach.readings import FramingReading, VoiceReading, combine
from producer.coach.voice import FULL_SCALE, TakeVoice, measure_voice, rate_per_minute
from producer.jobs import Job
from producer.media.clipping import clipped_share
from producer.media.loudness import Loudness, measure_loudness
from producer.media.probe import probe
from producer.media.sound import decode_sound
from producer.media.voice_activity import VoiceActivity
from producer.models import find_face_model
from producer.values import Transcript, Word

FRAMING_KEYS = (
    *("face_share", "faces", "face_height", "eye_line", "headroom", "offset_x", "roll_deg", "yaw_deg"),
    *("lens_share", "face_luma", "background_luma", "sharpness"),
)
DIGITS = 4


def coach_file(
    path: Path, *, transcript: Transcript | None = None, language: str | None = None, job: Job | None = None
) -> dict[str, Any]:
    """Measure a finished file and return the report. ``language`` (or the transcript's) chooses the pace's limits
    and the advice's language.

    Raises MissingFile, NotMedia, NoPicture, NoSound, Cancelled.
    """
    job = job or Job()
    info = probe(path, need_picture=True, need_sound=True)
    chosen = language or (transcript.language if transcript else "")
    framing = _framing(path, info.duration_s, job.part(0.0, 0.7))
    voice = _voice(path, chosen, job.part(0.7, 0.9))
    loudness = measure_loudness(path, job=job.part(0.9, 0.97))
    clipped = clipped_share(path, full_scale=FULL_SCALE, job=job)
    fillers = find_fillers(transcript.words, transcript.language) if transcript else None
    words_per_minute, source = _words_per_minute(voice, transcript)
    per_minute = None if fillers is None else rate_per_minute(len(fillers), voice.pace.speech_s)
    reading = _voice_reading(voice, clipped, words_per_minute, per_minute, fillers)
    return {
        "file": str(path),
        "duration_s": round(info.duration_s, 3),
        "framing": _framing_json(framing),
        "voice": _voice_json(voice, info.duration_s, loudness, clipped, words_per_minute, source, fillers, per_minute),
        "advice": _advice(find_faults(framing, reading, chosen), chosen),
    }


def _framing(path: Path, duration_s: float, job: Job) -> FramingReading:
    detector = open_detector(find_face_model(), careful=True)
    pictures = sample_pictures(path, duration_s=duration_s, job=job)
    readings = [read_picture(image, detector) for _, image in pictures]
    return combine(readings) if readings else FramingReading(faces=0.0, face_share=0.0)


def _voice(path: Path, language: str, job: Job) -> TakeVoice:
    samples = decode_sound(path, job=job)
    return measure_voice(samples, VoiceActivity().probabilities(samples), language)


def _words_per_minute(voice: TakeVoice, transcript: Transcript | None) -> tuple[float | None, str | None]:
    if transcript is not None and transcript.words and voice.pace.speech_s >= 1.0:
        return len(transcript.words) * 60 / voice.pace.speech_s, "transcript"
    return voice.pace.words_per_minute, None if voice.pace.words_per_minute is None else "syllables"


def _voice_reading(
    voice: TakeVoice,
    clipped: float | None,
    words_per_minute: float | None,
    fillers_per_minute: float | None,
    fillers: Sequence[Word] | None,
) -> VoiceReading:
    few = fillers is None or len(fillers) < at.MIN_FILLERS
    return VoiceReading(
        level_dbfs=voice.level_dbfs,
        peak_level_dbfs=voice.peak_level_dbfs,
        clipped_share=clipped,
        noise_dbfs=voice.noise_dbfs,
        snr_db=voice.snr_db,
        words_per_minute=words_per_minute,
        pauses_per_minute=rate_per_minute(len(voice.pauses), voice.pace.speech_s),
        fillers_per_minute=None if few else fillers_per_minute,
    )


def _framing_json(framing: FramingReading) -> dict[str, float | None]:
    return {key: _rounded(getattr(framing, key)) for key in FRAMING_KEYS}


def _voice_json(
    voice: TakeVoice,
    duration_s: float,
    loudness: Loudness,
    clipped: float | None,
    words_per_minute: float | None,
    source: str | None,
    fillers: Sequence[Word] | None,
    fillers_per_minute: float | None,
) -> dict[str, Any]:
    return {
        "speech_s": _rounded(voice.pace.speech_s),
        "speech_share": _rounded(min(1.0, voice.pace.speech_s / duration_s)) if duration_s else None,
        "syllables_per_s": _rounded(voice.pace.syllables_per_s),
        "words_per_minute": _rounded(words_per_minute),
        "words_per_minute_from": source,
        "pauses": [{"start_s": round(start, 3), "end_s": round(end, 3)} for start, end in voice.pauses],
        "fillers": None
        if fillers is None
        else [{"text": w.text, "start_s": round(w.start_s, 3), "end_s": round(w.end_s, 3)} for w in fillers],
        "fillers_per_minute": _rounded(fillers_per_minute),
        "loudness_lufs": loudness.integrated_lufs,
        "true_peak_dbtp": loudness.true_peak_dbtp,
        "clipped_share": None if clipped is None else round(clipped, 6),
        "noise_dbfs": _rounded(voice.noise_dbfs),
        "snr_db": _rounded(voice.snr_db),
    }


def _advice(faults: Faults, language: str) -> list[dict[str, Any]]:
    """Return the faults, the gravest first; ``severity`` is 0..1 (0 just over a limit, 0.5 grave)."""
    worst = sorted(faults.items(), key=lambda item: -item[1])
    return [
        {"code": code, "severity": round(excess / (1 + excess), 3), "text": advice_text(code, language)}
        for code, excess in worst
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), DIGITS)
