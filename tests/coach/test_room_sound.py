"""The sound of a room check: quiet first, then a voice; what the microphone leaves out; what is not known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from coach.test_echo import noise, room, said_in

from producer.coach.room.band import highest_hz
from producer.coach.room.sound import join_blocks, measure_sound
from producer.coach.sound.pace import VAD_STEP
from producer.demo import Sample
from producer.media.sound import decode_sound
from producer.values import AudioBlock

RATE_HZ = 48_000
QUIET_S = 4.0


def hiss(seconds: float, dbfs: float, seed: int = 5) -> np.ndarray:
    samples = np.random.default_rng(seed).normal(0, 10 ** (dbfs / 20), round(seconds * RATE_HZ))
    return samples.astype(np.float32)


def low_passed(samples: np.ndarray, hz: float, rate_hz: int = RATE_HZ) -> np.ndarray:
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / rate_hz) > hz] = 0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


def blocks(samples: np.ndarray, rate_hz: int = RATE_HZ, channels: int = 1) -> list[AudioBlock]:
    sound = np.repeat(samples[:, None], channels, axis=1)
    return [AudioBlock(sound[at : at + 960], rate_hz, at / rate_hz) for at in range(0, len(sound), 960)]


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    """Six seconds of the bundled presenter, -20 dBFS while speaking."""
    return decode_sound(Sample.bundled().video, rate_hz=RATE_HZ)[10 * RATE_HZ : 16 * RATE_HZ]


def checked(voice: np.ndarray, noise_dbfs: float) -> np.ndarray:
    """Four seconds of the room, then the voice in it."""
    quiet = np.zeros(round(QUIET_S * RATE_HZ), np.float32)
    return np.concatenate([quiet, voice]) + hiss(QUIET_S + len(voice) / RATE_HZ, noise_dbfs)


@pytest.mark.parametrize("noise_dbfs", [-70.0, -55.0, -40.0])
def test_the_room_s_noise_is_measured_while_it_is_quiet(voice: np.ndarray, noise_dbfs: float) -> None:
    heard = measure_sound(blocks(checked(voice, noise_dbfs)), QUIET_S)
    below_8khz_db = 10 * np.log10(8 / 24)  # of white noise at 48 kHz a third is left at 16 kHz
    assert heard.noise_dbfs == pytest.approx(noise_dbfs + below_8khz_db, abs=1.5)
    assert heard.heard_s == pytest.approx(10.0, abs=0.1)


def test_level_and_speech_are_those_of_the_voice(voice: np.ndarray) -> None:
    heard = measure_sound(blocks(checked(voice, -65.0), channels=2), QUIET_S)
    louder = measure_sound(blocks(checked(voice / 4, -65.0)), QUIET_S)
    assert heard.level_dbfs is not None and louder.level_dbfs is not None
    assert -26 < heard.level_dbfs < -14
    assert heard.level_dbfs - louder.level_dbfs == pytest.approx(12.0, abs=0.6)
    assert 3.0 < heard.speech_s < 6.0
    assert heard.clipped_share == 0.0


def test_a_voice_that_crackles_is_counted(voice: np.ndarray) -> None:
    heard = measure_sound(blocks(np.clip(20 * checked(voice, -65.0), -1, 1)), QUIET_S)
    assert heard.clipped_share is not None and heard.clipped_share > 0.01


def test_the_hum_of_the_mains_is_found_and_a_quiet_room_has_none(voice: np.ndarray) -> None:
    pytest.importorskip("producer.coach.sound.hum", reason="hum is not measured yet", exc_type=ImportError)
    sound = checked(voice, -65.0)
    t = np.arange(len(sound)) / RATE_HZ
    hum = sum(0.01 / number * np.sin(2 * np.pi * 50 * number * t) for number in (1, 2, 3))
    assert measure_sound(blocks(sound), QUIET_S).hum_hz is None
    assert measure_sound(blocks((sound + hum).astype(np.float32)), QUIET_S).hum_hz == 50.0


def test_a_muted_microphone_gives_a_peak_and_nothing_else() -> None:
    heard = measure_sound(blocks(np.zeros(10 * RATE_HZ, np.float32)), QUIET_S)
    assert heard.peak_dbfs == -100.0
    assert (heard.level_dbfs, heard.speech_s, heard.echo_s, heard.ends_hz) == (None, 0.0, None, None)


def test_without_sound_nothing_is_known() -> None:
    assert measure_sound([], QUIET_S).heard_s == 0.0
    assert join_blocks([AudioBlock(np.zeros((0, 1), np.float32), RATE_HZ, 0.0)]) is None


def test_who_speaks_all_along_leaves_the_room_unknown() -> None:
    class AllVoice:
        def __call__(self, samples16k: np.ndarray) -> np.ndarray:
            return np.full(len(samples16k) // VAD_STEP, 0.9, np.float32)

    heard = measure_sound(blocks(hiss(10, -30.0)), QUIET_S, AllVoice())
    assert heard.noise_dbfs is None and heard.echo_s is None


def test_a_telephone_s_band_is_known_and_a_whole_one_is_not_mistaken_for_it(voice: np.ndarray) -> None:
    whole = checked(voice, -70.0)
    assert measure_sound(blocks(whole), QUIET_S).ends_hz == 0
    assert measure_sound(blocks(low_passed(whole, 7600.0)), QUIET_S).ends_hz == 8000
    assert measure_sound(blocks(low_passed(whole, 3700.0)), QUIET_S).ends_hz == 4000


def test_what_a_rate_cannot_carry_is_not_held_against_the_microphone(voice: np.ndarray) -> None:
    at_16khz = low_passed(voice, 7900.0)[::3]
    assert highest_hz(at_16khz, 16_000) is None
    assert highest_hz(low_passed(voice, 3700.0)[::3], 16_000) == 4000
    assert highest_hz(low_passed(voice, 3900.0)[::6], 8_000) == 4000
    assert highest_hz(voice[:4800], RATE_HZ) is None


def test_no_real_voice_sounds_like_a_telephone_and_every_one_does_when_it_is_put_through_one(media: Path) -> None:
    clips = sorted((media / "speech").glob("*/*.wav")) + sorted((media / "speech").glob("*/*.flac"))
    assert len(clips) >= 15
    for clip in clips:
        samples = decode_sound(clip, rate_hz=RATE_HZ)[: 6 * RATE_HZ]
        samples = samples + hiss(len(samples) / RATE_HZ, -75.0)[: len(samples)]
        assert highest_hz(samples, RATE_HZ) in (0, 8000), clip.name
        assert highest_hz(low_passed(samples, 3700.0), RATE_HZ) == 4000, clip.name


def test_the_echo_is_that_of_the_room(voice: np.ndarray) -> None:
    found = []
    for length_s in (0.2, 0.9):
        wet = np.concatenate([noise(QUIET_S), said_in(room(length_s), voice[::3])])
        found.append(measure_sound(blocks(wet, 16_000), QUIET_S).echo_s)
    assert found[0] is not None and found[1] is not None
    assert found[0] < 0.45 and found[1] > 0.65
