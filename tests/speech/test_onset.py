"""Words after a silence start on the voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from producer.media.sound import decode_sound
from producer.media.voice_activity import speech_segments
from producer.speech.onset import on_the_voice
from producer.speech.transcribe import Transcriber
from producer.values import Word


def burst(*voiced: tuple[float, float], length_s: float = 4.0, noise: float = 0.0) -> np.ndarray:
    """Return sound with a tone in the given spans (s), over noise of that amplitude."""
    time_s = np.arange(round(length_s * 16_000)) / 16_000
    sound = np.random.default_rng(1).normal(0, noise, len(time_s)) if noise else np.zeros(len(time_s))
    for start, end in voiced:
        inside = (time_s >= start) & (time_s < end)
        sound[inside] += 0.3 * np.sin(2 * np.pi * 150 * time_s[inside])
    return sound.astype(np.float32)


@pytest.mark.parametrize("noise", [0.0, 0.01])
def test_the_first_word_and_the_one_after_a_pause_move_onto_the_voice(noise: float) -> None:
    words = [Word("one", 0.1, 0.9, 0.5), Word("two", 0.9, 1.2), Word("three", 2.0, 2.8)]
    moved = list(on_the_voice(words, burst((0.5, 1.2), (2.35, 2.8), noise=noise)))
    assert [word.start_s for word in moved] == pytest.approx([0.5, 0.9, 2.35], abs=0.015)
    assert [(word.text, word.end_s, word.probability) for word in moved] == [
        (word.text, word.end_s, word.probability) for word in words
    ]


def test_nothing_moves_in_silence_in_noise_or_without_length() -> None:
    words = [Word("a", 0.5, 1.0), Word("b", 2.0, 2.0), Word("c", 3.9, 5.0)]
    for sound in (burst(), burst(noise=0.1), np.zeros(0, np.float32)):
        assert [word.start_s for word in on_the_voice(words, sound)] == pytest.approx([0.5, 2.0, 3.9], abs=0.02)


@pytest.mark.live
def test_what_is_heard_starts_when_it_is_said(models: Path, media: Path) -> None:
    """Every clip's first word, against the voice activity; without the step, 0.13-0.43 s too early."""
    names = ("en/jfk.flac", "en/leopard_test.wav", "en_fillers/mfa_uh.flac", "fr/leopard_test_fr.wav", "nl/vl12745.wav")
    with Transcriber(models / "whisper-fixture") as transcriber:
        for name in names:
            voice_s = speech_segments(decode_sound(media / "speech" / name))[0][0]
            heard = transcriber.transcribe(media / "speech" / name)
            assert heard.words[0].start_s == pytest.approx(voice_s, abs=0.07), name
