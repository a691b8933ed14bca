"""Level, noise, clipping and runs from sounds of known strength; live and file agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from producer.coach.faults import find_faults
from producer.coach.readings import VoiceReading
from producer.coach.sound.hearing import Lifted, voice_probabilities
from producer.coach.sound.pace import RATE_HZ, VAD_STEP
from producer.coach.sound.voice import QUIETEST_DBFS, VoiceTrack, measure_voice, rate_per_minute
from producer.media.sound import decode_sound
from producer.media.voice_activity import StreamingVoiceActivity


class LoudIsVoice:
    """Takes every window above -45 dBFS for a voice."""

    def feed(self, samples16k: np.ndarray) -> np.ndarray:
        windows = samples16k.reshape(-1, VAD_STEP)
        return np.where((windows**2).mean(axis=1) > 10**-4.5, 0.95, 0.02).astype(np.float32)


def tone(seconds: float, dbfs: float) -> np.ndarray:
    """A sine of this RMS level."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (10 ** (dbfs / 20) * np.sqrt(2) * np.sin(2 * np.pi * 300 * t)).astype(np.float32)


def hiss(seconds: float, dbfs: float) -> np.ndarray:
    return np.random.default_rng(5).normal(0, 10 ** (dbfs / 20), round(seconds * RATE_HZ)).astype(np.float32)


def heard(samples: np.ndarray, *, clipped: int = 0) -> VoiceReading:
    track = VoiceTrack(LoudIsVoice(), "en")
    for start in range(0, len(samples), 1600):
        track.feed(samples[start : start + 1600], clipped=clipped, count=1600)
    return track.reading()


