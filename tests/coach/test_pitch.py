"""Pitch and its spread: tones and glides whose pitch is known, and real voices made higher by known steps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from producer.coach.sound.hearing import voice_probabilities
from producer.coach.sound.pace import RATE_HZ, VAD_STEP
from producer.coach.sound.pitch import measure_pitch, pitch_track
from producer.media.sound import decode_sound


def voiced(samples: np.ndarray) -> np.ndarray:
    return np.full(len(samples) // VAD_STEP, 0.9, np.float32)


def buzz(pitch_hz: np.ndarray) -> np.ndarray:
    """A voice-like sound of this pitch at every sample: harmonics that fall off, a little noise."""
    phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ
    tone = sum(np.sin(number * phase) / number for number in range(1, 9))
    noise = np.random.default_rng(1).normal(0, 0.02, len(pitch_hz))
    return (0.1 * (tone + noise)).astype(np.float32)


def steady(hz: float, seconds: float = 6.0) -> np.ndarray:
    return buzz(np.full(round(seconds * RATE_HZ), hz))


@pytest.mark.parametrize("hz", [70, 85, 100, 123.4, 150, 180, 220, 261, 330, 400, 450])
def test_a_tone_has_its_pitch_everywhere(hz: float) -> None:
    track = pitch_track(steady(hz), voiced(steady(hz)))
    assert np.isnan(track).mean() < 0.02
    assert np.nanmax(np.abs(track / hz - 1)) < 0.02
    pitch = measure_pitch(steady(hz), voiced(steady(hz)))
    assert pitch is not None
    assert pitch.median_hz == pytest.approx(hz, rel=0.01)
    assert pitch.spread_st < 0.15
    assert pitch.voiced_s == pytest.approx(6.0, abs=0.2)


def test_a_glide_is_followed() -> None:
    """Two octaves up in ten seconds: where the middle of each piece is, within 2 %."""
    true = 90 * 2 ** (np.arange(10 * RATE_HZ) / RATE_HZ / 5)
    track = pitch_track(buzz(true), voiced(true))
    middles = np.arange(len(track)) * round(0.02 * RATE_HZ) + 392
    known = ~np.isnan(track)
    assert known.mean() > 0.95
    assert np.max(np.abs(track[known] / true[middles[known]] - 1)) < 0.02


@pytest.mark.parametrize("deviation_st", [0.5, 1.5, 2.5, 4.0])
def test_the_spread_is_the_standard_deviation_in_semitones(deviation_st: float) -> None:
    """A sine of that amplitude times the root of two, once a second and a half."""
    t = np.arange(9 * RATE_HZ) / RATE_HZ
    swing = deviation_st * np.sqrt(2) * np.sin(2 * np.pi * t / 1.5)
    pitch = measure_pitch(buzz(140 * 2 ** (swing / 12)), voiced(t))
    assert pitch is not None
    assert pitch.spread_st == pytest.approx(deviation_st, rel=0.05, abs=0.05)


def test_noise_silence_and_whispers_have_no_pitch() -> None:
    hiss = np.random.default_rng(2).normal(0, 0.1, 6 * RATE_HZ).astype(np.float32)
    assert np.isnan(pitch_track(hiss, voiced(hiss))).mean() > 0.98
    assert measure_pitch(hiss, voiced(hiss)) is None
    assert measure_pitch(np.zeros(6 * RATE_HZ, np.float32), voiced(hiss)) is None
    assert measure_pitch(np.zeros(0, np.float32), np.zeros(0, np.float32)) is None


def test_what_is_no_voice_has_no_pitch_and_a_short_voice_no_spread() -> None:
    tone = steady(120)
    assert measure_pitch(tone, np.full(len(tone) // VAD_STEP, 0.1, np.float32)) is None
    short = voiced(tone)
    short[70:] = 0.0
    assert measure_pitch(tone, short) is None
    assert np.isnan(pitch_track(tone, short)[130:]).all()


def test_moments_that_jump_are_not_believed() -> None:
    """A steady voice with a chirp of 60 ms, eleven semitones up, three times a second."""
    t = np.arange(9 * RATE_HZ) / RATE_HZ
    pitch = measure_pitch(buzz(np.where(t % 0.33 < 0.06, 226.5, 120.0)), voiced(t))
    assert pitch is not None
    assert pitch.median_hz == pytest.approx(120, rel=0.01)
    assert pitch.spread_st < 0.5


def higher(samples: np.ndarray, semitones: float) -> np.ndarray:
    """The same, higher and faster, as a tape would play it."""
    ratio = 2 ** (semitones / 12)
    return np.interp(np.arange(0, len(samples) - 1, ratio), np.arange(len(samples)), samples).astype(np.float32)


CLIPS = (
    "en/lucier.mp3",
    "en/libri_2412-153948-0000.flac",
    "nl/composite_vl_5sentences.wav",
    "en_fillers/acoustic_corpus.wav",
)


@pytest.mark.parametrize("name", CLIPS)
def test_a_real_voice_made_higher_is_higher_by_as_much_and_moves_as_much(media: Path, name: str) -> None:
    samples = decode_sound(media / "speech" / name)[: 40 * RATE_HZ]
    before = measure_pitch(samples, voice_probabilities(samples))
    assert before is not None and 1.0 < before.spread_st < 5.0
    for semitones in (-2.0, 3.0):
        other = higher(samples, semitones)
        after = measure_pitch(other, voice_probabilities(other))
        assert after is not None
        assert 12 * np.log2(after.median_hz / before.median_hz) == pytest.approx(semitones, abs=0.4)
        assert after.spread_st == pytest.approx(before.spread_st, rel=0.12)


def test_a_flat_reading_is_told_from_the_others(media: Path) -> None:
    spreads = {}
    for name in CLIPS:
        samples = decode_sound(media / "speech" / name)
        pitch = measure_pitch(samples, voice_probabilities(samples))
        assert pitch is not None
        spreads[name] = pitch.spread_st
    assert spreads.pop("en/lucier.mp3") < 2.0 < min(spreads.values())
