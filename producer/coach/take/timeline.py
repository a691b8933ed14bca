"""A take along its time, for drawing: the waveform, and under it pace, level, eye contact, pauses and fillers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from producer.coach.limits import PACE_MIN_SPEECH_S, PACE_WINDOW_S
from producer.coach.sound.pace import RATE_HZ, STEP, Span, voice_spans
from producer.coach.sound.voice import WINDOW_S, decibels, measure_pace, window_powers
from producer.coach.take.take import TakeMeasures

PEAK_STEP_S = 0.05
STEP_S = 0.5


@dataclass(frozen=True, slots=True)
class Timeline:
    """``peaks``: the largest sample each 0.05 s, 0..1. ``words_per_minute`` and ``level_dbfs``: one value each 0.5
    s, None where nobody spoke enough. ``at_lens``: spans in which the speaker looked at the lens, of those in
    which that could be seen (``seen``).
    """

    duration_s: float
    peaks: tuple[float, ...]
    words_per_minute: tuple[float | None, ...]
    level_dbfs: tuple[float | None, ...]
    seen: tuple[Span, ...]
    at_lens: tuple[Span, ...]
    pauses: tuple[Span, ...]
    fillers: tuple[tuple[str, float, float], ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Timeline:
        """Raise KeyError, TypeError or ValueError where the data is not of this shape."""

        def spans(name: str) -> tuple[Span, ...]:
            return tuple((float(start), float(end)) for start, end in data[name])

        def steps(name: str) -> tuple[float | None, ...]:
            return tuple(None if value is None else float(value) for value in data[name])

        return cls(
            duration_s=float(data["duration_s"]),
            peaks=tuple(float(peak) for peak in data["peaks"]),
            words_per_minute=steps("words_per_minute"),
            level_dbfs=steps("level_dbfs"),
            seen=spans("seen"),
            at_lens=spans("at_lens"),
            pauses=spans("pauses"),
            fillers=tuple((str(text), float(start), float(end)) for text, start, end in data["fillers"]),
        )


def timeline_of(take: TakeMeasures) -> Timeline:
    """Return the timeline of what was measured."""
    spans = voice_spans(take.probabilities)
    steps = max(1, int(np.ceil(take.duration_s / STEP_S)))
    return Timeline(
        duration_s=take.duration_s,
        peaks=_peaks(take),
        words_per_minute=tuple(_pace_at(take, spans, (index + 1) * STEP_S) for index in range(steps)),
        level_dbfs=_levels(take, steps),
        seen=_spans([(time_s, reading.lens_share is not None) for time_s, reading in take.pictures], take.duration_s),
        at_lens=_spans([(time_s, bool(reading.lens_share)) for time_s, reading in take.pictures], take.duration_s),
        pauses=take.voice.pauses,
        fillers=tuple((word.text, word.start_s, word.end_s) for word in take.fillers or ()),
    )


def _peaks(take: TakeMeasures) -> tuple[float, ...]:
    size = round(PEAK_STEP_S * RATE_HZ)
    count = len(take.samples16k) // size
    blocks = np.abs(take.samples16k[: count * size]).reshape(count, size)
    return tuple(round(float(value), 4) for value in np.minimum(1.0, blocks.max(axis=1))) if count else ()


def _pace_at(take: TakeMeasures, spans: list[Span], until_s: float) -> float | None:
    """Return the pace over the 12 s before ``until_s``: as the live coach knows it, or by the speaker's own words."""
    from_s = max(0.0, until_s - PACE_WINDOW_S)
    inside = [(max(start, from_s), min(end, until_s)) for start, end in spans if end > from_s and start < until_s]
    first, last = round(from_s * RATE_HZ / STEP), round(until_s * RATE_HZ / STEP)
    values = take.intensity_db[first:last]
    pace = measure_pace(values, inside, take.language, first=first, min_speech_s=PACE_MIN_SPEECH_S).words_per_minute
    return None if pace is None else pace * take.own_scale


def _levels(take: TakeMeasures, steps: int) -> tuple[float | None, ...]:
    powers = window_powers(take.samples16k)
    count = min(len(powers), len(take.probabilities))
    speaking = take.probabilities[:count] >= 0.5
    per_step = round(STEP_S / WINDOW_S)
    found: list[float | None] = []
    for index in range(steps):
        part = slice(index * per_step, (index + 1) * per_step)
        voiced = powers[:count][part][speaking[part]]
        found.append(decibels(float(voiced.mean())) if len(voiced) >= per_step // 3 else None)
    return tuple(found)


def _spans(marks: list[tuple[float, bool]], end_s: float) -> tuple[Span, ...]:
    """Join moments that are true into spans; each moment lasts until the next."""
    out: list[Span] = []
    times = [*(time_s for time_s, _ in marks), end_s]
    for index, (time_s, is_true) in enumerate(marks):
        if not is_true:
            continue
        if out and abs(out[-1][1] - time_s) < 1e-9:
            out[-1] = (out[-1][0], times[index + 1])
        else:
            out.append((time_s, times[index + 1]))
    return tuple(out)
