"""The voice-activity network hears a voice under rumble, and a quiet one, as it hears them without."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from producer.coach.sound.hearing import Lifted, voice_intensity, voice_probabilities
from producer.coach.sound.pace import RATE_HZ, VAD_STEP, total_s, voice_spans
from producer.coach.sound.rumble import DELAY, RumbleFilter, without_rumble
from producer.media.sound import decode_sound
from producer.media.voice_activity import VoiceActivity


def sine(hz: float, seconds: float = 2.0, strength: float = 0.1) -> np.ndarray:
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (strength * np.sin(2 * np.pi * hz * t)).astype(np.float32)


def kept_db(hz: float) -> float:
    """How much of a sine is left, in its middle."""
    middle = slice(RATE_HZ // 2, -RATE_HZ // 2)
    before, after = sine(hz)[middle], without_rumble(sine(hz))[middle]
    return 10 * float(np.log10((after**2).mean() / (before**2).mean()))


@pytest.mark.parametrize(
    ("hz", "low", "high"),
    [(2, -99, -50), (20, -20, -15), (50, -6, -4), (85, -0.7, 0.1), (300, -0.2, 0.2), (3000, -0.1, 0.1)],
)
def test_rumble_goes_and_the_voice_stays(hz: float, low: float, high: float) -> None:
    assert low <= kept_db(hz) <= high


def test_a_line_that_is_not_at_zero_goes() -> None:
    assert np.abs(without_rumble(np.full(RATE_HZ, 0.3, np.float32))[2000:-2000]).max() < 1e-6


@pytest.mark.parametrize("size", [1, 15, 333, 4000])
def test_a_stream_is_filtered_as_the_whole(size: int) -> None:
    samples = np.random.default_rng(1).normal(0, 0.1, 6000).astype(np.float32)
    rumble = RumbleFilter()
    stream = np.concatenate([rumble.feed(samples[start : start + size]) for start in range(0, len(samples), size)])
    assert len(samples) - len(stream) < 16
    np.testing.assert_allclose(stream[DELAY:], without_rumble(samples)[: len(stream) - DELAY], atol=1e-6)


class Listener:
    """Remembers what it was fed."""

    def __init__(self) -> None:
        self.heard: list[np.ndarray] = []

    def feed(self, samples16k: np.ndarray) -> np.ndarray:
        self.heard.append(samples16k)
        return np.zeros(len(samples16k) // VAD_STEP, np.float32)


def gains_db(samples: np.ndarray, size: int) -> np.ndarray:
    listener = Listener()
    lifted = Lifted(listener)
    for start in range(0, len(samples), size):
        lifted.feed(samples[start : start + size])
    whole = np.concatenate(listener.heard).reshape(-1, VAD_STEP)
    return 10 * np.log10((whole**2).mean(axis=1) / (samples.reshape(-1, VAD_STEP) ** 2).mean(axis=1))


def test_a_quiet_voice_is_lifted_and_a_loud_one_is_not() -> None:
    second = VAD_STEP * 31
    quiet, loud = sine(250, 1)[:second] * 0.2, sine(250, 1)[:second] * 3
    gains = gains_db(np.concatenate([quiet, loud, quiet, *[quiet] * 6]), VAD_STEP)
    np.testing.assert_allclose(gains[:31], 37 - 18 - 2, atol=2.1)
    np.testing.assert_allclose(gains[31:93], 0.0, atol=0.01)  # 5 s after something loud it is still not lifted
    assert gains[-1] == pytest.approx(gains[0], abs=0.1)
    assert gains_db(quiet * 0.01, VAD_STEP)[-1] == pytest.approx(20.0, abs=0.01)


def test_blocks_do_not_matter_to_the_lift() -> None:
    samples = np.random.default_rng(2).normal(0, 1, VAD_STEP * 400).astype(np.float32)
    samples *= np.repeat(10 ** np.random.default_rng(3).uniform(-4, 0, 400), VAD_STEP).astype(np.float32)
    np.testing.assert_allclose(gains_db(samples, VAD_STEP), gains_db(samples, VAD_STEP * 400), atol=1e-3)


def spoken_s(samples: np.ndarray) -> float:
    return total_s(voice_spans(voice_probabilities(samples)))


CLIPS = ("en/jfk.flac", "en/libri_2412-153948-0000.flac", "nl/composite_vl_5sentences.wav")


@pytest.mark.parametrize("name", CLIPS)
def test_a_voice_under_rumble_and_a_quiet_one_are_heard(media: Path, name: str) -> None:
    clip = decode_sound(media / "speech" / name)
    level = float(np.sqrt((clip**2).mean()))
    whole = total_s(voice_spans(VoiceActivity().probabilities(clip)))
    wander = sine(1.7, len(clip) / RATE_HZ + 1, 30 * level)[: len(clip)] + np.float32(5 * level)
    hiss = np.random.default_rng(4).normal(0, level * 0.03, len(clip)).astype(np.float32)
    assert spoken_s(clip + wander) == pytest.approx(whole, rel=0.05)
    assert spoken_s((clip + hiss) * np.float32(10 ** (-50 / 20) / level)) == pytest.approx(whole, rel=0.08)


def test_half_a_take_was_missed_without(media: Path) -> None:
    """One clip has a zero line that wanders, 27 dB above a quiet voice."""
    clip = decode_sound(media / "speech/en_fillers/cold_corpus.wav")
    assert total_s(voice_spans(VoiceActivity().probabilities(clip))) < 19.5
    assert 20.0 < spoken_s(clip) < 22.5


def test_hiss_is_not_lifted_into_a_voice() -> None:
    hiss = np.random.default_rng(5).normal(0, 0.001, RATE_HZ * 10).astype(np.float32)
    assert spoken_s(hiss) == 0.0


def test_nothing_at_all_is_measured_as_nothing() -> None:
    nothing = np.zeros(0, np.float32)
    assert len(voice_probabilities(nothing)) == 0
    assert (voice_intensity(np.zeros(RATE_HZ, np.float32)) == -100.0).all()
