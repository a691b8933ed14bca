"""Reverberation from speech: rooms of known length, made of clips of real voices, and the clips as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from producer.coach.room.echo import reverberation_s
from producer.coach.room.limits import ECHO
from producer.coach.sound.pace import RATE_HZ
from producer.media.sound import decode_sound

CLIPS = (
    "speech/en/leopard_test.wav",
    "speech/en/libri_2412-153948-0000.flac",
    "speech/en/libri_61-70968-0000.flac",
    "speech/en_fillers/acoustic_corpus.wav",
    "speech/fr/leopard_test_fr.wav",
    "speech/nl/composite_vl_5sentences.wav",
    "speech/nl/watson_dutch_single2.wav",
    "speech/de/thorsten_sample03-gt.wav",
)
VOICE_DBFS, NOISE_DBFS = -26.0, -65.0


def room(length_s: float, *, direct_db: float = 0.0, seed: int = 1) -> np.ndarray:
    """The answer of a room: the voice itself, then noise that falls by 60 dB in ``length_s``; as a whole as strong as
    the voice, less ``direct_db``.
    """
    t = np.arange(round(1.3 * length_s * RATE_HZ)) / RATE_HZ
    tail = np.random.default_rng(seed).normal(size=len(t)) * 10 ** (-3 * t / length_s)
    tail[:32] = 0
    tail *= 10 ** (-direct_db / 20) / np.sqrt((tail**2).sum())
    tail[0] = 1.0
    return tail


def noise(seconds: float, dbfs: float = NOISE_DBFS) -> np.ndarray:
    samples = np.random.default_rng(2).normal(0, 10 ** (dbfs / 20), round(seconds * RATE_HZ))
    return samples.astype(np.float32)


def said_in(answer: np.ndarray | None, dry: np.ndarray) -> np.ndarray:
    """Six seconds of the voice in that room, as loud as people speak, over the room's noise."""
    size = 1 << (len(dry) + (0 if answer is None else len(answer))).bit_length()
    wet = dry if answer is None else np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(answer, size), size)
    wet = wet[: len(dry)]
    wet = wet * 10 ** (VOICE_DBFS / 20) / np.sqrt((wet**2).mean())
    return (wet + noise(len(wet) / RATE_HZ)).astype(np.float32)


@pytest.fixture(scope="module")
def voices(media: Path) -> list[np.ndarray]:
    return [decode_sound(media / clip)[: 6 * RATE_HZ] for clip in CLIPS]


def measured(voices: list[np.ndarray], answer: np.ndarray | None) -> np.ndarray:
    found = [reverberation_s(said_in(answer, voice), noise(2)) for voice in voices]
    assert None not in found
    return np.array(found)


@pytest.mark.parametrize("length_s", [0.2, 0.35, 0.5, 0.9, 1.5])
def test_the_room_is_measured_to_a_fifth_in_the_middle(voices: list[np.ndarray], length_s: float) -> None:
    assert np.median(measured(voices, room(length_s))) == pytest.approx(length_s, rel=0.2)


def test_echoing_rooms_are_told_from_good_ones_on_every_voice(voices: list[np.ndarray]) -> None:
    good = np.concatenate([measured(voices, room(length, seed=seed)) for length in (0.2, 0.4) for seed in (1, 2)])
    echoing = np.concatenate([measured(voices, room(length, seed=seed)) for length in (0.9, 1.5) for seed in (1, 2)])
    assert good.max() < ECHO.enter < echoing.min(), (good.max(), echoing.min())


def test_no_clip_as_it_is_is_said_to_echo(voices: list[np.ndarray]) -> None:
    assert measured(voices, None).max() < 0.35


def test_a_microphone_close_by_hears_less_of_the_room(voices: list[np.ndarray]) -> None:
    near, far = (measured(voices, room(0.9, direct_db=strength)) for strength in (10.0, 0.0))
    assert np.median(near) < np.median(far)


def test_noise_over_the_voice_leaves_the_echo_unknown(voices: list[np.ndarray]) -> None:
    loud = noise(6, -34.0)
    assert reverberation_s(said_in(room(0.9), voices[0])[: len(loud)] + loud[: len(voices[0])], loud) is None


def test_too_little_sound_leaves_it_unknown() -> None:
    assert reverberation_s(np.zeros(100, np.float32), noise(2)) is None
    assert reverberation_s(noise(6), np.zeros(0, np.float32)) is None
    assert reverberation_s(noise(6), noise(2)) is None


def test_a_sound_that_stops_falls_as_long_as_its_room() -> None:
    """Without any speech: bursts of noise in a room that is known to the sample."""
    bursts = np.tile(np.concatenate([noise(0.3, -20.0), np.zeros(RATE_HZ, np.float32)]), 4)
    for length_s in (0.3, 0.6, 1.2):
        found = reverberation_s(said_in(room(length_s), bursts), noise(2))
        assert found == pytest.approx(length_s, rel=0.15)
