"""Mains hum: found at its true strength, 50 told from 60 Hz, and never heard in noise, music or clean recordings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from producer.coach.faults import find_faults, hum_adds_db
from producer.coach.readings import VoiceReading
from producer.coach.sound.hearing import voice_probabilities
from producer.coach.sound.hum import find_hum
from producer.coach.sound.pace import RATE_HZ, VAD_STEP
from producer.media.sound import decode_sound

NOISE = 0.003


def quiet(samples: np.ndarray) -> np.ndarray:
    """Voice activity where nobody speaks."""
    return np.full(len(samples) // VAD_STEP, 0.02, np.float32)


def hiss(seconds: float, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, NOISE, round(seconds * RATE_HZ)).astype(np.float32)


def hum(
    mains_hz: float, audible_db: float, seconds: float, partials: tuple[float, ...] = (0.7, 1.0, 0.8)
) -> np.ndarray:
    """Hum whose strongest partial is so far above being just heard in ``hiss``: the noise in 100 Hz, less 2 dB."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    in_critical_band = NOISE**2 / (RATE_HZ / 2) * 100
    strength = np.sqrt(2 * in_critical_band * 10 ** ((audible_db - 2) / 10))
    waves = [part * np.sin(2 * np.pi * mains_hz * (n + 1) * t + n) for n, part in enumerate(partials)]
    return (strength * sum(waves)).astype(np.float32)


@pytest.mark.parametrize("mains_hz", [50, 60])
@pytest.mark.parametrize("audible_db", [3, 6, 12, 25])
def test_a_hum_is_found_at_its_strength(mains_hz: int, audible_db: float) -> None:
    samples = hiss(5) + hum(mains_hz + 0.1, audible_db, 5)
    found = find_hum(samples, quiet(samples))
    assert found is not None and found.hz == mains_hz
    assert found.above_noise_db == pytest.approx(audible_db, abs=2.0)


def test_a_hum_that_cannot_be_heard_is_none() -> None:
    samples = hiss(5) + hum(50, -10, 5)
    assert find_hum(samples, quiet(samples)) is None


def test_one_strong_partial_is_enough_and_a_weak_one_is_not() -> None:
    for partials, audible_db, hz in (((0.0, 1.0), 12, 60), ((0.0, 1.0), 3, None), ((0.0, 0.0, 1.0), 12, None)):
        samples = hiss(5) + hum(60, audible_db, 5, partials)
        found = find_hum(samples, quiet(samples))
        assert (found.hz if found else None) == hz


@pytest.mark.parametrize("seed", range(40))
def test_noise_has_no_hum(seed: int) -> None:
    white = hiss(2 + seed % 4, seed)
    dark = np.cumsum(white).astype(np.float32)
    dark -= np.linspace(dark[0], dark[-1], len(dark), dtype=np.float32)
    assert find_hum(white, quiet(white)) is None
    assert find_hum(dark, quiet(dark)) is None


def test_music_has_no_hum() -> None:
    """Notes that stay for two seconds, the lowest next to the mains; and a tune."""
    t = np.arange(RATE_HZ * 8) / RATE_HZ
    for hz in (49.0, 51.9, 58.3, 61.7, 98.0, 103.8, 116.5, 123.5):
        note = sum(np.sin(2 * np.pi * hz * n * t) / n for n in (1, 2, 3)) * 0.05
        assert find_hum((note + hiss(8)).astype(np.float32), quiet(t)) is None, hz
    tune = 2 ** (np.array([0, 4, 7, 12, 7, 4, 5, 9]) / 12)[(t * 2).astype(int) % 8] * 55
    melody = np.sin(2 * np.pi * np.cumsum(tune) / RATE_HZ) * 0.1
    assert find_hum((melody + hiss(8)).astype(np.float32), quiet(t)) is None


def test_a_machine_that_comes_and_goes_is_no_hum_of_the_mains() -> None:
    t = np.arange(8 * RATE_HZ) / RATE_HZ
    samples = hiss(8) + hum(50, 25, 8) * np.where(t % 2 < 1.3, 1.0, 0.05).astype(np.float32)
    assert find_hum(samples, quiet(samples)) is None


def test_only_what_lies_between_the_words_is_listened_to() -> None:
    samples = hiss(6) + hum(50, 15, 6)
    speaking = quiet(samples)
    speaking[:] = 0.9
    assert find_hum(samples, speaking) is None
    speaking[60:160] = 0.02
    found = find_hum(samples, speaking)
    assert found is not None and found.hz == 50
    speaking[88:130] = 0.9
    assert find_hum(samples, speaking) is None  # too few half seconds are left


CLEAN = (
    *("en_fillers/acoustic_corpus.wav", "en_fillers/cold_corpus.wav", "en_fillers/mfa_uh.flac"),
    *("en_fillers/mfa_um.flac", "nl/composite_vl_5sentences.wav", "nl/watson_dutch_single2.wav", "en/lucier.mp3"),
)


@pytest.mark.parametrize("name", [*(f"speech/{name}" for name in CLEAN), "video/liveportrait_s18.mp4"])
def test_clean_recordings_and_real_music_have_none(media: Path, name: str) -> None:
    samples = decode_sound(media / name)
    assert find_hum(samples, voice_probabilities(samples)) is None


def test_an_old_american_recording_hums_at_sixty(media: Path) -> None:
    """Washington, 1961: 60 Hz and its multiples stand 13-20 dB out of the lines beside them."""
    samples = decode_sound(media / "speech/en/jfk.flac")
    found = find_hum(samples, voice_probabilities(samples))
    assert found is not None and found.hz == 60 and 5 < found.above_noise_db < 14


def test_a_hum_over_a_real_voice_is_found(media: Path) -> None:
    samples = decode_sound(media / "speech/nl/composite_vl_5sentences.wav")
    t = np.arange(len(samples)) / RATE_HZ
    humming = samples + (0.004 * (np.sin(2 * np.pi * 100 * t) + np.sin(2 * np.pi * 150 * t))).astype(np.float32)
    found = find_hum(humming, voice_probabilities(humming))
    assert found is not None and found.hz == 50 and found.above_noise_db > 10


def test_a_hum_makes_the_same_noise_worse() -> None:
    assert [hum_adds_db(db) for db in (None, 0.0, 4.0, 7.0, 10.0, 30.0)] == [0.0, 0.0, 0.0, 3.0, 6.0, 6.0]
    assert "quieter_room" not in find_faults(None, VoiceReading(snr_db=18.0), "en")
    assert "quieter_room" not in find_faults(None, VoiceReading(snr_db=18.0, hum_hz=50, hum_db=5.0), "en")
    assert "quieter_room" in find_faults(None, VoiceReading(snr_db=18.0, hum_hz=50, hum_db=12.0), "en")
    assert "quieter_room" not in find_faults(None, VoiceReading(snr_db=40.0, hum_hz=50, hum_db=30.0), "en")