def whole(samples: np.ndarray) -> tuple[float | None, float | None, float | None]:
    probabilities = LoudIsVoice().feed(samples[: len(samples) // VAD_STEP * VAD_STEP])
    voice = measure_voice(samples, probabilities, "en")
    return voice.level_dbfs, voice.noise_dbfs, voice.snr_db


def test_level_and_noise_are_those_of_voice_and_room() -> None:
    samples = np.concatenate([hiss(2, -60), tone(3, -20) + hiss(3, -60), hiss(2, -60)])
    level, noise, snr = whole(samples)
    assert level == pytest.approx(-20, abs=0.3)
    assert noise == pytest.approx(-60, abs=0.5)
    assert snr == pytest.approx(40, abs=0.7)
    live = heard(samples[: 5 * RATE_HZ])
    assert live.level_dbfs == pytest.approx(-20, abs=0.3)
    assert live.noise_dbfs == pytest.approx(-60, abs=0.5)


@pytest.mark.parametrize(("rumble_hz", "strength"), [(0.0, 0.2), (20.0, 0.2), (50.0, 0.05)])
def test_thumps_and_hum_do_not_count_as_level(rumble_hz: float, strength: float) -> None:
    t = np.arange(5 * RATE_HZ) / RATE_HZ
    rumble = (strength * np.cos(2 * np.pi * rumble_hz * t)).astype(np.float32)
    voice = np.concatenate([tone(3, -30), np.zeros(2 * RATE_HZ, np.float32)])
    probabilities = LoudIsVoice().feed(voice[: len(voice) // VAD_STEP * VAD_STEP])
    assert measure_voice(voice + rumble, probabilities, "en").level_dbfs == pytest.approx(-30, abs=0.5)


def test_without_a_voice_there_is_no_level_and_without_quiet_no_noise() -> None:
    assert whole(hiss(5, -60))[0] is None
    assert whole(tone(5, -20))[1] is None
    empty = VoiceTrack(LoudIsVoice(), "en").reading()
    assert empty.level_dbfs is None and empty.peak_level_dbfs is None and empty.words_per_minute is None


def test_a_muted_microphone_is_known_and_a_quiet_room_is_not_mistaken_for_one() -> None:
    muted = heard(np.zeros(6 * RATE_HZ, np.float32))
    assert muted.peak_level_dbfs == QUIETEST_DBFS
    assert list(find_faults(None, muted, "en")) == ["no_sound"]
    assert "no_sound" not in find_faults(None, heard(hiss(6, -58)), "en")


def test_a_mute_is_noticed_within_seconds_and_forgotten_when_sound_returns() -> None:
    track = VoiceTrack(LoudIsVoice(), "en")
    track.feed(tone(5, -20))
    track.feed(np.zeros(7 * RATE_HZ, np.float32))
    assert "no_sound" in find_faults(None, track.reading(), "en")
    track.feed(tone(0.5, -20))
    assert "no_sound" not in find_faults(None, track.reading(), "en")


def test_clipping_is_a_share_of_the_last_seconds() -> None:
    assert heard(tone(3, -20), clipped=16).clipped_share == pytest.approx(0.01)
    track = VoiceTrack(LoudIsVoice(), "en")
    track.feed(tone(1, -20), clipped=800, count=16000)
    for _ in range(60):
        track.feed(tone(0.1, -20), clipped=0, count=1600)
    assert track.reading().clipped_share == 0.0


def test_a_run_lasts_until_half_a_second_of_silence() -> None:
    assert heard(tone(12, -20)).run_s == pytest.approx(12, abs=0.1)
    with_a_breath = np.concatenate([tone(6, -20), hiss(0.3, -70), tone(6, -20)])
    assert heard(with_a_breath).run_s == pytest.approx(12.3, abs=0.1)
    with_a_pause = np.concatenate([tone(6, -20), hiss(0.8, -70), tone(4, -20)])
    assert heard(with_a_pause).run_s == pytest.approx(4, abs=0.1)
    assert heard(np.concatenate([tone(6, -20), hiss(0.8, -70)])).run_s == 0.0


def test_rates_need_enough_speech() -> None:
    assert rate_per_minute(5, 30.0) == pytest.approx(10.0)
    assert rate_per_minute(5, 10.0) is None


def test_the_track_does_not_grow() -> None:
    track = VoiceTrack(LoudIsVoice(), "en")
    for _ in range(90):
        track.feed(tone(1, -20), count=RATE_HZ)
    sizes = {name: len(value) for name, value in vars(track).items() if hasattr(value, "__len__")}
    assert max(sizes.values()) <= 4096
    assert sizes["_probabilities"] == pytest.approx(30 / 0.032, abs=2)


@pytest.fixture
def spoken(media: Path) -> np.ndarray:
    return decode_sound(media / "speech/en_fillers/acoustic_corpus.wav")


def test_live_pace_agrees_with_the_file(spoken: np.ndarray) -> None:
    """Every rolling 12 s of a real speaker within a fifth of the same 12 s measured as a file."""
    track, live = VoiceTrack(Lifted(StreamingVoiceActivity()), "en"), {}
    for start in range(0, len(spoken) - 1600, 1600):
        track.feed(spoken[start : start + 1600])
        if start % (2 * RATE_HZ) == 0 and start > 14 * RATE_HZ:
            live[start + 1600] = track.reading().words_per_minute
    assert len(live) >= 5
    for end, pace in live.items():
        part = spoken[end - 12 * RATE_HZ : end]
        file = measure_voice(part, voice_probabilities(part), "en").pace.words_per_minute
        assert pace is not None and file is not None
        assert pace == pytest.approx(file, rel=0.2)


def test_the_speakers_own_mean_is_known_after_half_a_minute(spoken: np.ndarray) -> None:
    track = VoiceTrack(Lifted(StreamingVoiceActivity()), "en")
    known: list[tuple[float, float]] = []
    for round_ in range(2):
        for start in range(0, len(spoken) - 4000, 4000):
            track.feed(spoken[start : start + 4000])
            reading = track.reading()
            if reading.own_words_per_minute is not None:
                known.append((round_ * len(spoken) / RATE_HZ + start / RATE_HZ, reading.own_words_per_minute))
    assert known[0][0] > 30.0
    assert known[-1][1] == pytest.approx(140, rel=0.15)


def said(per_s: float, seconds: float) -> np.ndarray:
    """A hum of 300 Hz in so many swells a second, with a pause of 0.6 s after each four seconds."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    swell = 10 ** (-12 * (0.5 + 0.5 * np.cos(2 * np.pi * per_s * t)) / 20)
    return (tone(seconds, -20)[: len(t)] * swell * (t % 4.6 < 4.0)).astype(np.float32)


def codes_at_the_end(*parts: np.ndarray) -> tuple[list[str], VoiceReading]:
    track, faults, reading = VoiceTrack(LoudIsVoice(), "en"), {}, VoiceReading()
    samples = np.concatenate(parts)
    for start in range(0, len(samples), 4000):
        track.feed(samples[start : start + 4000])
        reading = track.reading()
        faults = find_faults(None, reading, "en", faults)
    return sorted(faults), reading


def test_pace_is_judged_by_the_speaker_after_half_a_minute() -> None:
    """The same 169 words a minute: fine for who speaks so all along, fast for who began at 115; and only once half a
    minute of speech was heard.
    """
    slow, quick = said(2.9, 50), said(4.2, 14)
    codes, reading = codes_at_the_end(slow, quick)
    assert reading.words_per_minute == pytest.approx(169, abs=5)
    assert reading.own_words_per_minute == pytest.approx(120, abs=8)
    assert codes == ["slow_down"]
    codes, reading = codes_at_the_end(said(4.2, 64))
    assert reading.words_per_minute == pytest.approx(169, abs=5)
    assert reading.own_words_per_minute == pytest.approx(169, abs=5)
    assert codes == []
    codes, reading = codes_at_the_end(slow[: 18 * RATE_HZ], quick[: 12 * RATE_HZ])
    assert reading.words_per_minute == pytest.approx(169, abs=12) and reading.own_words_per_minute is None
    assert codes == []


def test_within_the_aim_nobody_is_nudged_for_leaving_their_own_pace() -> None:
    for own, now in ((120.0, 150.0), (155.0, 122.0)):
        assert find_faults(None, VoiceReading(words_per_minute=now, own_words_per_minute=own), "en") == {}


def test_the_longest_run_is_the_one_without_a_breath() -> None:
    parts = [tone(3, -20), hiss(0.7, -70), tone(2, -20), hiss(0.3, -70), tone(4, -20), hiss(0.8, -70), tone(5, -20)]
    samples = np.concatenate(parts)
    probabilities = LoudIsVoice().feed(samples[: len(samples) // VAD_STEP * VAD_STEP])
    run = measure_voice(samples, probabilities, "en").longest_run
    assert run == (pytest.approx(3.7, abs=0.05), pytest.approx(10.0, abs=0.05))
    assert measure_voice(hiss(5, -60), np.zeros(156, np.float32), "en").longest_run is None


def test_a_take_with_sound_but_no_voice_says_so() -> None:
    room = measure_voice(hiss(8, -45), np.full(250, 0.02, np.float32), "en")
    assert room.voiceless and not measure_voice(tone(8, -20), np.full(250, 0.9, np.float32), "en").voiceless
    assert not measure_voice(np.zeros(4000, np.float32), np.zeros(8, np.float32), "en").voiceless  # too short to tell
    reading = VoiceReading(peak_level_dbfs=room.peak_level_dbfs, voiceless=room.voiceless)
    assert list(find_faults(None, reading, "en")) == ["no_sound"]
    loud = replace(reading, clipped_share=0.01)
    assert sorted(find_faults(None, loud, "en")) == ["clipping", "no_sound"]


@pytest.mark.parametrize(("change", "code"), [(lambda s: s * 0.02, "speak_up"), (lambda s: s * 12, "speak_softer")])
def test_level_advice_on_a_real_voice(
    spoken: np.ndarray, change: Callable[[np.ndarray], np.ndarray], code: str
) -> None:
    samples = np.clip(change(spoken), -1, 1).astype(np.float32)
    voice = measure_voice(samples, voice_probabilities(samples), "en")
    assert code in find_faults(None, VoiceReading(level_dbfs=voice.level_dbfs), "en")
