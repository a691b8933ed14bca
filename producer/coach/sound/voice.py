"""Sound becomes a voice reading: level, noise, clipping, pace, pauses. One rolling track for live, one whole
measurement for a file.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from producer.coach import limits as at
from producer.coach.faults import pace_limits
from producer.coach.readings import VoiceReading
from producer.coach.sound.edges import sharpened
from producer.coach.sound.hearing import ActivityStream, voice_intensity
from producer.coach.sound.hum import Hum, find_hum
from producer.coach.sound.pace import (
    HOLE_S,
    RATE_HZ,
    STEP,
    VAD_STEP,
    Floats,
    Intensity,
    Span,
    joined,
    pauses,
    span_mask,
    syllable_nuclei,
    total_s,
    true_rate,
    voice_mask,
    voice_spans,
)
from producer.coach.sound.pitch import Pitch, measure_pitch
from producer.coach.sound.rumble import RumbleFilter, without_rumble

Samples = NDArray[np.float32]

FULL_SCALE = 0.99
"""A sample this near to full scale was cut off, or is about to be."""
QUIETEST_DBFS = -100.0
LEVEL_S, NOISE_S, SILENCE_S = 5.0, 30.0, 6.0
"""How far back live readings look: for the level and clipping, for noise, runs and pauses, and for a muted
microphone.
"""
SLOW_S, PACE_EVERY_S = 0.5, 1.0
MIN_NOISE_WINDOWS = 12
"""Noise is told from about 0.4 s without a voice, or not at all."""
NO_VOICE = 0.2
BESIDE_S = 0.2
"""What is nearer than this to a voice is no room's noise."""
WINDOW_S = VAD_STEP / RATE_HZ
SPEAKING_WINDOWS = round(2.0 / WINDOW_S)
"""A doubt that lasts longer than this is no syllable."""
NOISE_WINDOWS = round(NOISE_S / WINDOW_S)
PACE_VALUES = round(at.PACE_WINDOW_S * RATE_HZ / STEP)
_HANN = np.hanning(VAD_STEP + 2)[1:-1]
_HANN_POWER = (_HANN**2 / (_HANN**2).sum()).astype(np.float32)
_LOW_BINS = np.arange(round(80 * VAD_STEP / RATE_HZ))
_LOW_TURNS = 2 * np.pi * np.outer(np.arange(VAD_STEP), _LOW_BINS) / VAD_STEP
_LOW = (
    _HANN[:, None]
    * np.hstack([np.cos(_LOW_TURNS), np.sin(_LOW_TURNS)])
    * np.sqrt(np.where(np.tile(_LOW_BINS, 2), 2, 1) / VAD_STEP / (_HANN**2).sum())
).astype(np.float32)
"""The waves below 80 Hz, for a window: their share of its mean square."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``speech_s`` is the time of speech with pauses under a second in it; the rates are None where there is too
    little of it.
    """

    speech_s: float
    syllables_per_s: float | None
    words_per_minute: float | None


def measure_pace(
    intensity_db: Floats, spans: Sequence[Span], language: str, *, first: int = 0, min_speech_s: float = 1.0
) -> Pace:
    """Count nuclei in the spans; ``first`` is the number of the first intensity value."""
    speech_s = total_s(joined(spans))
    if speech_s < min_speech_s:
        return Pace(speech_s, None, None)
    together = joined(spans, HOLE_S)
    near = [(start - BESIDE_S, end + BESIDE_S) for start, end in together]
    speech, beside = (span_mask(some, first, len(intensity_db)) for some in (together, near))
    rate = true_rate(len(syllable_nuclei(intensity_db, speech, ~beside)) / speech_s)
    limits = pace_limits(language)
    return Pace(speech_s, rate, None if limits is None else rate * 60 / limits.nuclei_per_word)


def window_powers(samples: Samples) -> Floats:
    """Return the mean square of each 32 ms above 80 Hz: steps, thumps on the table and mains hum are no level."""
    count = len(samples) // VAD_STEP
    windows = samples[: count * VAD_STEP].reshape(count, VAD_STEP)
    parts = [_powers(windows[first : first + 4000]) for first in range(0, count, 4000)]
    return np.concatenate(parts) if parts else np.zeros(0)


def _powers(windows: Samples) -> Floats:
    """The whole of each window less what lies in its lowest bins."""
    low = windows @ _LOW
    powers = (windows * windows) @ _HANN_POWER - np.einsum("ij,ij->i", low, low)
    kept: Floats = np.maximum(powers, 0.0).astype(np.float64)
    return kept


def decibels(power: float) -> float:
    return max(QUIETEST_DBFS, 10 * float(np.log10(max(power, 1e-12))))


