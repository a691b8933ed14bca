"""The edges of pauses: where the sound falls to the room's and rises from it again.

Seen on real clips cut together with known gaps (the network alone: 7 % of the edges more than 150 ms off, 220 ms at
worst): 10 ms in 99 of 100, none more than 150 ms, in rooms at least 25 dB quieter than the voice.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from producer.coach.sound.edges import sharpened
from producer.coach.sound.hearing import voice_probabilities
from producer.coach.sound.voice import measure_voice
from producer.media.sound import decode_sound

RATE = 16_000


def room(seconds: float, dbfs: float = -60.0, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 10 ** (dbfs / 20), round(seconds * RATE)).astype(np.float32)


def with_sound(samples: np.ndarray, start_s: float, end_s: float, dbfs: float = -25.0) -> np.ndarray:
    t = np.arange(round((end_s - start_s) * RATE)) / RATE
    out = samples.copy()
    out[round(start_s * RATE) :][: len(t)] += (10 ** (dbfs / 20) * np.sin(2 * np.pi * 220 * t)).astype(np.float32)
    return out


@pytest.mark.parametrize("off_s", [-0.2, -0.1, 0.0, 0.1, 0.2])
def test_both_edges_are_found_however_the_network_was_off(off_s: float) -> None:
    samples = with_sound(with_sound(room(6), 0.5, 2.0), 3.5, 5.0)
    ((start, end),) = sharpened([(2.0 + off_s, 3.5 - off_s)], samples)
    assert start == pytest.approx(2.0, abs=0.011)
    assert end == pytest.approx(3.5, abs=0.011)


def test_a_stop_and_its_release_still_belong_to_the_word() -> None:
    samples = with_sound(with_sound(with_sound(room(6), 0.5, 1.9), 2.0, 2.05, -50.0), 3.5, 5.0)
    ((start, _),) = sharpened([(1.9, 3.5)], samples)
    assert start == pytest.approx(2.05, abs=0.011)


def test_a_breath_in_the_middle_is_part_of_the_pause() -> None:
    samples = with_sound(with_sound(with_sound(room(6), 0.5, 2.0), 2.6, 2.9, -48.0), 3.5, 5.0)
    assert sharpened([(2.0, 3.5)], samples) == [(pytest.approx(2.0, abs=0.011), pytest.approx(3.5, abs=0.011))]


def test_an_edge_at_which_nothing_is_heard_stays() -> None:
    assert sharpened([(2.0, 3.5)], room(6)) == [(2.0, 3.5)]
    assert sharpened([], room(1)) == []
    assert sharpened([(0.0, 0.02)], room(1)) == [(0.0, 0.02)]


@pytest.mark.parametrize("noise_dbfs", [-90.0, -60.0, -50.0])
def test_known_gaps_between_real_words(media: Path, noise_dbfs: float) -> None:
    names = ("nl/vl00203.wav", "fr/leopard_test_fr.wav", "nl/vl12745.wav", "en/speechbrain_spk1_snt1.wav")
    parts, gaps, at = [np.zeros(8000, np.float32)], [], 0.5
    for name in names:
        voice = _trimmed(decode_sound(media / "speech" / name))
        parts += [voice, np.zeros(24_000, np.float32)]
        gaps.append((at + len(voice) / RATE, at + len(voice) / RATE + 1.5))
        at = gaps[-1][1]
    samples = np.concatenate(parts)
    samples += room(len(samples) / RATE, noise_dbfs)[: len(samples)]
    found = measure_voice(samples, voice_probabilities(samples), "nl").pauses
    for start, end in gaps[:-1]:
        nearest = min(found, key=lambda pause: abs(pause[0] - start))
        assert nearest[0] == pytest.approx(start, abs=0.15)
        assert nearest[1] == pytest.approx(end, abs=0.15)


def _trimmed(voice: np.ndarray) -> np.ndarray:
    """The clip at -22 dBFS, from its first to its last 30 ms that are within 22 dB of its loud parts."""
    count = len(voice) // 160
    levels = 10 * np.log10((voice[: count * 160].reshape(count, 160) ** 2).mean(axis=1) + 1e-12)
    loud = levels > np.percentile(levels, 97) - 22
    held = np.convolve(loud, np.ones(3), "same") >= 3
    first, last = np.flatnonzero(held)[[0, -1]]
    cut = voice[max(0, first - 1) * 160 : (last + 2) * 160]
    return (cut * 10 ** (-22 / 20) / np.sqrt((cut**2).mean())).astype(np.float32)
