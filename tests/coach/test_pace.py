"""Pace without words, held against sounds of known syllables and against clips of known text.

Seen on the nine clips of at least 10 s with a known text (English and Dutch; words over speech time, pauses under
1 s counted as speech): 3 % off in the middle, 9 % at worst. The same clips at 0.8, 0.9, 1.1 and 1.25 of their tempo:
words a minute follow within 3 % in the middle and 9 % at worst. Pauses between clips cut at their first and last
sound: begin 0.00-0.11 s after and end within 0.11 s of the true time. Silence, noise, music and typing: no second of
speech.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from fakes.known_media import make

from producer.coach.sound.hearing import voice_probabilities
from producer.coach.sound.pace import (
    RATE_HZ,
    STEP,
    Intensity,
    joined,
    pauses,
    span_mask,
    syllable_nuclei,
    total_s,
    true_rate,
    voice_mask,
    voice_spans,
)
from producer.coach.sound.voice import measure_voice
from producer.media.sound import decode_sound

TWENTY_S = np.arange(RATE_HZ * 20) / RATE_HZ


def hummed(per_s: float, seconds: float, depth_db: float = 12.0) -> np.ndarray:
    """A voice-like hum (150 Hz and its harmonics) that swells ``per_s`` times a second by ``depth_db``."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    hum = sum(np.sin(2 * np.pi * 150 * h * t) / h for h in (1, 2, 3, 4, 5))
    swell = 10 ** (-depth_db * (0.5 + 0.5 * np.cos(2 * np.pi * per_s * t)) / 20)
    return (0.1 * hum * swell).astype(np.float32)


def intensity(samples: np.ndarray) -> np.ndarray:
    meter = Intensity()
    return np.concatenate([meter.feed(samples), meter.finish()])


def count(samples: np.ndarray) -> int:
    values = intensity(samples)
    return len(syllable_nuclei(values, np.ones(len(values), bool)))


@pytest.mark.parametrize("per_s", [2.0, 3.5, 5.0, 6.5])
def test_every_swell_of_a_hum_is_a_nucleus(per_s: float) -> None:
    assert count(hummed(per_s, 8)) == pytest.approx(per_s * 8, abs=1)


def test_a_ripple_below_two_decibels_is_none() -> None:
    assert count(hummed(4, 8, depth_db=1.5)) <= 1
    assert count(hummed(4, 8, depth_db=6.0)) == pytest.approx(32, abs=1)


def test_hiss_between_hums_is_none() -> None:
    """A sibilant as loud as the hum lies above the band."""
    hiss = np.diff(np.random.default_rng(1).normal(0, 0.05, RATE_HZ * 8 + 3), 3).astype(np.float32)
    assert count(hummed(3, 8) + hiss) == pytest.approx(24, abs=1)


def test_nuclei_outside_the_voice_do_not_count() -> None:
    values = intensity(hummed(4, 8))
    half = span_mask([(0.0, 4.0)], 0, len(values))
    assert len(syllable_nuclei(values, half)) == pytest.approx(16, abs=1)
    assert len(syllable_nuclei(values, np.zeros(len(values), bool))) == 0


def test_loudness_does_not_matter_to_the_count() -> None:
    assert count(hummed(4, 8)) == count(hummed(4, 8) * 0.03)


def test_a_stream_measures_as_the_whole() -> None:
    samples = hummed(5, 3)
    meter = Intensity()
    parts = [meter.feed(samples[start : start + 777]) for start in range(0, len(samples), 777)]
    np.testing.assert_allclose(np.concatenate([*parts, meter.finish()]), intensity(samples), atol=1e-6)
    assert len(intensity(samples)) == pytest.approx(len(samples) / STEP, abs=2)


def test_intensity_is_in_decibels_of_full_scale() -> None:
    t = np.arange(RATE_HZ * 2) / RATE_HZ
    values = intensity((0.1 * np.sin(2 * np.pi * 400 * t)).astype(np.float32))
    assert np.median(values) == pytest.approx(-23.0, abs=0.2)  # RMS of a sine of 0.1


def windows(*lengths_s: float) -> np.ndarray:
    """Probabilities: voice, silence, voice ... of these lengths."""
    parts = [np.full(round(s / 0.032), 0.9 if index % 2 == 0 else 0.05) for index, s in enumerate(lengths_s)]
    return np.concatenate(parts).astype(np.float32)


def test_spans_begin_and_end_with_the_voice() -> None:
    spans = voice_spans(windows(1.6, 0.96, 3.2))
    assert spans == [(0.0, pytest.approx(1.6)), (pytest.approx(2.56), pytest.approx(5.76))]