def speech_level_dbfs(probabilities: NDArray[np.float32], powers: Floats) -> float | None:
    """RMS over the windows with a voice."""
    voiced = powers[probabilities >= 0.5]
    return decibels(float(voiced.mean())) if len(voiced) >= MIN_NOISE_WINDOWS else None


def noise_level_dbfs(probabilities: NDArray[np.float32], powers: Floats) -> float | None:
    """Median over the windows that are surely without a voice, those next to a voice left out (breath, echo)."""
    voiced = np.flatnonzero(probabilities >= NO_VOICE)
    near = np.zeros(len(probabilities) + 3, bool)
    for shift in range(4):
        near[voiced + shift] = True  # one window before, two behind
    quiet = powers[~near[1:-2]]
    if len(quiet) < MIN_NOISE_WINDOWS:
        return None
    middle = len(quiet) // 2
    return decibels(float(np.partition(quiet, middle)[middle]))


def loudest_dbfs(powers: Floats) -> float | None:
    """The loudest 96 ms; None where there is less than a second."""
    if len(powers) * WINDOW_S < 1.0:
        return None
    return decibels(float(np.convolve(powers, np.full(3, 1 / 3), "valid").max()))


def count_clipped(samples: NDArray[np.floating]) -> int:
    return int(np.count_nonzero(np.abs(samples) >= FULL_SCALE))


def rate_per_minute(count: int, speech_s: float) -> float | None:
    return count * 60 / speech_s if speech_s >= at.MIN_SPEECH_FOR_RATES_S else None


def _latest(have: NDArray[Any], new: NDArray[Any], count: int) -> NDArray[Any]:
    return np.concatenate([have, new])[-count:]


class VoiceTrack:
    """The last half minute of a live voice, in bounded memory. Used from one thread."""

    def __init__(self, activity: ActivityStream, language: str) -> None:
        self._activity, self._language = activity, language
        self._rumble, self._intensity = RumbleFilter(), Intensity()
        self._left = np.zeros(0, np.float32)
        self._probabilities = np.zeros(0, np.float32)
        self._powers = np.zeros(0)
        self._intensities = np.zeros(0)
        self._clipped: deque[tuple[int, int, float]] = deque(maxlen=4096)
        self._waiting: list[Samples] = []
        self._windows = self._values = self._paced = 0
        self._heard_s = self._spoken_s = self._pace_sum = 0.0
        self._pace_count = self._slow_due = 0
        self._noise: float | None = None
        self._run: float | None = None
        self._words_per_minute: float | None = None

    def feed(self, samples16k: Samples, *, clipped: int = 0, count: int = 0) -> None:
        """Take the next samples; ``clipped`` of ``count`` of the original ones were at full scale."""
        self._heard_s += len(samples16k) / RATE_HZ
        self._clipped.append((clipped, count, self._heard_s))
        while self._clipped and self._clipped[0][2] < self._heard_s - LEVEL_S:
            self._clipped.popleft()
        clear = self._rumble.feed(samples16k)
        self._waiting.append(clear)
        if sum(len(part) for part in self._waiting) >= PACE_EVERY_S * RATE_HZ:
            self._feed_pace()
        self._feed_windows(np.concatenate([self._left, clear]))

    def _feed_pace(self) -> None:
        """Some sound at once: pace moves slowly, and many small steps cost more."""
        values = self._intensity.feed(np.concatenate(self._waiting))
        self._waiting.clear()
        self._intensities = _latest(self._intensities, values, PACE_VALUES)
        self._values += len(values)

    def _feed_windows(self, have: Samples) -> None:
        count = len(have) // VAD_STEP
        whole, self._left = have[: count * VAD_STEP], have[count * VAD_STEP :]
        if count:
            probabilities = self._activity.feed(whole)
            self._probabilities = _latest(self._probabilities, probabilities, NOISE_WINDOWS)
            self._powers = _latest(self._powers, window_powers(whole), NOISE_WINDOWS)
            self._windows += count
            self._spoken_s += float((probabilities >= 0.5).sum()) * WINDOW_S

    @property
    def speaking(self) -> bool:
        """Whether a voice was heard in the last tenth of a second or so (three windows); a doubted syllable does not
        end it, as in :func:`producer.coach.sound.pace.voice_spans`.
        """
        return bool(voice_mask(self._probabilities[-SPEAKING_WINDOWS:])[-3:].any())

    def reading(self) -> VoiceReading:
        """Measure the last seconds; the run is up to half a second old, noise and pace up to a second and a half."""
        probabilities, powers = self._probabilities, self._powers
        if self._windows >= self._slow_due:
            self._measure_slow()
        last, noise = round(LEVEL_S / WINDOW_S), self._noise
        level = speech_level_dbfs(probabilities[-last:], powers[-last:])
        return VoiceReading(
            level_dbfs=level,
            peak_level_dbfs=loudest_dbfs(powers[-round(SILENCE_S / WINDOW_S) :]),
            clipped_share=self._clipped_share(),
            noise_dbfs=noise,
            snr_db=None if level is None or noise is None else level - noise,
            words_per_minute=self._words_per_minute,
            own_words_per_minute=self._own(),
            run_s=self._run,
        )

    def _measure_slow(self) -> None:
        self._slow_due = self._windows + round(SLOW_S / WINDOW_S)
        spans = voice_spans(self._probabilities, first_window=self._windows - len(self._probabilities))
        self._run = self._run_s(spans)
        if self._values > self._paced:
            self._paced = self._values
            self._noise = noise_level_dbfs(self._probabilities, self._powers)
            self._words_per_minute = self._pace(spans)
            if self._words_per_minute is not None:
                self._pace_sum, self._pace_count = self._pace_sum + self._words_per_minute, self._pace_count + 1

    def _clipped_share(self) -> float | None:
        total = sum(count for _, count, _ in self._clipped)
        return sum(clipped for clipped, _, _ in self._clipped) / total if total else None

    def _pace(self, spans: Sequence[Span]) -> float | None:
        """Words a minute of the rolling window."""
        first = self._values - len(self._intensities)
        start_s = first * STEP / RATE_HZ
        end_s = self._values * STEP / RATE_HZ
        recent = [(max(start, start_s), min(end, end_s)) for start, end in spans if end > start_s and start < end_s]
        return measure_pace(
            self._intensities, recent, self._language, first=first, min_speech_s=at.PACE_MIN_SPEECH_S
        ).words_per_minute

    def _own(self) -> float | None:
        """The mean of the paces so far, known after half a minute of speech."""
        return self._pace_sum / self._pace_count if self._pace_count and self._spoken_s >= at.PACE_OWN_AFTER_S else None

    def _run_s(self, spans: Sequence[Span]) -> float | None:
        """How long the speaker has gone without a pause; 0 while silent."""
        runs = joined(spans, at.PAUSE_MIN_S)
        if not runs:
            return None
        start, end = runs[-1]
        return end - start if self._windows * WINDOW_S - end < at.PAUSE_MIN_S else 0.0


