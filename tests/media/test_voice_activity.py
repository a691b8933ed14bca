"""Voice activity: nothing in silence, noise and tones; the same for a stream and a file; found where a person
speaks.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from producer.media.sound import decode_sound
from producer.media.voice_activity import RATE_HZ, StreamingVoiceActivity, VoiceActivity, speech_segments

SECONDS = 10


def noise(kind: str) -> np.ndarray:
    t = np.arange(SECONDS * RATE_HZ) / RATE_HZ
    random = np.random.default_rng(7)
    sounds = {
        "silence": np.zeros_like(t),
        "noise": random.normal(0, 0.1, len(t)),
        "tone": 0.3 * np.sin(2 * np.pi * 440 * t),
        "typing": (np.floor(t * 6) != np.floor((t - 0.01) * 6)) * random.normal(0, 0.5, len(t)),
    }
    return sounds[kind].astype(np.float32)


@pytest.mark.parametrize("kind", ["silence", "noise", "tone", "typing"])
def test_what_is_no_voice_is_not_taken_for_one(kind: str) -> None:
    spoken_s = sum(end - start for start, end in speech_segments(noise(kind)))
    assert spoken_s <= 0.05 * SECONDS


def test_a_stream_gets_the_answers_of_the_file() -> None:
    samples = noise("noise")
    whole = VoiceActivity().probabilities(samples)
    stream = StreamingVoiceActivity()
    pieces = np.concatenate([stream.feed(samples[start : start + 777]) for start in range(0, len(samples), 777)])
    assert len(whole) == -(-len(samples) // 512)
    np.testing.assert_allclose(pieces, whole[: len(pieces)], atol=1e-5)


def test_speech_is_found_where_it_is(media: Path) -> None:
    """A clip twice, with known silences before and between: edges within 0.15 s."""
    clip = decode_sound(media / "speech/en/leopard_test.wav")
    spans = speech_segments(clip)
    spoken_s = spans[-1][1] - spans[0][0]
    gap = np.zeros(2 * RATE_HZ, np.float32)
    found = speech_segments(np.concatenate([gap, clip, gap, clip]), min_silence_s=1.5)
    assert len(found) == 2
    lead = len(gap) / RATE_HZ
    assert found[0][0] == pytest.approx(lead + spans[0][0], abs=0.15)
    assert found[0][1] - found[0][0] == pytest.approx(spoken_s, abs=0.15)
    assert found[1][0] == pytest.approx(2 * lead + len(clip) / RATE_HZ + spans[0][0], abs=0.15)