def test_blips_are_dropped_and_tiny_holes_filled() -> None:
    assert voice_spans(windows(0.064, 2.0)) == []
    assert len(voice_spans(windows(1.0, 0.064, 1.0))) == 1


def test_a_doubted_syllable_does_not_end_the_voice() -> None:
    doubted = np.array([0.9] * 20 + [0.25] * 10 + [0.9] * 20, np.float32)
    assert len(voice_spans(doubted)) == 1
    assert voice_spans(np.full(50, 0.4, np.float32)) == []  # doubt alone begins none


def test_pauses_are_between_words_only() -> None:
    spans = [(1.0, 2.0), (2.3, 4.0), (5.5, 6.0)]
    assert pauses(spans, 0.5) == [(4.0, 5.5)]
    assert joined(spans) == [(1.0, 4.0), (5.5, 6.0)]
    assert total_s(joined(spans)) == pytest.approx(3.5)


NOT_SPEECH = ("silence", "white", "hum", "melody", "drums", "typing")


def not_speech(kind: str) -> np.ndarray:
    random, t = np.random.default_rng(3), TWENTY_S
    beat = np.exp(-(t * 2 % 1) / 0.2)
    pitch = 220 * 2 ** (np.array([0, 4, 7, 12, 7, 4, 5, 9]) / 12)
    phase = 2 * np.pi * np.cumsum(pitch[(t * 2).astype(int) % 8]) / RATE_HZ
    sounds = {
        "silence": 0 * t,
        "white": random.normal(0, 0.05, len(t)),
        "hum": 0.1 * np.sin(2 * np.pi * 50 * t) + 0.05 * np.sin(2 * np.pi * 150 * t),
        "melody": 0.2 * beat * sum(np.sin(h * phase) / h for h in (1, 2, 3, 4)),
        "drums": random.normal(0, 0.5, len(t)) * beat**4,
        "typing": random.normal(0, 0.3, len(t)) * np.exp(-(t * 6 % 1) / 0.05),
    }
    return sounds[kind].astype(np.float32)


@pytest.mark.parametrize("kind", NOT_SPEECH)
def test_what_is_no_speech_is_at_most_a_twentieth(kind: str) -> None:
    samples = not_speech(kind)
    voice = measure_voice(samples, voice_probabilities(samples), "en")
    assert voice.pace.speech_s <= 0.05 * 20
    assert voice.pace.words_per_minute is None


def test_real_music_is_no_speech(media: Path) -> None:
    samples = decode_sound(media / "video/liveportrait_s18.mp4")
    assert measure_voice(samples, voice_probabilities(samples), "en").pace.speech_s <= 0.05 * 9.4


def known_clips(media: Path) -> list[tuple[Path, str, int]]:
    """Clips of at least 10 s in English or Dutch: file, language, words of the text."""
    truth = json.loads((media / "truth.json").read_text(encoding="utf-8"))
    return [
        (media / name, known["lang"], len(known["text"].split()))
        for name, known in truth.items()
        if known.get("lang") in ("en", "nl") and known["dur"] >= 10 and not known["text"].startswith("(")
    ]


def test_words_a_minute_are_near_the_truth(media: Path) -> None:
    clips, errors = known_clips(media), {}
    for path, language, words in clips:
        samples = decode_sound(path)
        pace = measure_voice(samples, voice_probabilities(samples), language).pace
        assert pace.words_per_minute is not None
        errors[path.name] = abs(pace.words_per_minute * pace.speech_s / 60 / words - 1)
    assert len(errors) >= 9
    assert median(errors.values()) <= 0.06, errors
    assert max(errors.values()) <= 0.12, errors


TEMPOS = (0.8, 0.9, 1.1, 1.25)


def heard(path: Path, language: str) -> tuple[float, list[tuple[float, float]]]:
    """Words a minute, and where somebody speaks."""
    samples = decode_sound(path)
    probabilities = voice_probabilities(samples)
    found = measure_voice(samples, probabilities, language).pace.words_per_minute
    assert found is not None
    return found, voice_spans(probabilities)


