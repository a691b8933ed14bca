"""The speaker's own words: what they make of a pace that is told from syllables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from producer.coach.sound.voice import Pace, TakeVoice
from producer.coach.take.take import TakeMeasures
from producer.coach.take.timeline import timeline_of
from producer.media.loudness import Loudness
from producer.values import Transcript, Word


def take(speech_s: float, words: int, *, syllables_per_minute: float = 140.0) -> TakeMeasures:
    """A take of one long hum in four swells a second, with so many words in its transcript."""
    seconds = speech_s + 1
    t = np.arange(round(seconds * 100)) / 100
    said = tuple(Word("so", 0.01 * number, 0.01 * number + 0.01) for number in range(words))
    return TakeMeasures(
        path=Path("take.mkv"),
        duration_s=seconds,
        language="en",
        pictures=(),
        samples16k=np.zeros(round(seconds * 16_000), np.float32),
        probabilities=np.where(np.arange(round(seconds / 0.032)) * 0.032 < speech_s, 0.9, 0.0).astype(np.float32),
        intensity_db=np.where(t < speech_s, -30 - 6 * np.cos(2 * np.pi * 4 * t), -80.0),
        voice=TakeVoice(Pace(speech_s, 3.3, syllables_per_minute), (), None, None, None),
        loudness=Loudness(None, None, None, None),
        clipped=None,
        transcript=Transcript("en", seconds, "whisper:small", said) if words else None,
        fillers=None,
    )


def test_half_a_minute_of_known_words_sets_the_scale() -> None:
    assert take(40, 80).own_scale == pytest.approx(120 / 140)
    assert take(40, 0).own_scale == 1.0
    assert take(29, 80).own_scale == 1.0


def test_the_timeline_is_drawn_in_the_speakers_own_words() -> None:
    by_syllables = timeline_of(take(40, 0)).words_per_minute
    by_words = timeline_of(take(40, 80)).words_per_minute
    known = [(one, other) for one, other in zip(by_syllables, by_words, strict=True) if one is not None and other]
    assert len(known) > 60
    assert all(other / one == pytest.approx(120 / 140) for one, other in known)
