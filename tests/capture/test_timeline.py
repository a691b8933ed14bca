"""Sound on the recording's time: trimmed, filled, stretched by single samples."""

from __future__ import annotations

import numpy as np
import pytest

from producer.capture.timeline import SoundTimeline, stretched
from producer.values import AudioBlock

RATE_HZ, BLOCK = 48_000, 960


def block(t_s: float, value: float = 0.5, count: int = BLOCK) -> AudioBlock:
    return AudioBlock(np.full((count, 1), value, np.float32), RATE_HZ, t_s)


def written(timeline: SoundTimeline, blocks: list[AudioBlock]) -> np.ndarray:
    return np.concatenate([piece for b in blocks for piece in timeline.place(b)] or [np.zeros((0, 1))])[:, 0]


def test_what_was_heard_before_the_start_is_cut_to_the_sample() -> None:
    timeline = SoundTimeline(RATE_HZ, 1, 10.0)
    sound = written(timeline, [block(9.97, 0.1), block(9.99, 0.2), block(10.01, 0.3)])
    assert len(sound) == 480 + BLOCK
    assert set(np.unique(sound[:480])) == {np.float32(0.2)} and sound[480] == np.float32(0.3)
    assert timeline.gaps == 0


def test_sound_that_begins_later_stands_at_its_time() -> None:
    timeline = SoundTimeline(RATE_HZ, 1, 10.0)
    sound = written(timeline, [block(10.05)])
    assert not sound[:2400].any() and sound[2400] == 0.5
    assert timeline.gaps == 0  # 50 ms: nobody lost anything


def test_a_hole_becomes_silence_and_is_counted() -> None:
    timeline = SoundTimeline(RATE_HZ, 1, 0.0)
    sound = written(timeline, [block(0.0), block(0.52)])
    assert len(sound) == round(0.54 * RATE_HZ)
    assert not sound[BLOCK : round(0.52 * RATE_HZ)].any()
    assert timeline.gaps == 1


def test_a_step_back_is_cut_and_counted() -> None:
    timeline = SoundTimeline(RATE_HZ, 1, 0.0)
    blocks = [block(n * 0.02) for n in range(10)]
    sound = written(timeline, [*blocks, *(block(0.1 + n * 0.02) for n in range(10))])
    assert len(sound) == pytest.approx(0.3 * RATE_HZ, abs=1)
    assert timeline.gaps == 1


def test_even_sound_is_left_as_it_is_to_the_bit() -> None:
    random = np.random.default_rng(1)
    data = random.uniform(-1, 1, (RATE_HZ, 2)).astype(np.float32)
    timeline = SoundTimeline(RATE_HZ, 2, 5.0)
    blocks = [AudioBlock(data[n : n + BLOCK], RATE_HZ, 5.0 + n / RATE_HZ + 0.001) for n in range(0, RATE_HZ, BLOCK)]
    out = np.concatenate([piece for b in blocks for piece in timeline.place(b)])
    assert np.array_equal(out[48:], data[: len(out) - 48])  # after the first millisecond, in which it had not begun


@pytest.mark.parametrize("drift", [100e-6, -100e-6])
def test_drift_is_taken_up_within_some_milliseconds(drift: float) -> None:
    timeline = SoundTimeline(RATE_HZ, 1, 0.0)
    for number in range(50 * 120):
        timeline.place(block(number * 0.02 * (1 + drift)))
    true_s = 120 * (1 + drift)
    assert timeline.heard_until_s == pytest.approx(true_s, abs=0.003)
    assert abs(true_s - 120) > 0.011  # without correction it would be off by this
    assert timeline.gaps == 0


def test_nothing_is_written_after_the_end() -> None:
    timeline = SoundTimeline(RATE_HZ, 1, 0.0)
    timeline.end_s = 0.03
    assert len(written(timeline, [block(0.0), block(0.02), block(0.04)])) == 1440


def test_a_stretched_tone_has_no_click() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(BLOCK) / RATE_HZ).astype(np.float32).reshape(-1, 1)
    longer = stretched(tone, BLOCK + 4)
    assert longer.shape == (BLOCK + 4, 1) and longer.dtype == np.float32
    assert np.abs(np.diff(longer[:, 0])).max() <= np.abs(np.diff(tone[:, 0])).max() * 1.01
    assert longer[0, 0] == tone[0, 0] and longer[-1, 0] == pytest.approx(tone[-1, 0])