@pytest.fixture(scope="module")
def followed(media: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, float], float]:
    """How far off the change of words a minute is, by clip and tempo. What it should be is known from the clip as it
    is: at another tempo its pauses are longer or shorter, and those under a second count as speech.
    """
    folder, off = tmp_path_factory.mktemp("tempo"), {}
    for path, language, _ in known_clips(media):
        before, spans = heard(path, language)
        for tempo in TEMPOS:
            other = make(folder / "x.wav", "-i", str(path), "-vn", "-af", f"atempo={tempo}", "-ar", "16000", "-ac", "1")
            true = total_s(joined(spans)) / total_s(joined([(start / tempo, end / tempo) for start, end in spans]))
            off[path.name, tempo] = abs(heard(other, language)[0] / before / true - 1)
    return off


def test_a_changed_tempo_is_followed(followed: dict[tuple[str, float], float]) -> None:
    assert len(followed) >= 9 * len(TEMPOS)
    assert max(followed.values()) <= 0.10, followed
    assert median(followed.values()) <= 0.05


def test_a_noise_that_comes_and_goes_is_no_syllable() -> None:
    """A hum of 4 swells a second, then a room as loud as the hum less 16 dB, with ripples of its own."""
    random = np.random.default_rng(4)
    voice = np.concatenate([hummed(4, 6), np.zeros(RATE_HZ * 6, np.float32)])
    room = random.normal(0, np.sqrt((voice[: 6 * RATE_HZ] ** 2).mean()) * 10 ** (-10 / 20), len(voice))
    values = intensity((voice + room).astype(np.float32))
    everywhere, quiet = np.ones(len(values), bool), np.arange(len(values)) > 650
    assert len(syllable_nuclei(values, everywhere, quiet)) == pytest.approx(24, abs=2)


def test_a_passage_spoken_softly_counts_as_the_loud_ones_do() -> None:
    """But for the second and a half beside the loud one."""
    loud = hummed(4, 6)
    assert count(np.concatenate([loud, 0.06 * loud])) == pytest.approx(48 - 6, abs=2)


def test_a_fast_count_is_raised_and_a_slow_one_lowered() -> None:
    assert true_rate(0.0) == 0.0
    assert true_rate(3.3) == pytest.approx(3.3)
    assert 5.0 < true_rate(5.0) < 5.5 and 1.8 < true_rate(2.0) < 2.0


CUT_CLEANLY = (
    *("nl/vl00203.wav", "nl/vl09647.wav", "nl/vl12745.wav", "nl/vl14994.wav"),
    *("en/leopard_test.wav", "de/thorsten_sample03-gt.wav"),
)


def sounding(path: Path) -> np.ndarray:
    """The clip from its first to its last 10 ms that are within 32 dB of its loudest."""
    samples = decode_sound(path)
    level = np.sqrt((samples[: len(samples) // 160 * 160].reshape(-1, 160) ** 2).mean(axis=1))
    loud = np.flatnonzero(level > level.max() * 10 ** (-32 / 20))
    return samples[loud[0] * 160 : (loud[-1] + 1) * 160]


@pytest.mark.parametrize("noise", [0.0, 0.002])
def test_pauses_begin_and_end_within_150_ms(media: Path, noise: float) -> None:
    parts: list[np.ndarray] = []
    true: list[tuple[float, float]] = []
    at_s = 0.0
    for gap_s in (0.7, 1.0, 2.0):
        for name in CUT_CLEANLY:
            clip = sounding(media / "speech" / name)
            clip = clip * np.float32(0.06 / np.sqrt((clip**2).mean()))
            parts += [clip, np.zeros(round(gap_s * RATE_HZ), np.float32)]
            true.append((at_s + len(clip) / RATE_HZ, at_s + len(clip) / RATE_HZ + gap_s))
            at_s = true[-1][1]
    samples = np.concatenate(parts)
    samples = (samples + np.random.default_rng(2).normal(0, noise, len(samples))).astype(np.float32)
    found = measure_voice(samples, voice_probabilities(samples), "nl").pauses
    for start_s, end_s in true[:-1]:
        near = min(found, key=lambda p: abs(p[0] - start_s))
        assert near[0] == pytest.approx(start_s, abs=0.15)
        assert near[1] == pytest.approx(end_s, abs=0.15)
    assert len(found) == len(true) - 1


@pytest.mark.parametrize("seed", range(20))
def test_spans_are_the_stretches_of_the_mask(seed: int) -> None:
    """Long doubts, and voices at the very ends."""
    probabilities = np.repeat(np.random.default_rng(seed).choice([0.05, 0.3, 0.9], 40), 8).astype(np.float32)
    spans = voice_spans(probabilities)
    filled = np.zeros(len(probabilities), bool)
    for start_s, end_s in spans:
        filled[round(start_s / 0.032) : round(end_s / 0.032)] = True
    np.testing.assert_array_equal(filled, voice_mask(probabilities))