@dataclass(frozen=True, slots=True)
class TakeVoice:
    """A whole file's voice. ``longest_run`` is the longest stretch without a pause, ``hum`` the mains in the quiet,
    ``pitch`` how the voice moves; each None where it could not be measured, ``hum`` also where there is none.
    """

    pace: Pace
    pauses: tuple[Span, ...]
    level_dbfs: float | None
    peak_level_dbfs: float | None
    noise_dbfs: float | None
    longest_run: Span | None = None
    hum: Hum | None = None
    pitch: Pitch | None = None

    @property
    def snr_db(self) -> float | None:
        return None if self.level_dbfs is None or self.noise_dbfs is None else self.level_dbfs - self.noise_dbfs

    @property
    def voiceless(self) -> bool:
        """Whether there is sound, a second of it at least, but never a voice."""
        return self.pace.speech_s == 0.0 and self.peak_level_dbfs is not None


def measure_voice(samples16k: Samples, probabilities: NDArray[np.float32], language: str) -> TakeVoice:
    """Measure a whole file at 16 kHz; ``probabilities`` is one for each 512 samples."""
    powers = window_powers(without_rumble(samples16k))
    count = min(len(powers), len(probabilities))
    powers, probabilities = powers[:count], probabilities[:count]
    spans = voice_spans(probabilities)
    return TakeVoice(
        pace=measure_pace(voice_intensity(samples16k), spans, language),
        pauses=tuple(sharpened(pauses(spans, at.PAUSE_MIN_S), samples16k)),
        level_dbfs=speech_level_dbfs(probabilities, powers),
        peak_level_dbfs=loudest_dbfs(powers),
        noise_dbfs=noise_level_dbfs(probabilities, powers),
        longest_run=longest_run(spans),
        hum=find_hum(samples16k, probabilities),
        pitch=measure_pitch(samples16k, probabilities),
    )


def longest_run(spans: Sequence[Span]) -> Span | None:
    """Return the longest stretch without a pause in which a breath could be taken; None where nobody speaks."""
    return max(joined(spans, at.PAUSE_MIN_S), key=lambda run: run[1] - run[0], default=None)
